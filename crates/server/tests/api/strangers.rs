//! A customer of somebody else's looks exactly like one that there is not.

use offboarding_domain::CustomerId;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Fault, READY, STORY, World, answer, customer, new_key, token_with};

const NOBODY: &str = "11111111-1111-4111-8111-111111111111";

/// Every call about a customer, with what it needs to be answered.
fn calls() -> Vec<(Method, &'static str, Option<Value>)> {
    vec![
        (Method::GET, "", None),
        (Method::GET, "/removal", None),
        (Method::GET, "/removal/receipt", None),
        (Method::GET, "/activity", None),
        (Method::PATCH, "/subscriptions/11111111-1111-4111-8111-111111111111", Some(json!({ "action": "suspend" }))),
        (Method::POST, "/reservations/order:0/cancellation", None),
        (Method::POST, "/removal", Some(json!({ "confirmation": READY, "acknowledged": true }))),
    ]
}

async fn ask(world: &World, call: &(Method, &str, Option<Value>), id: &CustomerId, token: &str) -> Answer {
    let (method, path, body) = call;
    let request = world.plain(method.clone(), &format!("/v1/customers/{id}{path}")).bearer_auth(token);
    let request = request.header("idempotency-key", new_key()).header("if-match", "\"x\"");
    answer(if let Some(body) = body { request.json(body) } else { request }).await
}

/// All that an answer shows, without what differs every time.
fn seen(answer: &Answer) -> (u16, Value, Vec<(String, String)>) {
    let mut body: Value = serde_json::from_str(&answer.body).unwrap();
    body["correlationId"].take();
    let mut headers: Vec<(String, String)> = (answer.headers.iter())
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .filter(|(name, _)| !["x-correlation-id", "date"].contains(&name.as_str()))
        .collect();
    headers.sort();
    (answer.status, body, headers)
}

#[tokio::test]
async fn a_customer_that_the_token_is_not_for_looks_like_none() {
    let world = World::new().await;
    let (nobody, story) = (NOBODY.parse().unwrap(), customer(STORY));
    let unbound = token_with(json!({}));
    let bound = token_with(json!({ "customer_id": customer(READY) }));
    for call in calls() {
        let none = ask(&world, &call, &nobody, &unbound).await;
        none.problem(404, "state/not-found");
        assert_eq!(seen(&ask(&world, &call, &story, &bound).await), seen(&none), "{call:?}");
        assert_eq!(seen(&ask(&world, &call, &nobody, &bound).await), seen(&none), "{call:?}");
    }
}

/// Microsoft tells them apart (403 and 404): we do not.
#[tokio::test]
async fn a_customer_of_another_partner_looks_like_none() {
    let world = World::new().await;
    let (nobody, token) = (NOBODY.parse().unwrap(), token_with(json!({})));
    for call in calls() {
        world.proxy.heal();
        let none = seen(&ask(&world, &call, &nobody, &token).await);
        for fault in [
            Fault::Answer(403, r#"{"code":20002,"description":"Access denied."}"#),
            Fault::Answer(403, r#"{"code":900159,"description":"No relationship."}"#),
            Fault::Answer(404, r#"{"code":60003,"description":"Tenant not found."}"#),
        ] {
            world.proxy.fail_every(Method::GET, fault);
            assert_eq!(seen(&ask(&world, &call, &nobody, &token).await), none, "{call:?}");
        }
    }
}

#[tokio::test]
async fn what_one_partner_did_no_other_hears_of() {
    let world = World::new().await;
    let id = customer(READY);
    assert_eq!(answer(world.removal(&id).await).await.status, 200);
    let nobody: CustomerId = NOBODY.parse().unwrap();
    let stranger = token_with(json!({ "partner_id": "another" }));
    for call in calls() {
        let none = seen(&ask(&world, &call, &nobody, &stranger).await);
        assert_eq!(seen(&ask(&world, &call, &id, &stranger).await), none, "{call:?}");
    }
    assert!(!world.activity(&id).await.is_empty());
}

#[tokio::test]
async fn an_answer_is_not_repeated_to_whom_it_is_closed() {
    let world = World::new().await;
    let (id, key) = (customer(STORY), new_key());
    let sid = world.first_subscription(&id).await;
    let ask = |token: String| {
        let request = world.plain(Method::PATCH, &format!("/v1/customers/{id}/subscriptions/{sid}"));
        let request = request.json(&json!({ "action": "suspend" })).header("idempotency-key", &key);
        answer(request.bearer_auth(token))
    };
    assert_eq!(ask(token_with(json!({}))).await.status, 200);
    let n_writes = world.proxy.writes().len();
    for (changes, status) in [
        (json!({ "scope": "offboarding:read offboarding:cancel" }), 403),
        (json!({ "role": "helpdesk-agent" }), 403),
        (json!({ "origins": ["https://portal.example"] }), 403),
        (json!({ "customer_id": customer(READY) }), 404),
        (json!({ "exp": 1_000_000_000 }), 401),
        (json!({ "scope": "offboarding:suspend" }), 200),
    ] {
        assert_eq!(ask(token_with(changes.clone())).await.status, status, "{changes}");
    }
    assert_eq!(world.proxy.writes().len(), n_writes);
}
