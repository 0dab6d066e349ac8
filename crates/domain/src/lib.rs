//! The vocabulary of offboarding, the removal rule, and the widget's contract with the backend.
//!
//! Pure: no I/O, no clock, no locale, no async. A moment is a [`Timestamp`]; facts say when they were read.
//! The widget, the backend and the sandbox compile the same [`check_removal`].

mod open_enum;
#[cfg(feature = "openapi")]
mod openapi;

mod id;
mod time;

mod actions;
mod facts;
mod removal;

mod plan;

mod confirmation;
mod permission;

pub mod api;

pub use actions::{SubscriptionAction, possible_actions};
pub use confirmation::fold_confirmation;
pub use facts::{
    AccountKind, AzureSubscription, AzureSubscriptionStatus, Changes, Facts, OrderStatus, PurchaseKind, Reservation,
    Rule, SoftwarePurchase, Subscription, SubscriptionKind, SubscriptionStatus, Unreadable,
};
pub use id::{AzureSubscriptionId, CustomerId, InvalidId, OrderLineId, SubscriptionId};
pub use permission::{Act, Caller, Denial, PartnerKind, Permission, Role, permission};
pub use plan::{Goal, Plan, Step, StepAction, Wait, plan};
pub use removal::{Blocker, Clearance, Item, Place, Reason, Remainder, Resolution, check_removal, what_remains};
pub use time::Timestamp;
