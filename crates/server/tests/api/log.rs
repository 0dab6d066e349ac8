//! What the log says, for programs.

use reqwest::Client;
use serde_json::{Value, json};

use crate::support::{Fault, Program, Proxy, STORY, admin_agent, answer, customer, start_sandbox, token};

const ID: &str = "0f6f6662-6f61-4264-896e-672d64656d6f";

/// The lines that a failing read leaves in the log.
async fn lines(filter: &str) -> Vec<Value> {
    let proxy = Proxy::start(start_sandbox(Default::default()).await).await;
    let program = Program::start(&proxy, &["--log-format", "json"], filter).await;
    proxy.fail_every(reqwest::Method::GET, Fault::Answer(403, r#"{"code":900150,"description":"No right."}"#));
    let request = Client::new().get(format!("{}/v1/customers/{}?search=hush", program.url, customer(STORY)));
    let request = request.bearer_auth(token(&admin_agent())).header("x-correlation-id", ID);
    answer(request).await.problem(502, "upstream/refused");
    program.log().lines().map(|it| serde_json::from_str(it).expect(it)).collect()
}

#[tokio::test]
async fn every_line_of_a_request_has_its_correlation_id() {
    let lines = lines("info").await;
    let of_request: Vec<&Value> = lines.iter().filter(|it| it["span"]["correlation_id"] == ID).collect();
    let answered = of_request.iter().find(|it| it["message"] == "answered").expect("it was answered");
    assert_eq!(answered["status"], json!(502));
    assert_eq!(answered["route"], "/v1/customers/{customer_id}");
    assert!(answered["elapsed_ms"].is_number() && answered["span"]["method"] == "GET", "{answered}");
    let failed = of_request.iter().find(|it| it["message"] == "failed").expect("it failed");
    assert_eq!(failed["code"], "upstream/refused");
    // A search holds names of customers.
    assert!(!format!("{lines:?}").contains("hush"));
}

/// With a filter that lets errors through and nothing else, the id used to be lost with its span.
#[tokio::test]
async fn a_quiet_log_has_the_correlation_id_too() {
    let lines = lines("error").await;
    assert_eq!(lines.iter().map(|it| &it["span"]["correlation_id"]).collect::<Vec<_>>(), [ID], "{lines:?}");
}
