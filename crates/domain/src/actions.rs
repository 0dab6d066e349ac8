//! What can be done with a subscription now, so that a control is offered only where the act can succeed.

use serde::{Deserialize, Serialize};

use crate::facts::{AzureSubscriptionStatus, Facts, Subscription, SubscriptionKind, SubscriptionStatus};
use crate::permission::Act;
use crate::removal::{Reason, Resolution, verdict};

/// An act on a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SubscriptionAction {
    /// Users are out, data stays; under new commerce billing goes on.
    Suspend,
    /// Back to active, before the term ends.
    Reactivate,
    /// For good, inside the window.
    Cancel,
    /// Let the term run out.
    StopAutoRenew,
}

impl SubscriptionAction {
    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Reactivate => "reactivate",
            Self::Cancel => "cancel",
            Self::StopAutoRenew => "stop-auto-renew",
        }
    }

    /// What a caller has to be free to do.
    pub const fn act(self) -> Act {
        match self {
            Self::Suspend | Self::Reactivate => Act::SuspendSubscription,
            Self::Cancel | Self::StopAutoRenew => Act::CancelSubscription,
        }
    }
}

/// The acts that help with this subscription: what clears it, and what takes a suspension back.
pub fn possible_actions(subscription: &Subscription, facts: &Facts) -> Vec<SubscriptionAction> {
    let has_active_azure =
        subscription.azure_subscriptions.iter().any(|it| it.status != AzureSubscriptionStatus::Inactive);
    let clearing = match verdict(subscription, facts) {
        Some((_, Resolution::Suspend)) if !has_active_azure => Some(SubscriptionAction::Suspend),
        Some((_, Resolution::Cancel { .. })) if !has_active_azure => Some(SubscriptionAction::Cancel),
        Some((Reason::Committed, Resolution::Wait { .. })) if may_stop_renewing(subscription) => {
            Some(SubscriptionAction::StopAutoRenew)
        }
        _ => None,
    };
    let undoing = is_reactivatable(subscription, facts).then_some(SubscriptionAction::Reactivate);
    clearing.into_iter().chain(undoing).collect()
}

/// Savings plans are managed in Azure alone (error 900321).
pub(crate) fn may_stop_renewing(subscription: &Subscription) -> bool {
    subscription.auto_renew && subscription.kind != SubscriptionKind::SavingsPlan
}

fn is_reactivatable(subscription: &Subscription, facts: &Facts) -> bool {
    let can_be_suspended = matches!(
        subscription.kind,
        SubscriptionKind::Legacy | SubscriptionKind::NewCommerce | SubscriptionKind::AzurePlan
    );
    subscription.status == SubscriptionStatus::Suspended
        && can_be_suspended
        && subscription.term_end.is_none_or(|end| facts.as_of < end)
}
