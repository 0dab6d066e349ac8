//! What kind of product a subscription is of, and until when what can be done with it.

use offboarding_domain::{Subscription, SubscriptionKind, SubscriptionStatus, Timestamp};

use super::date::{end_of_day, optional};
use super::{Malformed, non_empty, text, word};
use crate::wire;
use crate::wire::fold;

/// A subscription, without the Azure subscriptions of a plan: those come by a call of their own.
pub fn subscription(wire: &wire::Subscription) -> Result<Subscription, Malformed> {
    let kind = kind(wire);
    let is_plan = kind == SubscriptionKind::AzurePlan;
    let term_end = term_end(wire).filter(|_| !is_plan);
    let is_usage = fold(text(&wire.billing_type)) == "usage";
    Ok(Subscription {
        id: text(&wire.id).parse().map_err(|_| Malformed("a subscription without an id"))?,
        name: name(wire),
        status: word(&wire.status),
        seats: if is_plan || is_usage { 0 } else { wire.quantity.unwrap_or_default() },
        is_trial: wire.is_trial.unwrap_or_default(),
        parent: non_empty(wire.parent_subscription_id.as_deref()).and_then(|it| it.parse().ok()),
        started: optional(&wire.effective_start_date).or(optional(&wire.creation_date)),
        term_end,
        cancellable_until: cancellable_until(wire, term_end).filter(|_| !is_plan),
        auto_renew: wire.auto_renew_enabled.unwrap_or_default(),
        azure_subscriptions: Vec::new(),
        kind,
    })
}

/// Whether the Azure subscriptions under it matter: it is a plan, and in use or suspended.
pub fn has_azure_subscriptions(subscription: &Subscription) -> bool {
    subscription.kind == SubscriptionKind::AzurePlan
        && matches!(subscription.status, SubscriptionStatus::Active | SubscriptionStatus::Suspended)
}

fn name(wire: &wire::Subscription) -> String {
    non_empty(wire.friendly_name.as_deref())
        .or_else(|| non_empty(wire.offer_name.as_deref()))
        .unwrap_or(text(&wire.id))
        .to_owned()
}

/// The documents give the members, not the derivation: what the product type says goes first, the offer's id decides
/// where there is none, and what neither tells stays unknown.
fn kind(wire: &wire::Subscription) -> SubscriptionKind {
    let product_type = wire.product_type.as_ref().and_then(|it| non_empty(it.id.as_deref()));
    match product_type.map(fold).as_deref() {
        _ if is_savings_plan(wire) => SubscriptionKind::SavingsPlan,
        Some("onlineservicesnce") => SubscriptionKind::NewCommerce,
        Some("azure") => SubscriptionKind::AzurePlan,
        Some("software") => SubscriptionKind::Software,
        Some("saas") => SubscriptionKind::Marketplace,
        _ if wire.is_microsoft_product == Some(false) => SubscriptionKind::Marketplace,
        Some(_) => SubscriptionKind::Unknown(product_type.unwrap_or_default().to_owned()),
        None => kind_by_offer(wire),
    }
}

fn is_savings_plan(wire: &wire::Subscription) -> bool {
    let by_type = wire.product_type.as_ref().is_some_and(|it| fold(text(&it.id)).contains("savingsplan"));
    by_type || wire.line_items.iter().flatten().any(|it| it.purchase_commitment.is_some())
}

fn kind_by_offer(wire: &wire::Subscription) -> SubscriptionKind {
    let offer = offer_id(wire);
    let is_guid = offer.parse::<offboarding_domain::SubscriptionId>().is_ok();
    let is_catalogue = offer.split(':').count() == 3;
    if is_guid || offer.to_ascii_uppercase().starts_with("MS-AZR-") {
        SubscriptionKind::Legacy
    } else if is_catalogue && fold(text(&wire.billing_type)) == "usage" {
        SubscriptionKind::AzurePlan
    } else {
        SubscriptionKind::Unknown(offer.to_owned())
    }
}

/// Old answers name the offer by its link alone.
fn offer_id(wire: &wire::Subscription) -> &str {
    let by_link = || wire::link(wire.links.as_ref(), "offer")?.uri.as_deref()?.rsplit('/').next();
    non_empty(wire.offer_id.as_deref()).or_else(by_link).unwrap_or_default()
}

fn term_end(wire: &wire::Subscription) -> Option<Timestamp> {
    optional(&wire.commitment_end_date_time).or(optional(&wire.commitment_end_date).map(end_of_day))
}

/// The window as Microsoft names it: a date, else the last refund. A refund without an end lasts as long as the term.
fn cancellable_until(wire: &wire::Subscription, term_end: Option<Timestamp>) -> Option<Timestamp> {
    let refund_end = |it: &wire::RefundOption| match &it.expires_at {
        Some(date) => super::timestamp(date),
        None => term_end,
    };
    let last_refund = || wire.refund_options.iter().flatten().filter_map(refund_end).max();
    optional(&wire.cancellation_allowed_until_date).or_else(last_refund)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::read::read_value;

    const GUID: &str = "c5757d70-06f3-4f23-8367-5a9e55019f94";

    #[track_caller]
    fn read(members: Value) -> Subscription {
        let mut wire: wire::Subscription = read_value(&members).unwrap();
        wire.id.get_or_insert(GUID.to_owned());
        subscription(&wire).unwrap()
    }

    #[test]
    fn the_kind_follows_from_product_type_and_offer() {
        use SubscriptionKind as Kind;
        let commitment = json!([{"lineItemNumber": 0, "purchaseCommitment": {"grain": "hourly"}}]);
        for (members, expected) in [
            (json!({"offerId": GUID}), Kind::Legacy),
            (json!({"offerId": "MS-AZR-0145P", "billingType": "usage"}), Kind::Legacy),
            (json!({"Links": {"Offer": {"Uri": format!("/v1/offers/{GUID}")}}}), Kind::Legacy),
            (json!({"productType": {"id": "OnlineServicesNCE"}}), Kind::NewCommerce),
            (json!({"ProductType": {"Id": "azure"}}), Kind::AzurePlan),
            (json!({"offerId": "A:0001:B", "billingType": "usage"}), Kind::AzurePlan),
            (json!({"productType": {"id": "Software"}}), Kind::Software),
            (json!({"productType": {"id": "SaaS"}}), Kind::Marketplace),
            (json!({"offerId": "A:0001:B", "isMicrosoftProduct": false}), Kind::Marketplace),
            (json!({"productType": {"id": "Azure"}, "lineItems": commitment}), Kind::SavingsPlan),
            (json!({"productType": {"id": "AzureSavingsPlan"}}), Kind::SavingsPlan),
            (json!({"productType": {"id": "Quantum"}}), Kind::Unknown("Quantum".to_owned())),
            (json!({"offerId": "A:0001:B"}), Kind::Unknown("A:0001:B".to_owned())),
            (json!({}), Kind::Unknown(String::new())),
        ] {
            assert_eq!(read(members.clone()).kind, expected, "{members}");
        }
    }

    #[test]
    fn the_window_is_the_date_or_the_last_refund() {
        let refunds =
            json!([{"type": "Full", "expiresAt": "2026-01-02"}, {"type": "Partial", "expiresAt": "2026-01-09"}]);
        let dated = json!({"cancellationAllowedUntilDate": "2026-01-05T10:00:00Z", "refundOptions": refunds});
        assert_eq!(read(dated).cancellable_until, super::super::timestamp("2026-01-05T10:00:00Z"));
        assert_eq!(read(json!({"refundOptions": refunds})).cancellable_until, super::super::timestamp("2026-01-09"));
        let endless = json!({"refundOptions": [{"type": "Full"}], "commitmentEndDateTime": "2027-01-01T00:00:00Z"});
        assert_eq!(read(endless).cancellable_until, super::super::timestamp("2027-01-01"));
        assert_eq!(read(json!({})).cancellable_until, None);
    }

    #[test]
    fn an_azure_plan_has_no_seats_and_no_end() {
        let plan =
            read(json!({"productType": {"id": "Azure"}, "quantity": 1, "commitmentEndDate": "2027-01-01T00:00:00Z"}));
        assert_eq!((plan.seats, plan.term_end), (0, None));
    }

    #[test]
    fn the_offer_names_what_has_no_name_of_its_own() {
        assert_eq!(read(json!({"friendlyName": " ", "offerName": "Visio Plan 2"})).name, "Visio Plan 2");
        assert_eq!(read(json!({})).name, GUID);
    }

    #[test]
    fn a_subscription_without_a_status_is_unknown_rather_than_clear() {
        assert_eq!(read(json!({})).status, SubscriptionStatus::Unknown(String::new()));
    }

    #[test]
    fn a_subscription_without_an_id_is_malformed() {
        for id in [None, Some("x".to_owned())] {
            assert!(subscription(&wire::Subscription { id, ..Default::default() }).is_err());
        }
    }
}
