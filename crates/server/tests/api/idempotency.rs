//! A write that is sent again is answered again, and done once.

use std::sync::Arc;

use offboarding_domain::api::Outcome;
use offboarding_domain::{PartnerKind, Role, SubscriptionStatus};
use reqwest::Method;
use serde_json::json;

use crate::support::{Fault, Gate, READY, STORY, World, admin_agent, answer, caller, customer, eventually, token};

#[tokio::test]
async fn the_same_request_gets_the_same_answer_and_is_done_once() {
    let world = World::new().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    let request = world.change(&id, &sid, "suspend");
    let again = request.try_clone().unwrap();
    let first = answer(request).await;
    assert_eq!(answer(world.change(&id, &sid, "reactivate")).await.status, 200);
    let n_writes = world.proxy.writes().len();

    let second = answer(again).await;
    assert_eq!((second.status, &second.body), (200, &first.body));
    assert_eq!(second.header("content-type"), "application/json");
    assert_eq!(world.proxy.writes().len(), n_writes);
    assert_eq!(world.account(&id).await.facts.subscriptions[0].status, SubscriptionStatus::Active);
    assert_eq!(world.activity(&id).await.len(), 2);
}

#[tokio::test]
async fn a_removal_sent_again_gets_its_receipt_again_also_after_a_restart() {
    let world = World::new().await;
    let id = customer(READY);
    let body = json!({ "confirmation": READY, "acknowledged": true });
    let send = async |world: &World, etag: &str| {
        let path = format!("/v1/customers/{id}/removal");
        let request = world.plain(Method::POST, &path).bearer_auth(token(&admin_agent()));
        answer(request.header("idempotency-key", "one").header("if-match", etag).json(&body)).await
    };
    let etag = world.etag(&id).await;
    let first = send(&world, &etag).await;
    assert_eq!(first.status, 200, "{}", first.body);
    let world = world.restart().await;
    assert_eq!(send(&world, &etag).await.body, first.body);
    assert_eq!(world.proxy.writes().len(), 1);
}

#[tokio::test]
async fn a_key_is_for_one_request() {
    let world = World::new().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    let change = |user: &str, action: &str| {
        let caller = offboarding_domain::Caller { user: user.to_owned(), ..admin_agent() };
        let path = format!("/v1/customers/{id}/subscriptions/{sid}");
        let request = world.plain(Method::PATCH, &path).bearer_auth(token(&caller));
        request.header("idempotency-key", "one").json(&json!({ "action": action }))
    };
    assert_eq!(answer(change("ada", "suspend")).await.status, 200);
    answer(change("ada", "reactivate")).await.problem(422, "api/contract");
    // Somebody else's keys are their own.
    assert_eq!(answer(change("bob", "reactivate")).await.status, 200);
}

#[tokio::test]
async fn requests_with_the_same_key_at_the_same_time_are_done_once() {
    let world = World::new().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    let request = world.change(&id, &sid, "suspend");
    let again = request.try_clone().unwrap();
    let (first, second) = tokio::join!(answer(request), answer(again));
    assert_eq!((first.status, &first.body), (200, &second.body));
    assert_eq!(world.proxy.writes().len(), 1);
}

#[tokio::test]
async fn a_final_refusal_is_kept_and_a_new_key_tries_again() {
    let world = World::new().await;
    let id = customer(STORY);
    let request = world.removal(&id).await;
    let again = request.try_clone().unwrap();
    let refused = answer(request).await;
    refused.problem(409, "state/blocked");
    world.clear(&id).await;
    assert_eq!(answer(again).await.body, refused.body);
    assert_eq!(answer(world.removal(&id).await).await.status, 200);
}

#[tokio::test]
async fn what_may_end_differently_is_not_kept() {
    let world = World::impatient().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    for fault in [Fault::Answer(500, ""), Fault::Answer(429, "{}"), Fault::Hang] {
        let request = world.change(&id, &sid, "suspend");
        let again = request.try_clone().unwrap();
        world.proxy.fail_every(Method::PATCH, fault);
        assert!(answer(request).await.status >= 429);
        world.proxy.heal();
        assert_eq!(answer(again).await.status, 200);
        assert_eq!(answer(world.change(&id, &sid, "reactivate")).await.status, 200);
    }
}

#[tokio::test]
async fn a_refused_role_is_not_kept() {
    let world = World::new().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    let change = |role: Role| {
        let path = format!("/v1/customers/{id}/subscriptions/{sid}");
        let request = world.plain(Method::PATCH, &path).bearer_auth(token(&caller(role, PartnerKind::Direct)));
        request.header("idempotency-key", "one").json(&json!({ "action": "suspend" }))
    };
    answer(change(Role::HelpdeskAgent)).await.problem(403, "auth/forbidden");
    assert_eq!(answer(change(Role::AdminAgent)).await.status, 200);
}

#[tokio::test]
async fn a_write_is_finished_although_its_caller_hung_up() {
    let world = World::new().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    let gate = Arc::new(Gate::default());
    world.proxy.fail_every(Method::PATCH, Fault::Hold(Arc::clone(&gate)));
    let request = world.change(&id, &sid, "suspend");
    let again = request.try_clone().unwrap();
    let caller = tokio::spawn(answer(request));
    gate.reached.notified().await;
    caller.abort();
    assert!(caller.await.unwrap_err().is_cancelled());
    gate.open.notify_one();

    eventually(async || (world.activity(&id).await[0].outcome == Outcome::Done).then_some(())).await;
    assert_eq!(answer(again).await.status, 200);
    assert_eq!(world.proxy.writes().len(), 1);
}
