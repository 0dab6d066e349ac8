//! Who gets in, and who may do what.

use offboarding_domain::{Denial, PartnerKind, Role};
use reqwest::Method;
use reseller_offboarding_server::{Config, ConfigError, Error, start};
use serde_json::json;

use crate::support::{World, admin_agent, answer, caller, token, token_until};

const ID: &str = "11111111-1111-4111-8111-111111111111";

/// Every route, with ids and a body that parse.
fn routes() -> Vec<(Method, String, Option<serde_json::Value>)> {
    let customer = format!("/v1/customers/{ID}");
    let removal = json!({ "confirmation": "", "acknowledged": true });
    vec![
        (Method::GET, "/v1/customers".to_owned(), None),
        (Method::GET, customer.clone(), None),
        (Method::PATCH, format!("{customer}/subscriptions/{ID}"), Some(json!({ "action": "suspend" }))),
        (Method::POST, format!("{customer}/subscriptions/{ID}/azure-subscriptions/{ID}/cancellation"), None),
        (Method::POST, format!("{customer}/reservations/order:0/cancellation"), None),
        (Method::POST, format!("{customer}/software/order:0/cancellation"), None),
        (Method::POST, format!("{customer}/removal"), Some(removal)),
        (Method::GET, format!("{customer}/removal"), None),
        (Method::GET, format!("{customer}/activity"), None),
        (Method::GET, "/v1/relationship-request".to_owned(), None),
    ]
}

#[tokio::test]
async fn every_route_is_closed_without_a_token() {
    let world = World::new().await;
    for (method, path, body) in routes() {
        let request = world.plain(method, &path).header("idempotency-key", "k").header("if-match", "\"x\"");
        let request = if let Some(body) = body { request.json(&body) } else { request };
        let answer = answer(request).await;
        answer.problem(401, "auth/rejected");
        assert_eq!(answer.header("www-authenticate"), "Bearer", "{path}");
    }
    assert!(world.proxy.requests().is_empty());
}

#[tokio::test]
async fn a_token_that_does_not_hold_is_no_token() {
    let world = World::new().await;
    let good = token(&admin_agent());
    let (head, signature) = good.rsplit_once('.').unwrap();
    let tampered = format!("{head}x.{signature}");
    let expired = token_until(&admin_agent(), 1_000_000_000);
    for bad in ["", "rubbish", &tampered, &expired] {
        let request = world.plain(Method::GET, "/v1/customers").bearer_auth(bad);
        answer(request).await.problem(401, "auth/rejected");
    }
    let request = world.plain(Method::GET, "/v1/customers").header("authorization", format!("Basic {good}"));
    answer(request).await.problem(401, "auth/rejected");
}

#[tokio::test]
async fn a_caller_without_the_role_is_told_which_one_is_missing() {
    let world = World::new().await;
    let helpdesk = caller(Role::HelpdeskAgent, PartnerKind::Direct);
    for (method, path, body) in routes().into_iter().filter(|(method, ..)| method != Method::GET) {
        let request = world.plain(method, &path).bearer_auth(token(&helpdesk));
        let request = if let Some(body) = body { request.json(&body) } else { request };
        let problem = answer(request).await.problem(403, "auth/forbidden");
        let Some(Denial::MissingRole(roles)) = problem.denial else { panic!("{path}: {:?}", problem.denial) };
        assert!(roles.contains(&Role::AdminAgent), "{path}: {roles:?}");
    }
    assert!(world.proxy.requests().is_empty());
}

#[tokio::test]
async fn an_indirect_reseller_cannot_remove() {
    let world = World::new().await;
    let reseller = caller(Role::GlobalAdmin, PartnerKind::IndirectReseller);
    let request = world.plain(Method::POST, &format!("/v1/customers/{ID}/removal")).bearer_auth(token(&reseller));
    let request = request.json(&json!({ "confirmation": "", "acknowledged": true }));
    let problem = answer(request).await.problem(403, "auth/forbidden");
    assert_eq!(problem.denial, Some(Denial::IndirectReseller));
}

#[tokio::test]
async fn a_demo_gives_tokens_to_this_machine_alone() {
    let server = start(Config::default()).await.unwrap();
    let ask = |query: &str| reqwest::Client::new().post(format!("{}/demo/token{query}", server.url));
    let given = answer(ask("?role=sales-agent&partner-kind=indirect-provider")).await.read::<serde_json::Value>(200);
    let token = given["token"].as_str().unwrap();
    assert!(given["expiresAt"].as_str().unwrap().ends_with('Z'), "{given}");

    let list = reqwest::Client::new().get(format!("{}/v1/customers", server.url)).bearer_auth(token);
    assert_eq!(answer(list).await.status, 200);
    answer(ask("?role=king")).await.problem(400, "api/contract");
    // A page of another name that points here.
    answer(ask("").header("host", "evil.example")).await.problem(401, "auth/rejected");
    server.stop().await;
}

#[tokio::test]
async fn with_a_secret_there_is_no_demo() {
    let world = World::new().await;
    assert_eq!(answer(world.plain(Method::POST, "/demo/token")).await.status, 405);
}

#[tokio::test]
async fn without_a_secret_the_network_is_not_served() {
    let listen = ([0, 0, 0, 0], 0).into();
    let error = start(Config { listen, ..Config::default() }).await.unwrap_err();
    assert!(matches!(error, Error::Config(ConfigError::OpenToTheNetwork(_))), "{error:?}");
}
