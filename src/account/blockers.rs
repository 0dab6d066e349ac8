//! What still blocks the removal, grouped by what clears it, each with why and the one act that helps.

use offboarding_domain::api::{Account, May};
use offboarding_domain::{
    Blocker, Denial, Goal, Item, Permission, Reason, Resolution, SubscriptionAction, SubscriptionId, SubscriptionKind,
    Unreadable, possible_actions,
};

use super::profile::role_inline_id;
use crate::acts::{Act, Request, act_button};
use crate::app::{Session, View};
use crate::i18n::{Arg, Tr, id};
use crate::operations::{begin_button, step_notes};
use crate::ui::{El, Memo, button, el, heading, memo, place_link};

/// The list; its heading takes the focus when the inactive control is used.
pub fn blockers(session: Session) -> El {
    let tr = session.tr;
    let blockers = memo(move || session.with_account(|it| it.blockers.clone()).unwrap_or_default());
    let nothing = move || {
        let is_clear = blockers.with(Vec::is_empty);
        is_clear.then(|| el("p").class("muted").msg(tr, "blocker-list-empty"))
    };
    let headings = [
        id!("blocker-suspend-heading"),
        id!("blocker-cancel-heading"),
        id!("blocker-external-heading"),
        id!("blocker-wait-heading"),
    ];
    let groups = headings.into_iter().enumerate().map(|(rank, it)| group(session, blockers, rank, it));
    let list_heading =
        heading(session, "h4").attr("tabindex", "-1").attr("data-blockers-heading", "").msg(tr, "blocker-list-heading");
    el("section")
        .class("card")
        .attr("part", "blockers")
        .push(list_heading)
        .push(change_denied(session))
        .push(begin_button(session, Goal::Offboard, id!("clear-all-button")))
        .live(nothing)
        .push(groups.collect::<Vec<_>>())
}

/// Said once, above the list, rather than by a missing button in every row.
pub fn change_denied(session: Session) -> El {
    let tr = session.tr;
    let notice = move |(message, permission): (&'static str, &Permission)| {
        let Permission::Denied(denial) = permission.clone() else { return None };
        Some(el("p").class("notice").live_text(move || denial_text(tr, message, &denial)))
    };
    let first = move |may: &May| {
        let may = [
            (id!("account-change-role-required"), &may.suspend_subscription),
            (id!("account-change-role-required"), &may.cancel_subscription),
            (id!("account-cancel-role-required"), &may.cancel_purchase),
        ];
        may.into_iter().find_map(notice)
    };
    el("div").live(move || match session.host.is_readonly() {
        true => None,
        false => session.with_account(|it| first(&it.may)).flatten(),
    })
}

/// Why the person may not; `roles_needed` says it of the roles.
pub fn denial_text(tr: Tr, roles_needed: &'static str, denial: &Denial) -> String {
    match denial {
        Denial::IndirectReseller => tr.now("account-remove-indirect-reseller"),
        Denial::MissingScope => tr.now("account-scope-missing"),
        Denial::MissingRole(roles) => {
            let names: Vec<String> = roles.iter().map(|it| tr.now(role_inline_id(*it))).collect();
            tr.with(roles_needed, [("roles", Arg::AnyOf(names))])
        }
    }
}

fn group(session: Session, blockers: Memo<Vec<Blocker>>, rank: usize, words: &'static str) -> El {
    let tr = session.tr;
    let items = memo(move || {
        blockers.with(|it| it.iter().filter(|it| group_of(&it.resolution) == rank).cloned().collect::<Vec<_>>())
    });
    let title = move || tr.with(words, [("count", items.with(Vec::len).into())]);
    let keys = move || items.with(|it| it.iter().map(|it| (key(it), true)).collect());
    let build = move |at: usize| {
        let blocker = items.with_untracked(|it| it.get(at).cloned());
        blocker.map_or_else(|| el("li"), |it| entry(session, &it))
    };
    el("div")
        .live_attr("hidden", move || items.with(Vec::is_empty).then(String::new))
        .push(heading(session, "h5").live_text(title))
        .push(el("ul").class("blocker-list").list(keys, build))
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
    [blocker.item.id(), reason_id(blocker), &blocker.after.len().to_string()].join(" ")
}

fn entry(session: Session, blocker: &Blocker) -> El {
    let tr = session.tr;
    let has_name = !matches!(blocker.item, Item::Unreadable(_)) && !blocker.label.is_empty();
    let after = blocker.after.len();
    let after =
        (after > 0).then(|| el("p").live_text(move || tr.with("blocker-after-azure", [("count", after.into())])));
    let told = el("div")
        .push(has_name.then(|| name_button(session, blocker)))
        .push(el("p").msg(tr, reason_id(blocker)))
        .push(after)
        .push(deadline(tr, blocker.resolution))
        .push(step_notes(session, blocker.item.id()));
    let remedy = el("div").class("actions").push(remedy(session, blocker));
    el("li").class("blocker").attr("part", "blocker").attr("data-blocker", "").push(told).push(remedy)
}

fn name_button(session: Session, blocker: &Blocker) -> El {
    let tr = session.tr;
    let view = match blocker.item {
        Item::Reservation(_) => View::Reservations,
        Item::Software(_) => View::Software,
        _ => View::Subscriptions,
    };
    let item = blocker.label.clone();
    let label = move || Some(tr.with("blocker-show-button.aria-label", [("item", item.clone().into())]));
    el("button")
        .attr("type", "button")
        .class("link")
        .live_attr("aria-label", label)
        .text(&blocker.label)
        .on("click", move |_| session.show(view))
}

/// Dates are absolute and with their zone; a date never carries a control that waits for it.
fn deadline(tr: Tr, resolution: Resolution) -> Option<El> {
    let text: Box<dyn Fn() -> String> = match resolution {
        Resolution::Cancel { until: Some(until) } => {
            Box::new(move || tr.with("blocker-cancel-until", [("date", until.into())]))
        }
        Resolution::Wait { until: Some(until) } => {
            Box::new(move || tr.with("blocker-wait-until", [("date", until.into())]))
        }
        Resolution::Wait { until: None } => Box::new(move || tr.now("blocker-wait-open")),
        Resolution::Suspend | Resolution::Cancel { until: None } | Resolution::External(_) => return None,
    };
    Some(el("p").class("muted").live_text(text))
}

/// The one thing that helps: an act of ours, a link, or reading again.
fn remedy(session: Session, blocker: &Blocker) -> Option<El> {
    let tr = session.tr;
    match (&blocker.resolution, act_of(session, blocker)) {
        (_, Some(request)) => act_button(session, request),
        (Resolution::External(place), _) => Some(place_link(tr, *place)),
        _ if blocker.reason == Reason::Unreadable => {
            Some(button(tr, "common-retry-button").on("click", move |_| session.refresh()))
        }
        _ => None,
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

/// Why it blocks: a message id.
pub fn reason_id(blocker: &Blocker) -> &'static str {
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
