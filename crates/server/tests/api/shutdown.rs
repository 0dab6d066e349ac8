//! The end of the process: what is under way is answered, and whoever watches hears of it first.

use std::sync::Arc;

use offboarding_domain::api::{Account, ItemOutcome, Outcome};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{
    Fault, Gate, Program, Proxy, STORY, admin_agent, answer, customer, eventually, start_sandbox, token,
};

fn ask(program: &Program, method: Method, path: &str) -> RequestBuilder {
    // A connection of its own: one that was kept open would not show whether new ones are taken.
    Client::new().request(method, format!("{}{path}", program.url)).bearer_auth(token(&admin_agent()))
}

#[tokio::test]
async fn a_write_under_way_is_answered_before_the_end() {
    let proxy = Proxy::start(start_sandbox(Default::default()).await).await;
    let mut program = Program::start(&proxy, &["--drain", "3600"], "info").await;
    let account_path = format!("/v1/customers/{}", customer(STORY));
    let account: Account = answer(ask(&program, Method::GET, &account_path)).await.read(200);
    let path = format!("{account_path}/subscriptions/{}", account.facts.subscriptions[0].id);
    let gate = Arc::new(Gate::default());
    let held = Arc::clone(&gate);
    proxy.fail(move |method, _| (*method == Method::PATCH).then(|| Fault::Hold(Arc::clone(&held))));
    let write = ask(&program, Method::PATCH, &path).header("idempotency-key", "one");
    let write = tokio::spawn(answer(write.json(&json!({ "action": "suspend" }))));
    gate.reached.notified().await;

    program.terminate();
    let told: Value = eventually(async || {
        let ready = answer(ask(&program, Method::GET, "/readyz")).await;
        (ready.status == 503).then(|| ready.read(503))
    })
    .await;
    let failed: Vec<_> = told["checks"].as_array().unwrap().iter().filter(|it| it["ok"] != true).collect();
    assert_eq!(failed, [&json!({ "name": "accepting", "ok": false })]);
    // Until the balancer has turned away, whoever comes is answered.
    let _: Account = answer(ask(&program, Method::GET, &account_path)).await.read(200);

    program.terminate();
    eventually(async || ask(&program, Method::GET, "/healthz").send().await.is_err().then_some(())).await;
    gate.open.notify_one();
    let outcome: ItemOutcome = write.await.unwrap().read(200);
    assert_eq!(outcome.outcome, Outcome::Done);
    assert_eq!(program.ended().await.code(), Some(0));
}

#[tokio::test]
async fn without_anything_under_way_it_ends_at_once() {
    let proxy = Proxy::start(start_sandbox(Default::default()).await).await;
    let mut program = Program::start(&proxy, &[], "info").await;
    program.terminate();
    assert_eq!(program.ended().await.code(), Some(0));
}
