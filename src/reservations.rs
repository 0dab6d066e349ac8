//! The customer's Azure reservations.

use leptos::prelude::*;
use offboarding_domain::{AccountKind, Place, Reservation, Timestamp};

use crate::account::change_denied;
use crate::acts::{Act, Request, act_button};
use crate::app::Session;
use crate::i18n::id;
use crate::operations::step_notes;
use crate::ui::{
    El, Memo, actions_cell, badge, cell, date_cell, el, empty, memo, note, number_cell, place_link, row_header, table,
    table_row,
};

/// The list. Rows are drawn anew with fresh facts; there are few.
pub fn reservations_view(session: Session) -> Vec<El> {
    let tr = session.tr;
    let shown = memo(move || session.with_account(|it| it.facts.reservations.clone()).unwrap_or_default());
    let has_none = memo(move || shown.with(Vec::is_empty));
    let body = el("div").live(move || match has_none.get() {
        true => empty(tr, id!("reservations-empty"), id!("reservations-empty-hint")),
        false => untrack(|| reservation_table(session, shown)),
    });
    vec![change_denied(session), body]
}

fn reservation_table(session: Session, shown: Memo<Vec<Reservation>>) -> El {
    let tr = session.tr;
    let caption = move || {
        let name = session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
        tr.with("reservations-table-caption", [("customer", name.into())])
    };
    let count = move || tr.with("reservations-count-label", [("count", shown.with(Vec::len).into())]);
    let columns = [
        "reservations-column-name",
        "reservations-column-quantity",
        "reservations-column-status",
        "reservations-column-expiry",
        "reservations-column-actions",
    ];
    let rows = move || {
        let reservations = shown.get();
        let order = tr.order(reservations.iter().map(|it| it.name.clone()).collect());
        untrack(|| order.into_iter().map(|it| row(session, reservations[it as usize].clone())).collect::<Vec<_>>())
    };
    table(tr, caption, count, &columns, &["reservations-column-quantity"]).push(el("tbody").live(rows))
}

fn row(session: Session, reservation: Reservation) -> El {
    let tr = session.tr;
    let as_of = session.with_account(|it| it.facts.as_of).unwrap_or_default();
    let (status, status_text) = status(&reservation, as_of);
    let (quantity, expires) = (reservation.quantity, reservation.expires);
    table_row()
        .attr_of("data-row", reservation.id.as_str())
        .push(row_header().text(&reservation.name))
        .push(number_cell(tr, "reservations-column-quantity", Some(quantity)))
        .push(
            cell(tr, "reservations-column-status")
                .push(badge(tr, status, status_text))
                .push(step_notes(session, reservation.id.as_str())),
        )
        .push(date_cell(tr, "reservations-column-expiry", expires))
        .push(actions_cell().push(if status == "active" { remedy(session, reservation) } else { Vec::new() }))
}

fn status(reservation: &Reservation, as_of: Timestamp) -> (&'static str, &'static str) {
    match (reservation.quantity, reservation.expires) {
        (0, _) => ("deleted", id!("reservations-status-canceled")),
        (_, Some(end)) if end <= as_of => ("expired", id!("reservations-status-expired")),
        _ => ("active", id!("reservations-status-active")),
    }
}

/// Production accounts return reservations in Azure alone.
fn remedy(session: Session, reservation: Reservation) -> Vec<El> {
    let tr = session.tr;
    if session.with_account(|it| it.facts.account_kind) == Some(AccountKind::Integration) {
        let act = Act::Reservation(reservation.id);
        let request = Request { act, name: reservation.name, is_new_commerce: false };
        return act_button(session, request).into_iter().collect();
    }
    let link = place_link(tr, Place::AzurePortal);
    vec![link, note(tr, "reservations-portal-note")]
}
