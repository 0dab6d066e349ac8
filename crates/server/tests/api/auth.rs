//! Who gets in, and who may do what.

use offboarding_domain::api::Account;
use offboarding_domain::{Denial, PartnerKind, Permission, Role};
use reqwest::Method;
use reseller_offboarding_server::{Config, ConfigError, Error, start};
use serde_json::{Value, json};

use crate::support::{STORY, World, admin_agent, answer, caller, customer, in_seconds, token, token_with};

const ID: &str = "11111111-1111-4111-8111-111111111111";

#[tokio::test]
async fn a_token_that_does_not_hold_is_no_token() {
    let world = World::new().await;
    let good = token(&admin_agent());
    let (head, signature) = good.rsplit_once('.').unwrap();
    let tampered = format!("{head}x.{signature}");
    for bad in ["", "rubbish", &tampered] {
        let request = world.plain(Method::GET, "/v1/customers").bearer_auth(bad);
        answer(request).await.problem(401, "auth/rejected");
    }
    let request = world.plain(Method::GET, "/v1/customers").header("authorization", format!("Basic {good}"));
    answer(request).await.problem(401, "auth/rejected");
}

#[tokio::test]
async fn a_caller_without_the_role_is_told_which_one_is_missing() {
    let world = World::new().await;
    let helpdesk = token(&caller(Role::HelpdeskAgent, PartnerKind::Direct));
    let customer = format!("/v1/customers/{ID}");
    let removal = json!({ "confirmation": "", "acknowledged": true });
    for (method, path, body) in [
        (Method::PATCH, format!("{customer}/subscriptions/{ID}"), Some(json!({ "action": "suspend" }))),
        (Method::POST, format!("{customer}/subscriptions/{ID}/azure-subscriptions/{ID}/cancellation"), None),
        (Method::POST, format!("{customer}/reservations/order:0/cancellation"), None),
        (Method::POST, format!("{customer}/software/order:0/cancellation"), None),
        (Method::POST, format!("{customer}/removal"), Some(removal)),
    ] {
        let request = world.plain(method, &path).bearer_auth(&helpdesk);
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

/// A token has five minutes for the removal, whatever its end.
#[tokio::test]
async fn a_removal_needs_a_token_of_a_moment_ago() {
    let world = World::new().await;
    let ask = |changes: Value| {
        let request = world.plain(Method::POST, &format!("/v1/customers/{ID}/removal"));
        let request = request.json(&json!({ "confirmation": "", "acknowledged": true }));
        answer(request.bearer_auth(token_with(changes)))
    };
    for (what, changes, status, code) in [
        ("fresh", json!({ "iat": in_seconds(-290) }), 404, "state/not-found"),
        ("for nothing else", json!({ "scope": "offboarding:remove" }), 404, "state/not-found"),
        ("too old", json!({ "iat": in_seconds(-310) }), 403, "auth/step-up-required"),
        ("of unknown age", json!({ "iat": null }), 403, "auth/step-up-required"),
        ("not for removal", json!({ "scope": "offboarding:cancel" }), 403, "auth/step-up-required"),
        // Whoever may never remove is not sent to sign in again.
        ("no role", json!({ "iat": null, "role": "helpdesk-agent" }), 403, "auth/forbidden"),
        ("of tomorrow", json!({ "iat": in_seconds(86_400) }), 401, "auth/rejected"),
    ] {
        println!("{what}");
        ask(changes).await.problem(status, code);
    }
    // Everything else takes an older one.
    let old = token_with(json!({ "iat": in_seconds(-3000) }));
    assert_eq!(answer(world.plain(Method::GET, "/v1/customers").bearer_auth(old)).await.status, 200);
}

#[tokio::test]
async fn a_token_for_certain_pages_is_for_no_other() {
    let world = World::new().await;
    let ask = |origins: Value, origin: Option<&str>| {
        let request = world.plain(Method::GET, "/v1/customers");
        let request = request.bearer_auth(token_with(json!({ "origins": origins })));
        answer(if let Some(origin) = origin { request.header("origin", origin) } else { request })
    };
    let both = json!(["https://portal.example", "https://test.portal.example:8443"]);
    for good in ["https://portal.example", "https://test.portal.example:8443"] {
        assert_eq!(ask(both.clone(), Some(good)).await.status, 200, "{good}");
    }
    for bad in [
        "https://evil.example",
        "https://portal.example.evil.example",
        "https://portal.example/",
        "https://PORTAL.example",
        "https://portal.example:443",
        "http://portal.example",
        "https://test.portal.example",
        "portal.example",
        "null",
        "",
    ] {
        ask(both.clone(), Some(bad)).await.problem(403, "auth/wrong-origin");
    }
    ask(both.clone(), None).await.problem(403, "auth/wrong-origin");
    ask(json!([]), Some("https://portal.example")).await.problem(403, "auth/wrong-origin");
    assert_eq!(ask(Value::Null, Some("https://anywhere.example")).await.status, 200);
}

#[tokio::test]
async fn the_account_says_what_the_token_allows() {
    let world = World::new().await;
    let permission =
        |is_granted| if is_granted { Permission::Granted } else { Permission::Denied(Denial::MissingScope) };
    for (scope, suspends, cancels) in [
        ("offboarding:read offboarding:suspend offboarding:cancel", true, true),
        ("offboarding:read offboarding:suspend", true, false),
        ("offboarding:read offboarding:cancel", false, true),
        ("offboarding:read", false, false),
    ] {
        let request = world.plain(Method::GET, &format!("/v1/customers/{}", customer(STORY)));
        let account: Account = answer(request.bearer_auth(token_with(json!({ "scope": scope })))).await.read(200);
        let may = account.may;
        assert_eq!(may.suspend_subscription, permission(suspends), "{scope}");
        assert_eq!([may.cancel_subscription, may.cancel_purchase], [(); 2].map(|()| permission(cancels)), "{scope}");
        // The token for the removal comes with the removal.
        assert!(may.remove_relationship.is_granted(), "{scope}");
    }
}

#[tokio::test]
async fn a_demo_gives_tokens_to_this_machine_alone() {
    let server = start(Config::default()).await.unwrap();
    let ask = |query: &str| reqwest::Client::new().post(format!("{}/demo/token{query}", server.url));
    let given = answer(ask("?role=sales-agent&partner-kind=indirect-provider")).await.read::<serde_json::Value>(200);
    let token = given["token"].as_str().unwrap();
    let expires: jiff::Timestamp = given["expiresAt"].as_str().unwrap().parse().unwrap();
    // As long as it lives it is good for the removal: there is nothing to step up with.
    assert!(expires.as_second() <= in_seconds(300), "{given}");

    let list = reqwest::Client::new().get(format!("{}/v1/customers", server.url)).bearer_auth(token);
    assert_eq!(answer(list).await.status, 200);
    let removal = reqwest::Client::new().post(format!("{}/v1/customers/{ID}/removal", server.url)).bearer_auth(token);
    let removal = removal.json(&json!({ "confirmation": "", "acknowledged": true }));
    answer(removal).await.problem(404, "state/not-found");
    answer(ask("?role=king")).await.problem(400, "api/contract");
    // A page of another name that points here.
    answer(ask("").header("host", "evil.example")).await.problem(401, "auth/rejected");
    server.stop().await;
}

#[tokio::test]
async fn with_keys_there_is_no_demo() {
    let world = World::new().await;
    assert_eq!(answer(world.plain(Method::POST, "/demo/token")).await.status, 405);
}

#[tokio::test]
async fn without_keys_the_network_is_not_served() {
    let listen = ([0, 0, 0, 0], 0).into();
    let error = start(Config { listen, ..Config::default() }).await.unwrap_err();
    assert!(matches!(error, Error::Config(ConfigError::OpenToTheNetwork(_))), "{error:?}");
    assert!(error.to_string().contains("RO_TOKEN_JWKS"), "it says what is missing: {error}");
}
