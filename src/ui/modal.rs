//! A native modal dialog.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, KeyboardEvent};

use super::follow::follow_later;
use super::live::{Live, live_regions};
use super::{El, Els, el};

/// Opens and closes with `is_open`. Escape asks `on_dismiss`. What it shows lives only while it is open; its title has
/// the id `dialog-title`. What is announced meanwhile is announced inside.
pub fn modal<C: Into<Els>>(
    live: Live,
    is_open: Signal<bool>,
    role: &'static str,
    on_dismiss: impl Fn() + 'static,
    content: impl Fn() -> C + 'static,
) -> El {
    let shown = move || match is_open.get() {
        true => {
            Els::from(el("div").attr("part", "dialog-body").push(untrack(|| content().into()))).and(live_regions(live))
        }
        false => Vec::new().into(),
    };
    let dialog = el("dialog")
        .class("dialog")
        .attr("part", "dialog")
        .attr("role", role)
        .attr("aria-labelledby", "dialog-title")
        .on("cancel", move |event| {
            event.prevent_default();
            on_dismiss();
        })
        // Ours to handle: the host page's own layer must not close as well.
        .on("keydown", |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                event.stop_propagation();
            }
        })
        .live::<Els>(shown);
    let native: HtmlDialogElement = dialog.node().clone().unchecked_into();
    follow_later(Box::new(move || match (is_open.get(), native.open()) {
        // Fails only for a dialog that is not on the page.
        (true, false) => _ = native.show_modal(),
        (false, true) => native.close(),
        _ => {}
    }));
    dialog
}
