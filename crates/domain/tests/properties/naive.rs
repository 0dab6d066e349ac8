//! The rule once more, as one would tell it to a colleague: no table, no order, only what blocks.

use std::collections::BTreeSet;

use offboarding_domain::{Facts, Item, Rule, SoftwarePurchase, Subscription};

/// Everything that blocks.
pub fn blocked(facts: &Facts) -> BTreeSet<Item> {
    let mut blocked: BTreeSet<Item> = facts.unreadable.iter().cloned().map(Item::Unreadable).collect();
    for subscription in &facts.subscriptions {
        if subscription_blocks(subscription, facts.rule) {
            blocked.insert(Item::Subscription(subscription.id.clone()));
            if subscription.kind.as_str() == "azure-plan" {
                let azure = subscription.azure_subscriptions.iter().filter(|it| it.status.as_str() != "inactive");
                blocked.extend(azure.map(|it| Item::AzureSubscription(subscription.id.clone(), it.id.clone())));
            }
        }
    }
    for reservation in &facts.reservations {
        let has_ended = reservation.expires.is_some_and(|it| it.0 <= facts.as_of.0);
        if reservation.quantity != 0 && !has_ended && !reservation.is_included {
            blocked.insert(Item::Reservation(reservation.id.clone()));
        }
    }
    for purchase in &facts.software {
        if software_blocks(purchase, facts) {
            blocked.insert(Item::Software(purchase.id.clone()));
        }
    }
    blocked
}

fn subscription_blocks(subscription: &Subscription, rule: Rule) -> bool {
    let status = subscription.status.as_str();
    if ["expired", "disabled", "deleted"].contains(&status) {
        return false;
    }
    // Only a suspension of what may be suspended clears; nothing else that lives does.
    let suspending_clears = match subscription.kind.as_str() {
        "legacy" => true,
        "new-commerce" | "azure-plan" => rule == Rule::Suspend,
        _ => false,
    };
    !(status == "suspended" && suspending_clears)
}

fn software_blocks(purchase: &SoftwarePurchase, facts: &Facts) -> bool {
    let now = facts.as_of.0;
    if purchase.quantity == 0 || purchase.is_included || purchase.status.as_str() == "cancelled" {
        return false;
    }
    if purchase.term_end.is_some_and(|it| it.0 <= now) {
        return false;
    }
    if let Some(id) = &purchase.subscription
        && facts.subscriptions.iter().any(|it| it.id == *id)
    {
        return false;
    }
    let stays_for_ever = purchase.kind.as_str() == "perpetual" && purchase.status.as_str() == "completed";
    !(stays_for_ever && purchase.cancellable_until.is_some_and(|it| it.0 <= now))
}
