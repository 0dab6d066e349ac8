//! The relationship goes when nothing blocks it, whole, and can begin again.

use std::sync::Arc;

use offboarding_domain::{
    AzureSubscriptionStatus, Facts, Resolution, Rule, SubscriptionAction, SubscriptionKind, check_removal,
};
use partner_center::Error;
use partner_center_sandbox::Options;
use partner_center_sandbox::refusal::REMOVAL_BLOCKED;
use partner_center_sandbox::seed::{self, READY, STORY};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{World, answer, customer_path};

fn removal() -> Value {
    json!({ "relationshipToPartner": "none", "attributes": { "objectType": "Customer" } })
}

impl World {
    async fn blockers(&self, name: &str) -> Vec<offboarding_domain::Blocker> {
        check_removal(&seed::customer_id(name), &self.facts(name).await).err().unwrap_or_default()
    }

    async fn remove(&self, name: &str) {
        let id = seed::customer_id(name);
        let clearance = check_removal(&id, &self.facts(name).await).unwrap();
        self.partner_center.remove_relationship(&self.call(), &clearance).await.unwrap();
    }
}

#[tokio::test]
async fn while_anything_blocks_nothing_is_removed() {
    for rule in [Rule::Suspend, Rule::CancelNewCommerce] {
        let world = World::with(Options { rule, ..Options::default() }).await;
        for name in seed::customer_names() {
            let blockers = world.blockers(&name).await;
            if blockers.is_empty() {
                continue;
            }
            let refused = world.patch(&customer_path(&name), removal()).await.is(400, REMOVAL_BLOCKED.into());
            assert_eq!(refused["data"].as_array().unwrap().len(), blockers.len(), "{name}: {refused}");
            let description = refused["description"].as_str().unwrap();
            assert!(description.starts_with("Customer relationship cannot be removed due to "), "{description}");
            let customer = world.get(&customer_path(&name)).await.is(200, 0);
            assert_eq!(customer["relationshipToPartner"], "reseller", "{name}");
        }
    }
}

#[tokio::test]
async fn each_rule_clears_exactly_these_customers() {
    let always = [
        READY,
        "Società Agricola Pò di Levante",
        "Pasticceria Là per Là S.r.l.",
        "Studio Legale Calò e Associati",
        "Gestoría Núñez y Cía., S.L.",
    ];
    let when_suspending = ["Trattoria Da Nicolò S.n.c.", "Bodegas Valdeolmos, S.A."];
    for (rule, expected) in
        [(Rule::Suspend, [&always[..], &when_suspending[..]].concat()), (Rule::CancelNewCommerce, always.to_vec())]
    {
        let world = World::with(Options { rule, ..Options::default() }).await;
        for name in seed::customer_names() {
            let is_clear = world.blockers(&name).await.is_empty();
            assert_eq!(is_clear, expected.contains(&name.as_str()), "{name} under {rule:?}");
            if is_clear {
                let answer = world.patch(&customer_path(&name), removal()).await.is(200, 0);
                assert_eq!(answer["RelationshipToPartner"], "none");
                assert_eq!((&answer["Id"], &answer["Attributes"]["ObjectType"]), (&json!(null), &json!("Customer")));
            }
        }
    }
}

#[tokio::test]
async fn a_client_that_asks_nobody_first_is_refused() {
    let world = World::new().await;
    for body in [removal(), json!({ "RelationshipToPartner": "None" }), json!({ "relationshiptopartner": "NONE" })] {
        let refused = world.patch(&customer_path(STORY), body).await.is(400, REMOVAL_BLOCKED.into());
        let data = refused["data"].to_string();
        for part in
            ["subscription:", "azure-subscription:", "reservation:", "software:", ":Exchange Online (Plan 1):active"]
        {
            assert!(data.contains(part), "{part} in {data}");
        }
    }
    let whole = world.get(&customer_path(STORY)).await.is(200, 0);
    for other in ["advisor", "syndication", "gone"] {
        let mut body = whole.clone();
        body["relationshipToPartner"] = json!(other);
        world.patch(&customer_path(STORY), body).await.is(400, 3000);
    }
    world.patch(&customer_path(STORY), json!({})).await.is(400, 3000);
    assert_eq!(world.get(&customer_path(STORY)).await.is(200, 0)["relationshipToPartner"], "reseller");
}

#[tokio::test]
async fn a_story_ends_everything_cleared_and_the_customer_gone() {
    let world = World::new().await;
    let id = seed::customer_id(STORY);
    let profile = world.partner_center.profile(&world.call(), &id).await.unwrap();
    let subscription = world.facts(STORY).await.subscriptions.remove(0);
    clear(&world, &world.facts(STORY).await).await;
    assert!(!world.partner_center.is_removed(&world.call(), &profile).await.unwrap());

    world.remove(STORY).await;

    assert!(world.partner_center.is_removed(&world.call(), &profile).await.unwrap());
    let list = world.partner_center.list_customers(&world.call(), "Caff", None, 50).await.unwrap();
    assert!(list.items.is_empty());
    let facts = world.partner_center.removal_facts(&world.call(), &id, crate::support::now()).await;
    assert!(matches!(facts, Err(Error::NoRelationship(_))));
    let customer = customer_path(STORY);
    for path in ["", "/subscriptions", "/orders", "/entitlements"] {
        world.get(&format!("{customer}{path}")).await.is(403, 20_002);
    }
    let azure = format!("{customer}/subscriptions/{}/azureEntitlements", subscription.id);
    world.get(&azure).await.is(403, 900_159);
    let reason = json!({ "cancellationReason": "compromise" });
    world.post(&format!("{azure}/{}/cancel", subscription.id), reason).await.is(403, 900_159);
    world.get(&format!("{customer}/subscriptions/{}/supportcontact", subscription.id)).await.is(403, 20_002);
    world.patch(&format!("{customer}/subscriptions/{}", subscription.id), json!({})).await.is(403, 20_002);
    let order = json!({ "lineItems": [{ "offerId": "CFQ7TTC0LH0Z:0001:CFQ7TTC0K18P", "quantity": 1 }] });
    world.post(&format!("{customer}/orders"), order).await.is(403, 20_002);
    world.patch(&customer, removal()).await.is(400, 3000);
}

/// Clears what blocks, in the order that the rule gives.
async fn clear(world: &World, facts: &Facts) {
    let id = seed::customer_id(STORY);
    let (client, call) = (&world.partner_center, world.call());
    for plan in facts.subscriptions.iter().filter(|it| it.kind == SubscriptionKind::AzurePlan) {
        for azure in plan.azure_subscriptions.iter().filter(|it| it.status == AzureSubscriptionStatus::Active) {
            client.cancel_azure_subscription(&call, &id, &plan.id, &azure.id).await.unwrap();
        }
    }
    for blocker in check_removal(&id, facts).unwrap_err() {
        match (blocker.item, blocker.resolution) {
            (offboarding_domain::Item::Subscription(sid), Resolution::Suspend) => {
                client.change_subscription(&call, &id, &sid, SubscriptionAction::Suspend).await.unwrap();
            }
            (offboarding_domain::Item::Reservation(line), _) => {
                let reservation = facts.reservations.iter().find(|it| it.id == line).unwrap();
                client.cancel_reservation(&call, &id, reservation).await.unwrap();
            }
            (offboarding_domain::Item::Software(line), _) => {
                let software = facts.software.iter().find(|it| it.id == line).unwrap();
                client.cancel_software(&call, &id, software).await.unwrap();
            }
            _ => {}
        }
    }
}

#[tokio::test]
async fn after_acceptance_the_customer_is_back_without_delegated_administration() {
    let world = World::new().await;
    let id = seed::customer_id(READY);
    assert_eq!(world.get(&customer_path(READY)).await.is(200, 0)["allowDelegatedAccess"], true);
    world.remove(READY).await;
    world.post("/_sandbox/acceptances", json!({ "customerId": id.as_str() })).await.is(200, 0);
    let profile = world.partner_center.profile(&world.call(), &id).await.unwrap();
    assert_eq!(profile.delegated_administration, Some(false));
    let list = world.partner_center.list_customers(&world.call(), READY, None, 50).await.unwrap();
    assert_eq!(list.items.len(), 1);
    world.post("/_sandbox/acceptances", json!({ "customerId": "x" })).await.is(400, 2000);
    let nobody = json!({ "customerId": "00000000-0000-4000-8000-000000000000" });
    world.post("/_sandbox/acceptances", nobody).await.is(404, 60_003);
}

#[tokio::test]
async fn delegated_administration_ends_without_the_relationship() {
    let world = World::new().await;
    let body = json!({ "AllowDelegatedAccess": false, "attributes": { "objectType": "Customer" } });
    world.patch(&customer_path(STORY), body).await.is(200, 0);
    let customer = world.get(&customer_path(STORY)).await.is(200, 0);
    assert_eq!(customer["allowDelegatedAccess"], false);
    assert_eq!(customer["relationshipToPartner"], "reseller");
}

#[tokio::test]
async fn a_removal_is_on_record() {
    let world = World::new().await;
    world.remove(READY).await;
    let filter = json!({ "Field": "CustomerId", "Value": seed::customer_id(READY).as_str(), "Operator": "equals" });
    let records = world.request(Method::GET, "/v1/auditrecords").query(&[("filter", filter.to_string())]);
    let records = answer(records).await.is(200, 0);
    assert_eq!(records["totalCount"], 1);
    assert_eq!(records["items"][0]["operationType"], "remove_partner_customer_relationship");
    assert_eq!(records["items"][0]["customerName"], READY);
    let other = json!({ "Field": "ResourceType", "Value": "Order", "Operator": "equals" });
    let orders = world.request(Method::GET, "/v1/auditrecords").query(&[("filter", other.to_string())]);
    assert_eq!(answer(orders).await.is(200, 0)["totalCount"], 0);
    world.get("/v1/auditrecords?startDate=2001-01-01").await.is(400, 2000);
    world.get("/v1/auditrecords?startDate=soon").await.is(400, 2000);
    world.get("/v1/auditrecords?filter=x").await.is(400, 2000);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_removals_at_once_one_succeeds() {
    let world = Arc::new(World::new().await);
    let remove = |world: Arc<World>| async move { world.patch(&customer_path(READY), removal()).await };
    for round in 0..10 {
        let removals: Vec<_> = (0..12).map(|_| tokio::spawn(remove(world.clone()))).collect();
        let mut ends = Vec::new();
        for removal in removals {
            let end = removal.await.unwrap();
            ends.push((end.status, end.code));
        }
        ends.sort();
        assert_eq!(ends[0], (200, 0), "round {round}");
        assert!(ends[1..].iter().all(|it| *it == (400, 3000)), "round {round}: {ends:?}");
        let back = json!({ "customerId": seed::customer_id(READY).as_str() });
        world.post("/_sandbox/acceptances", back).await.is(200, 0);
    }
}
