//! After the click: accepted, unknown, or removed with its receipt.

use std::sync::Arc;

use leptos::prelude::*;

use super::Ended;
use super::receipt::{KeptReceipt, receipt_card};
use crate::app::{Session, View};
use crate::customers::relationship_request_panel;
use crate::i18n::id;
use crate::ui::{El, RwSignal, StoredValue, button, el, heading, wait};

/// The backend is asked again after a second, then half as often each time, at most once a minute, for 15 minutes.
const FIRST_WAIT_MS: i32 = 1_000;
const LONGEST_WAIT_MS: i32 = 60_000;
const WATCH_FOR_MS: i32 = 15 * 60_000;

/// What came of the removal.
pub fn outcome_view(session: Session) -> El {
    let shown = move |ended| match ended {
        Ended::Removed(receipt) => removed_view(session, receipt),
        Ended::Accepted(name) => {
            pending_view(session, name, id!("remove-accepted-heading"), id!("remove-accepted-note"))
        }
        Ended::Unknown(name) => pending_view(session, name, id!("remove-unknown-heading"), id!("remove-unknown-note")),
    };
    el("div").live(move || session.removal.ended.get().map(|ended| untrack(|| shown(ended))))
}

/// Not seen yet: says so, and goes on asking.
fn pending_view(session: Session, name: String, heading: &'static str, note: &'static str) -> El {
    let tr = session.tr;
    keep_asking(session);
    let title = move || tr.with(heading, [("customer", name.clone().into())]);
    let check = move |_| session.spawn(async move { session.removal.check(session).await });
    el("div")
        .push(title_element(session).live_text(title))
        .push(el("p").class("notice").msg(tr, note))
        .push(el("p").class("actions").push(button(tr, "remove-check-button").on("click", check)))
}

fn title_element(session: Session) -> El {
    heading(session, "h2").class("title").attr("part", "title").attr("tabindex", "-1").attr("data-heading", "")
}

fn keep_asking(session: Session) {
    let is_here = StoredValue::new(());
    session.spawn(async move {
        let (mut next_ms, mut waited_ms) = (FIRST_WAIT_MS, 0);
        while waited_ms < WATCH_FOR_MS {
            wait(next_ms).await;
            if is_here.try_get_value().is_none() {
                return;
            }
            session.removal.check(session).await;
            waited_ms += next_ms;
            next_ms = (next_ms * 2).min(LONGEST_WAIT_MS);
        }
    });
}

/// The end: there is no undo, only a new request.
fn removed_view(session: Session, receipt: Arc<KeptReceipt>) -> El {
    let tr = session.tr;
    let name = receipt.content.customer.name.clone();
    let title = move || tr.with("remove-success", [("customer", name.clone().into())]);
    let is_requesting = RwSignal::new(false);
    let next = move || match is_requesting.get() {
        true => untrack(|| relationship_request_panel(session, true)),
        false => button(tr, "request-again-button").on("click", move |_| is_requesting.set(true)),
    };
    let leave = move |_| {
        session.host.left();
        session.show(View::Customers);
    };
    let done = (!session.host.has("customer-id"))
        .then(|| button(tr, "common-done-button").class("primary").on("click", leave));
    let next_steps = el("section")
        .class("card no-print")
        .push(heading(session, "h3").msg(tr, "remove-next-steps-heading"))
        .push(el("p").msg(tr, "remove-again-note"))
        .push(el("div").live(next))
        .push(el("p").class("actions").push(done));
    el("div").push(title_element(session).live_text(title)).push(receipt_card(session, receipt)).push(next_steps)
}
