//! One subscription, and the Azure subscriptions under it.

use leptos::prelude::*;
use offboarding_domain::{
    AzureSubscription, AzureSubscriptionStatus, Subscription, SubscriptionAction, SubscriptionId, SubscriptionKind,
    SubscriptionStatus, possible_actions,
};

use crate::acts::{Act, ActButton, Request};
use crate::app::Session;
use crate::i18n::{Tr, id};

/// What a row shows; the row is drawn anew only where this changed.
#[derive(Clone, PartialEq)]
struct Shown {
    subscription: Subscription,
    actions: Vec<SubscriptionAction>,
}

/// A table body of its own, so that an Azure plan and what is under it stay together.
#[component]
pub fn SubscriptionRows(
    /// The element's session.
    session: Session,
    /// Which.
    id: SubscriptionId,
) -> impl IntoView {
    let shown = Memo::new(move |_| {
        session.with_account(|account| {
            let subscription = account.facts.subscriptions.iter().find(|it| it.id == id)?.clone();
            let actions = possible_actions(&subscription, &account.facts);
            Some(Shown { subscription, actions })
        })
    });
    move || shown.get().flatten().map(|it| rows(session, it))
}

fn rows(session: Session, shown: Shown) -> impl IntoView {
    let tr = session.tr;
    let Shown { subscription, actions } = shown;
    let plan = subscription.id.clone();
    let azure = subscription.azure_subscriptions.iter().map(|it| azure_row(session, &plan, it)).collect_view();
    let row_id = subscription.id.as_str().to_owned();
    let indent = subscription.parent.is_some().then_some("indented");
    let badges = [
        subscription.is_trial.then_some(id!("subs-type-trial")),
        subscription.parent.is_some().then_some(id!("subs-type-addon")),
    ];
    let badges = badges.into_iter().flatten().map(|it| view! { <span class="badge">{tr.text(it)}</span> }).collect_view();
    let seats = subscription.seats;
    let seats = move || if seats == 0 { String::from("–") } else { tr.number(seats) };
    let end = end_of(tr, &subscription);
    let buttons = actions
        .into_iter()
        .map(|action| {
            let request = Request {
                act: Act::Subscription(subscription.id.clone(), action),
                name: subscription.name.clone(),
                is_new_commerce: subscription.kind == SubscriptionKind::NewCommerce,
            };
            view! { <ActButton session request /> }
        })
        .collect_view();
    let progress_of = subscription.id.as_str().to_owned();
    let progress = move || session.suspend_all.row_text(tr, &progress_of);
    view! {
        <tbody>
            <tr data-row=row_id>
                <th scope="row" class=indent>{subscription.name.clone()} " " {badges}</th>
                <td data-label=tr.text("subs-column-type")>{tr.text(kind_id(&subscription.kind))}</td>
                <td data-label=tr.text("subs-column-licenses") class="number">{seats}</td>
                <td data-label=tr.text("subs-column-status")>
                    <span class="badge" part="badge" data-status=subscription.status.as_str().to_owned()>
                        {tr.text(status_id(&subscription.status))}
                    </span>
                    <span class="muted line">{progress}</span>
                </td>
                <td data-label=tr.text("subs-column-end")>{end}</td>
                <td class="actions">{buttons}</td>
            </tr>
            {azure}
        </tbody>
    }
}

fn azure_row(session: Session, plan: &SubscriptionId, azure: &AzureSubscription) -> impl IntoView + use<> {
    let tr = session.tr;
    let status = match azure.status {
        AzureSubscriptionStatus::Active => id!("subs-status-active"),
        AzureSubscriptionStatus::Inactive => id!("subs-status-inactive"),
        AzureSubscriptionStatus::Unknown(_) => id!("subs-status-unknown"),
    };
    let request = (azure.status == AzureSubscriptionStatus::Active).then(|| Request {
        act: Act::AzureSubscription(plan.clone(), azure.id.clone()),
        name: azure.name.clone(),
        is_new_commerce: false,
    });
    view! {
        <tr data-row=azure.id.as_str().to_owned()>
            <th scope="row" class="indented">{azure.name.clone()}</th>
            <td data-label=tr.text("subs-column-type")>{tr.text("subs-type-azure-subscription")}</td>
            <td data-label=tr.text("subs-column-licenses") class="number">"–"</td>
            <td data-label=tr.text("subs-column-status")>
                <span class="badge" part="badge" data-status=azure.status.as_str().to_owned()>{tr.text(status)}</span>
            </td>
            <td data-label=tr.text("subs-column-end")>"–"</td>
            <td class="actions">{request.map(|request| view! { <ActButton session request /> })}</td>
        </tr>
    }
}

/// The end of the term, and whether it renews then.
fn end_of(tr: Tr, subscription: &Subscription) -> impl Fn() -> String + Send + 'static + use<> {
    let end = subscription.term_end;
    let note = match (subscription.auto_renew, &subscription.status) {
        (true, SubscriptionStatus::Active) => id!("subs-renews-note"),
        _ => id!("subs-expires-note"),
    };
    move || end.map_or_else(|| String::from("–"), |end| tr.with(note, [("date", tr.date(end).into())]))
}

fn kind_id(kind: &SubscriptionKind) -> &'static str {
    match kind {
        SubscriptionKind::Legacy => id!("subs-type-legacy"),
        SubscriptionKind::NewCommerce => id!("subs-type-new-commerce"),
        SubscriptionKind::AzurePlan => id!("subs-type-azure-plan"),
        SubscriptionKind::Software => id!("subs-type-software"),
        SubscriptionKind::Marketplace => id!("subs-type-marketplace"),
        SubscriptionKind::SavingsPlan => id!("subs-type-savings-plan"),
        SubscriptionKind::Unknown(_) => id!("subs-type-unknown"),
    }
}

fn status_id(status: &SubscriptionStatus) -> &'static str {
    match status {
        SubscriptionStatus::Active => id!("subs-status-active"),
        SubscriptionStatus::Suspended => id!("subs-status-suspended"),
        SubscriptionStatus::Pending => id!("subs-status-pending"),
        SubscriptionStatus::Expired => id!("subs-status-expired"),
        SubscriptionStatus::Disabled => id!("subs-status-disabled"),
        SubscriptionStatus::Deleted => id!("subs-status-deleted"),
        SubscriptionStatus::Unknown(_) => id!("subs-status-unknown"),
    }
}
