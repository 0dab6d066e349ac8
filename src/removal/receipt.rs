//! The receipt: what was removed, when, by whom, what the customer had, and what remains.

use offboarding_domain::api::Receipt;
use offboarding_domain::what_remains;

use super::effects::remain_list;
use crate::account::detail;
use crate::app::Session;
use crate::i18n::id;
use crate::ui::{El, button, download, el, heading};

/// A receipt, and the backend's own words of it for keeping.
#[derive(Clone, PartialEq)]
pub struct KeptReceipt {
    pub content: Receipt,
    pub json: String,
}

/// On the page, and for download: the whole receipt as the contract has it.
pub fn receipt_card(session: Session, receipt: KeptReceipt) -> El {
    let tr = session.tr;
    let KeptReceipt { content: receipt, json } = receipt;
    let file = format!("{}.json", receipt.id);
    let save = move |_| _ = download(&file, "application/json", &json);
    let removed_at = receipt.removed_at;
    let customer = &receipt.customer;
    let customer = el("dd")
        .text(&customer.name)
        .push(el("span").class("muted line").text(&customer.domain))
        .push(el("code").class("line").text(customer.id.as_str()));
    let contacts = receipt.support_contacts.clone();
    let remains = what_remains(&receipt.facts);
    let rows = [
        Some((id!("receipt-number-label"), el("dd").push(el("code").text(&receipt.id)))),
        Some((id!("receipt-customer-label"), customer)),
        Some((id!("receipt-time-label"), el("dd").live_text(move || tr.date_time(removed_at)))),
        Some((id!("receipt-user-label"), el("dd").text(&receipt.removed_by.user))),
        Some((id!("receipt-items-label"), items(session, &receipt))),
        (!contacts.is_empty())
            .then(|| (id!("receipt-support-label"), el("dd").live_text(move || tr.all_of(&contacts)))),
        Some((id!("removal-remains-heading"), el("dd").push(remain_list(session, Box::new(move || remains.clone()))))),
        Some((id!("receipt-correlation-label"), el("dd").push(el("code").text(&receipt.correlation_id)))),
    ];
    let details = rows.into_iter().flatten().map(|(label, value)| detail(tr, label, value)).collect::<Vec<_>>();
    let download = button(tr, "receipt-download-button").on("click", save);
    el("section")
        .class("card")
        .attr("data-receipt", "")
        .push(heading(session, "h3").msg(tr, "receipt-heading"))
        .push(el("dl").class("details").push(details))
        .push(el("p").class("actions no-print").push(download))
}

fn items(session: Session, receipt: &Receipt) -> El {
    let tr = session.tr;
    let facts = &receipt.facts;
    let (subscriptions, reservations, software) =
        (facts.subscriptions.len(), facts.reservations.len(), facts.software.len());
    el("dd").live_text(move || {
        let counts = [
            ("subscriptions", subscriptions.into()),
            ("reservations", reservations.into()),
            ("software", software.into()),
        ];
        tr.with("receipt-items-note", counts)
    })
}
