//! Waiting, and nothing to show.

use super::{El, button, el, slot};
use crate::i18n::Tr;

/// Bars where the data will be. The style sheet shows the words after half a second, Retry after eight.
pub fn loading(tr: Tr, retry: impl Fn() + 'static) -> El {
    let bars =
        (0..3).map(|_| el("div").class("bar").attr("part", "skeleton").attr("aria-hidden", "true")).collect::<Vec<_>>();
    let slow = el("p")
        .class("loading-slow")
        .live_text(tr.text("common-loading-slow"))
        .text(" ")
        .push(button(tr, "common-retry-button").on("click", move |_| retry()));
    el("div")
        .attr("aria-busy", "true")
        .push(el("p").class("loading-text").attr("role", "status").msg(tr, "common-loading"))
        .push(slow)
        .push(bars)
}

/// Nothing to show, and what that means: two message ids. The host page may have words of its own.
pub fn empty(tr: Tr, title: &'static str, hint: &'static str) -> El {
    let words = slot("empty").push(el("p").class("strong").msg(tr, title)).push(el("p").class("muted").msg(tr, hint));
    el("div").class("empty").attr("part", "empty").push(words)
}
