//! The token endpoint, and what each kind of token opens.

use partner_center_sandbox::seed::{READY, STORY};
use partner_center_sandbox::{CLIENT_ID, CLIENT_SECRET, Options};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{World, answer, customer_path};

const RESOURCE: &str = "https://api.partnercenter.microsoft.com";

impl World {
    /// Asks for a token with these fields, over those that are right.
    async fn ask(&self, path: &str, fields: &[(&str, &str)]) -> (u16, Value) {
        let mut form = vec![("client_id", CLIENT_ID), ("client_secret", CLIENT_SECRET), ("resource", RESOURCE)];
        form.retain(|(name, _)| fields.iter().all(|it| it.0 != *name));
        form.extend_from_slice(fields);
        let body = form.iter().map(|(name, value)| format!("{name}={}", value.replace(':', "%3A"))).collect::<Vec<_>>();
        let request = self.http.post(format!("{}{path}", self.url)).body(body.join("&"));
        let response = request.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    async fn token(&self, fields: &[(&str, &str)]) -> String {
        let (status, body) = self.ask("/common/oauth2/token", fields).await;
        assert_eq!(status, 200, "{body}");
        body["access_token"].as_str().unwrap().to_owned()
    }

    async fn with_token(&self, method: Method, path: &str, token: &str, body: Value) -> crate::support::Answer {
        let url = format!("{}{path}", self.url);
        answer(self.http.request(method, url).bearer_auth(token).json(&body)).await
    }
}

const USER: [(&str, &str); 2] = [("grant_type", "refresh_token"), ("refresh_token", "refresh.direct.admin-agent")];
const APPLICATION: [(&str, &str); 1] = [("grant_type", "client_credentials")];

#[tokio::test]
async fn a_refresh_token_becomes_a_users_token_at_both_endpoints() {
    let world = World::new().await;
    let scope = format!("{RESOURCE}/user_impersonation");
    let second = [USER[0], USER[1], ("resource", ""), ("scope", scope.as_str())];
    let v2: Vec<_> = second.iter().filter(|it| it.0 != "resource").copied().collect();
    for (path, fields) in [("/common/oauth2/token", USER.to_vec()), ("/common/oauth2/v2.0/token", v2)] {
        let (status, given) = world.ask(path, &fields).await;
        assert_eq!((status, &given["token_type"], &given["expires_in"]), (200, &json!("Bearer"), &json!(3600)));
        let removal = json!({ "relationshipToPartner": "none" });
        let token = given["access_token"].as_str().unwrap();
        world.with_token(Method::PATCH, &customer_path(STORY), token, removal).await.is(400, 900_199);
    }
}

#[tokio::test]
async fn each_refresh_token_is_another_one_for_the_same_user() {
    let world = World::new().await;
    let mut seen = vec!["refresh.indirect-provider.sales-agent".to_owned()];
    for _ in 0..3 {
        let last = seen.last().unwrap().clone();
        let (status, given) = world.ask("/common/oauth2/token", &[USER[0], ("refresh_token", last.as_str())]).await;
        assert_eq!(status, 200, "{given}");
        let next = given["refresh_token"].as_str().unwrap().to_owned();
        assert!(next.starts_with(&seen[0]) && !seen.contains(&next), "{next} after {seen:?}");
        seen.push(next);
    }
    // Whoever keeps an old one is served.
    for token in &seen {
        world.token(&[USER[0], ("refresh_token", token)]).await;
    }
    let (_, given) = world.ask("/common/oauth2/token", &APPLICATION).await;
    assert_eq!(given["refresh_token"], Value::Null);
}

#[tokio::test]
async fn the_application_alone_reads_and_suspends_and_does_nothing_that_takes_a_user() {
    let world = World::new().await;
    let token = world.token(&APPLICATION).await;
    let customer = customer_path(READY);
    world.with_token(Method::GET, "/v1/customers", &token, Value::Null).await.is(200, 0);
    world.with_token(Method::GET, &format!("{customer}/subscriptions"), &token, Value::Null).await.is(200, 0);
    world.with_token(Method::GET, &format!("{customer}/orders"), &token, Value::Null).await.is(200, 0);
    let removal = json!({ "relationshipToPartner": "none" });
    let guid = "00000000-0000-4000-8000-000000000000";
    for (method, path) in [
        (Method::PATCH, customer.clone()),
        (Method::GET, "/v1/customers/relationshiprequests".to_owned()),
        (Method::GET, format!("{customer}/entitlements")),
        (Method::GET, format!("{customer}/orders/x/provisioningstatus")),
        (Method::GET, format!("{customer}/subscriptions/{guid}/supportcontact")),
        (Method::PUT, format!("{customer}/subscriptions/{guid}/supportcontact")),
        (Method::GET, format!("{customer}/profiles/company")),
        (Method::GET, format!("{customer}/relationships")),
        (Method::GET, "/v1/profiles/mpn".to_owned()),
        (Method::GET, "/v1/profiles/support".to_owned()),
    ] {
        world.with_token(method, &path, &token, removal.clone()).await.is(403, 900_329);
    }
}

#[tokio::test]
async fn whoever_cannot_prove_who_they_are_is_refused_as_entra_does() {
    let world = World::new().await;
    let over = |more: &[(&'static str, &'static str)]| {
        let kept = USER.into_iter().filter(|it| more.iter().all(|(name, _)| *name != it.0));
        kept.chain(more.iter().copied()).collect::<Vec<_>>()
    };
    for (path, fields, status, error) in [
        ("/common/oauth2/token", over(&[("client_secret", "guess")]), 401, "invalid_client"),
        ("/common/oauth2/token", over(&[("client_id", "guess")]), 401, "invalid_client"),
        ("/common/oauth2/token", over(&[("refresh_token", "guess")]), 400, "invalid_grant"),
        ("/common/oauth2/token", over(&[("refresh_token", "refresh.direct.app")]), 400, "invalid_grant"),
        ("/common/oauth2/token", over(&[("refresh_token", "refresh.direct.admin-agent.x")]), 400, "invalid_grant"),
        ("/common/oauth2/token", over(&[("grant_type", "password")]), 400, "unsupported_grant_type"),
        ("/common/oauth2/token", over(&[("resource", "https://evil.example")]), 400, "invalid_resource"),
        ("/somebody/oauth2/token", over(&[]), 400, "invalid_request"),
    ] {
        let (got, body) = world.ask(path, &fields).await;
        assert_eq!((got, body["error"].as_str()), (status, Some(error)), "{body}");
        assert!(body["error_codes"][0].is_u64() && body["error_description"].is_string(), "{body}");
    }
}

#[tokio::test]
async fn a_token_ends_and_one_for_the_retired_audience_was_never_good() {
    let world = World::with(Options { token_lifetime_s: 60, ..Options::default() }).await;
    let token = world.token(&USER).await;
    world.with_token(Method::GET, "/v1/customers", &token, Value::Null).await.is(200, 0);
    world.is_in_days(1).await;
    world.with_token(Method::GET, "/v1/customers", &token, Value::Null).await.is(401, 400);

    let retired = world.token(&[USER[0], USER[1], ("resource", "https://graph.windows.net")]).await;
    world.with_token(Method::GET, "/v1/customers", &retired, Value::Null).await.is(401, 900_420);
}
