//! After the click: accepted, unknown, or removed with its receipt.

use leptos::prelude::*;

use super::Ended;
use super::receipt::ReceiptCard;
use crate::app::{Session, View};
use crate::customers::RelationshipRequestPanel;
use crate::i18n::id;
use crate::ui::wait;

/// The backend is asked again after a second, then half as often each time, at most once a minute, for 15 minutes.
const FIRST_WAIT_MS: i32 = 1_000;
const LONGEST_WAIT_MS: i32 = 60_000;
const WATCH_FOR_MS: i32 = 15 * 60_000;

/// What came of the removal.
#[component]
pub fn OutcomeView(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    move || {
        session.removal.ended.get().map(|ended| match ended {
            Ended::Removed(receipt) => view! { <RemovedView session receipt /> }.into_any(),
            Ended::Accepted(name) => {
                let heading = id!("remove-accepted-heading");
                view! { <PendingView session name heading note=id!("remove-accepted-note") /> }.into_any()
            }
            Ended::Unknown(name) => {
                let heading = id!("remove-unknown-heading");
                view! { <PendingView session name heading note=id!("remove-unknown-note") /> }.into_any()
            }
        })
    }
}

/// Not seen yet: says so, and goes on asking.
#[component]
fn PendingView(session: Session, name: String, heading: &'static str, note: &'static str) -> impl IntoView {
    let tr = session.tr;
    keep_asking(session);
    let title = move || tr.with(heading, [("customer", name.clone().into())]);
    let check = move |_| session.spawn(async move { session.removal.check(session).await });
    view! {
        <div class="page" aria-busy="true">
            <h2 class="title" part="title" tabindex="-1" data-heading="">{title}</h2>
            <p class="notice">{tr.text(note)}</p>
            <p class="actions">
                <button type="button" on:click=check>{tr.text("remove-check-button")}</button>
            </p>
        </div>
    }
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
#[component]
fn RemovedView(session: Session, receipt: Box<offboarding_domain::api::Receipt>) -> impl IntoView {
    let tr = session.tr;
    let name = receipt.customer.name.clone();
    let title = move || tr.with("remove-success", [("customer", name.clone().into())]);
    let is_requesting = RwSignal::new(false);
    let request = move |_| is_requesting.set(true);
    let has_list = !session.host.has("customer-id");
    let done = has_list.then(|| {
        let done = move |_| session.show(View::Customers);
        view! { <button type="button" class="primary" on:click=done>{tr.text("common-done-button")}</button> }
    });
    let next = move || match is_requesting.get() {
        true => view! { <RelationshipRequestPanel session again=true /> }.into_any(),
        false => view! {
            <button type="button" on:click=request>{tr.text("request-again-heading")}</button>
        }
        .into_any(),
    };
    view! {
        <div class="page">
            <h2 class="title" part="title" tabindex="-1" data-heading="">{title}</h2>
            <ReceiptCard session receipt />
            <section class="card no-print">
                <h3>{tr.text("remove-next-steps-heading")}</h3>
                <p>{tr.text("remove-again-note")}</p>
                <div class="actions">{next} {done}</div>
            </section>
        </div>
    }
}
