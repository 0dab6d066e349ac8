//! The customer's software purchases.

use leptos::prelude::*;
use offboarding_domain::{OrderStatus, PurchaseKind, SoftwarePurchase, SubscriptionId, Timestamp};

use crate::acts::{Act, ActButton, Request};
use crate::app::Session;
use crate::i18n::{Tr, id};
use crate::ui::Empty;

/// The list. Rows are drawn anew with fresh facts; there are few.
#[component]
pub fn SoftwareView(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let shown = Memo::new(move |_| session.with_account(|it| it.facts.software.clone()).unwrap_or_default());
    let caption = move || {
        let name = session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
        tr.with("software-table-caption", [("customer", name.into())])
    };
    let count = move || tr.with("software-count-label", [("count", shown.with(Vec::len).into())]);
    let rows = move || shown.get().into_iter().map(|it| row(session, it)).collect_view();
    move || match shown.with(Vec::is_empty) {
        true => view! { <Empty tr title=id!("software-empty") hint=id!("software-empty-hint") /> }.into_any(),
        false => view! {
            <table class="table" part="table">
                <caption><span class="unseen">{caption} ": "</span>{count}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr.text("software-column-name")}</th>
                        <th scope="col">{tr.text("software-column-type")}</th>
                        <th scope="col" class="number">{tr.text("software-column-quantity")}</th>
                        <th scope="col">{tr.text("software-column-date")}</th>
                        <th scope="col">{tr.text("software-column-status")}</th>
                        <th scope="col">{tr.text("software-column-actions")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any(),
    }
}

fn row(session: Session, purchase: SoftwarePurchase) -> impl IntoView {
    let tr = session.tr;
    let as_of = session.account.with_untracked(|it| it.ready().map(|it| it.facts.as_of)).unwrap_or_default();
    let kind = match purchase.kind {
        PurchaseKind::Perpetual => id!("software-type-perpetual"),
        PurchaseKind::Subscription => id!("software-type-subscription"),
        PurchaseKind::Unknown(_) => id!("software-type-unknown"),
    };
    let (status, status_text) = status(&purchase, as_of);
    let quantity = purchase.quantity;
    let purchased = purchase.purchased;
    let date = move || purchased.map_or_else(|| String::from("–"), |it| tr.date(it));
    let row_id = purchase.id.as_str().to_owned();
    view! {
        <tr data-row=row_id>
            <th scope="row">{purchase.name.clone()}</th>
            <td data-label=tr.text("software-column-type")>{tr.text(kind)}</td>
            <td data-label=tr.text("software-column-quantity") class="number">{move || tr.number(quantity)}</td>
            <td data-label=tr.text("software-column-date")>{date}</td>
            <td data-label=tr.text("software-column-status")>
                <span class="badge" part="badge" data-status=status>{tr.text(status_text)}</span>
            </td>
            <td class="actions">{(status == "active").then(|| remedy(session, purchase, as_of))}</td>
        </tr>
    }
}

fn status(purchase: &SoftwarePurchase, as_of: Timestamp) -> (&'static str, &'static str) {
    match (&purchase.status, purchase.quantity, purchase.term_end) {
        (OrderStatus::Cancelled, _, _) | (_, 0, _) => ("deleted", id!("software-status-canceled")),
        (_, _, Some(end)) if end <= as_of => ("expired", id!("software-status-expired")),
        (OrderStatus::Pending, _, _) => ("pending", id!("software-status-pending")),
        (OrderStatus::Unknown(_), _, _) => ("unknown", id!("software-status-unknown")),
        (OrderStatus::Completed, _, _) => ("active", id!("software-status-active")),
    }
}

/// What can be done, and until when; or why nothing can.
fn remedy(session: Session, purchase: SoftwarePurchase, as_of: Timestamp) -> AnyView {
    let tr = session.tr;
    let is_listed = |id: &SubscriptionId| {
        session.account.with_untracked(|it| {
            it.ready().is_some_and(|it| it.facts.subscriptions.iter().any(|subscription| subscription.id == *id))
        })
    };
    if purchase.subscription.as_ref().is_some_and(is_listed) {
        return note(move || tr.now("software-counted-note"));
    }
    match (purchase.cancellable_until, &purchase.kind, purchase.term_end) {
        (Some(deadline), _, _) if as_of < deadline => {
            let act = Act::Software(purchase.id);
            let request = Request { act, name: purchase.name, is_new_commerce: false };
            view! { <ActButton session request /> {until(tr, deadline)} }.into_any()
        }
        (Some(_), PurchaseKind::Perpetual, _) => note(move || tr.now("software-stays-note")),
        (_, PurchaseKind::Subscription, Some(end)) => {
            note(move || tr.with("software-ends-note", [("date", tr.date(end).into())]))
        }
        _ => note(move || tr.now("blocker-wait-open")),
    }
}

fn until(tr: Tr, deadline: Timestamp) -> impl IntoView {
    note(move || tr.with("software-return-deadline", [("deadline", tr.date_time(deadline).into())]))
}

fn note(text: impl Fn() -> String + Send + 'static) -> AnyView {
    view! { <span class="muted line">{text}</span> }.into_any()
}
