//! What holds for any facts at all.
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod any;
mod naive;
mod plans;
mod wire;

use std::collections::BTreeSet;

use offboarding_domain::{
    Blocker, CustomerId, Facts, Item, Reason, Resolution, SubscriptionAction, SubscriptionKind, SubscriptionStatus,
    check_removal, possible_actions,
};
use proptest::prelude::*;

proptest! {
    #[test]
    fn what_blocks_is_what_a_naive_reading_of_the_rule_says(facts in any::facts()) {
        let blocked: BTreeSet<Item> = blockers(&facts).into_iter().map(|it| it.item).collect();
        prop_assert_eq!(&blocked, &naive::blocked(&facts));
        prop_assert_eq!(check_removal(&customer(), &facts).is_ok(), blocked.is_empty());
    }

    #[test]
    fn the_order_of_facts_does_not_matter((facts, shuffled) in any::facts_in_two_orders()) {
        let in_order = |mut blockers: Vec<Blocker>| {
            blockers.iter_mut().for_each(|it| it.after.sort());
            blockers
        };
        prop_assert_eq!(in_order(blockers(&shuffled)), in_order(blockers(&facts)));
    }

    #[test]
    fn what_can_be_done_comes_first_then_names(facts in any::with_subscriptions(60)) {
        let rank = |it: &Blocker| match it.resolution {
            Resolution::Suspend => 0,
            Resolution::Cancel { .. } => 1,
            Resolution::External(_) => 2,
            Resolution::Wait { .. } => 3,
        };
        let blockers = blockers(&facts);
        prop_assert!(blockers.is_sorted_by_key(|it| (rank(it), it.label.clone(), it.item.clone())), "{:?}", blockers);
    }

    #[test]
    fn nothing_is_told_twice(facts in any::facts()) {
        let blockers = blockers(&facts);
        let items: BTreeSet<&Item> = blockers.iter().map(|it| &it.item).collect();
        prop_assert_eq!(items.len(), blockers.len());
    }

    #[test]
    fn what_has_to_go_first_blocks_too(facts in any::facts()) {
        let blockers = blockers(&facts);
        for first in blockers.iter().flat_map(|it| &it.after) {
            prop_assert!(blockers.iter().any(|it| it.item == *first));
        }
    }

    #[test]
    fn suspending_and_cancelling_are_offered_where_the_rule_asks_for_them(facts in any::facts()) {
        let blockers = blockers(&facts);
        for subscription in &facts.subscriptions {
            let actions = possible_actions(subscription, &facts);
            let offers = |it| actions.contains(&it);
            let item = Item::Subscription(subscription.id.clone());
            let blocker = blockers.iter().find(|it| it.item == item);
            let is_free = subscription.azure_subscriptions.iter().all(|it| it.status.as_str() == "inactive");
            let wants = |wanted: fn(&Resolution) -> bool| blocker.is_some_and(|it| is_free && wanted(&it.resolution));
            prop_assert_eq!(offers(SubscriptionAction::Suspend), wants(|it| *it == Resolution::Suspend));
            prop_assert_eq!(offers(SubscriptionAction::Cancel), wants(|it| matches!(it, Resolution::Cancel { .. })));
            if offers(SubscriptionAction::StopAutoRenew) {
                prop_assert_eq!(blocker.map(|it| it.reason), Some(Reason::Committed));
                prop_assert!(subscription.auto_renew && subscription.kind != SubscriptionKind::SavingsPlan);
            }
            if offers(SubscriptionAction::Reactivate) {
                prop_assert_eq!(&subscription.status, &SubscriptionStatus::Suspended);
            }
        }
    }
}

fn blockers(facts: &Facts) -> Vec<Blocker> {
    check_removal(&customer(), facts).err().unwrap_or_default()
}

fn customer() -> CustomerId {
    "c5757d70-06f3-4f23-8367-5a9e55019f94".parse().unwrap()
}
