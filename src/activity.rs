//! What was done for this customer: by whom, when, with what outcome.

use leptos::prelude::*;
use offboarding_domain::CustomerId;
use offboarding_domain::api::{Activity, ActivityAction, ActivityEntry, Outcome};

use crate::app::{Load, Session};
use crate::i18n::id;
use crate::ui::{Empty, Failure, Loading, download};

/// The journal, newest first.
#[component]
pub fn ActivityView(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let activity = RwSignal::new(Load::<Activity>::Pending);
    let load = move |id: CustomerId| {
        session.spawn(async move {
            let answer = session.api.list_activity(&id).await;
            _ = activity.try_set(answer.map_or_else(Load::Failed, Load::Ready));
        });
    };
    let reload = move || {
        if let Some(id) = session.customer.get_untracked() {
            activity.set(Load::Pending);
            load(id);
        }
    };
    // Fresh facts mean that something was done: the journal has it.
    Effect::new(move || {
        session.account.track();
        if let Some(id) = session.customer.get() {
            load(id);
        }
    });
    move || match activity.get() {
        Load::Pending => view! { <Loading tr retry=reload /> }.into_any(),
        Load::Failed(problem) => view! { <Failure tr problem retry=reload /> }.into_any(),
        Load::Ready(activity) if activity.items.is_empty() => {
            view! { <Empty tr title=id!("activity-empty") hint=id!("activity-empty-hint") /> }.into_any()
        }
        Load::Ready(activity) => table(session, activity).into_any(),
    }
}

fn table(session: Session, activity: Activity) -> impl IntoView {
    let tr = session.tr;
    let caption = move || {
        let name = session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
        tr.with("activity-table-caption", [("customer", name.into())])
    };
    let csv = csv(&activity);
    let export = move |_| _ = download("activity.csv", "text/csv;charset=utf-8", &csv);
    let rows = activity.items.into_iter().map(|it| row(session, it)).collect_view();
    view! {
        <div class="toolbar" part="toolbar">
            <button type="button" on:click=export>{tr.text("activity-export-button")}</button>
        </div>
        <table class="table" part="table">
            <caption class="unseen">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr.text("activity-column-action")}</th>
                    <th scope="col">{tr.text("activity-column-target")}</th>
                    <th scope="col">{tr.text("activity-column-result")}</th>
                    <th scope="col">{tr.text("activity-column-time")}</th>
                    <th scope="col">{tr.text("activity-column-user")}</th>
                    <th scope="col">{tr.text("activity-column-correlation")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(session: Session, entry: ActivityEntry) -> impl IntoView {
    let tr = session.tr;
    let at = entry.at;
    view! {
        <tr>
            <th scope="row">{tr.text(action_id(&entry.action))}</th>
            <td data-label=tr.text("activity-column-target")>{entry.target}</td>
            <td data-label=tr.text("activity-column-result")>
                <span class="badge" part="badge" data-status=entry.outcome.as_str().to_owned()>
                    {tr.text(outcome_id(&entry.outcome))}
                </span>
            </td>
            <td data-label=tr.text("activity-column-time")>{move || tr.date_time(at)}</td>
            <td data-label=tr.text("activity-column-user")>{entry.user}</td>
            <td data-label=tr.text("activity-column-correlation")><code>{entry.correlation_id}</code></td>
        </tr>
    }
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
        cells.map(|it| cell(&it)).join(",")
    };
    let head = "at,user,action,target,outcome,code,correlationId".to_owned();
    [head].into_iter().chain(activity.items.iter().map(line)).collect::<Vec<_>>().join("\r\n")
}

/// Quoted; and a text that a spreadsheet would take for a formula is kept one.
fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}
