//! What a handler may ask of its caller: a scope of the token and, for acts, a role of the person.

use std::fmt;

use axum::http::request::Parts;
use offboarding_domain::api::SubscriptionPatch;
use offboarding_domain::{Act, SubscriptionAction};

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
    /// The scope.
    const SCOPE: Scope;
    /// What the person's role has to allow.
    const ACT: Option<Act> = None;

    /// The scope for this very request.
    fn scope(_: &Parts) -> Scope {
        Self::SCOPE
    }
}

/// To see.
#[derive(Debug)]
pub struct Read;

/// To change a subscription: what the body asks for decides the scope.
#[derive(Debug)]
pub struct ChangeSubscription;

/// To cancel an Azure subscription, a reservation or software.
#[derive(Debug)]
pub struct CancelPurchase;

/// To remove the relationship.
#[derive(Debug)]
pub struct RemoveRelationship;

impl Right for Read {
    const SCOPE: Scope = Scope::Read;
}

impl Right for ChangeSubscription {
    const SCOPE: Scope = Scope::Suspend;
    const ACT: Option<Act> = Some(Act::ChangeSubscription);

    fn scope(parts: &Parts) -> Scope {
        // A body that cannot be read is refused by the handler, before it looks at who calls.
        let Ok(Body(patch)) = Body::<SubscriptionPatch>::of(parts) else { return Self::SCOPE };
        match patch.action {
            SubscriptionAction::Suspend | SubscriptionAction::Reactivate => Scope::Suspend,
            SubscriptionAction::Cancel | SubscriptionAction::StopAutoRenew => Scope::Cancel,
        }
    }
}

impl Right for CancelPurchase {
    const SCOPE: Scope = Scope::Cancel;
    const ACT: Option<Act> = Some(Act::CancelPurchase);
}

impl Right for RemoveRelationship {
    const SCOPE: Scope = Scope::Remove;
    const ACT: Option<Act> = Some(Act::RemoveRelationship);
}
