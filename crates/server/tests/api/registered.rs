//! The server as an operator runs it in front of Microsoft: with a registration, through the token endpoint.

use axum::http::Method;
use offboarding_domain::AccountKind;
use partner_center_sandbox::seed::STORY;
use partner_center_sandbox::{CLIENT_ID, CLIENT_SECRET, Options};
use reqwest::Client;
use reseller_offboarding_server::{Config, start};
use serde_json::{Value, json};

use crate::support::{Proxy, Storage, admin_agent, answer, config, customer, start_sandbox, token};

fn registered(proxy: &Proxy, storage: &Storage, refresh_token: &str) -> Config {
    Config {
        upstream_token_url: Some(format!("{}/common/oauth2/v2.0/token", proxy.url)),
        upstream_client_id: Some(CLIENT_ID.to_owned()),
        upstream_client_secret: Some(CLIENT_SECRET.to_owned().into()),
        upstream_refresh_token: Some(refresh_token.to_owned().into()),
        account_kind: Some(AccountKind::Integration),
        ..config(proxy, storage)
    }
}

#[tokio::test]
async fn what_is_done_is_done_by_the_user_who_consented() {
    let sandbox = start_sandbox(Options::default()).await;
    let (proxy, storage) = (Proxy::start(sandbox.clone()).await, Storage::new().await);
    let server = start(registered(&proxy, &storage, "refresh.direct.sales-agent")).await.unwrap();
    let (http, id) = (Client::new(), customer(STORY));
    let account = http.get(format!("{}/v1/customers/{id}", server.url)).bearer_auth(token(&admin_agent()));
    let account: Value = answer(account).await.read(200);
    let subscriptions = account["facts"]["subscriptions"].as_array().unwrap();
    let licence = subscriptions.iter().find(|it| it["name"] == "Exchange Online (Plan 1)").unwrap();
    let path = format!("{}/v1/customers/{id}/subscriptions/{}", server.url, licence["id"].as_str().unwrap());
    let suspend = http.request(Method::PATCH, path).bearer_auth(token(&admin_agent()));
    let done: Value =
        answer(suspend.header("idempotency-key", "one").json(&json!({ "action": "suspend" }))).await.read(200);
    assert_eq!(done["outcome"], "done");

    let records = http.get(format!("{sandbox}/v1/auditrecords")).bearer_auth("sandbox.direct.admin-agent");
    let records: Value = records.send().await.unwrap().json().await.unwrap();
    let users: Vec<&Value> = records["items"].as_array().unwrap().iter().map(|it| &it["userPrincipalName"]).collect();
    assert_eq!(users, [&json!("sales.agent@puentecloud.example")]);
    server.stop().await;
}

#[tokio::test]
async fn a_consent_that_is_over_is_the_operators_to_mend() {
    let proxy = Proxy::start(start_sandbox(Options::default()).await).await;
    let storage = Storage::new().await;
    let server = start(registered(&proxy, &storage, "refresh.of.somebody")).await.unwrap();
    let list = Client::new().get(format!("{}/v1/customers", server.url)).bearer_auth(token(&admin_agent()));
    answer(list).await.problem(502, "upstream/failed");
    server.stop().await;
}
