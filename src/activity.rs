//! What was done for this customer: by whom, when, with what outcome.

use leptos::prelude::*;
use offboarding_domain::CustomerId;
use offboarding_domain::api::{Activity, ActivityAction, ActivityEntry, Outcome};

use crate::app::{Load, Session};
use crate::i18n::id;
use crate::ui::{
    El, RwSignal, badge, button, cell, download, el, empty, failure, follow, loading, row_header, table, table_row,
};

/// The journal, newest first.
pub fn activity_view(session: Session) -> El {
    let tr = session.tr;
    let activity = RwSignal::new(Load::<Activity>::Pending);
    let load = move |id: CustomerId| {
        session.spawn(async move {
            let answer = session.api.list_activity(&id).await;
            activity.set(answer.map_or_else(Load::Failed, Load::Ready));
        });
    };
    let reload = move || {
        if let Some(id) = session.customer.get_untracked() {
            activity.set(Load::Pending);
            load(id);
        }
    };
    // Fresh facts mean that something was done: the journal has it.
    follow(Box::new(move || {
        session.account.track();
        let customer = session.customer.get();
        untrack(|| customer.into_iter().for_each(load));
    }));
    el("div").attr("part", "activity").live(move || match activity.get() {
        Load::Pending => loading(tr, reload),
        Load::Failed(problem) => failure(tr, &problem, reload),
        Load::Ready(activity) if activity.items.is_empty() => {
            empty(tr, id!("activity-empty"), id!("activity-empty-hint"))
        }
        Load::Ready(activity) => untrack(|| journal(session, activity)),
    })
}

fn journal(session: Session, activity: Activity) -> El {
    let tr = session.tr;
    let caption = move || {
        let name = session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
        tr.with("activity-table-caption", [("customer", name.into())])
    };
    let csv = csv(&activity);
    let export = move |_| _ = download("activity.csv", "text/csv;charset=utf-8", &csv);
    let columns = [
        "activity-column-action",
        "activity-column-target",
        "activity-column-result",
        "activity-column-time",
        "activity-column-user",
        "activity-column-correlation",
    ];
    let rows = activity.items.into_iter().map(|it| row(session, it)).collect::<Vec<_>>();
    let export = button(tr, "activity-export-button").on("click", export);
    el("div")
        .push(el("div").class("toolbar").attr("part", "toolbar").push(export))
        .push(table(tr, caption, String::new, &columns, &[]).push(el("tbody").push(rows)))
}

fn row(session: Session, entry: ActivityEntry) -> El {
    let tr = session.tr;
    let at = entry.at;
    let outcome = badge(tr, entry.outcome.as_str(), outcome_id(&entry.outcome));
    table_row()
        .push(row_header().msg(tr, action_id(&entry.action)))
        .push(cell(tr, "activity-column-target").text(&entry.target))
        .push(cell(tr, "activity-column-result").push(outcome))
        .push(cell(tr, "activity-column-time").live_text(move || tr.date_time(at)))
        .push(cell(tr, "activity-column-user").text(&entry.user))
        .push(cell(tr, "activity-column-correlation").push(el("code").text(&entry.correlation_id)))
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

/// For machines and auditors: words of the contract, not of a language.
fn csv(activity: &Activity) -> String {
    let line = |entry: &ActivityEntry| {
        let at = js_sys::Date::new(&(entry.at.0 as f64).into()).to_iso_string();
        let code = entry.code.as_ref().map_or("", |it| it.as_str());
        let cells = [
            String::from(at),
            entry.user.clone(),
            entry.action.as_str().to_owned(),
            entry.target.clone(),
            entry.outcome.as_str().to_owned(),
            code.to_owned(),
            entry.correlation_id.clone(),
        ];
        cells.map(|it| quoted(&it)).join(",")
    };
    let head = "at,user,action,target,outcome,code,correlationId".to_owned();
    [head].into_iter().chain(activity.items.iter().map(line)).collect::<Vec<_>>().join("\r\n")
}

/// Quoted; and a text that a spreadsheet would take for a formula is kept one.
fn quoted(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
