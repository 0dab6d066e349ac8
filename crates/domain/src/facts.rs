//! What was read of a customer: the removal rule judges these and nothing else.

use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;
use crate::{AzureSubscriptionId, OrderLineId, SubscriptionId, Timestamp};

/// Everything the removal rule looks at, and the moment it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// When they were read: the rule's "now".
    pub as_of: Timestamp,
    /// The rule in force.
    pub rule: Rule,
    /// The kind of the partner's account upstream.
    pub account_kind: AccountKind,
    /// Licence, Azure plan, software and marketplace subscriptions.
    pub subscriptions: Vec<Subscription>,
    /// Azure reservations.
    pub reservations: Vec<Reservation>,
    /// Software bought by an order line.
    pub software: Vec<SoftwarePurchase>,
    /// What could not be read. Each blocks: nothing is assumed clear.
    pub unreadable: Vec<Unreadable>,
}

/// Which edition of Microsoft's removal page is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Suspend everything active ("Remove a reseller relationship with a customer", 2020 to 2023).
    Suspend,
    /// Suspend what is legacy, cancel what is new commerce (the newer edition of the same page).
    CancelNewCommerce,
}

/// What the API may do depends on the partner's account ("Cancel an order from the integration sandbox").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AccountKind {
    /// Microsoft's sandbox accounts, and our sandbox: an order PATCH cancels reservations.
    Integration,
    /// The API never cancels reservations; Azure's own refund does.
    Production,
}

/// A subscription of the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    /// Its id.
    pub id: SubscriptionId,
    /// The friendly name, else the offer's.
    pub name: String,
    /// What kind of product it is.
    pub kind: SubscriptionKind,
    /// Its state.
    pub status: SubscriptionStatus,
    /// Licences; 0 where the product is billed by use.
    pub seats: u32,
    /// A trial counts as what it is a trial of.
    pub is_trial: bool,
    /// The base subscription, where this is an add-on.
    pub parent: Option<SubscriptionId>,
    /// When it started.
    pub started: Option<Timestamp>,
    /// End of the term; none for Azure plans.
    pub term_end: Option<Timestamp>,
    /// End of the cancellation window; none where Microsoft names none.
    pub cancellable_until: Option<Timestamp>,
    /// Renews by itself at the end of the term.
    pub auto_renew: bool,
    /// Azure subscriptions under an Azure plan; empty for every other kind.
    pub azure_subscriptions: Vec<AzureSubscription>,
}

open_enum! {
    /// What kind of product a subscription is of.
    pub enum SubscriptionKind {
        /// Licences from before new commerce.
        Legacy = "legacy",
        /// New-commerce licences.
        NewCommerce = "new-commerce",
        /// An Azure plan.
        AzurePlan = "azure-plan",
        /// Software, billed by term.
        Software = "software",
        /// Commercial marketplace.
        Marketplace = "marketplace",
        /// An Azure savings plan.
        SavingsPlan = "savings-plan",
    }
}

open_enum! {
    /// The state of a subscription.
    pub enum SubscriptionStatus {
        /// In use.
        Active = "active",
        /// Users are out, data stays.
        Suspended = "suspended",
        /// Being provisioned.
        Pending = "pending",
        /// The term ended.
        Expired = "expired",
        /// Some time after the term ended.
        Disabled = "disabled",
        /// Gone.
        Deleted = "deleted",
    }
}

/// An Azure subscription under an Azure plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AzureSubscription {
    /// Its id.
    pub id: AzureSubscriptionId,
    /// Its name.
    pub name: String,
    /// Its state.
    pub status: AzureSubscriptionStatus,
}

open_enum! {
    /// The state of an Azure subscription.
    pub enum AzureSubscriptionStatus {
        /// In use.
        Active = "active",
        /// Cancelled.
        Inactive = "inactive",
    }
}

/// An Azure reservation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Reservation {
    /// The order line that bought it.
    pub id: OrderLineId,
    /// Its name.
    pub name: String,
    /// Reserved instances still held; 0 once cancelled.
    pub quantity: u32,
    /// When it ends.
    pub expires: Option<Timestamp>,
    /// Implied by another entitlement, which is the one that counts.
    pub is_included: bool,
}

/// Software bought by an order line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SoftwarePurchase {
    /// The order line that bought it.
    pub id: OrderLineId,
    /// Its name.
    pub name: String,
    /// For ever, or for a term.
    pub kind: PurchaseKind,
    /// The state of its order.
    pub status: OrderStatus,
    /// Licences still held; 0 once cancelled.
    pub quantity: u32,
    /// When it was ordered.
    pub purchased: Option<Timestamp>,
    /// End of the cancellation window; none where it is not known.
    pub cancellable_until: Option<Timestamp>,
    /// End of the term; none for a perpetual licence.
    pub term_end: Option<Timestamp>,
    /// The subscription it shows as, where it shows as one: then that one counts.
    pub subscription: Option<SubscriptionId>,
    /// Implied by another entitlement, which is the one that counts.
    pub is_included: bool,
}

open_enum! {
    /// How long purchased software lasts.
    pub enum PurchaseKind {
        /// For ever.
        Perpetual = "perpetual",
        /// For a term.
        Subscription = "subscription",
    }
}

open_enum! {
    /// The state of an order, as far as the rule cares.
    pub enum OrderStatus {
        /// Bought.
        Completed = "completed",
        /// Still being processed.
        Pending = "pending",
        /// Every line was cancelled.
        Cancelled = "cancelled",
    }
}

/// A part of the facts that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unreadable {
    /// The list of subscriptions.
    Subscriptions,
    /// The Azure subscriptions under this Azure plan.
    AzureSubscriptions(SubscriptionId),
    /// The entitlements: reservations and software.
    Entitlements,
    /// The orders.
    Orders,
}

/// Items read again after an act: each takes the place of the one with its id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Changes {
    /// Subscriptions as they are now.
    pub subscriptions: Vec<Subscription>,
    /// Reservations as they are now.
    pub reservations: Vec<Reservation>,
    /// Software purchases as they are now.
    pub software: Vec<SoftwarePurchase>,
}

impl Facts {
    /// Puts items that were read again in the place of those with the same id; new ones go to the end.
    pub fn apply(&mut self, changes: Changes) {
        replace(&mut self.subscriptions, changes.subscriptions, |it| &it.id);
        replace(&mut self.reservations, changes.reservations, |it| &it.id);
        replace(&mut self.software, changes.software, |it| &it.id);
    }
}

fn replace<T, Id: PartialEq>(items: &mut Vec<T>, changed: Vec<T>, id: fn(&T) -> &Id) {
    for change in changed {
        match items.iter_mut().find(|it| id(it) == id(&change)) {
            Some(item) => *item = change,
            None => items.push(change),
        }
    }
}
