//! Profiles, relationships, support contacts, artifacts, provisioning; and what only Microsoft's own sandbox does.

use partner_center_sandbox::Options;
use partner_center_sandbox::seed::{READY, STORY};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{World, answer, customer_path};

impl World {
    async fn find(&self, path: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let list = self.get(path).await.is(200, 0);
        list["items"].as_array().unwrap().iter().find(|it| holds(it)).unwrap().clone()
    }

    async fn put(&self, path: &str, body: Value) -> crate::support::Answer {
        answer(self.request(Method::PUT, path).json(&body)).await
    }
}

#[tokio::test]
async fn profiles_tell_who_partner_and_customer_are() {
    let world = World::new().await;
    let own = world.get("/v1/profiles/mpn").await.is(200, 0);
    assert_eq!((&own["mpnId"], &own["profileType"]), (&json!("6390217"), &json!("MpnProfile")));
    assert_eq!(world.get("/v1/profiles/mpn?mpnId=4391507").await.is(200, 0)["partnerName"], "Altavista Sistemas");
    world.get("/v1/profiles/mpn?mpnId=9999999").await.is(404, 3000);
    let company = world.get(&format!("{}/profiles/company", customer_path(STORY))).await.is(200, 0);
    assert_eq!((&company["companyName"], &company["domain"]), (&json!(STORY), &json!("caffedellorso.onmicrosoft.com")));
    assert_eq!(company["attributes"]["objectType"], "CustomerCompanyProfile");
}

#[tokio::test]
async fn relationships_are_for_providers() {
    let world = World::new().await;
    let path = format!("{}/relationships", customer_path(READY));
    world.get(&path).await.is(403, 1002);
    let provider = world.http.get(format!("{}{path}", world.url)).bearer_auth("sandbox.indirect-provider.admin-agent");
    assert_eq!(answer(provider).await.is(200, 0)["totalCount"], 0);
}

#[tokio::test]
async fn a_reseller_of_the_partner_can_become_the_support_contact() {
    let world = World::new().await;
    let subscriptions = format!("{}/subscriptions", customer_path(STORY));
    let licence = world.find(&subscriptions, |it| it["offerName"] == "Exchange Online (Plan 1)").await;
    let path = format!("{subscriptions}/{}/supportcontact", licence["id"].as_str().unwrap());
    assert_eq!(world.get(&path).await.is(200, 0)["name"], "Puente Cloud Services");
    // As the .NET SDK sends it.
    let wish =
        json!({ "SupportTenantId": "2B6EE2C6-5D3C-4C0F-8A35-8F0F4B7F1C11", "SupportMpnId": "4391507", "Name": "x" });
    assert_eq!(world.put(&path, wish).await.is(200, 0)["name"], "Altavista Sistemas");
    let kept = world.get(&path).await.is(200, 0);
    assert_eq!((&kept["supportMpnId"], &kept["links"]["self"]["method"]), (&json!("4391507"), &json!("Get")));
    world.put(&path, json!({ "supportTenantId": "00000000-0000-4000-8000-000000000000" })).await.is(400, 800_002);
    let plan = world.find(&subscriptions, |it| it["productType"]["id"] == "Azure").await;
    let path = format!("{subscriptions}/{}/supportcontact", plan["id"].as_str().unwrap());
    let wish = json!({ "supportTenantId": "2b6ee2c6-5d3c-4c0f-8a35-8f0f4b7f1c11" });
    world.put(&path, wish).await.is(400, 800_042);
}

#[tokio::test]
async fn subscriptions_are_listed_by_order_and_by_partner() {
    let world = World::new().await;
    let subscriptions = format!("{}/subscriptions", customer_path(STORY));
    let licence = world.find(&subscriptions, |it| it["offerName"] == "Exchange Online (Plan 1)").await;
    let order = licence["orderId"].as_str().unwrap();
    let of_order = world.get(&format!("{subscriptions}?order_id={order}")).await.is(200, 0);
    assert_eq!((&of_order["totalCount"], &of_order["items"][0]["id"]), (&json!(1), &licence["id"]));
    assert_eq!(world.get(&format!("{subscriptions}?mpn_id=4847383")).await.is(200, 0)["totalCount"], 0);
}

#[tokio::test]
async fn an_order_tells_how_far_it_is() {
    let world = World::new().await;
    let order = json!({ "lineItems": [{ "lineItemNumber": 0, "offerId": "CFQ7TTC0LH18:0001:X", "quantity": 5 }] });
    let order = world.post(&format!("{}/orders", customer_path(READY)), order).await.is(201, 0);
    let path = format!("{}/orders/{}/provisioningstatus", customer_path(READY), order["id"].as_str().unwrap());
    let status = world.get(&path).await.is(200, 0);
    let line = &status["items"][0];
    assert_eq!((&line["lineItemNumber"], &line["status"]), (&json!(0), &json!("Fulfilled")));
    assert_eq!(line["quantityProvisioningInformation"][0], json!({ "quantity": 5, "status": "Fulfilled" }));
    world.get(&format!("{}/orders/none/provisioningstatus", customer_path(READY))).await.is(404, 20_000);
}

#[tokio::test]
async fn the_artifact_of_a_reservation_is_where_its_link_says() {
    let world = World::new().await;
    let path = format!("{}/entitlements?entitlementType=reservedInstance", customer_path(STORY));
    let reservation = world.find(&path, |_| true).await;
    let link = reservation["entitledArtifacts"][0]["link"]["uri"].as_str().unwrap();
    let artifact = world.get(&format!("/v1{link}")).await.is(200, 0);
    assert_eq!(artifact["type"], "virtual_machine_reserved_instance");
    assert_eq!(artifact["reservations"][0]["provisioningState"], "Created");
    world.get(&format!("/v1{link}0")).await.is(404, 1000);
}

#[tokio::test]
async fn an_azure_subscription_comes_back_while_its_plan_is_in_use() {
    let world = World::new().await;
    let subscriptions = format!("{}/subscriptions", customer_path(STORY));
    let plan = world.find(&subscriptions, |it| it["productType"]["id"] == "Azure").await;
    let all = format!("{subscriptions}/{}/azureEntitlements", plan["id"].as_str().unwrap());
    let azure = world.find(&all, |_| true).await;
    let one = format!("{all}/{}", azure["id"].as_str().unwrap());
    answer(world.request(Method::POST, &format!("{one}/reactivate"))).await.is(400, 900_337);
    world.post(&format!("{one}/cancel"), json!({ "cancellationReason": "compromise" })).await.is(200, 0);
    assert_eq!(world.get(&one).await.is(200, 0)["status"], "inactive");
    let accepted = world.request(Method::POST, &format!("{one}/reactivate")).send().await.unwrap();
    assert_eq!(accepted.status().as_u16(), 202);
    assert_eq!(world.get(&one).await.is(200, 0)["status"], "active");
}

#[tokio::test]
async fn deleting_a_customer_takes_a_switch_and_cancelled_orders() {
    let world = World::with(Options { deletes_customers: true, ..Options::default() }).await;
    let delete = |name| world.request(Method::DELETE, &customer_path(name));
    let refused = answer(delete(STORY)).await.is(400, 900_199);
    assert!(refused["description"].as_str().unwrap().contains("active Azure reserved instances"), "{refused}");
    assert_eq!(delete(READY).send().await.unwrap().status().as_u16(), 204);
    world.get(&customer_path(READY)).await.is(403, 20_002);
    answer(delete(READY)).await.is(403, 20_002);
}
