//! What still blocks the removal, grouped by what clears it, each with why and the one act that helps.

use leptos::prelude::*;
use offboarding_domain::api::Account;
use offboarding_domain::{
    Act as Permitted, Blocker, Item, Permission, Place, Reason, Resolution, SubscriptionAction, SubscriptionId,
    SubscriptionKind, Unreadable, permission, possible_actions,
};

use super::role_id;
use crate::acts::{Act, ActButton, Request};
use crate::app::{Session, View};
use crate::i18n::{Tr, id};

/// The list; its heading takes the focus when the inactive control is used.
#[component]
pub fn Blockers(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let blockers = Memo::new(move |_| session.with_account(|it| it.blockers.clone()).unwrap_or_default());
    let body = move || match blockers.with(Vec::is_empty) {
        true => view! { <p class="muted">{tr.text("blocker-list-empty")}</p> }.into_any(),
        false => groups(session, blockers).into_any(),
    };
    view! {
        <section class="card" part="blockers">
            <h4 tabindex="-1" data-blockers-heading="">{tr.text("blocker-list-heading")}</h4>
            <ChangeDenied session />
            {body}
        </section>
    }
}

/// Said once, above the list, rather than by a missing button in every row.
#[component]
pub fn ChangeDenied(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let denied = Memo::new(move |_| {
        session.with_account(|it| permission(&it.caller, Permitted::ChangeSubscription)) != Some(Permission::Granted)
    });
    let sentence = move || {
        let names: Vec<String> = Permitted::ChangeSubscription.roles().iter().map(|it| tr.now(role_id(*it))).collect();
        tr.with("account-change-role-required", [("roles", tr.any_of(&names).into())])
    };
    move || denied.get().then(|| view! { <p class="notice">{sentence}</p> })
}

fn groups(session: Session, blockers: Memo<Vec<Blocker>>) -> impl IntoView {
    let headings = [
        id!("blocker-suspend-heading"),
        id!("blocker-cancel-heading"),
        id!("blocker-external-heading"),
        id!("blocker-wait-heading"),
    ];
    headings.into_iter().enumerate().map(|(rank, heading)| group(session, blockers, rank, heading)).collect_view()
}

fn group(session: Session, blockers: Memo<Vec<Blocker>>, rank: usize, heading: &'static str) -> impl IntoView {
    let tr = session.tr;
    let items = Memo::new(move |_| {
        blockers.with(|it| it.iter().filter(|it| group_of(&it.resolution) == rank).cloned().collect::<Vec<_>>())
    });
    let is_empty = move || items.with(Vec::is_empty);
    let title = move || tr.with(heading, [("count", items.with(Vec::len).into())]);
    view! {
        <div hidden=is_empty>
            <h5>{title}</h5>
            <ul class="blocker-list">
                <For each=move || items.get() key=key children=move |blocker| entry(session, blocker) />
            </ul>
        </div>
    }
}

fn group_of(resolution: &Resolution) -> usize {
    match resolution {
        Resolution::Suspend => 0,
        Resolution::Cancel { .. } => 1,
        Resolution::External(_) => 2,
        Resolution::Wait { .. } => 3,
    }
}

/// An entry is drawn anew when what it says changes.
fn key(blocker: &Blocker) -> String {
    format!("{:?}", blocker)
}

fn entry(session: Session, blocker: Blocker) -> impl IntoView {
    let tr = session.tr;
    let reason = reason_id(&blocker);
    let name = match (&blocker.item, blocker.label.is_empty()) {
        (Item::Unreadable(_), _) | (_, true) => None,
        _ => Some(name_button(session, &blocker)),
    };
    let after = blocker.after.len();
    let after = (after > 0).then(|| view! { <p>{move || tr.with("blocker-after-azure", [("count", after.into())])}</p> });
    view! {
        <li class="blocker" part="blocker" data-blocker="">
            <div>
                {name}
                <p>{tr.text(reason)}</p>
                {after}
                {deadline(tr, blocker.resolution)}
            </div>
            <div class="actions">{remedy(session, &blocker)}</div>
        </li>
    }
}

fn name_button(session: Session, blocker: &Blocker) -> impl IntoView + use<> {
    let tr = session.tr;
    let view = match blocker.item {
        Item::Reservation(_) => View::Reservations,
        Item::Software(_) => View::Software,
        _ => View::Subscriptions,
    };
    let item = blocker.label.clone();
    let label = move || tr.with("blocker-show-button.aria-label", [("item", item.clone().into())]);
    view! {
        <button type="button" class="link" aria-label=label on:click=move |_| session.show(view)>
            {blocker.label.clone()}
        </button>
    }
}

/// Dates are absolute and with their zone; a date never carries a control that waits for it.
fn deadline(tr: Tr, resolution: Resolution) -> Option<impl IntoView> {
    let text = move || match resolution {
        Resolution::Cancel { until: Some(until) } => {
            tr.with("blocker-cancel-until", [("date", tr.date_time(until).into())])
        }
        Resolution::Wait { until: Some(until) } => tr.with("blocker-wait-until", [("date", tr.date(until).into())]),
        Resolution::Wait { until: None } => tr.now("blocker-wait-open"),
        _ => String::new(),
    };
    let says_something = !matches!(resolution, Resolution::Suspend | Resolution::External(_))
        && !matches!(resolution, Resolution::Cancel { until: None });
    says_something.then(|| view! { <p class="muted">{text}</p> })
}

/// The one thing that helps: an act of ours, a link, or reading again.
fn remedy(session: Session, blocker: &Blocker) -> AnyView {
    let tr = session.tr;
    let link = |place: Place, label: &'static str| {
        view! { <a href=place.href() target="_blank" rel="noreferrer">{tr.text(label)}</a> }.into_any()
    };
    match (&blocker.resolution, act_of(session, blocker)) {
        (_, Some(request)) => view! { <ActButton session request /> }.into_any(),
        (Resolution::External(Place::AzurePortal), _) => link(Place::AzurePortal, id!("reservations-portal-link")),
        (Resolution::External(Place::PartnerCenter), _) => link(Place::PartnerCenter, id!("common-partner-center-link")),
        _ if blocker.reason == Reason::Unreadable => {
            let read = move |_| session.refresh();
            view! { <button type="button" on:click=read>{tr.text("common-retry-button")}</button> }.into_any()
        }
        _ => ().into_any(),
    }
}

fn act_of(session: Session, blocker: &Blocker) -> Option<Request> {
    let is_cancel = matches!(blocker.resolution, Resolution::Cancel { .. });
    let act = match &blocker.item {
        Item::Subscription(id) => return session.account.with_untracked(|it| subscription_act(it.ready()?, id)),
        Item::AzureSubscription(plan, id) if is_cancel => Act::AzureSubscription(plan.clone(), id.clone()),
        Item::Reservation(id) if is_cancel => Act::Reservation(id.clone()),
        Item::Software(id) if is_cancel => Act::Software(id.clone()),
        _ => return None,
    };
    Some(Request { act, name: blocker.label.clone(), is_new_commerce: false })
}

fn subscription_act(account: &Account, id: &SubscriptionId) -> Option<Request> {
    let subscription = account.facts.subscriptions.iter().find(|it| it.id == *id)?;
    let clears = |it: &SubscriptionAction| *it != SubscriptionAction::Reactivate;
    let action = possible_actions(subscription, &account.facts).into_iter().find(clears)?;
    Some(Request {
        act: Act::Subscription(id.clone(), action),
        name: subscription.name.clone(),
        is_new_commerce: subscription.kind == SubscriptionKind::NewCommerce,
    })
}

fn reason_id(blocker: &Blocker) -> &'static str {
    match (&blocker.item, blocker.reason) {
        (Item::Unreadable(Unreadable::Subscriptions), _) => id!("blocker-unreadable-subscriptions"),
        (Item::Unreadable(Unreadable::AzureSubscriptions(_)), _) => id!("blocker-unreadable-azure"),
        (Item::Unreadable(Unreadable::Entitlements), _) => id!("blocker-unreadable-entitlements"),
        (Item::Unreadable(Unreadable::Orders), _) => id!("blocker-unreadable-orders"),
        (Item::AzureSubscription(..), Reason::Active) => id!("blocker-azure-active"),
        (Item::AzureSubscription(..), _) => id!("blocker-azure-unknown-status"),
        (Item::Reservation(_), _) => id!("blocker-reservation-held"),
        (Item::Software(_), Reason::Pending) => id!("blocker-software-pending"),
        (Item::Software(_), Reason::Committed) => id!("blocker-software-committed"),
        (Item::Software(_), Reason::UnknownKind) => id!("blocker-software-unknown-kind"),
        (Item::Software(_), Reason::UnknownStatus) => id!("blocker-software-unknown-status"),
        (Item::Software(_), _) => id!("blocker-software-held"),
        (Item::Subscription(_), Reason::Suspended) => id!("blocker-subscription-suspended"),
        (Item::Subscription(_), Reason::Committed) => id!("blocker-subscription-committed"),
        (Item::Subscription(_), Reason::Pending) => id!("blocker-subscription-pending"),
        (Item::Subscription(_), Reason::UnknownKind) => id!("blocker-subscription-unknown-kind"),
        (Item::Subscription(_), Reason::UnknownStatus) => id!("blocker-subscription-unknown-status"),
        (Item::Subscription(_), _) => id!("blocker-subscription-active"),
    }
}
