//! What a plan promises: nothing forgotten, nothing before its turn, and nothing left to do once it was done.

use offboarding_domain::{
    AzureSubscriptionStatus, Facts, Goal, Item, Plan, Step, StepAction, SubscriptionStatus, check_removal, plan,
};
use proptest::prelude::*;

use crate::any;

const GOALS: [Goal; 4] = [Goal::SuspendAll, Goal::CancelAll, Goal::StopRenewals, Goal::Offboard];

/// The facts after a step took effect.
fn apply(facts: &mut Facts, step: &Step) {
    match &step.item {
        Item::Subscription(id) => {
            let subscription = facts.subscriptions.iter_mut().find(|it| it.id == *id).unwrap();
            match step.action {
                StepAction::Suspend => subscription.status = SubscriptionStatus::Suspended,
                StepAction::Cancel => subscription.status = SubscriptionStatus::Deleted,
                StepAction::StopRenewal => subscription.auto_renew = false,
            }
        }
        Item::AzureSubscription(plan, id) => {
            let plan = facts.subscriptions.iter_mut().find(|it| it.id == *plan).unwrap();
            plan.azure_subscriptions.iter_mut().find(|it| it.id == *id).unwrap().status =
                AzureSubscriptionStatus::Inactive;
        }
        Item::Reservation(id) => facts.reservations.iter_mut().find(|it| it.id == *id).unwrap().quantity = 0,
        Item::Software(id) => facts.software.iter_mut().find(|it| it.id == *id).unwrap().quantity = 0,
        Item::Unreadable(_) => panic!("nothing can be done with what could not be read"),
    }
}

fn items(plan: &Plan) -> Vec<&Item> {
    plan.steps.iter().map(|it| &it.item).chain(plan.waits.iter().map(|it| &it.item)).collect()
}

proptest! {
    #[test]
    fn offboarding_does_or_waits_for_everything_that_blocks(facts in any::facts()) {
        let customer = "c5757d70-06f3-4f23-8367-5a9e55019f94".parse().unwrap();
        let blockers = check_removal(&customer, &facts).err().unwrap_or_default();
        let plan = plan(Goal::Offboard, &facts);
        for blocker in &blockers {
            // What comes after something that nobody here clears is waited for with it.
            let is_held_up = blocker.after.iter().any(|it| plan.waits.iter().any(|wait| wait.item == *it));
            prop_assert!(is_held_up || items(&plan).contains(&&blocker.item), "{blocker:?}");
        }
        prop_assert!(items(&plan).iter().all(|it| blockers.iter().any(|blocker| blocker.item == **it)));
    }

    #[test]
    fn every_step_comes_after_what_it_waits_for(facts in any::facts()) {
        for goal in GOALS {
            let steps = plan(goal, &facts).steps;
            for (index, step) in steps.iter().enumerate() {
                let is_before = |item: &Item| steps[..index].iter().any(|it| it.item == *item);
                prop_assert!(step.after.iter().all(is_before), "{goal:?}: {step:?}");
            }
        }
    }

    #[test]
    fn a_plan_that_was_carried_out_leaves_nothing_to_do(facts in any::facts()) {
        for goal in GOALS {
            let (mut now, done) = (facts.clone(), plan(goal, &facts));
            done.steps.iter().for_each(|it| apply(&mut now, it));
            let again = plan(goal, &now);
            // Software that shows as a subscription counts again once that one is deleted; the backend reads both anew.
            let is_known = |it: &Step| done.steps.iter().any(|before| before.item == it.item);
            prop_assert!(!again.steps.iter().any(is_known), "{goal:?}: {:?}", again.steps);
        }
    }

    #[test]
    fn a_smaller_goal_does_nothing_that_offboarding_does_not(facts in any::facts()) {
        let whole = plan(Goal::Offboard, &facts).steps;
        for (goal, action) in [
            (Goal::SuspendAll, StepAction::Suspend),
            (Goal::CancelAll, StepAction::Cancel),
            (Goal::StopRenewals, StepAction::StopRenewal),
        ] {
            let part = plan(goal, &facts);
            prop_assert!(part.waits.is_empty());
            prop_assert!(part.steps.iter().all(|it| it.action == action && whole.contains(it)), "{goal:?}");
        }
    }
}
