//! What went wrong, in the person's language; the reference for support; and what to do now.

use leptos::prelude::*;
use offboarding_domain::Place;
use offboarding_domain::api::{Code, Problem};

use crate::i18n::{Tr, id};

/// A failure with its way out.
#[component]
pub fn Failure<R: Fn() + Copy + Send + Sync + 'static>(
    /// Texts.
    tr: Tr,
    /// What went wrong.
    problem: Box<Problem>,
    /// What Retry does.
    retry: R,
) -> impl IntoView {
    let label = match problem.code {
        Code::AuthRejected | Code::AuthTokenFailed => id!("common-sign-in-button"),
        _ => id!("common-retry-button"),
    };
    view! {
        <div class="notice failure" part="error">
            <FailureText tr problem />
            <p class="actions">
                <button type="button" on:click=move |_| retry()>{tr.text(label)}</button>
                <a href=Place::PartnerCenter.href() target="_blank" rel="noreferrer">
                    {tr.text("common-partner-center-link")}
                </a>
            </p>
        </div>
    }
}

/// What went wrong, Microsoft's own words where it said some, and the reference.
#[component]
pub fn FailureText(
    /// Texts.
    tr: Tr,
    /// What went wrong.
    problem: Box<Problem>,
) -> impl IntoView {
    let message = message_id(&problem.code);
    let upstream = problem.upstream.map(|said| {
        view! {
            <p>
                {tr.text("error-upstream-said")} " "
                <q lang="en">{said.description}</q> " (" {said.code} ")"
            </p>
        }
    });
    let id = problem.correlation_id;
    let reference = (!id.is_empty()).then(|| {
        view! { <p class="muted">{move || tr.with("error-reference", [("id", id.clone().into())])}</p> }
    });
    view! {
        <p class="strong">{move || tr.now(&message)}</p>
        {upstream}
        {reference}
    }
}

/// `state/blocked` is `error-state-blocked`; a code that this version does not know is told as a misunderstanding.
pub fn message_id(code: &Code) -> String {
    let known = match code {
        Code::Unknown(_) => &Code::ApiContract,
        code => code,
    };
    format!("error-{}", known.as_str().replace('/', "-"))
}
