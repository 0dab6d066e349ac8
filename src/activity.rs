//! What was done for this customer: by whom, when, with what outcome.

use std::rc::Rc;

use leptos::prelude::*;
use offboarding_domain::api::{Activity, ActivityAction, ActivityEntry, Outcome};
use web_sys::Event;

use crate::api::ActivityFilter;
use crate::app::{Load, Session};
use crate::i18n::id;
use crate::ui::{
    El, Els, Pages, RwSignal, badge, button, cell, download, el, empty, failure, follow, live_note, loading,
    message_id, pager, row_header, select, table, table_row, value_of,
};

/// What is asked for, and what came of it.
#[derive(Clone, Copy)]
struct Listing {
    /// What stands in the fields.
    typed: RwSignal<ActivityFilter>,
    /// What stood there when it was last applied.
    filter: RwSignal<ActivityFilter>,
    pages: Pages,
    page: RwSignal<Load<Activity>>,
    /// There is something to filter.
    is_begun: RwSignal<bool>,
}

impl Listing {
    fn new() -> Self {
        Self {
            typed: RwSignal::new(Vec::new()),
            filter: RwSignal::new(Vec::new()),
            pages: Pages::begin(),
            page: RwSignal::new(Load::Pending),
            is_begun: RwSignal::new(false),
        }
    }

    /// Reads the page; says what came where somebody asked for it.
    fn load(self, session: Session, is_asked: bool) {
        let Some(customer) = session.customer.get_untracked() else { return };
        let filter = self.filter.get_untracked();
        let (cursor, turn) = self.pages.request();
        session.spawn(async move {
            let answer = session.api.list_activity(&customer, filter, cursor).await;
            if !self.pages.waits_for(turn) {
                return;
            }
            if let (Ok(page), true) = (&answer, is_asked) {
                let count = [("count", page.items.len().into())];
                session.live.say(|| session.tr.with("activity-count-label", count));
            }
            if answer.as_ref().is_ok_and(|it| !it.items.is_empty()) {
                self.is_begun.set(true);
            }
            self.page.set(answer.map_or_else(Load::Failed, Load::Ready));
        });
    }

    fn put(self, name: &'static str, value: String) {
        self.typed.update(|it| {
            it.retain(|(other, _)| *other != name);
            if !value.is_empty() {
                it.push((name, value));
            }
        });
    }

    /// Days become moments, the last day's end among them.
    fn apply(self, session: Session) {
        let mut filter = self.typed.get_untracked();
        for (name, value) in &mut filter {
            let later = match *name {
                "from" => 0,
                "until" => 1,
                _ => continue,
            };
            *value = session.tr.start_of(value, later);
        }
        self.filter.set(filter);
        self.pages.rewind();
        self.load(session, true);
    }

    fn export(self, session: Session, format: &'static str, mime: &'static str) {
        let Some(customer) = session.customer.get_untracked() else { return };
        let filter = self.filter.get_untracked();
        session.acts.reset();
        session.spawn(async move {
            match session.api.export_activity(&customer, filter, format).await {
                Ok(text) => _ = download(&["activity.", format].concat(), mime, &text),
                Err(problem) => session.acts.fail(session, problem),
            }
        });
    }
}

/// The journal, newest first.
pub fn activity_view(session: Session) -> El {
    let tr = session.tr;
    let listing = Listing::new();
    // Fresh facts mean that something was done: the journal has it.
    follow(Box::new(move || {
        session.account.track();
        session.customer.track();
        untrack(|| listing.load(session, false));
    }));
    let reload = move || {
        listing.page.set(Load::Pending);
        listing.load(session, true);
    };
    let body = move || -> Els {
        listing.page.with(|it| match it {
            Load::Pending => loading(tr, reload).into(),
            Load::Failed(problem) => failure(tr, problem, reload).into(),
            Load::Ready(page) => untrack(|| page_view(session, listing, page)).into(),
        })
    };
    el("div").attr("part", "activity").push(toolbar(session, listing)).live::<Els>(body)
}

/// The filters, which count once they are applied: dates are typed a part at a time. And what is filtered, as a file.
fn toolbar(session: Session, listing: Listing) -> El {
    let tr = session.tr;
    let field = |label, control: El| el("label").class("field").push(el("span").msg(tr, label)).push(control);
    let choice = |name, options: Vec<El>| select(options, move |value| listing.put(name, value));
    let option = |value: &str, words| el("option").attr_of("value", value).msg(tr, words);
    let actions = ActivityAction::KNOWN.iter().map(|it| option(it, action_id(&(*it).into())));
    let outcomes = Outcome::KNOWN.iter().map(|it| option(it, outcome_id(&(*it).into())));
    let text = |name, kind| el("input").attr("type", kind).on("input", move |it| listing.put(name, value_of(&it)));
    let submit = move |event: Event| {
        event.prevent_default();
        listing.apply(session);
    };
    let clear = move |_| {
        listing.typed.set(Vec::new());
        listing.apply(session);
    };
    let any_action = [option("", id!("activity-filter-any-action"))];
    let any_outcome = [option("", id!("activity-filter-any-result"))];
    let export = |words, format, mime| button(tr, words).on("click", move |_| listing.export(session, format, mime));
    let controls = el("p")
        .class("actions")
        .push(el("button").attr("type", "submit").msg(tr, "activity-filter-button"))
        .push(el("button").attr("type", "reset").class("link").msg(tr, "activity-filter-clear-button"))
        .push(export(id!("activity-export-csv-button"), "csv", "text/csv;charset=utf-8"))
        .push(export(id!("activity-export-json-button"), "json", "application/json"));
    el("form")
        .class("filters no-print")
        .attr("part", "toolbar")
        .live_attr("hidden", move || (!listing.is_begun.get()).then(String::new))
        .on("submit", submit)
        .on("reset", clear)
        .push(field(id!("activity-column-action"), choice("action", any_action.into_iter().chain(actions).collect())))
        .push(field(
            id!("activity-column-result"),
            choice("outcome", any_outcome.into_iter().chain(outcomes).collect()),
        ))
        .push(field(
            id!("activity-column-user"),
            text("user", "text").attr("list", "users").attr("autocomplete", "off"),
        ))
        .push(field(id!("activity-filter-from-label"), text("from", "date")))
        .push(field(id!("activity-filter-until-label"), text("until", "date")))
        .push(el("datalist").attr("id", "users").live(move || users(listing)))
        .push(controls)
}

/// Who is on the page: the backend looks for exactly this name.
fn users(listing: Listing) -> Vec<El> {
    let mut users = Vec::new();
    listing.page.with(|it| {
        for entry in it.ready().into_iter().flat_map(|it| &it.items) {
            if !users.contains(&entry.user) {
                users.push(entry.user.clone());
            }
        }
    });
    users.iter().map(|it| el("option").attr_of("value", it)).collect()
}

fn page_view(session: Session, listing: Listing, page: &Activity) -> Vec<El> {
    let tr = session.tr;
    if page.items.is_empty() {
        return vec![match listing.filter.with_untracked(Vec::is_empty) {
            true => empty(tr, id!("activity-empty"), id!("activity-empty-hint")),
            false => el("p").class("muted").msg(tr, "activity-none-match"),
        }];
    }
    let caption = move || {
        let name = session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
        tr.with("activity-table-caption", [("customer", name.into())])
    };
    let count = page.items.len();
    let count = move || tr.with("activity-count-label", [("count", count.into())]);
    let row = |it: &ActivityEntry| {
        let correlation = cell(tr, "activity-column-correlation").push(el("code").text(&it.correlation_id));
        act_row(session, it).push(correlation)
    };
    let rows = page.items.iter().map(row).collect::<Vec<_>>();
    let load = Rc::new(move || listing.load(session, true));
    vec![
        table(tr, caption, count, &COLUMNS, &[]).push(el("tbody").push(rows)),
        pager(session, listing.pages, page.next.clone(), load),
    ]
}

/// What `act_row` has cells for; then what only this view shows.
pub const COLUMNS: [&str; 6] = [
    "activity-column-action",
    "activity-column-target",
    "activity-column-result",
    "activity-column-time",
    "activity-column-user",
    "activity-column-correlation",
];

/// What was done, to what, how it ended and why, when, by whom.
pub fn act_row(session: Session, entry: &ActivityEntry) -> El {
    let tr = session.tr;
    let at = entry.at;
    let outcome = badge(tr, entry.outcome.as_str(), outcome_id(&entry.outcome));
    let reason = entry.code.as_ref().map(message_id).map(|it| live_note(move || tr.now(&it)));
    table_row()
        .push(row_header().msg(tr, action_id(&entry.action)))
        .push(cell(tr, "activity-column-target").text(&entry.target))
        .push(cell(tr, "activity-column-result").push(outcome).push(reason))
        .push(cell(tr, "activity-column-time").live_text(move || tr.date_time(at)))
        .push(cell(tr, "activity-column-user").text(&entry.user))
}

fn action_id(action: &ActivityAction) -> &'static str {
    match action {
        ActivityAction::SuspendSubscription => id!("activity-action-suspend-subscription"),
        ActivityAction::ReactivateSubscription => id!("activity-action-reactivate-subscription"),
        ActivityAction::CancelSubscription => id!("activity-action-cancel-subscription"),
        ActivityAction::StopAutoRenew => id!("activity-action-stop-auto-renew"),
        ActivityAction::CancelAzureSubscription => id!("activity-action-cancel-azure-subscription"),
        ActivityAction::CancelReservation => id!("activity-action-cancel-reservation"),
        ActivityAction::CancelSoftware => id!("activity-action-cancel-software"),
        ActivityAction::RemoveRelationship => id!("activity-action-remove-relationship"),
        ActivityAction::Unknown(_) => id!("activity-action-unknown"),
    }
}

fn outcome_id(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Done => id!("activity-result-done"),
        Outcome::Accepted => id!("activity-result-accepted"),
        Outcome::Refused => id!("activity-result-refused"),
        Outcome::Failed => id!("activity-result-failed"),
        Outcome::UnknownOutcome | Outcome::Unknown(_) => id!("activity-result-unknown"),
    }
}
