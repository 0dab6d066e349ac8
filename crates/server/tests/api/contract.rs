//! The order of refusals: the shape of a request first, then who calls, then what there is, then what is missing.

use offboarding_domain::{PartnerKind, Role};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::support::{STORY, World, admin_agent, answer, caller, customer, new_key, token};

const NOBODY: &str = "11111111-1111-4111-8111-111111111111";

fn body(confirmation: &str) -> String {
    json!({ "confirmation": confirmation, "acknowledged": true }).to_string()
}

/// Each row mends what the row before was refused for, and keeps everything that is wrong further down.
#[tokio::test]
async fn a_removal_is_refused_in_the_documented_order() {
    let world = World::new().await;
    let story = customer(STORY).to_string();
    let admin = token(&admin_agent());
    let helpdesk = token(&caller(Role::HelpdeskAgent, PartnerKind::Direct));
    let post = |id: &str, body: &str| {
        let request = world.plain(Method::POST, &format!("/v1/customers/{id}/removal"));
        request.header("content-type", "application/json").body(body.to_owned())
    };
    let rows: Vec<(RequestBuilder, u16, &str)> = vec![
        (post("not-a-guid", "{"), 400, "api/contract"),
        (post(NOBODY, "{"), 400, "api/contract"),
        (post(NOBODY, &body("?")), 401, "auth/rejected"),
        (post(NOBODY, &body("?")).bearer_auth(&helpdesk), 403, "auth/forbidden"),
        (post(NOBODY, &body("?")).bearer_auth(&admin), 404, "state/not-found"),
        (post(&story, &body("?")).bearer_auth(&admin), 428, "config/missing-precondition"),
        (
            post(&story, &body("?")).bearer_auth(&admin).header("idempotency-key", new_key()),
            428,
            "config/missing-precondition",
        ),
        (
            post(&story, &body("?")).bearer_auth(&admin).header("if-match", "\"stale\""),
            428,
            "config/missing-precondition",
        ),
        (
            post(&story, &body("?"))
                .bearer_auth(&admin)
                .header("idempotency-key", new_key())
                .header("if-match", "\"stale\""),
            422,
            "action/confirmation-mismatch",
        ),
        (
            post(&story, &body(STORY))
                .bearer_auth(&admin)
                .header("idempotency-key", new_key())
                .header("if-match", "\"stale\""),
            409,
            "state/blocked",
        ),
    ];
    for (request, status, code) in rows {
        answer(request).await.problem(status, code);
    }
    assert!(world.proxy.writes().is_empty());
}

#[tokio::test]
async fn a_change_is_refused_in_the_documented_order() {
    let world = World::new().await;
    let story = customer(STORY);
    let sid = world.account(&story).await.facts.subscriptions[0].id.clone();
    let admin = token(&admin_agent());
    let helpdesk = token(&caller(Role::HelpdeskAgent, PartnerKind::Direct));
    let patch = |id: &str, sid: &str, action: &str| {
        let path = format!("/v1/customers/{id}/subscriptions/{sid}");
        world.plain(Method::PATCH, &path).json(&json!({ "action": action }))
    };
    let (story, sid) = (story.as_str(), sid.as_str());
    let rows: Vec<(RequestBuilder, u16, &str)> = vec![
        (patch(story, "not-a-guid", "explode"), 400, "api/contract"),
        (patch(story, NOBODY, "explode"), 400, "api/contract"),
        (patch(story, NOBODY, "suspend"), 401, "auth/rejected"),
        (patch(story, NOBODY, "suspend").bearer_auth(helpdesk), 403, "auth/forbidden"),
        (patch(NOBODY, NOBODY, "suspend").bearer_auth(&admin), 404, "state/not-found"),
        (patch(story, NOBODY, "suspend").bearer_auth(&admin), 404, "state/not-found"),
        (patch(story, sid, "suspend").bearer_auth(&admin), 428, "config/missing-precondition"),
    ];
    for (request, status, code) in rows {
        answer(request).await.problem(status, code);
    }
    assert!(world.proxy.writes().is_empty());
}

#[tokio::test]
async fn items_that_are_not_there_are_not_found() {
    let world = World::new().await;
    let story = customer(STORY);
    let sid = world.account(&story).await.facts.subscriptions[0].id.clone();
    for path in [
        format!("subscriptions/{sid}/azure-subscriptions/{NOBODY}/cancellation"),
        "reservations/nowhere:0/cancellation".to_owned(),
        "software/nowhere:0/cancellation".to_owned(),
    ] {
        let request = world.write(Method::POST, &format!("/v1/customers/{story}/{path}"));
        answer(request).await.problem(404, "state/not-found");
    }
    answer(world.get(&format!("/v1/customers/{story}/removal"))).await.problem(404, "state/not-found");
}

#[tokio::test]
async fn a_body_that_does_not_parse_is_a_contract_problem() {
    let world = World::new().await;
    let path = format!("/v1/customers/{}/removal", customer(STORY));
    let too_large = format!("{{\"confirmation\":\"{}\",\"acknowledged\":true}}", "x".repeat(100_000));
    let json = "application/json";
    for (content_type, body) in [
        (json, ""),
        (json, "{"),
        (json, "[]"),
        (json, r#"{"confirmation":"x"}"#),
        (json, r#"{"confirmation":"x","acknowledged":"yes"}"#),
        (json, r#"{"confirmation":"x","acknowledged":true,"force":true}"#),
        (json, "{\"confirmation\":\"\u{1}\",\"acknowledged\":true}"),
        (json, &too_large),
        ("text/plain", r#"{"confirmation":"x","acknowledged":true}"#),
        ("application/x-www-form-urlencoded", "confirmation=x&acknowledged=true"),
    ] {
        let request = world.write(Method::POST, &path).header("content-type", content_type).body(body.to_owned());
        answer(request).await.problem(400, "api/contract");
    }
    let no_type = world.write(Method::POST, &path).body(r#"{"confirmation":"x","acknowledged":true}"#);
    answer(no_type).await.problem(400, "api/contract");
}

#[tokio::test]
async fn a_call_without_a_body_takes_none() {
    let world = World::new().await;
    let path = format!("/v1/customers/{}/reservations/order:0/cancellation", customer(STORY));
    answer(world.write(Method::POST, &path).json(&json!({ "quantity": 1 }))).await.problem(400, "api/contract");
}

#[tokio::test]
async fn unknown_paths_and_methods_are_problems_too() {
    let world = World::new().await;
    for path in ["/v1", "/v1/", "/v1/nowhere", "/v1/customers/x/y/z"] {
        answer(world.get(path)).await.problem(404, "api/contract");
    }
    for (method, path) in [
        (Method::DELETE, format!("/v1/customers/{NOBODY}")),
        (Method::POST, "/v1/customers".to_owned()),
        (Method::PUT, format!("/v1/customers/{NOBODY}/removal")),
    ] {
        let answer = answer(world.plain(method, &path)).await;
        answer.problem(405, "api/contract");
        assert!(answer.header("allow").contains("GET"), "{path}");
    }
}

#[tokio::test]
async fn headers_that_cannot_be_meant_are_contract_problems() {
    let world = World::new().await;
    let path = format!("/v1/customers/{}/reservations/order:0/cancellation", customer(STORY));
    for key in [String::new(), "k".repeat(201)] {
        let request = world.plain(Method::POST, &path).header("idempotency-key", key);
        answer(request).await.problem(400, "api/contract");
    }
}
