//! The customer's Azure reservations.

use leptos::prelude::*;
use offboarding_domain::{AccountKind, Place, Reservation, Timestamp};

use crate::acts::{Act, ActButton, Request};
use crate::app::Session;
use crate::i18n::id;
use crate::ui::Empty;

/// The list. Rows are drawn anew with fresh facts; there are few.
#[component]
pub fn ReservationsView(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let shown = Memo::new(move |_| session.with_account(|it| it.facts.reservations.clone()).unwrap_or_default());
    let caption = move || {
        let name = session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
        tr.with("reservations-table-caption", [("customer", name.into())])
    };
    let count = move || tr.with("reservations-count-label", [("count", shown.with(Vec::len).into())]);
    let rows = move || shown.get().into_iter().map(|it| row(session, it)).collect_view();
    move || match shown.with(Vec::is_empty) {
        true => {
            view! { <Empty tr title=id!("reservations-empty") hint=id!("reservations-empty-hint") /> }.into_any()
        }
        false => view! {
            <table class="table" part="table">
                <caption><span class="unseen">{caption} ": "</span>{count}</caption>
                <thead>
                    <tr>
                        <th scope="col">{tr.text("reservations-column-name")}</th>
                        <th scope="col" class="number">{tr.text("reservations-column-quantity")}</th>
                        <th scope="col">{tr.text("reservations-column-status")}</th>
                        <th scope="col">{tr.text("reservations-column-expiry")}</th>
                        <th scope="col">{tr.text("reservations-column-actions")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any(),
    }
}

fn row(session: Session, reservation: Reservation) -> impl IntoView {
    let tr = session.tr;
    let as_of = session.account.with_untracked(|it| it.ready().map(|it| it.facts.as_of)).unwrap_or_default();
    let (status, status_text) = status(&reservation, as_of);
    let quantity = reservation.quantity;
    let expires = reservation.expires;
    let end = move || expires.map_or_else(|| String::from("–"), |it| tr.date(it));
    let row_id = reservation.id.as_str().to_owned();
    view! {
        <tr data-row=row_id>
            <th scope="row">{reservation.name.clone()}</th>
            <td data-label=tr.text("reservations-column-quantity") class="number">{move || tr.number(quantity)}</td>
            <td data-label=tr.text("reservations-column-status")>
                <span class="badge" part="badge" data-status=status>{tr.text(status_text)}</span>
            </td>
            <td data-label=tr.text("reservations-column-expiry")>{end}</td>
            <td class="actions">{(status == "active").then(|| remedy(session, reservation))}</td>
        </tr>
    }
}

fn status(reservation: &Reservation, as_of: Timestamp) -> (&'static str, &'static str) {
    match (reservation.quantity, reservation.expires) {
        (0, _) => ("deleted", id!("reservations-status-canceled")),
        (_, Some(end)) if end <= as_of => ("expired", id!("reservations-status-expired")),
        _ => ("active", id!("reservations-status-active")),
    }
}

/// Production accounts return reservations in Azure alone.
fn remedy(session: Session, reservation: Reservation) -> AnyView {
    let tr = session.tr;
    let kind = session.account.with_untracked(|it| it.ready().map(|it| it.facts.account_kind));
    if kind == Some(AccountKind::Integration) {
        let act = Act::Reservation(reservation.id);
        let request = Request { act, name: reservation.name, is_new_commerce: false };
        return view! { <ActButton session request /> }.into_any();
    }
    view! {
        <a href=Place::AzurePortal.href() target="_blank" rel="noreferrer">{tr.text("reservations-portal-link")}</a>
        <span class="muted line">{tr.text("reservations-portal-note")}</span>
    }
    .into_any()
}
