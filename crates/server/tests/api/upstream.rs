//! What no sandbox does: hang, fail, refuse for rare reasons, talk rubbish.

use offboarding_domain::SubscriptionStatus;
use offboarding_domain::api::{ItemOutcome, Outcome};
use reqwest::Method;

use crate::support::{Fault, STORY, Storage, World, answer, customer};

#[tokio::test]
async fn a_read_that_fails_upstream_says_so() {
    let world = World::impatient().await;
    for (fault, status, code) in [
        (Fault::Answer(500, ""), 502, "upstream/failed"),
        (Fault::Answer(401, r#"{"code":800001,"description":"No token."}"#), 502, "upstream/failed"),
        (Fault::Answer(403, r#"{"code":900150,"description":"The role lacks the right."}"#), 502, "upstream/refused"),
        (Fault::Answer(403, r#"{"code":20002,"description":"No relationship."}"#), 404, "state/not-found"),
        (Fault::Answer(404, r#"{"code":60003,"description":"Tenant not found."}"#), 404, "state/not-found"),
        (Fault::Answer(200, "<html>"), 502, "upstream/failed"),
        (Fault::Hang, 504, "upstream/failed"),
    ] {
        world.proxy.fail_every(Method::GET, fault);
        answer(world.get(&format!("/v1/customers/{}", customer(STORY)))).await.problem(status, code);
    }
}

#[tokio::test]
async fn too_many_requests_upstream_are_too_many_here() {
    let world = World::new().await;
    world
        .proxy
        .fail_every(Method::GET, Fault::Answer(429, r#"{"statusCode":429,"message":"Rate limit is exceeded."}"#));
    let answer = answer(world.get("/v1/customers")).await;
    assert_eq!(answer.problem(429, "api/rate-limited").retry_after, Some(57));
    assert_eq!(answer.header("retry-after"), "57");
}

#[tokio::test]
async fn refusals_of_a_write_become_codes_of_ours() {
    let world = World::new().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    for (body, upstream_code, status, code) in [
        (r#"{"code":900117,"description":"x"}"#, "900117", 409, "action/window-closed"),
        (r#"{"code":"900213","description":"x"}"#, "900213", 409, "action/window-closed"),
        (r#"{"code":900115,"description":"x"}"#, "900115", 409, "action/dependency"),
        (r#"{"code":27009,"description":"x"}"#, "27009", 409, "action/dependency"),
        (r#"{"code":800040,"description":"x"}"#, "800040", 409, "action/not-cancellable"),
        (r#"{"code":800019,"description":"x"}"#, "800019", 409, "action/not-cancellable"),
        (r#"{"code":900321,"description":"x"}"#, "900321", 409, "action/not-cancellable"),
        (r#"{"code":2011,"description":"x"}"#, "2011", 409, "action/already-done"),
        (r#"{"code":800082,"description":"x"}"#, "800082", 502, "upstream/refused"),
    ] {
        world.proxy.fail_every(Method::PATCH, Fault::Answer(400, body));
        let problem = answer(world.change(&id, &sid, "suspend")).await.problem(status, code);
        let upstream = problem.upstream.unwrap();
        assert_eq!((upstream.code.as_str(), upstream.description.as_str()), (upstream_code, "x"));
        assert_eq!(world.activity(&id).await[0].outcome, Outcome::Refused);
    }
}

#[tokio::test]
async fn a_write_that_was_done_without_an_answer_is_seen_done() {
    let world = World::impatient().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    world.proxy.fail_every(Method::PATCH, Fault::DoAndHang);
    let outcome: ItemOutcome = answer(world.change(&id, &sid, "suspend")).await.read(200);
    assert_eq!(outcome.outcome, Outcome::Done);
    assert_eq!(outcome.changes.subscriptions[0].status, SubscriptionStatus::Suspended);
}

#[tokio::test]
async fn a_write_without_an_answer_that_is_not_seen_done_is_unknown() {
    let world = World::impatient().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    for (fault, status, code) in [
        (Fault::Hang, 504, "action/unknown-outcome"),
        (Fault::Answer(500, ""), 502, "upstream/failed"),
        (Fault::Answer(502, "<html>"), 502, "upstream/failed"),
    ] {
        world.proxy.fail_every(Method::PATCH, fault);
        answer(world.change(&id, &sid, "suspend")).await.problem(status, code);
        let entry = &world.activity(&id).await[0];
        assert_eq!((&entry.outcome, entry.code.as_ref().unwrap().as_str()), (&Outcome::UnknownOutcome, code));
    }
}

#[tokio::test]
async fn what_upstream_took_on_and_does_not_show_is_accepted() {
    let world = World::new().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    for status in [200, 202] {
        world.proxy.fail_every(Method::PATCH, Fault::Answer(status, "{}"));
        let outcome: ItemOutcome = answer(world.change(&id, &sid, "suspend")).await.read(202);
        assert_eq!(outcome.outcome, Outcome::Accepted);
        assert_eq!(outcome.changes.subscriptions[0].status, SubscriptionStatus::Active);
        assert_eq!(world.activity(&id).await[0].outcome, Outcome::Accepted);
    }
}

#[tokio::test]
async fn an_upstream_that_is_not_there_fails() {
    let world = World::new().await;
    let nowhere = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let storage = Storage::new().await;
    let config = crate::support::config(&world.proxy, &storage);
    let config = reseller_offboarding_server::Config { upstream: Some(format!("http://{nowhere}")), ..config };
    let server = reseller_offboarding_server::start(config).await.unwrap();
    let request = reqwest::Client::new().get(format!("{}/v1/customers", server.url));
    let token = crate::support::token(&crate::support::admin_agent());
    answer(request.bearer_auth(token)).await.problem(502, "upstream/failed");
    server.stop().await;
}
