//! The receipt: what was removed, when, by whom, all that was done before, what remains, and where that is on record.

use std::sync::Arc;

use offboarding_domain::api::{JournalPlace, LeftSubscription, Receipt};
use offboarding_domain::what_remains;

use super::effects::{elsewhere, remain_list};
use crate::account::detail;
use crate::activity::{COLUMNS, act_row};
use crate::app::Session;
use crate::i18n::id;
use crate::ui::{El, button, cell, date_cell, download, el, heading, row_header, table, table_row};

/// A receipt, and the backend's own words of it for keeping.
pub struct KeptReceipt {
    pub content: Receipt,
    pub json: String,
}

/// On the page, and for download: the whole receipt as the contract has it. One of an older version says less.
pub fn receipt_card(session: Session, kept: Arc<KeptReceipt>) -> El {
    let tr = session.tr;
    let receipt = &kept.content;
    let file = format!("{}.json", receipt.id);
    let json = kept.clone();
    let save = move |_| _ = download(&file, "application/json", &json.json);
    let save = button(tr, "receipt-download-button").on("click", save);
    let title = |words| heading(session, "h4").msg(tr, words);
    let (left, remains) = match &receipt.left {
        Some(left) => (left.subscriptions.as_slice(), left.software.clone()),
        None => (Default::default(), what_remains(&receipt.facts)),
    };
    let elsewhere = if receipt.elsewhere.is_empty() { elsewhere() } else { receipt.elsewhere.clone() };
    let left = (!left.is_empty()).then(|| left_table(session, left));
    let acts = (!receipt.acts.is_empty()).then(|| acts_table(session, receipt));
    el("section")
        .class("card")
        .attr("data-receipt", "")
        .push(heading(session, "h3").msg(tr, "receipt-heading"))
        .push(el("dl").class("details").push(details(session, receipt)))
        .push(el("p").class("actions no-print").push(save))
        .push(title(id!("removal-remains-heading")))
        .push(remain_list(session, Box::new(move || remains.clone()), elsewhere))
        .push(left.is_some().then(|| title(id!("receipt-left-heading"))))
        .push(left)
        .push(acts.is_some().then(|| title(id!("receipt-acts-heading"))))
        .push(acts)
}

fn details(session: Session, receipt: &Receipt) -> Vec<El> {
    let tr = session.tr;
    let removed_at = receipt.removed_at;
    let customer = &receipt.customer;
    let customer = el("dd")
        .text(&customer.name)
        .push(el("span").class("muted line").text(&customer.domain))
        .push(el("code").class("line").text(customer.id.as_str()));
    let contacts = receipt.support_contacts.clone();
    let rows = [
        Some((id!("receipt-number-label"), el("dd").push(el("code").text(&receipt.id)))),
        Some((id!("receipt-customer-label"), customer)),
        Some((id!("receipt-time-label"), el("dd").live_text(move || tr.date_time(removed_at)))),
        Some((id!("receipt-user-label"), el("dd").text(&receipt.removed_by.user))),
        Some((id!("receipt-items-label"), items(session, receipt))),
        (!contacts.is_empty())
            .then(|| (id!("receipt-support-label"), el("dd").live_text(move || tr.all_of(&contacts)))),
        Some((id!("receipt-correlation-label"), el("dd").push(el("code").text(&receipt.correlation_id)))),
        receipt.journal.as_ref().map(|it| (id!("receipt-journal-label"), place(session, it))),
    ];
    rows.into_iter().flatten().map(|(label, value)| detail(tr, label, value)).collect()
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

/// What it can be compared with.
fn place(session: Session, place: &JournalPlace) -> El {
    let (first, last) = (place.first_row as usize, place.last_row as usize);
    let rows = move || session.tr.with("receipt-journal-note", [("first", first.into()), ("last", last.into())]);
    el("dd").live_text(rows).push(el("code").class("line").text(&place.head))
}

fn left_table(session: Session, left: &[LeftSubscription]) -> El {
    let tr = session.tr;
    let row = |it: &LeftSubscription| {
        let billing = if it.is_billed { id!("receipt-billed-note") } else { id!("receipt-not-billed-note") };
        table_row()
            .push(row_header().text(&it.name))
            .push(date_cell(tr, "subs-column-end", it.term_end))
            .push(cell(tr, "receipt-column-billing").msg(tr, billing))
    };
    let columns = ["subs-column-name", "subs-column-end", "receipt-column-billing"];
    let rows = left.iter().map(row).collect::<Vec<_>>();
    table(tr, tr.text("receipt-left-heading"), String::new, &columns, &[]).push(el("tbody").push(rows))
}

/// All that was done, oldest first.
fn acts_table(session: Session, receipt: &Receipt) -> El {
    let tr = session.tr;
    let name = receipt.customer.name.clone();
    let caption = move || tr.with("activity-table-caption", [("customer", name.clone().into())]);
    let rows = receipt.acts.iter().map(|it| act_row(session, it)).collect::<Vec<_>>();
    table(tr, caption, String::new, &COLUMNS[..5], &[]).push(el("tbody").push(rows))
}
