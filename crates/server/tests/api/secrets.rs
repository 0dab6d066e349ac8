//! No secret is in a log, an answer or a file, whatever is asked and however much is logged.

use std::fs;
use std::process::Stdio;

use partner_center_sandbox::{CLIENT_ID, CLIENT_SECRET};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::support::{
    Fault, Issuer, KeyPair, Proxy, READY, SECRET, STORY, Storage, answer, claims_with, customer, in_seconds, new_key,
    sign, start_sandbox,
};

/// What the sandbox takes for a token of Microsoft's.
const UPSTREAM_TOKEN: &str = "sandbox.direct.admin-agent";

const ISSUER: &str = "https://portal.example";

/// The program, logging everything that it and its libraries can log.
struct Program {
    url: String,
    process: Child,
    log: TempDir,
    data: TempDir,
}

impl Program {
    async fn start(upstream: &Proxy, settings: &[(&str, &str)]) -> Self {
        let (log, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut process = Command::new(env!("CARGO_BIN_EXE_reseller-offboarding-server"))
            .args(["--listen", "127.0.0.1:0", "--rule", "suspend", "--account-kind", "integration"])
            .env("RUST_LOG", "trace")
            // Without a widget, whatever the surroundings say: what is asked for below is not there.
            .env_remove("RO_DIST")
            .env_remove("DATABASE_URL")
            .env("RO_DATA", data.path())
            .env("RO_UPSTREAM", &upstream.url)
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(fs::File::create(log.path().join("log")).unwrap())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let url = lines.next_line().await.unwrap().expect("the program prints its address");
        Self { url, process, log, data }
    }

    /// Everything that the program left behind: its log, its databases.
    async fn stop(mut self) -> Vec<(String, Vec<u8>)> {
        self.process.kill().await.unwrap();
        let folders = [self.log.path(), self.data.path()];
        let files = folders.into_iter().flat_map(|it| fs::read_dir(it).unwrap()).map(|it| it.unwrap().path());
        files.map(|it| (it.display().to_string(), fs::read(it).unwrap())).collect()
    }
}

/// Requests of every kind: answered, refused at every step, failed, malformed.
async fn ask_everything(url: &str, upstream: &Proxy, sign: impl Fn(&Value) -> String) -> (Vec<String>, Vec<String>) {
    let story = format!("/v1/customers/{}", customer(STORY));
    let removal = format!("/v1/customers/{}/removal", customer(READY));
    let (mut tokens, mut answers) = (Vec::new(), Vec::new());
    let mut ask = async |method: Method, path: &str, changes: Value, more: fn(RequestBuilder) -> RequestBuilder| {
        let token = sign(&claims_with(changes));
        let request = Client::new().request(method, format!("{url}{path}")).bearer_auth(&token);
        let answer = answer(more(request.header("idempotency-key", new_key()))).await;
        tokens.push(token);
        answers.push(format!("{:?}\n{}", answer.headers, answer.body));
        answer.status
    };
    let plain: fn(RequestBuilder) -> RequestBuilder = |it| it;
    let good = json!({ "iss": ISSUER });
    for (changes, status) in [
        (good.clone(), 200),
        (json!({ "iss": ISSUER, "scope": "" }), 403),
        (json!({ "iss": ISSUER, "origins": ["https://portal.example"] }), 403),
        (json!({ "iss": ISSUER, "customer_id": customer(READY) }), 404),
        (json!({ "iss": ISSUER, "exp": in_seconds(-60) }), 401),
        (json!({ "iss": ISSUER, "aud": "portal" }), 401),
        (json!({ "iss": ISSUER, "sub": 7 }), 401),
        (json!({ "iss": ISSUER, "role": "king" }), 401),
    ] {
        assert_eq!(ask(Method::GET, &story, changes.clone(), plain).await, status, "{changes}");
    }
    let broken = |it: RequestBuilder| it.header("content-type", "application/json").body("{");
    assert_eq!(ask(Method::POST, &removal, good.clone(), broken).await, 400);
    let confirmed = |it: RequestBuilder| {
        it.header("if-match", "\"stale\"").json(&json!({ "confirmation": READY, "acknowledged": true }))
    };
    assert_eq!(ask(Method::POST, &removal, json!({ "iss": ISSUER, "iat": null }), confirmed).await, 403);
    assert_eq!(ask(Method::POST, &removal, good.clone(), confirmed).await, 412);
    assert_eq!(ask(Method::GET, "/v1/nowhere", good.clone(), plain).await, 404);
    assert_eq!(ask(Method::GET, "/element.js", good.clone(), plain).await, 404);
    upstream.fail_every(Method::GET, Fault::Answer(500, "<html>"));
    assert_eq!(ask(Method::GET, &story, good, plain).await, 502);
    upstream.heal();
    (tokens, answers)
}

/// Nothing of `secrets` is in what the program left or answered.
fn check(secrets: &[String], mut seen: Vec<(String, Vec<u8>)>, answers: Vec<String>) {
    seen.extend(answers.into_iter().map(|it| ("an answer".to_owned(), it.into_bytes())));
    for (place, bytes) in &seen {
        let text = String::from_utf8_lossy(bytes);
        for secret in secrets {
            let found = text.lines().find(|it| it.contains(secret.as_str()));
            assert_eq!(found, None, "{place} holds {secret:?}");
        }
    }
}

/// Whole tokens, their signatures and their claims.
fn parts(tokens: &[String]) -> impl Iterator<Item = String> {
    tokens.iter().flat_map(|it| it.split('.').skip(1).chain([it.as_str()])).map(str::to_owned)
}

#[tokio::test]
async fn secrets_are_nowhere() {
    let upstream = Proxy::start(start_sandbox(Default::default()).await).await;
    let settings = [("RO_UPSTREAM_TOKEN", UPSTREAM_TOKEN), ("RO_TOKEN_SECRET", SECRET), ("RO_TOKEN_ISSUER", ISSUER)];
    let program = Program::start(&upstream, &settings).await;
    let (tokens, answers) = ask_everything(&program.url, &upstream, sign).await;
    let secrets = [SECRET.to_owned(), UPSTREAM_TOKEN.to_owned()];
    let left = program.stop().await;
    // The log is there, in full: what is not found in it was not left out with everything else.
    let log = String::from_utf8(left[0].1.clone()).unwrap();
    for expected in
        ["hyper_util::client", "caller not known: token not accepted: ExpiredSignature", "answered status=200"]
    {
        assert!(log.contains(expected), "no {expected:?} in the log");
    }
    check(&secrets.into_iter().chain(parts(&tokens)).collect::<Vec<_>>(), left, answers);
}

#[tokio::test]
async fn tokens_under_published_keys_are_nowhere() {
    let upstream = Proxy::start(start_sandbox(Default::default()).await).await;
    let key = KeyPair::p256("a");
    let issuer = Issuer::start(&[&key]).await;
    let settings = [
        ("RO_UPSTREAM_TOKEN", UPSTREAM_TOKEN),
        ("RO_TOKEN_JWKS", issuer.jwks.as_str()),
        ("RO_TOKEN_ISSUER", ISSUER),
        ("RO_LOG_FORMAT", "json"),
    ];
    let program = Program::start(&upstream, &settings).await;
    let (mut tokens, mut answers) = ask_everything(&program.url, &upstream, |it| key.sign(it)).await;
    tokens.push(KeyPair::p256("unknown").sign(&claims_with(json!({ "iss": ISSUER }))));
    let list = Client::new().get(format!("{}/v1/customers", program.url)).bearer_auth(&tokens[tokens.len() - 1]);
    answers.push(answer(list).await.body);
    let left = program.stop().await;
    let log = String::from_utf8(left[0].1.clone()).unwrap();
    let first: Value = serde_json::from_str(log.lines().next().unwrap()).unwrap();
    assert!(first["level"].is_string(), "{first}");
    check(&parts(&tokens).collect::<Vec<_>>(), left, answers);
}

#[tokio::test]
async fn the_password_of_the_database_is_nowhere() {
    let upstream = Proxy::start(start_sandbox(Default::default()).await).await;
    let (storage, password) = (Storage::postgres().await, "horse-battery-staple");
    let address = storage.url().unwrap().replace("@localhost", &format!(":{password}@localhost"));
    assert!(address.contains(password));
    let settings = [("DATABASE_URL", address.as_str()), ("RO_TOKEN_SECRET", SECRET), ("RO_TOKEN_ISSUER", ISSUER)];
    let program = Program::start(&upstream, &settings).await;
    let (_, answers) = ask_everything(&program.url, &upstream, sign).await;
    let left = program.stop().await;
    assert!(String::from_utf8_lossy(&left[0].1).contains("sqlx"), "the log is there, in full");
    check(&[password.to_owned()], left, answers);
}

#[tokio::test]
async fn what_a_registration_asks_with_and_gets_is_in_one_file() {
    let upstream = Proxy::start(start_sandbox(Default::default()).await).await;
    let (token_url, consent) = (format!("{}/common/oauth2/v2.0/token", upstream.url), "refresh.direct.admin-agent");
    let settings = [
        ("RO_UPSTREAM_TOKEN_URL", token_url.as_str()),
        ("RO_UPSTREAM_CLIENT_ID", CLIENT_ID),
        ("RO_UPSTREAM_CLIENT_SECRET", CLIENT_SECRET),
        ("RO_UPSTREAM_REFRESH_TOKEN", consent),
        ("RO_TOKEN_SECRET", SECRET),
        ("RO_TOKEN_ISSUER", ISSUER),
    ];
    let program = Program::start(&upstream, &settings).await;
    let (_, answers) = ask_everything(&program.url, &upstream, sign).await;
    let mut left = program.stop().await;
    assert!(String::from_utf8_lossy(&left[0].1).contains("hyper_util::client"), "the log is there, in full");
    let kept = left.iter().position(|(name, _)| name.ends_with("refresh-token.json")).expect("what is renewed is kept");
    let kept: Value = serde_json::from_slice(&left.remove(kept).1).unwrap();
    let renewed = kept["refreshToken"].as_str().unwrap();
    assert!(renewed.starts_with(consent) && renewed != consent);
    let secrets = [CLIENT_SECRET, consent, renewed, "Bearer access.", "\"access_token\"", "client_secret="];
    check(&secrets.map(str::to_owned), left, answers);
}
