//! How often somebody may ask.

use std::num::NonZeroU32;

use reqwest::{Client, Method, RequestBuilder};
use reseller_offboarding_server::{Config, Running, start};
use serde_json::json;

use crate::support::{Answer, Storage, World, answer, config, token_with};

/// Two at once, and then one a minute: longer than a test takes.
async fn start_strict(world: &World) -> (Running, Storage) {
    let storage = Storage::new().await;
    let (rate, burst, origins) = (NonZeroU32::MIN, NonZeroU32::new(2).unwrap(), vec!["https://a.example".to_owned()]);
    let config = Config { rate, burst, origins, ..config(&world.proxy, &storage) };
    (start(config).await.unwrap(), storage)
}

async fn ask(server: &Running, token: &str) -> Answer {
    answer(request(server, Method::GET).bearer_auth(token)).await
}

fn request(server: &Running, method: Method) -> RequestBuilder {
    let url = format!("{}/v1/customers", server.url);
    Client::new().request(method, url).header("origin", "https://a.example")
}

/// Takes both.
async fn exhaust(server: &Running, token: &str) {
    for _ in 0..2 {
        assert_ne!(ask(server, token).await.status, 429);
    }
    ask(server, token).await.problem(429, "api/rate-limited");
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_when_to_come_back() {
    let world = World::new().await;
    let (server, _data) = start_strict(&world).await;
    let token = token_with(json!({}));
    exhaust(&server, &token).await;
    let refused = ask(&server, &token).await;
    let seconds = refused.problem(429, "api/rate-limited").retry_after.unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert_eq!(refused.header("retry-after"), seconds.to_string());
    // A page on another host can read it.
    assert_eq!(refused.header("access-control-allow-origin"), "https://a.example");
    assert_eq!(refused.header("cache-control"), "no-store");
    // Whether it may ask is a question that costs nothing.
    let preflight = request(&server, Method::OPTIONS).header("access-control-request-method", "GET");
    assert_eq!(answer(preflight).await.status, 200);
    server.stop().await;
}

#[tokio::test]
async fn one_who_asks_too_often_does_not_stop_others() {
    let world = World::new().await;
    let (server, _data) = start_strict(&world).await;
    exhaust(&server, &token_with(json!({}))).await;
    assert_eq!(ask(&server, &token_with(json!({ "sub": "grace@partner.example" }))).await.status, 200);
    assert_eq!(ask(&server, &token_with(json!({ "partner_id": "another" }))).await.status, 200);
    // Nor does one who shows no token that holds, and a token that does not hold is nobody's.
    exhaust(&server, "rubbish").await;
    ask(&server, "more rubbish").await.problem(429, "api/rate-limited");
    assert_eq!(ask(&server, &token_with(json!({ "sub": "joan@partner.example" }))).await.status, 200);
    server.stop().await;
}
