//! What stands around the bodies: ids for the log, caching, and who may call from where.

use reqwest::Method;
use reseller_offboarding_server::{Config, start};

use crate::support::{Fault, STORY, Storage, World, answer, config, customer};

#[tokio::test]
async fn one_id_goes_from_the_caller_to_upstream_and_back() {
    let world = World::new().await;
    let id = "0f6f6662-6f61-4264-896e-672d64656d6f";
    let request = world.get(&format!("/v1/customers/{}", customer(STORY))).header("x-correlation-id", id);
    assert_eq!(answer(request).await.header("x-correlation-id"), id);
    assert!(!world.proxy.correlation_ids().is_empty());
    assert!(world.proxy.correlation_ids().iter().all(|it| it == id));

    let request = world.plain(Method::GET, "/v1/nowhere").header("x-correlation-id", id);
    assert_eq!(answer(request).await.problem(404, "api/contract").correlation_id, id);
}

#[tokio::test]
async fn what_is_no_guid_is_not_taken_over() {
    let world = World::new().await;
    for rubbish in ["x", "{0f6f6662-6f61-4264-896e-672d64656d6f}", "0f6f66626f614264896e672d64656d6f"] {
        let answer = answer(world.get("/v1/customers").header("x-correlation-id", rubbish)).await;
        assert_eq!(answer.header("x-correlation-id").len(), 36);
        assert_ne!(answer.header("x-correlation-id"), rubbish);
    }
}

#[tokio::test]
async fn answers_of_the_api_are_not_cached() {
    let world = World::new().await;
    for path in ["/v1/customers", "/v1/nowhere", "/healthz"] {
        let answer = answer(world.get(path)).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-site", "{path}");
    }
}

#[tokio::test]
async fn only_listed_origins_may_call() {
    let world = World::new().await;
    let storage = Storage::new().await;
    let origins = vec!["https://portal.example".to_owned()];
    let server = start(Config { origins, ..config(&world.proxy, &storage) }).await.unwrap();
    let ask = async |method: Method, origin: &str| {
        let request = reqwest::Client::new().request(method, format!("{}/v1/customers", server.url));
        let request = request
            .header("origin", origin)
            .header("access-control-request-method", "PATCH")
            .header("access-control-request-headers", "authorization,if-match,idempotency-key");
        answer(request).await
    };

    let preflight = ask(Method::OPTIONS, "https://portal.example").await;
    assert_eq!(preflight.status, 200);
    assert_eq!(preflight.header("access-control-allow-origin"), "https://portal.example");
    assert!(preflight.header("access-control-allow-methods").contains("PATCH"));
    for header in ["authorization", "content-type", "idempotency-key", "if-match", "last-event-id", "accept-language"] {
        assert!(preflight.header("access-control-allow-headers").contains(header), "{header}");
    }
    assert_eq!(preflight.header("access-control-max-age"), "600");
    // A refusal can be read too: without that, a page could not tell why.
    let refused = ask(Method::GET, "https://portal.example").await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.header("access-control-allow-origin"), "https://portal.example");
    for header in ["etag", "retry-after", "x-correlation-id", "location"] {
        assert!(refused.header("access-control-expose-headers").contains(header), "{header}");
    }
    assert!(refused.header("vary").to_lowercase().contains("origin"));
    assert!(!refused.headers.contains_key("access-control-allow-credentials"));

    for method in [Method::OPTIONS, Method::GET] {
        let foreign = ask(method, "https://evil.example").await;
        assert!(!foreign.headers.contains_key("access-control-allow-origin"), "{:?}", foreign.headers);
        assert!(foreign.header("vary").to_lowercase().contains("origin"));
    }
    server.stop().await;
}

#[tokio::test]
async fn a_problem_upstream_carries_no_internals() {
    let world = World::new().await;
    world.proxy.fail_every(Method::GET, Fault::Answer(200, "secret internals"));
    let answer = answer(world.get("/v1/customers")).await;
    answer.problem(502, "upstream/failed");
    assert!(!answer.body.contains("secret") && !answer.body.contains("127.0.0.1"), "{}", answer.body);
}
