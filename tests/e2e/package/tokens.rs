//! What the documentation's own code signs, in each of its languages, at the backend.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use reqwest::header::{AUTHORIZATION, ORIGIN};
use reseller_offboarding_server::{Config, Running, start};
use serde_json::{Value, json};

use super::{documented, project};
use crate::harness::{READY, customer_id, folder};

const PORTAL: &str = "https://portal.example";

/// Asks each language's function and prints what it gives.
const IN_NODE: &str = "
    const { offboardingToken } = await import('./offboarding-token.mjs');
    const user = { partnerId: process.argv[1], role: 'admin-agent', principalName: 'ada@partner.example' };
    console.log(JSON.stringify(await offboardingToken(user, process.argv[2])));";
const IN_PYTHON: &str = "
import json, sys
from offboarding_token import offboarding_token
user = {'partner_id': sys.argv[1], 'role': 'admin-agent', 'principal_name': 'ada@partner.example'}
print(json.dumps(offboarding_token(user, sys.argv[2])))";
const PARTNER: &str = "0f6f6662-6f61-4264-896e-672d64656d6f";

#[tokio::test]
async fn the_documented_tokens_are_accepted() {
    let portal = tempfile::tempdir().unwrap();
    run(Command::new("sh").args(["-ec", &documented("sh", "openssl")]).current_dir(portal.path()));
    fs::write(portal.path().join("offboarding-token.mjs"), documented("js", "offboarding-token.mjs")).unwrap();
    fs::write(portal.path().join("offboarding_token.py"), documented("python", "offboarding_token.py")).unwrap();
    std::os::unix::fs::symlink(project().join("node_modules"), portal.path().join("node_modules")).unwrap();

    let config = Config {
        token_key: Some(portal.path().join("offboarding-key.pub.pem")),
        token_issuer: Some(PORTAL.to_owned()),
        origins: vec![PORTAL.to_owned()],
        ..Config::default()
    };
    let server = start(config).await.unwrap();
    for sign in [in_node, in_python] {
        check(&server, |reason| sign(portal.path(), reason)).await;
    }
    server.stop().await;
}

async fn check(server: &Running, sign: impl Fn(&str) -> Value) {
    let (initial, step_up) = (sign("initial"), sign("step-up"));
    let expires: jiff::Timestamp = initial["expiresAt"].as_str().unwrap().parse().unwrap();
    assert!(expires > jiff::Timestamp::now(), "{initial}");
    let removal = format!("/v1/customers/{}/removal", customer_id(READY));
    let wish = json!({ "confirmation": "somebody else", "acknowledged": true });
    assert_eq!(ask(server, &initial, "/v1/customers", None).await, (200, Value::Null));
    assert_eq!(ask(server, &initial, &removal, Some(wish.clone())).await, (403, json!("auth/step-up-required")));
    let (_, code) = ask(server, &step_up, &removal, Some(wish)).await;
    assert!(!code.to_string().contains("auth/"), "{code}");
}

/// The status of the answer, and its code where it is a refusal.
async fn ask(server: &Running, token: &Value, path: &str, body: Option<Value>) -> (u16, Value) {
    let url = format!("{}{path}", server.url);
    let client = reqwest::Client::new();
    let request = match body {
        Some(body) => client.post(url).json(&body),
        None => client.get(url),
    };
    let bearer = format!("Bearer {}", token["token"].as_str().unwrap());
    let answer = request.header(AUTHORIZATION, bearer).header(ORIGIN, PORTAL).send().await.unwrap();
    let status = answer.status().as_u16();
    (status, answer.json::<Value>().await.unwrap()["code"].take())
}

fn in_node(portal: &Path, reason: &str) -> Value {
    let mut node = Command::new("node");
    printed(node.args(["--input-type=module", "-e", IN_NODE, PARTNER, reason]).current_dir(portal))
}

fn in_python(portal: &Path, reason: &str) -> Value {
    let libraries = folder(
        "PYJWT",
        "target/pyjwt",
        "jwt/__init__.py",
        "python3 -m pip install --target target/pyjwt 'pyjwt[crypto]'",
    );
    let mut python = Command::new("python3");
    let libraries = std::env::join_paths([libraries.as_path(), portal]).unwrap();
    printed(python.args(["-c", IN_PYTHON, PARTNER, reason]).env("PYTHONPATH", libraries).current_dir(portal))
}

fn printed(command: &mut Command) -> Value {
    serde_json::from_slice(&run(command).stdout).unwrap()
}

fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}
