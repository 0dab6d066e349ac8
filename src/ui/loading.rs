//! Waiting, and nothing to show.

use leptos::prelude::*;

use crate::i18n::Tr;

/// Bars where the data will be. The style sheet shows the words after half a second, Retry after eight.
#[component]
pub fn Loading<R: Fn() + Copy + Send + Sync + 'static>(
    /// Texts.
    tr: Tr,
    /// What Retry does.
    retry: R,
) -> impl IntoView {
    view! {
        <div class="loading" aria-busy="true">
            <p class="loading-text" role="status">{tr.text("common-loading")}</p>
            <p class="loading-slow">
                {tr.text("common-loading-slow")} " "
                <button type="button" on:click=move |_| retry()>{tr.text("common-retry-button")}</button>
            </p>
            <div class="bar" aria-hidden="true"></div>
            <div class="bar" aria-hidden="true"></div>
            <div class="bar" aria-hidden="true"></div>
        </div>
    }
}

/// Nothing to show, and what that means.
#[component]
pub fn Empty(
    /// Texts.
    tr: Tr,
    /// What there is none of: a message id.
    title: &'static str,
    /// What that means: a message id.
    hint: &'static str,
) -> impl IntoView {
    view! {
        <div class="empty" part="empty">
            <p class="strong">{tr.text(title)}</p>
            <p class="muted">{tr.text(hint)}</p>
        </div>
    }
}
