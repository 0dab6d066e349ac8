//! What it takes to reach a goal with a customer: the acts that can be done now, in order, and what has to be waited for.
//!
//! The removal itself is never among them: a person removes.

use serde::{Deserialize, Serialize};

use crate::actions::may_stop_renewing;
use crate::facts::Facts;
use crate::permission::Act;
use crate::removal::{Blocker, Item, Place, Resolution, find_blockers};
use crate::{SubscriptionId, Timestamp};

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// Suspend everything that the rule wants suspended.
    SuspendAll,
    /// Cancel everything that the rule wants cancelled and that can be.
    CancelAll,
    /// Let everything that cannot be cancelled run out.
    StopRenewals,
    /// All of it, then wait until nothing blocks the removal.
    Offboard,
}

/// The acts, in the order they can be done, and what nothing here can speed up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// What can be done.
    pub steps: Vec<Step>,
    /// What has to be waited for; only where the goal is to offboard.
    pub waits: Vec<Wait>,
}

/// One act on one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// On what.
    pub item: Item,
    /// Its name as the customer knows it.
    pub label: String,
    /// What is done.
    pub action: StepAction,
    /// Steps on these items come first, and have to have taken effect.
    pub after: Vec<Item>,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StepAction {
    /// Suspends a subscription.
    Suspend,
    /// Cancels a subscription, an Azure subscription, a reservation or software.
    Cancel,
    /// Lets a subscription run out.
    StopRenewal,
}

/// Something that blocks the removal, and that no step clears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Wait {
    /// What it is.
    pub item: Item,
    /// Its name as the customer knows it; empty for what could not be read.
    pub label: String,
    /// When it clears by itself, where that is known.
    pub until: Option<Timestamp>,
    /// Where somebody has to clear it.
    pub place: Option<Place>,
}

impl Goal {
    /// Its name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SuspendAll => "suspend-all",
            Self::CancelAll => "cancel-all",
            Self::StopRenewals => "stop-renewals",
            Self::Offboard => "offboard",
        }
    }

    /// What a caller has to be free to do.
    pub fn acts(self) -> &'static [Act] {
        match self {
            Self::SuspendAll => &[Act::SuspendSubscription],
            Self::CancelAll => &[Act::CancelSubscription, Act::CancelPurchase],
            Self::StopRenewals => &[Act::CancelSubscription],
            Self::Offboard => &[Act::SuspendSubscription, Act::CancelSubscription, Act::CancelPurchase],
        }
    }
}

/// The way from these facts to the goal.
pub fn plan(goal: Goal, facts: &Facts) -> Plan {
    let blockers = find_blockers(facts);
    let steps = blockers.iter().filter_map(|it| step(goal, it, facts)).collect();
    let steps = without_the_impossible(steps);
    let waits = blockers.iter().filter(|_| goal == Goal::Offboard).filter_map(wait).collect();
    Plan { steps: in_order(steps), waits }
}

fn step(goal: Goal, blocker: &Blocker, facts: &Facts) -> Option<Step> {
    let action = match (blocker.resolution, &blocker.item) {
        (Resolution::Suspend, _) => StepAction::Suspend,
        (Resolution::Cancel { .. }, _) => StepAction::Cancel,
        (Resolution::Wait { .. }, Item::Subscription(id)) if renews(id, facts) => StepAction::StopRenewal,
        _ => return None,
    };
    let is_wanted = match goal {
        Goal::Offboard => true,
        Goal::SuspendAll => action == StepAction::Suspend,
        Goal::CancelAll => action == StepAction::Cancel,
        Goal::StopRenewals => action == StepAction::StopRenewal,
    };
    let Blocker { item, label, after, .. } = blocker.clone();
    is_wanted.then_some(Step { item, label, action, after })
}

fn renews(id: &SubscriptionId, facts: &Facts) -> bool {
    facts.subscriptions.iter().any(|it| it.id == *id && may_stop_renewing(it))
}

fn wait(blocker: &Blocker) -> Option<Wait> {
    let (until, place) = match blocker.resolution {
        Resolution::Wait { until } => (until, None),
        Resolution::External(place) => (None, Some(place)),
        Resolution::Suspend | Resolution::Cancel { .. } => return None,
    };
    Some(Wait { item: blocker.item.clone(), label: blocker.label.clone(), until, place })
}

/// What comes after something that no step clears cannot be done.
fn without_the_impossible(mut steps: Vec<Step>) -> Vec<Step> {
    loop {
        let items: Vec<Item> = steps.iter().map(|it| it.item.clone()).collect();
        steps.retain(|it| it.after.iter().all(|before| items.contains(before)));
        if steps.len() == items.len() {
            return steps;
        }
    }
}

/// What others wait for goes before them; otherwise the order stays.
fn in_order(mut steps: Vec<Step>) -> Vec<Step> {
    let mut ordered: Vec<Step> = Vec::with_capacity(steps.len());
    while !steps.is_empty() {
        let is_free = |it: &Step| !steps.iter().any(|other| it.after.contains(&other.item));
        // The rule makes no circles; if it did, the first would go first.
        let next = steps.iter().position(is_free).unwrap_or_default();
        ordered.push(steps.remove(next));
    }
    ordered
}
