//! Requests that nobody thought of: schemathesis makes them from the OpenAPI document, right and wrong ones, and holds
//! every answer against it.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::{env, fs};

use offboarding_domain::api::{Account, Operation, OperationList};
use reqwest::Client;
use reqwest::header::ETAG;
use reseller_offboarding_server::{Config, Running, start};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{
    Proxy, READY, STORY, Storage, admin_agent, answer, config, customer, eventually, start_sandbox, token,
};

/// Where `cargo xtask test` has it; on its own, where one can put it.
fn schemathesis() -> PathBuf {
    let folder = env::var_os("SCHEMATHESIS").map_or_else(|| PathBuf::from("target/schemathesis"), PathBuf::from);
    let hint = "python3 -m pip install --target target/schemathesis schemathesis, or set SCHEMATHESIS";
    assert!(folder.join("bin/schemathesis").is_file(), "there is no schemathesis in {}: {hint}", folder.display());
    folder
}

/// The document with ids that are there: what is made up from patterns alone ends at 404.
async fn with_examples(server: &Running) -> Value {
    let get =
        |path: &str| answer(Client::new().get(format!("{}{path}", server.url)).bearer_auth(token(&admin_agent())));
    let mut document: Value = get("/openapi.json").await.read(200);
    let account: Account = get(&format!("/v1/customers/{}", customer(STORY))).await.read(200);
    let etag = get(&format!("/v1/customers/{}", customer(READY))).await.headers[ETAG].to_str().unwrap().to_owned();
    let plan = account.facts.subscriptions.iter().find(|it| !it.azure_subscriptions.is_empty()).unwrap();
    let ended = ended_operation(server).await;
    for (path, operations) in document["paths"].as_object_mut().unwrap() {
        let is_removal = path.ends_with("/removal");
        for operation in operations.as_object_mut().unwrap().values_mut() {
            for parameter in operation["parameters"].as_array_mut().unwrap() {
                let example = match parameter["name"].as_str() {
                    Some("customer_id") if is_removal => json!(customer(READY)),
                    Some("customer_id") => json!(customer(STORY)),
                    Some("sid") => json!(plan.id),
                    Some("eid") => json!(plan.azure_subscriptions[0].id),
                    Some("rid") => json!(account.facts.reservations[0].id),
                    Some("pid") => json!(account.facts.software[0].id),
                    Some("operation_id") => json!(ended),
                    Some("If-Match") => json!(etag),
                    _ => continue,
                };
                parameter["example"] = example;
            }
            if is_removal && operation["requestBody"].is_object() {
                let body = json!({ "confirmation": READY, "acknowledged": true });
                operation["requestBody"]["content"]["application/json"]["example"] = body;
            }
            if path == "/v1/operations" && operation["requestBody"].is_object() {
                let body = json!({ "customers": [customer(STORY)], "goal": "suspend-all" });
                operation["requestBody"]["content"]["application/json"]["example"] = body;
            }
        }
    }
    document
}

/// One whose events come to an end.
async fn ended_operation(server: &Running) -> String {
    let ask = |request: reqwest::RequestBuilder| answer(request.bearer_auth(token(&admin_agent())));
    let body = json!({ "customers": [customer(READY)], "goal": "stop-renewals" });
    let begin = Client::new().post(format!("{}/v1/operations", server.url)).header("idempotency-key", "one");
    let begun = ask(begin.json(&body)).await.read::<OperationList>(202).items.remove(0).id.unwrap();
    let show = async || {
        let now = ask(Client::new().get(format!("{}/v1/operations/{begun}", server.url))).await;
        now.read::<Operation>(200).state.is_over().then_some(())
    };
    eventually(show).await;
    begun
}

async fn check(n_examples: u32) {
    let sandbox = start_sandbox(Default::default()).await;
    let (proxy, storage) = (Proxy::start(sandbox.clone()).await, Storage::new().await);
    let (rate, burst) = (NonZeroU32::MAX, NonZeroU32::MAX);
    let server = start(Config { upstream: Some(sandbox), rate, burst, ..config(&proxy, &storage) }).await.unwrap();
    let document = storage.folder().join("openapi.json");
    fs::write(&document, with_examples(&server).await.to_string()).unwrap();
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api");
    let folder = schemathesis();
    let output = Command::new("python3")
        .arg(folder.join("bin/schemathesis"))
        .arg("--config-file")
        .arg(here.join("fuzz.toml"))
        .arg("run")
        .arg(document)
        .args(["--url", &server.url, "--no-color", "--generation-database", "none", "--seed", "20201120"])
        .args(["--checks", "all", "--max-examples", &n_examples.to_string()])
        .env("TOKEN", token(&admin_agent()))
        .env("PYTHONPATH", env::join_paths([&folder, &here]).unwrap())
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .current_dir(storage.folder())
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    server.stop().await;
}

#[tokio::test]
async fn every_answer_is_as_the_document_says() {
    check(20).await;
}

#[tokio::test]
#[ignore = "long: cargo xtask soak"]
async fn every_answer_is_as_the_document_says_for_long() {
    check(500).await;
}
