//! A native modal dialog.

use leptos::html::Dialog;
use leptos::prelude::*;
use web_sys::{Event, KeyboardEvent};

/// Opens and closes with `is_open`. Escape asks `on_dismiss`; what it shows lives only while it is open.
#[component]
pub fn Modal<D: Fn() + Copy + Send + Sync + 'static, C: Fn() -> AnyView + Copy + Send + Sync + 'static>(
    /// Whether it is open.
    is_open: Signal<bool>,
    /// `dialog`, or `alertdialog` for a short question.
    role: &'static str,
    /// The person wants out: Escape, or the browser's own way.
    on_dismiss: D,
    /// What it shows. Its title has the id `dialog-title`.
    content: C,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        match (is_open.get(), dialog.open()) {
            // Fails only for a dialog that is not on the page.
            (true, false) => _ = dialog.show_modal(),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let cancel = move |event: Event| {
        event.prevent_default();
        on_dismiss();
    };
    // Ours to handle: the host page's own layer must not close as well.
    let keep_escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
        }
    };
    view! {
        <dialog
            class="dialog"
            part="dialog"
            role=role
            aria-labelledby="dialog-title"
            node_ref=dialog
            on:cancel=cancel
            on:keydown=keep_escape
        >
            {move || is_open.get().then(content)}
        </dialog>
    }
}
