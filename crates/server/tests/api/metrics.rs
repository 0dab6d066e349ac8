//! What Prometheus is told: by the program itself, since the recorder is one for the whole process.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use offboarding_domain::api::{Account, Operation, OperationList};
use partner_center_sandbox::{CLIENT_ID, CLIENT_SECRET};
use reqwest::{Client, Method, RequestBuilder};
use reseller_offboarding_server::{Config, start};
use serde_json::json;

use crate::support::{
    Fault, Gate, Program, Proxy, STORY, admin_agent, answer, customer, eventually, new_key, start_sandbox, token,
};

fn ask(program: &Program, method: Method, path: &str) -> RequestBuilder {
    Client::new().request(method, format!("{}{path}", program.url)).bearer_auth(token(&admin_agent()))
}

async fn metrics(program: &Program) -> String {
    let log = program.log();
    let (_, rest) = log.split_once("metrics url=\"").expect("the log says where they are");
    let url = format!("{}/metrics", rest.split('"').next().unwrap());
    let answer = answer(Client::new().get(url)).await;
    assert_eq!(answer.status, 200);
    answer.body
}

#[track_caller]
fn check(metrics: &str, expected: &[&str]) {
    for line in expected {
        assert!(metrics.lines().any(|it| it == *line), "no {line} in\n{metrics}");
    }
}

#[tokio::test]
async fn requests_acts_and_what_went_upstream_are_counted() {
    let proxy = Proxy::start(start_sandbox(Default::default()).await).await;
    let token_url = format!("{}/common/oauth2/v2.0/token", proxy.url);
    let registration = [
        ["--upstream-token-url", &token_url],
        ["--upstream-client-id", CLIENT_ID],
        ["--upstream-client-secret", CLIENT_SECRET],
        ["--upstream-refresh-token", "refresh.direct.admin-agent"],
        ["--account-kind", "integration"],
        ["--rule", "suspend"],
        ["--metrics-listen", "127.0.0.1:0"],
    ];
    let program = Program::start(&proxy, registration.as_flattened(), "info").await;
    let story = format!("/v1/customers/{}", customer(STORY));
    let account: Account = answer(ask(&program, Method::GET, &story)).await.read(200);
    let nobody = "/v1/customers/11111111-1111-4111-8111-111111111111";
    answer(ask(&program, Method::GET, nobody)).await.problem(404, "state/not-found");
    answer(ask(&program, Method::GET, "/v1/nowhere/at/all")).await.problem(404, "api/contract");
    answer(ask(&program, Method::from_bytes(b"BREW").unwrap(), &story)).await.problem(405, "api/contract");

    let subscription = format!("{story}/subscriptions/{}", account.facts.subscriptions[0].id);
    let change = |action: &str| {
        let request = ask(&program, Method::PATCH, &subscription).header("idempotency-key", new_key());
        request.json(&json!({ "action": action }))
    };
    let gate = Arc::new(Gate::default());
    let held = Arc::clone(&gate);
    proxy.fail(move |method, _| (*method == Method::PATCH).then(|| Fault::Hold(Arc::clone(&held))));
    let write = tokio::spawn(answer(change("suspend")));
    gate.reached.notified().await;
    check(&metrics(&program).await, &["offboarding_writes_under_way 1"]);
    gate.open.notify_one();
    assert_eq!(write.await.unwrap().status, 200);

    proxy.fail_every(Method::PATCH, Fault::Answer(400, r#"{"code":900117,"description":"Too late."}"#));
    answer(change("reactivate")).await.problem(409, "action/window-closed");
    let has_failed = AtomicBool::new(false);
    proxy.fail(move |method, path| {
        let is_first =
            *method == Method::GET && path.ends_with("/subscriptions") && !has_failed.swap(true, Ordering::Relaxed);
        is_first.then_some(Fault::Answer(500, ""))
    });
    let _: Account = answer(ask(&program, Method::GET, &story)).await.read(200);

    let told = metrics(&program).await;
    let requests = "offboarding_http_request_duration_seconds_count";
    let account_route = "route=\"/v1/customers/{customer_id}\"";
    check(
        &told,
        &[
            &format!("{requests}{{method=\"GET\",{account_route},status=\"2xx\"}} 2"),
            &format!("{requests}{{method=\"GET\",{account_route},status=\"4xx\"}} 1"),
            &format!("{requests}{{method=\"other\",{account_route},status=\"4xx\"}} 1"),
            &format!("{requests}{{method=\"GET\",route=\"none\",status=\"4xx\"}} 1"),
            "offboarding_writes_under_way 0",
            "offboarding_acts_total{action=\"suspend-subscription\"} 1",
            "offboarding_acts_total{action=\"reactivate-subscription\"} 1",
            "offboarding_outcomes_total{action=\"suspend-subscription\",outcome=\"done\"} 1",
            "offboarding_outcomes_total{action=\"reactivate-subscription\",outcome=\"refused\"} 1",
            "partner_center_request_duration_seconds_count{outcome=\"failed\"} 1",
            "partner_center_request_duration_seconds_count{outcome=\"refused\"} 1",
            "partner_center_retries_total{reason=\"failed\"} 1",
            "partner_center_token_renewals_total{outcome=\"done\"} 1",
        ],
    );
    assert!(told.contains("partner_center_request_duration_seconds_count{outcome=\"answered\"}"), "{told}");
    for private in [customer(STORY).as_str(), "partner.example", "nowhere", "BREW"] {
        assert!(!told.contains(private), "{private} in\n{told}");
    }
    // Neither for everyone who can open a page.
    assert_eq!(answer(ask(&program, Method::GET, "/metrics")).await.status, 404);
}

#[tokio::test]
async fn operations_are_counted_when_they_begin_and_when_they_rest() {
    let proxy = Proxy::start(start_sandbox(Default::default()).await).await;
    let program = Program::start(&proxy, &["--metrics-listen", "127.0.0.1:0"], "info").await;
    let begin = || {
        let request = ask(&program, Method::POST, "/v1/operations").header("idempotency-key", new_key());
        request.json(&json!({ "customers": [customer(STORY)], "goal": "suspend-all" }))
    };
    let begun: OperationList = answer(begin()).await.read(202);
    let path = format!("/v1/operations/{}", begun.items[0].id.as_ref().unwrap());
    eventually(async || {
        let now: Operation = answer(ask(&program, Method::GET, &path)).await.read(200);
        now.state.is_over().then_some(())
    })
    .await;
    check(
        &metrics(&program).await,
        &[
            "offboarding_operations_total{goal=\"suspend-all\"} 1",
            "offboarding_operation_turns_total{goal=\"suspend-all\",state=\"ended\"} 1",
        ],
    );
}

#[tokio::test]
async fn nobody_listens_unless_told() {
    let server = start(Config::default()).await.unwrap();
    assert_eq!(server.metrics_url, None);
    server.stop().await;
}
