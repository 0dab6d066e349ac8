//! The customer's software purchases.

use leptos::prelude::*;
use offboarding_domain::{OrderStatus, PurchaseKind, SoftwarePurchase, SubscriptionId, Timestamp};

use crate::account::change_denied;
use crate::acts::{Act, Request, act_button};
use crate::app::Session;
use crate::i18n::id;
use crate::operations::step_notes;
use crate::ui::{
    El, Memo, actions_cell, badge, cell, date_cell, el, empty, live_note, memo, note, number_cell, row_header, table,
    table_row,
};

/// The list. Rows are drawn anew with fresh facts; there are few.
pub fn software_view(session: Session) -> Vec<El> {
    let tr = session.tr;
    let shown = memo(move || session.with_account(|it| it.facts.software.clone()).unwrap_or_default());
    let has_none = memo(move || shown.with(Vec::is_empty));
    let body = el("div").live(move || match has_none.get() {
        true => empty(tr, id!("software-empty"), id!("software-empty-hint")),
        false => untrack(|| software_table(session, shown)),
    });
    vec![change_denied(session), body]
}

fn software_table(session: Session, shown: Memo<Vec<SoftwarePurchase>>) -> El {
    let tr = session.tr;
    let caption = move || {
        let name = session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
        tr.with("software-table-caption", [("customer", name.into())])
    };
    let count = move || tr.with("software-count-label", [("count", shown.with(Vec::len).into())]);
    let columns = [
        "software-column-name",
        "software-column-type",
        "software-column-quantity",
        "software-column-date",
        "software-column-status",
        "software-column-actions",
    ];
    let rows = move || {
        let purchases = shown.get();
        let order = tr.order(purchases.iter().map(|it| it.name.clone()).collect());
        untrack(|| order.into_iter().map(|it| row(session, purchases[it as usize].clone())).collect::<Vec<_>>())
    };
    table(tr, caption, count, &columns, &["software-column-quantity"]).push(el("tbody").live(rows))
}

fn row(session: Session, purchase: SoftwarePurchase) -> El {
    let tr = session.tr;
    let as_of = session.with_account(|it| it.facts.as_of).unwrap_or_default();
    let kind = match purchase.kind {
        PurchaseKind::Perpetual => id!("software-type-perpetual"),
        PurchaseKind::Subscription => id!("software-type-subscription"),
        PurchaseKind::Unknown(_) => id!("software-type-unknown"),
    };
    let (status, status_text) = status(&purchase, as_of);
    let (quantity, purchased) = (purchase.quantity, purchase.purchased);
    table_row()
        .attr_of("data-row", purchase.id.as_str())
        .push(row_header().text(&purchase.name))
        .push(cell(tr, "software-column-type").msg(tr, kind))
        .push(number_cell(tr, "software-column-quantity", Some(quantity)))
        .push(date_cell(tr, "software-column-date", purchased))
        .push(
            cell(tr, "software-column-status")
                .push(badge(tr, status, status_text))
                .push(step_notes(session, purchase.id.as_str())),
        )
        .push(actions_cell().push(if status == "active" { remedy(session, purchase, as_of) } else { Vec::new() }))
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
fn remedy(session: Session, purchase: SoftwarePurchase, as_of: Timestamp) -> Vec<El> {
    let tr = session.tr;
    let is_listed =
        |id: &SubscriptionId| session.with_account(|it| it.facts.subscriptions.iter().any(|it| it.id == *id));
    if purchase.subscription.as_ref().and_then(is_listed) == Some(true) {
        return vec![note(tr, "software-counted-note")];
    }
    match (purchase.cancellable_until, &purchase.kind, purchase.term_end) {
        (Some(deadline), _, _) if as_of < deadline => {
            let act = Act::Software(purchase.id);
            let request = Request { act, name: purchase.name, is_new_commerce: false };
            let until = move || tr.with("software-return-deadline", [("deadline", deadline.into())]);
            act_button(session, request).into_iter().chain([live_note(until)]).collect()
        }
        (Some(_), PurchaseKind::Perpetual, _) => vec![note(tr, "software-stays-note")],
        (_, PurchaseKind::Subscription, Some(end)) => {
            vec![live_note(move || tr.with("software-ends-note", [("date", end.into())]))]
        }
        _ => vec![note(tr, "blocker-wait-open")],
    }
}
