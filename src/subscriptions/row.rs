//! One subscription, and the Azure subscriptions under it.

use offboarding_domain::{
    AzureSubscription, AzureSubscriptionStatus, Subscription, SubscriptionAction, SubscriptionId, SubscriptionKind,
    SubscriptionStatus, possible_actions,
};

use crate::acts::{Act, Request, act_button};
use crate::app::Session;
use crate::i18n::{Tr, id};
use crate::operations::step_notes;
use crate::ui::{El, NONE, actions_cell, badge, copy_of, el, note, row_header, table_row};

/// What a row shows; the row is drawn anew only where this changed.
struct Shown {
    subscription: Subscription,
    actions: Vec<SubscriptionAction>,
}

/// A table body of its own, so that an Azure plan and what is under it stay together.
/// Fresh facts have it `at` the same place as a rule: thousands of rows do not each search thousands.
pub fn subscription_rows(session: Session, id: SubscriptionId, at: usize) -> El {
    // What changes all of them says so to each: a row does not hear of the others.
    let signal = session.items.of(id.as_str());
    let shown = move |before: Option<&Option<Shown>>| {
        signal.track();
        let now = session.peek_account(|account| {
            let all = &account.facts.subscriptions;
            let there = all.get(at).filter(|it| it.id == id);
            let subscription = there.or_else(|| all.iter().find(|it| it.id == id))?;
            let actions = possible_actions(subscription, &account.facts);
            let is_same = |it: &Shown| it.subscription == *subscription && it.actions == actions;
            let is_shown = before.is_some_and(|it| it.as_ref().is_some_and(is_same));
            Some((!is_shown).then(|| Shown { subscription: subscription.clone(), actions }))
        });
        match now.flatten() {
            Some(changed) => changed.map(Some),
            None => Some(None),
        }
    };
    el("tbody").live_of(shown, move |it| it.as_ref().map_or_else(Vec::new, |it| rows(session, it)))
}

fn rows(session: Session, shown: &Shown) -> Vec<El> {
    let tr = session.tr;
    let Shown { subscription, actions } = shown;
    let azure = subscription.azure_subscriptions.iter().map(|it| azure_row(session, &subscription.id, it));
    let badges = [
        subscription.is_trial.then_some(id!("subs-type-trial")),
        subscription.parent.is_some().then_some(id!("subs-type-addon")),
    ];
    let badges = badges.into_iter().flatten().map(|it| el("span").class("badge").msg(tr, it)).collect::<Vec<_>>();
    let request = |action| Request {
        act: Act::Subscription(subscription.id.clone(), action),
        name: subscription.name.clone(),
        is_new_commerce: subscription.kind == SubscriptionKind::NewCommerce,
    };
    let buttons = actions.iter().filter_map(|it| act_button(session, request(*it))).collect::<Vec<_>>();
    let (itself, [name, kind, seats, status, end, acts]) = row(subscription.id.as_str());
    let name = name.fill(&subscription.name);
    let name = if badges.is_empty() { name } else { name.text(" ").push(badges) };
    if subscription.parent.is_some() {
        name.class("indented");
    }
    kind.under(tr, "subs-column-type").msg(tr, kind_id(&subscription.kind));
    // What is billed by use has no licences.
    seats.under(tr, "subs-column-licenses").number(tr, (subscription.seats > 0).then_some(subscription.seats));
    status
        .under(tr, "subs-column-status")
        .push(badge(tr, subscription.status.as_str(), status_id(&subscription.status)))
        .push(step_notes(session, subscription.id.as_str()));
    write_end(tr, end.under(tr, "subs-column-end"), subscription);
    acts.push(buttons);
    [itself].into_iter().chain(azure).collect()
}

fn azure_row(session: Session, plan: &SubscriptionId, azure: &AzureSubscription) -> El {
    let tr = session.tr;
    let words = match azure.status {
        AzureSubscriptionStatus::Active => id!("subs-status-active"),
        AzureSubscriptionStatus::Inactive => id!("subs-status-inactive"),
        AzureSubscriptionStatus::Unknown(_) => id!("subs-status-unknown"),
    };
    let request = (azure.status == AzureSubscriptionStatus::Active).then(|| Request {
        act: Act::AzureSubscription(plan.clone(), azure.id.clone()),
        name: azure.name.clone(),
        is_new_commerce: false,
    });
    let (itself, [name, kind, seats, status, end, acts]) = row(azure.id.as_str());
    name.class("indented").fill(&azure.name);
    kind.under(tr, "subs-column-type").msg(tr, "subs-type-azure-subscription");
    seats.under(tr, "subs-column-licenses").fill(NONE);
    status
        .under(tr, "subs-column-status")
        .push(badge(tr, azure.status.as_str(), words))
        .push(step_notes(session, azure.id.as_str()));
    end.under(tr, "subs-column-end").fill(NONE);
    acts.push(request.and_then(|it| act_button(session, it)));
    itself
}

/// A row with a cell for each column: copied with all of them.
fn row(id: &str) -> (El, [El; 6]) {
    let row = copy_of(|| {
        let cells = [row_header(), el("td"), el("td").class("number"), el("td"), el("td"), actions_cell()];
        table_row().push(Vec::from(cells))
    });
    let row = row.attr_of("data-row", id);
    let cells = row.children();
    (row, cells)
}

/// The end of the term, and whether it renews then.
fn write_end(tr: Tr, cell: El, subscription: &Subscription) {
    let end = subscription.term_end;
    match end.filter(|_| subscription.auto_renew && subscription.status == SubscriptionStatus::Active) {
        Some(end) => cell.live_text(move || tr.date(end).into()).push(note(tr, "subs-autorenew-note")),
        None => cell.date(tr, end),
    };
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
