//! When the reseller relationship with a customer may be removed.
//!
//! Reservations and software have to be cancelled and active subscriptions suspended first ("Remove a reseller
//! relationship with a customer"); Microsoft's newer edition of that page wants new commerce cancelled instead. Both
//! are here as [`Rule`]. One function decides, and only it can make the [`Clearance`] that removing asks for.

use serde::{Deserialize, Serialize};

use crate::facts::{
    AccountKind, AzureSubscription, AzureSubscriptionStatus, Facts, OrderStatus, PurchaseKind, Reservation, Rule,
    SoftwarePurchase, Subscription, SubscriptionKind, SubscriptionStatus, Unreadable,
};
use crate::{AzureSubscriptionId, CustomerId, OrderLineId, SubscriptionId, Timestamp};

/// Proof that nothing blocked the removal for this customer when the facts were read. Made by [`check_removal`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clearance {
    customer_id: CustomerId,
    as_of: Timestamp,
}

impl Clearance {
    /// The customer it was made for.
    pub fn customer_id(&self) -> &CustomerId {
        &self.customer_id
    }

    /// When the facts behind it were read.
    pub fn as_of(&self) -> Timestamp {
        self.as_of
    }
}

/// One thing that has to go before the relationship can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Blocker {
    /// What blocks.
    pub item: Item,
    /// Its name as the customer knows it; empty for what could not be read.
    pub label: String,
    /// Why it blocks.
    pub reason: Reason,
    /// What clears it.
    pub resolution: Resolution,
    /// What has to be cleared before this can be.
    pub after: Vec<Item>,
}

/// What a blocker is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// A subscription.
    Subscription(SubscriptionId),
    /// An Azure subscription under a plan.
    AzureSubscription(SubscriptionId, AzureSubscriptionId),
    /// An Azure reservation.
    Reservation(OrderLineId),
    /// A software purchase.
    Software(OrderLineId),
    /// A part of the facts.
    Unreadable(Unreadable),
}

#[cfg(feature = "openapi")]
crate::openapi::schema!(Item, crate::openapi::item());

impl Item {
    /// The id that it has upstream; of a part of the facts, that of what it is a part of, where there is one.
    pub fn id(&self) -> &str {
        match self {
            Self::Subscription(id) | Self::Unreadable(Unreadable::AzureSubscriptions(id)) => id.as_str(),
            Self::AzureSubscription(_, id) => id.as_str(),
            Self::Reservation(id) | Self::Software(id) => id.as_str(),
            Self::Unreadable(_) => "",
        }
    }
}

/// Why something blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It is active.
    Active,
    /// It is suspended, but new commerce has to be cancelled under the rule in force.
    Suspended,
    /// Instances are reserved, or licences bought.
    Held,
    /// It was bought for a term that cannot be cut short.
    Committed,
    /// An order is being processed.
    Pending,
    /// This version does not know what kind of product it is.
    UnknownKind,
    /// This version does not know the state it is in.
    UnknownStatus,
    /// It could not be read.
    Unreadable,
}

/// What clears a blocker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Resolution {
    /// Suspend it.
    Suspend,
    /// Cancel it: until the moment named, or without a limit.
    Cancel {
        /// End of the cancellation window.
        until: Option<Timestamp>,
    },
    /// Done elsewhere.
    External(Place),
    /// Wait: until the moment named, or nobody knows how long.
    Wait {
        /// End of the term.
        until: Option<Timestamp>,
    },
}

/// Where something that the API cannot do is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The Azure portal: refunds of reservations.
    AzurePortal,
    /// Partner Center.
    PartnerCenter,
}

impl Place {
    /// Its address.
    pub const fn href(self) -> &'static str {
        match self {
            Self::AzurePortal => "https://portal.azure.com/#view/Microsoft_Azure_Reservations/ReservationsBrowseBlade",
            Self::PartnerCenter => "https://partner.microsoft.com/dashboard/commerce2/customers/list",
        }
    }
}

/// A perpetual licence past its window: it stays with the customer and does not block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Remainder {
    /// The order line.
    pub id: OrderLineId,
    /// Its name.
    pub name: String,
    /// Licences.
    pub quantity: u32,
}

/// Clears the removal, or says everything that blocks it, in the order it can be solved: suspend, cancel, elsewhere, wait.
pub fn check_removal(customer_id: &CustomerId, facts: &Facts) -> Result<Clearance, Vec<Blocker>> {
    match find_blockers(facts) {
        blockers if blockers.is_empty() => Ok(Clearance { customer_id: customer_id.clone(), as_of: facts.as_of }),
        blockers => Err(blockers),
    }
}

/// Everything that blocks, in the order it can be solved.
pub(crate) fn find_blockers(facts: &Facts) -> Vec<Blocker> {
    let mut found = Vec::new();
    for subscription in facts.subscriptions.iter().filter(|it| !is_clear(it, facts.rule)) {
        judge_subscription(subscription, how_it_blocks(subscription, facts), &mut found);
    }
    found.extend(facts.reservations.iter().filter_map(|it| judge_reservation(it, facts)));
    found.extend(facts.software.iter().filter_map(|it| judge_software(it, facts)));
    found.extend(facts.unreadable.iter().map(judge_unreadable));
    in_order(found)
}

fn in_order(blockers: Vec<Blocker>) -> Vec<Blocker> {
    let key = |(at, it)| -> Key<'_> { (rank(it), &it.label, &it.item, at) };
    let mut keys: Vec<_> = blockers.iter().enumerate().map(key).collect();
    sort(&mut keys, &mut Vec::new());
    let order: Vec<usize> = keys.into_iter().map(|(.., at)| at).collect();
    let mut blockers: Vec<_> = blockers.into_iter().map(Some).collect();
    order.into_iter().filter_map(|at| blockers[at].take()).collect()
}

/// What a blocker is sorted by, and where it stands.
type Key<'a> = (u8, &'a str, &'a Item, usize);

/// A merge sort. A slice's own is 0.9 KB of the widget, and a heap compares twice as often.
fn sort<'a>(keys: &mut [Key<'a>], left: &mut Vec<Key<'a>>) {
    let middle = keys.len() / 2;
    if middle == 0 {
        return;
    }
    sort(&mut keys[..middle], left);
    sort(&mut keys[middle..], left);
    if keys[middle - 1] < keys[middle] {
        return;
    }
    left.clear();
    left.extend_from_slice(&keys[..middle]);
    let mut right = middle;
    let mut end = 0;
    for it in left {
        while right < keys.len() && keys[right] < *it {
            keys[end] = keys[right];
            (right, end) = (right + 1, end + 1);
        }
        keys[end] = *it;
        end += 1;
    }
}

/// What stays with the customer after the removal: perpetual licences that can no longer be cancelled.
pub fn what_remains(facts: &Facts) -> Vec<Remainder> {
    let stays = |it: &&SoftwarePurchase| counts(it, facts) && is_past_its_window(it, facts);
    let remainder =
        |it: &SoftwarePurchase| Remainder { id: it.id.clone(), name: it.name.clone(), quantity: it.quantity };
    facts.software.iter().filter(stays).map(remainder).collect()
}

fn rank(blocker: &Blocker) -> u8 {
    match blocker.resolution {
        Resolution::Suspend => 0,
        Resolution::Cancel { .. } => 1,
        Resolution::External(_) => 2,
        Resolution::Wait { .. } => 3,
    }
}

fn judge_subscription(subscription: &Subscription, verdict: (Reason, Resolution), found: &mut Vec<Blocker>) {
    let first = found.len();
    if subscription.kind == SubscriptionKind::AzurePlan {
        found.extend(subscription.azure_subscriptions.iter().filter_map(|it| judge_azure(subscription, it)));
    }
    let after = found[first..].iter().map(|it| it.item.clone()).collect();
    let (reason, resolution) = verdict;
    let item = Item::Subscription(subscription.id.clone());
    found.push(Blocker { item, label: subscription.name.clone(), reason, resolution, after });
}

/// It is over, or suspended where that is enough.
fn is_clear(subscription: &Subscription, rule: Rule) -> bool {
    use SubscriptionKind as Kind;
    use SubscriptionStatus as Status;
    match (&subscription.status, &subscription.kind) {
        (Status::Expired | Status::Disabled | Status::Deleted, _) | (Status::Suspended, Kind::Legacy) => true,
        (Status::Suspended, Kind::NewCommerce | Kind::AzurePlan) => rule == Rule::Suspend,
        _ => false,
    }
}

/// Why it blocks, and what clears it; nothing for what does not block.
pub(crate) fn verdict(subscription: &Subscription, facts: &Facts) -> Option<(Reason, Resolution)> {
    (!is_clear(subscription, facts.rule)).then(|| how_it_blocks(subscription, facts))
}

/// The rule table, for what is not clear: one arm a row.
fn how_it_blocks(subscription: &Subscription, facts: &Facts) -> (Reason, Resolution) {
    use SubscriptionKind as Kind;
    use SubscriptionStatus as Status;
    let reason = match subscription.status {
        Status::Suspended => Reason::Suspended,
        _ => Reason::Active,
    };
    let cancel_or_wait = || match within(subscription.cancellable_until, facts) {
        true => (reason, Resolution::Cancel { until: subscription.cancellable_until }),
        false => (Reason::Committed, wait_until(subscription.term_end, facts)),
    };
    match (&subscription.status, &subscription.kind) {
        (Status::Pending, _) => (Reason::Pending, Resolution::Wait { until: None }),
        (Status::Unknown(_), _) => (Reason::UnknownStatus, Resolution::External(Place::PartnerCenter)),
        (_, Kind::Unknown(_)) => (Reason::UnknownKind, Resolution::External(Place::PartnerCenter)),
        (_, Kind::Software | Kind::Marketplace) => cancel_or_wait(),
        (_, Kind::SavingsPlan) => (Reason::Committed, wait_until(subscription.term_end, facts)),
        (_, Kind::Legacy) => (reason, Resolution::Suspend),
        (_, Kind::NewCommerce | Kind::AzurePlan) if facts.rule == Rule::Suspend => (reason, Resolution::Suspend),
        (_, Kind::NewCommerce) => cancel_or_wait(),
        (_, Kind::AzurePlan) => (reason, Resolution::Cancel { until: None }),
    }
}

fn judge_azure(plan: &Subscription, azure: &AzureSubscription) -> Option<Blocker> {
    let (reason, resolution) = match azure.status {
        AzureSubscriptionStatus::Inactive => return None,
        AzureSubscriptionStatus::Active => (Reason::Active, Resolution::Cancel { until: None }),
        AzureSubscriptionStatus::Unknown(_) => (Reason::UnknownStatus, Resolution::External(Place::AzurePortal)),
    };
    let item = Item::AzureSubscription(plan.id.clone(), azure.id.clone());
    Some(Blocker { item, label: azure.name.clone(), reason, resolution, after: Vec::new() })
}

fn judge_reservation(reservation: &Reservation, facts: &Facts) -> Option<Blocker> {
    let is_held = reservation.quantity > 0 && reservation.expires.is_none_or(|end| facts.as_of < end);
    if reservation.is_included || !is_held {
        return None;
    }
    let resolution = match facts.account_kind {
        AccountKind::Integration => Resolution::Cancel { until: None },
        AccountKind::Production => Resolution::External(Place::AzurePortal),
    };
    let item = Item::Reservation(reservation.id.clone());
    Some(Blocker { item, label: reservation.name.clone(), reason: Reason::Held, resolution, after: Vec::new() })
}

fn judge_software(purchase: &SoftwarePurchase, facts: &Facts) -> Option<Blocker> {
    if !counts(purchase, facts) || is_past_its_window(purchase, facts) {
        return None;
    }
    let in_window = within(purchase.cancellable_until, facts);
    let (reason, resolution) = match (&purchase.status, &purchase.kind) {
        (OrderStatus::Pending, _) => (Reason::Pending, Resolution::Wait { until: None }),
        (OrderStatus::Unknown(_), _) => (Reason::UnknownStatus, Resolution::External(Place::PartnerCenter)),
        (_, PurchaseKind::Unknown(_)) => (Reason::UnknownKind, Resolution::External(Place::PartnerCenter)),
        _ if in_window => (Reason::Held, Resolution::Cancel { until: purchase.cancellable_until }),
        (_, PurchaseKind::Subscription) => (Reason::Committed, wait_until(purchase.term_end, facts)),
        // Bought for ever, with a window that nobody named: not assumed clear.
        (_, PurchaseKind::Perpetual) => (Reason::Held, Resolution::External(Place::PartnerCenter)),
    };
    let item = Item::Software(purchase.id.clone());
    Some(Blocker { item, label: purchase.name.clone(), reason, resolution, after: Vec::new() })
}

fn judge_unreadable(what: &Unreadable) -> Blocker {
    Blocker {
        item: Item::Unreadable(what.clone()),
        label: String::new(),
        reason: Reason::Unreadable,
        resolution: Resolution::Wait { until: None },
        after: Vec::new(),
    }
}

/// Held, not over, not implied by another, and not a subscription that is counted already.
fn counts(purchase: &SoftwarePurchase, facts: &Facts) -> bool {
    let is_over = purchase.term_end.is_some_and(|end| end <= facts.as_of) || purchase.status == OrderStatus::Cancelled;
    let is_subscription = |id: &SubscriptionId| facts.subscriptions.iter().any(|it| it.id == *id);
    purchase.quantity > 0
        && !purchase.is_included
        && !is_over
        && !purchase.subscription.as_ref().is_some_and(is_subscription)
}

fn is_past_its_window(purchase: &SoftwarePurchase, facts: &Facts) -> bool {
    purchase.kind == PurchaseKind::Perpetual
        && purchase.status == OrderStatus::Completed
        && purchase.cancellable_until.is_some_and(|end| end <= facts.as_of)
}

fn within(window_end: Option<Timestamp>, facts: &Facts) -> bool {
    window_end.is_some_and(|end| facts.as_of < end)
}

/// An end that has passed says nothing about how long it still takes.
fn wait_until(end: Option<Timestamp>, facts: &Facts) -> Resolution {
    Resolution::Wait { until: end.filter(|end| facts.as_of < *end) }
}
