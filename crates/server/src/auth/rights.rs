//! What a handler may ask of its caller: to see, or an act; an act takes a role of the person and a scope of the token.

use std::fmt;

use axum::http::request::Parts;
use offboarding_domain::Act;
use offboarding_domain::api::SubscriptionPatch;

use crate::request::Body;

/// What a token was given for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// See customers and what they have.
    Read,
    /// Suspend and reactivate subscriptions.
    Suspend,
    /// Cancel subscriptions and purchases, or stop their renewal.
    Cancel,
    /// Remove the relationship.
    Remove,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Read, Self::Suspend, Self::Cancel, Self::Remove];

    /// What an act takes; without one, to see.
    pub const fn of(act: Option<Act>) -> Self {
        match act {
            None => Self::Read,
            Some(Act::SuspendSubscription) => Self::Suspend,
            Some(Act::CancelSubscription | Act::CancelPurchase) => Self::Cancel,
            Some(Act::RemoveRelationship) => Self::Remove,
        }
    }

    /// As a token has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "offboarding:read",
            Self::Suspend => "offboarding:suspend",
            Self::Cancel => "offboarding:cancel",
            Self::Remove => "offboarding:remove",
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a handler needs its caller to have.
pub trait Right: Send + Sync + 'static {
    /// What it does; nothing where it only looks.
    const ACT: Option<Act>;

    /// What this very request does.
    fn act(_: &Parts) -> Option<Act> {
        Self::ACT
    }
}

/// To see.
#[derive(Debug)]
pub struct Read;

/// To change a subscription: the body says how.
#[derive(Debug)]
pub struct ChangeSubscription;

/// To cancel an Azure subscription, a reservation or software.
#[derive(Debug)]
pub struct CancelPurchase;

/// To run an operation, of which suspending is the least: the goal says what it takes besides.
#[derive(Debug)]
pub struct RunOperation;

/// To remove the relationship.
#[derive(Debug)]
pub struct RemoveRelationship;

impl Right for Read {
    const ACT: Option<Act> = None;
}

impl Right for ChangeSubscription {
    const ACT: Option<Act> = Some(Act::SuspendSubscription);

    fn act(parts: &Parts) -> Option<Act> {
        // A body that cannot be read is refused by the handler, before it looks at who calls.
        Body::<SubscriptionPatch>::of(parts).map_or(Self::ACT, |Body(patch)| Some(patch.action.act()))
    }
}

impl Right for CancelPurchase {
    const ACT: Option<Act> = Some(Act::CancelPurchase);
}

impl Right for RunOperation {
    const ACT: Option<Act> = Some(Act::SuspendSubscription);
}

impl Right for RemoveRelationship {
    const ACT: Option<Act> = Some(Act::RemoveRelationship);
}
