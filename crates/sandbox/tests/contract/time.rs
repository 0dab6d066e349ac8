//! What time alone does: windows close, terms end or are renewed, and what has ended is taken apart.

use partner_center_sandbox::Options;
use partner_center_sandbox::seed::{self, READY, STORY};
use serde_json::{Value, json};

use crate::support::{World, customer_path};

const DAY_S: i64 = 86_400;

impl World {
    pub async fn is_in_days(&self, days: i64) {
        let clock = self.get("/_sandbox/clock").await.is(200, 0);
        let now: jiff::Timestamp = clock["now"].as_str().unwrap().parse().unwrap();
        let then = now + jiff::SignedDuration::from_secs(days * DAY_S);
        let request = self.request(reqwest::Method::PUT, "/_sandbox/clock").json(&json!({ "now": then.to_string() }));
        crate::support::answer(request).await.is(200, 0);
    }

    /// Buys seats for a year, and says where they are.
    async fn buy(&self, offer: &str) -> String {
        let order = json!({ "lineItems": [{ "lineItemNumber": 0, "offerId": offer, "quantity": 5 }] });
        let order = self.post(&format!("{}/orders", customer_path(READY)), order).await.is(201, 0);
        let id = order["lineItems"][0]["subscriptionId"].as_str().unwrap();
        format!("{}/subscriptions/{id}", customer_path(READY))
    }

    async fn status(&self, subscription: &str) -> Value {
        self.get(subscription).await.is(200, 0)["status"].clone()
    }
}

const NEW_COMMERCE: &str = "CFQ7TTC0LH18:0001:CFQ7TTC0K18P";
const LEGACY: &str = "031c9e47-4802-4248-838e-778fb1d2cc05";

#[tokio::test]
async fn a_window_closes_after_seven_days() {
    let world = World::new().await;
    let seats = world.buy(NEW_COMMERCE).await;
    world.is_in_days(6).await;
    world.patch(&seats, json!({ "status": "suspended" })).await.is(200, 0);
    world.is_in_days(2).await;
    world.patch(&seats, json!({ "status": "deleted" })).await.is(400, 900_117);
}

#[tokio::test]
async fn a_term_that_is_not_renewed_ends_in_stages() {
    let world = World::new().await;
    let seats = world.buy(NEW_COMMERCE).await;
    world.patch(&seats, json!({ "autoRenewEnabled": false, "quantity": 5 })).await.is(200, 0);
    for (days, status) in [(364, "active"), (2, "expired"), (30, "disabled"), (90, "deleted")] {
        world.is_in_days(days).await;
        assert_eq!(world.status(&seats).await, status, "{days} days later");
    }
    world.patch(&seats, json!({ "status": "active" })).await.is(400, 2011);
}

#[tokio::test]
async fn a_suspended_term_ends_without_being_expired() {
    let world = World::new().await;
    let seats = world.buy(NEW_COMMERCE).await;
    world.patch(&seats, json!({ "status": "suspended" })).await.is(200, 0);
    for (days, status) in [(364, "suspended"), (2, "disabled"), (120, "deleted")] {
        world.is_in_days(days).await;
        assert_eq!(world.status(&seats).await, status, "{days} days later");
    }
}

#[tokio::test]
async fn a_term_that_is_renewed_can_be_given_back_again() {
    let world = World::new().await;
    let seats = world.buy(NEW_COMMERCE).await;
    world.is_in_days(367).await;
    let renewed = world.get(&seats).await.is(200, 0);
    assert_eq!(renewed["status"], "active");
    let date = |name: &str| {
        let moment: jiff::Timestamp = renewed[name].as_str().unwrap().parse().unwrap();
        moment.to_zoned(jiff::tz::TimeZone::UTC)
    };
    let (began, end) = (date("effectiveStartDate"), date("commitmentEndDate"));
    assert_eq!(began.checked_add(jiff::ToSpan::years(1)).unwrap(), end);
    world.patch(&seats, json!({ "status": "deleted" })).await.is(200, 0);
}

#[tokio::test]
async fn a_licence_is_suspended_for_ninety_days_at_most() {
    let world = World::new().await;
    let licence = world.buy(LEGACY).await;
    world.patch(&licence, json!({ "status": "suspended" })).await.is(200, 0);
    world.is_in_days(89).await;
    assert_eq!(world.status(&licence).await, "suspended");
    world.is_in_days(2).await;
    assert_eq!(world.status(&licence).await, "deleted");
}

#[tokio::test]
async fn the_clock_goes_on_when_the_sandbox_is_opened_again() {
    let place = tempfile::tempdir().unwrap();
    let options = || Options { data: Some(place.path().join("sandbox.sqlite")), ..Options::default() };
    let first = World::with(options()).await;
    let seats = first.buy(NEW_COMMERCE).await;
    first.is_in_days(8).await;
    let again = World::with(options()).await;
    again.patch(&seats, json!({ "status": "deleted" })).await.is(400, 900_117);
}

#[tokio::test]
async fn a_removal_and_an_order_are_seen_later() {
    let world = World::with(Options { seen_after_s: 120, ..Options::default() }).await;
    let orders = format!("{}/orders", customer_path(READY));
    let seats = world.buy(NEW_COMMERCE).await;
    assert_eq!(world.get(&orders).await.is(200, 0)["totalCount"], 0);
    world.patch(&seats, json!({ "status": "deleted" })).await.is(200, 0);
    let removal = json!({ "relationshipToPartner": "none" });
    world.patch(&customer_path(READY), removal.clone()).await.is(200, 0);

    let listed = "/v1/customers?filter=%7B%22Field%22%3A%22Domain%22%2C%22Value%22%3A%22panaderia\
                  %22%2C%22Operator%22%3A%22starts_with%22%7D";
    assert_eq!(world.get(&customer_path(READY)).await.is(200, 0)["relationshipToPartner"], "reseller");
    assert_eq!(world.get(listed).await.is(200, 0)["totalCount"], 1);
    // Done it is: nobody can write any more.
    world.patch(&customer_path(READY), removal).await.is(400, 3000);
    let order = json!({ "lineItems": [{ "lineItemNumber": 0, "offerId": LEGACY, "quantity": 5 }] });
    world.post(&orders, order).await.is(403, 20_002);

    world.is_in_days(1).await;
    world.get(&customer_path(READY)).await.is(403, 20_002);
    assert_eq!(world.get(listed).await.is(200, 0)["totalCount"], 0);
    world.post("/_sandbox/acceptances", json!({ "customerId": seed::customer_id(READY) })).await.is(200, 0);
    assert_eq!(world.get(&orders).await.is(200, 0)["totalCount"], 1);
    assert_eq!(world.get(listed).await.is(200, 0)["totalCount"], 1);
}

#[tokio::test]
async fn an_azure_subscription_goes_on_until_its_cancellation_takes_effect() {
    let world = World::with(Options { azure_after_s: 600, ..Options::default() }).await;
    let plans = world.get(&format!("{}/subscriptions", customer_path(STORY))).await.is(200, 0);
    let plans = plans["items"].as_array().unwrap();
    let plan = plans.iter().find(|it| it["productType"]["id"] == "Azure").unwrap()["id"].as_str().unwrap();
    let plan = format!("{}/subscriptions/{plan}", customer_path(STORY));
    let list = format!("{plan}/azureEntitlements");
    for azure in world.get(&list).await.is(200, 0)["items"].as_array().unwrap() {
        let path = format!("{list}/{}/cancel", azure["id"].as_str().unwrap());
        world.post(&path, json!({ "cancellationReason": "compromise" })).await.is(200, 0);
    }
    world.patch(&plan, json!({ "status": "suspended" })).await.is(403, 900_115);
    world.is_in_days(1).await;
    world.patch(&plan, json!({ "status": "suspended" })).await.is(200, 0);
}

#[tokio::test]
async fn a_time_that_is_none_is_refused() {
    let world = World::new().await;
    let request = world.request(reqwest::Method::PUT, "/_sandbox/clock").json(&json!({ "now": "tomorrow" }));
    crate::support::answer(request).await.is(400, 800_002);
}
