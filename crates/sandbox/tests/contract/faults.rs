//! What goes wrong where it was asked for, and what was done all the same.

use std::num::NonZeroU32;

use partner_center_sandbox::Options;
use partner_center_sandbox::seed::STORY;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{World, answer, customer_path};

impl World {
    /// This one fault, on these requests.
    async fn break_it(&self, method: &str, path: &str, fault: Value) {
        let rule = json!([{ "method": method, "path": path, "fault": fault, "times": 1 }]);
        answer(self.request(Method::PUT, "/_sandbox/faults").json(&rule)).await.is(200, 0);
    }

    async fn fired(&self) -> Value {
        self.get("/_sandbox/faults").await.is(200, 0)[0]["fired"].clone()
    }

    async fn licence(&self) -> String {
        let list = format!("{}/subscriptions", customer_path(STORY));
        let found = self.get(&list).await.is(200, 0);
        let items = found["items"].as_array().unwrap();
        let licence = items.iter().find(|it| it["offerName"] == "Exchange Online (Plan 1)").unwrap();
        format!("{list}/{}", licence["id"].as_str().unwrap())
    }

    async fn status_of(&self, path: &str) -> Value {
        self.get(path).await.is(200, 0)["status"].clone()
    }
}

const ONE: &str = "/v1/customers/*/subscriptions/*";

#[tokio::test]
async fn refusals_of_a_tired_service_come_before_anything_is_done() {
    let world = World::new().await;
    let licence = world.licence().await;
    let suspend = || world.request(Method::PATCH, &licence).json(&json!({ "status": "suspended" }));
    for (fault, status, code) in [("server-error", 500, 800_003), ("unavailable", 503, 900_192)] {
        world.break_it("PATCH", ONE, json!({ "kind": fault })).await;
        answer(suspend()).await.is(status, code);
        assert_eq!(world.status_of(&licence).await, "active");
    }
    world.break_it("PATCH", ONE, json!({ "kind": "throttled", "retryAfterS": 57 })).await;
    let throttled = suspend().send().await.unwrap();
    assert_eq!((throttled.status().as_u16(), &throttled.headers()["retry-after"]), (429, &"57".parse().unwrap()));
    let body: Value = throttled.json().await.unwrap();
    let message = "Rate limit is exceeded. Try again in 57 seconds.";
    assert_eq!(body, json!({ "statusCode": 429, "message": message }));
    assert_eq!((world.status_of(&licence).await, world.fired().await), (json!("active"), json!(1)));
}

#[tokio::test]
async fn rules_that_are_set_again_count_from_the_beginning() {
    let world = World::new().await;
    let licence = world.licence().await;
    world.break_it("GET", ONE, json!({ "kind": "server-error" })).await;
    for _ in 0..2 {
        world.get(&licence).await.is(500, 800_003);
        world.get(&licence).await.is(200, 0);
        let told = world.get("/_sandbox/faults").await.is(200, 0);
        assert_eq!((&told[0]["matched"], &told[0]["fired"]), (&json!(2), &json!(1)));
        let set = world.request(Method::PUT, "/_sandbox/faults").json(&told);
        assert_eq!(answer(set).await.is(200, 0)[0]["fired"], 0);
    }
}

#[tokio::test]
async fn a_request_is_held_until_other_faults_are_set() {
    let world = World::new().await;
    let licence = world.licence().await;
    world.break_it("PATCH", ONE, json!({ "kind": "held" })).await;
    let suspend = tokio::spawn(world.request(Method::PATCH, &licence).json(&json!({ "status": "suspended" })).send());
    while world.fired().await != 1 {}
    assert_eq!(world.status_of(&licence).await, "active");
    assert!(!suspend.is_finished());
    world.request(Method::PUT, "/_sandbox/faults").json(&json!([])).send().await.unwrap();
    assert_eq!(suspend.await.unwrap().unwrap().status().as_u16(), 200);
    assert_eq!(world.status_of(&licence).await, "suspended");
}

#[tokio::test]
async fn a_connection_is_cut_before_or_after_it_was_done() {
    let world = World::new().await;
    let licence = world.licence().await;
    for (fault, after) in [("cut-before", "active"), ("cut-after", "suspended")] {
        world.break_it("PATCH", ONE, json!({ "kind": fault })).await;
        let sent = world.request(Method::PATCH, &licence).json(&json!({ "status": "suspended" })).send().await;
        assert!(sent.is_err(), "{sent:?}");
        assert_eq!(world.status_of(&licence).await, after, "{fault}");
    }
}

#[tokio::test]
async fn what_was_only_taken_on_is_done_later() {
    let world = World::new().await;
    let licence = world.licence().await;
    world.break_it("PATCH", ONE, json!({ "kind": "accepted", "ms": 1 })).await;
    let taken = world.request(Method::PATCH, &licence).json(&json!({ "status": "suspended" })).send().await.unwrap();
    let location = taken.headers()["location"].to_str().unwrap().to_owned();
    assert_eq!((taken.status().as_u16(), format!("/v1{location}")), (202, licence));
    while world.status_of(&format!("/v1{location}")).await != "suspended" {}
}

#[tokio::test]
async fn what_was_taken_on_is_done_before_other_faults_are_in_force() {
    let world = World::new().await;
    let licence = world.licence().await;
    world.break_it("PATCH", ONE, json!({ "kind": "accepted", "ms": 50 })).await;
    let taken = world.request(Method::PATCH, &licence).json(&json!({ "status": "suspended" })).send().await.unwrap();
    assert_eq!(taken.status().as_u16(), 202);
    world.break_it("PATCH", ONE, json!({ "kind": "bom" })).await;
    assert_eq!(world.status_of(&licence).await, "suspended");
}

#[tokio::test]
async fn answers_are_hard_to_read() {
    let world = World::new().await;
    let licence = world.licence().await;
    let as_it_is = world.get(&licence).await.is(200, 0);

    world.break_it("GET", ONE, json!({ "kind": "bom" })).await;
    let bytes = world.request(Method::GET, &licence).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(&bytes[..4], b"\xef\xbb\xbf{");
    world.break_it("GET", ONE, json!({ "kind": "slow-body", "ms": 1 })).await;
    assert_eq!(world.get(&licence).await.is(200, 0), as_it_is);
    world.break_it("GET", ONE, json!({ "kind": "latency", "ms": 1 })).await;
    assert_eq!(world.get(&licence).await.is(200, 0), as_it_is);
    world.break_it("GET", ONE, json!({ "kind": "unknown-words" })).await;
    assert_eq!(world.status_of(&licence).await, "quiesced");

    world.patch(&licence, json!({ "friendlyName": "Mail", "autoRenewEnabled": true })).await.is(200, 0);
    world.break_it("GET", ONE, json!({ "kind": "stale-etag" })).await;
    let stale = world.get(&licence).await.is(200, 0)["attributes"]["etag"].as_str().unwrap().to_owned();
    let suspend = world.request(Method::PATCH, &licence).json(&json!({ "status": "suspended" }));
    answer(suspend.header("if-match", format!("\"{stale}\""))).await.is(400, 2055);
}

#[tokio::test]
async fn the_token_endpoint_fails_as_well() {
    let world = World::new().await;
    world.break_it("POST", "/common/oauth2/token", json!({ "kind": "unavailable" })).await;
    let sent = world.http.post(format!("{}/common/oauth2/token", world.url)).send().await.unwrap();
    assert_eq!(sent.status().as_u16(), 503);
}

#[tokio::test]
async fn a_fault_that_is_none_is_refused_and_changes_nothing() {
    let world = World::new().await;
    world.break_it("GET", "/**", json!({ "kind": "latency", "ms": 1 })).await;
    let wrong = json!([{ "fault": { "kind": "earthquake" } }]);
    answer(world.request(Method::PUT, "/_sandbox/faults").json(&wrong)).await.is(400, 800_002);
    assert_eq!(world.get("/_sandbox/faults").await.is(200, 0)[0]["path"], "/**");
}

#[tokio::test]
async fn each_customer_has_so_many_requests_a_minute() {
    let world = World::with(Options { per_minute: NonZeroU32::new(5), ..Options::default() }).await;
    let path = customer_path(STORY);
    for _ in 0..5 {
        world.get(&path).await.is(200, 0);
    }
    let throttled = world.request(Method::GET, &path).send().await.unwrap();
    let retry_after: u32 = throttled.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(throttled.status() == 429 && (1..=60).contains(&retry_after), "{throttled:?}");
    // Not counted, or counted for somebody else.
    world.get("/v1/customers").await.is(200, 0);
    world.get(&format!("{path}/entitlements")).await.is(200, 0);
    world.get(&customer_path(partner_center_sandbox::seed::READY)).await.is(200, 0);
}
