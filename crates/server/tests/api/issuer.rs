//! Tokens under the keys of a portal's own issuer: published at an address, or in a file.

use std::time::Duration;

use reqwest::Client;
use reseller_offboarding_server::{Config, Error, Refresh, Running, start};
use serde_json::{Value, json};

use crate::support::{Issuer, KeyPair, answer, claims_with, in_seconds, sign};

const ISSUER: &str = "https://portal.example";

/// Nothing is looked up a second time unless a key is unknown.
const PATIENT: Refresh = Refresh { interval: Duration::ZERO, max_age: Duration::MAX };

/// Nothing is looked up a second time.
const NEVER_AGAIN: Refresh = Refresh { interval: Duration::MAX, max_age: Duration::MAX };

async fn start_with(issuer: &Issuer, refresh: Refresh) -> Running {
    let token_jwks = Some(issuer.jwks.clone());
    start(Config { token_jwks, token_issuer: Some(ISSUER.to_owned()), refresh, ..Config::default() }).await.unwrap()
}

fn claims(changes: Value) -> Value {
    let mut claims = claims_with(changes);
    claims.as_object_mut().unwrap().entry("iss").or_insert(json!(ISSUER));
    claims
}

async fn ask(server: &Running, token: &str) -> (u16, String) {
    let answer = answer(Client::new().get(format!("{}/v1/customers", server.url)).bearer_auth(token)).await;
    let problem: Value = serde_json::from_str(&answer.body).unwrap();
    (answer.status, problem["code"].as_str().unwrap_or_default().to_owned())
}

/// A server that knows one RSA and one elliptic key, and what it says to a token.
async fn check_all(cases: Vec<(&str, String, u16)>, issuer: &Issuer) {
    let server = start_with(issuer, NEVER_AGAIN).await;
    for (what, token, expected) in cases {
        assert_eq!(ask(&server, &token).await.0, expected, "{what}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_token_is_the_issuers_for_us_and_of_now() {
    let (rsa, p256) = (KeyPair::rsa("rsa"), KeyPair::p256("p256"));
    let issuer = Issuer::start(&[&rsa, &p256]).await;
    let rsa = |changes: Value| rsa.sign(&claims(changes));
    let cases = vec![
        ("RS256", rsa(json!({})), 200),
        ("ES256", p256.sign(&claims(json!({}))), 200),
        ("several audiences", rsa(json!({ "aud": ["portal", "reseller-offboarding"] })), 200),
        ("a clock that is a little off", rsa(json!({ "exp": in_seconds(-10), "nbf": in_seconds(10) })), 200),
        ("another issuer", rsa(json!({ "iss": "https://evil.example" })), 401),
        ("a longer name of the issuer", rsa(json!({ "iss": format!("{ISSUER}/") })), 401),
        ("another audience", rsa(json!({ "aud": "portal" })), 401),
        ("no audience", rsa(json!({ "aud": null })), 401),
        ("expired", rsa(json!({ "exp": in_seconds(-60) })), 401),
        ("no end", rsa(json!({ "exp": null })), 401),
        ("not yet", rsa(json!({ "nbf": in_seconds(60) })), 401),
        ("issued tomorrow", rsa(json!({ "iat": in_seconds(60) })), 401),
        ("nobody", rsa(json!({ "sub": null })), 401),
    ];
    check_all(cases, &issuer).await;
    assert_eq!(issuer.n_requests(), 1);
}

#[tokio::test]
async fn a_token_has_to_name_its_issuer() {
    let key = KeyPair::p256("known");
    let issuer = Issuer::start(&[&key]).await;
    check_all(vec![("no issuer", key.sign(&claims_with(json!({}))), 401)], &issuer).await;
}

#[tokio::test]
async fn the_key_decides_the_algorithm_and_not_the_token() {
    let (rsa, p256, stranger) = (KeyPair::rsa("rsa"), KeyPair::p256("p256"), KeyPair::rsa("rsa"));
    let issuer = Issuer::start(&[&rsa, &p256]).await;
    let claims = claims(json!({}));
    let under = |alg: &str, kid: &str| json!({ "alg": alg, "typ": "JWT", "kid": kid });
    let unsigned = |alg: &str| {
        let token = rsa.sign_under(&under(alg, "rsa"), &claims);
        format!("{}.", token.rsplit_once('.').unwrap().0)
    };
    // The best known forgery: what everybody may read, taken for a shared secret.
    let hs256 = |secret: &[u8]| {
        let header = jsonwebtoken::Header { kid: Some("rsa".to_owned()), ..Default::default() };
        jsonwebtoken::encode(&header, &claims, &jsonwebtoken::EncodingKey::from_secret(secret)).unwrap()
    };
    let good = rsa.sign(&claims);
    let (head, signature) = good.rsplit_once('.').unwrap();
    let cases = vec![
        ("good", good.clone(), 200),
        ("none", unsigned("none"), 401),
        ("None", unsigned("None"), 401),
        ("no signature", unsigned("RS256"), 401),
        ("HS256 under the public key as PEM", hs256(rsa.pem().as_bytes()), 401),
        ("HS256 under the modulus", hs256(rsa.jwk()["n"].as_str().unwrap().as_bytes()), 401),
        ("HS256 under a secret", sign(&claims), 401),
        ("RS256 under an elliptic key", rsa.sign_under(&under("RS256", "p256"), &claims), 401),
        ("ES256 under an RSA key", p256.sign_under(&under("ES256", "rsa"), &claims), 401),
        ("another algorithm than was published", rsa.sign_under(&under("RS512", "rsa"), &claims), 401),
        ("another key of the same name", stranger.sign(&claims), 401),
        (
            "another key that brings itself along",
            {
                let header = json!({ "alg": "RS256", "kid": "rsa", "jwk": stranger.jwk(), "jku": issuer.jwks });
                stranger.sign_under(&header, &claims)
            },
            401,
        ),
        ("changed", format!("{head}x.{signature}"), 401),
        ("a key without a name among two", rsa.sign_under(&json!({ "alg": "RS256" }), &claims), 401),
    ];
    check_all(cases, &issuer).await;
}

#[tokio::test]
async fn keys_that_are_not_for_signatures_are_not_used() {
    let key = KeyPair::p256("known");
    let issuer = Issuer::start(&[]).await;
    let mut for_encryption = key.jwk();
    for_encryption["use"] = json!("enc");
    let secret = json!({ "kty": "oct", "kid": "shared", "alg": "HS256", "k": "c2VjcmV0" });
    let odd = json!({ "kty": "of tomorrow", "kid": "odd" });
    issuer.publish(vec![for_encryption, secret, odd]);
    let header = jsonwebtoken::Header { kid: Some("shared".to_owned()), ..Default::default() };
    let under_secret =
        jsonwebtoken::encode(&header, &claims(json!({})), &jsonwebtoken::EncodingKey::from_secret(b"secret")).unwrap();
    let cases = vec![
        ("a key for encryption", key.sign(&claims(json!({}))), 401),
        ("a secret that everybody may read", under_secret, 401),
    ];
    check_all(cases, &issuer).await;
}

#[tokio::test]
async fn the_only_key_needs_no_name() {
    let key = KeyPair::p256("known");
    let issuer = Issuer::start(&[&key]).await;
    let nameless = key.sign_under(&json!({ "alg": "ES256" }), &claims(json!({})));
    check_all(vec![("no name", nameless, 200)], &issuer).await;
}

#[tokio::test]
async fn a_new_key_is_looked_up_and_an_old_one_is_not() {
    let (old, new) = (KeyPair::p256("old"), KeyPair::p256("new"));
    let issuer = Issuer::start(&[&old]).await;
    let server = start_with(&issuer, PATIENT).await;
    assert_eq!(issuer.n_requests(), 0);
    for _ in 0..3 {
        assert_eq!(ask(&server, &old.sign(&claims(json!({})))).await.0, 200);
    }
    assert_eq!(issuer.n_requests(), 1);
    issuer.publish(vec![old.jwk(), new.jwk()]);
    assert_eq!(ask(&server, &new.sign(&claims(json!({})))).await.0, 200);
    assert_eq!(ask(&server, &old.sign(&claims(json!({})))).await.0, 200);
    assert_eq!(issuer.n_requests(), 2);
    server.stop().await;
}

#[tokio::test]
async fn a_key_that_was_withdrawn_is_good_no_longer() {
    let (old, new) = (KeyPair::p256("old"), KeyPair::p256("new"));
    let issuer = Issuer::start(&[&old]).await;
    let server = start_with(&issuer, Refresh { interval: Duration::ZERO, max_age: Duration::ZERO }).await;
    let token = old.sign(&claims(json!({})));
    assert_eq!(ask(&server, &token).await.0, 200);
    // While nobody can be asked, it stays good.
    issuer.fail();
    assert_eq!(ask(&server, &token).await.0, 200);
    issuer.publish(vec![new.jwk()]);
    issuer.heal();
    assert_eq!(ask(&server, &token).await.0, 401);
    server.stop().await;
}

#[tokio::test]
async fn unknown_keys_cost_the_issuer_one_request_an_interval() {
    let known = KeyPair::p256("known");
    let issuer = Issuer::start(&[&known]).await;
    let server = start_with(&issuer, NEVER_AGAIN).await;
    for kid in ["a", "b", "c"] {
        let made_up = KeyPair::p256(kid).sign(&claims(json!({})));
        assert_eq!(ask(&server, &made_up).await, (401, "auth/rejected".to_owned()));
    }
    assert_eq!(ask(&server, &known.sign(&claims(json!({})))).await.0, 200);
    assert_eq!(issuer.n_requests(), 1);
    server.stop().await;
}

#[tokio::test]
async fn many_who_come_at_once_cost_the_issuer_one_request() {
    let known = KeyPair::p256("known");
    let issuer = Issuer::start(&[&known]).await;
    let server = start_with(&issuer, PATIENT).await;
    let gate = issuer.hold();
    let token = known.sign(&claims(json!({})));
    let url = format!("{}/v1/customers", server.url);
    let waiting: Vec<_> = (0..8).map(|_| tokio::spawn(answer(Client::new().get(&url).bearer_auth(&token)))).collect();
    gate.reached.notified().await;
    gate.open.notify_one();
    for asked in waiting {
        assert_eq!(asked.await.unwrap().status, 200);
    }
    assert_eq!(issuer.n_requests(), 1);
    server.stop().await;
}

#[tokio::test]
async fn whoever_hangs_up_does_not_stop_the_fetch() {
    let key = KeyPair::p256("known");
    let issuer = Issuer::start(&[&key]).await;
    let server = start_with(&issuer, NEVER_AGAIN).await;
    let gate = issuer.hold();
    let token = key.sign(&claims(json!({})));
    let request = Client::new().get(format!("{}/v1/customers", server.url)).bearer_auth(&token);
    tokio::select! {
        _ = answer(request) => panic!("answered without keys"),
        () = gate.reached.notified() => {}
    }
    gate.open.notify_one();
    assert_eq!(ask(&server, &token).await.0, 200);
    assert_eq!(issuer.n_requests(), 1);
    server.stop().await;
}

#[tokio::test]
async fn an_issuer_that_is_down_leaves_the_keys_that_were_had() {
    let (known, new) = (KeyPair::p256("known"), KeyPair::p256("new"));
    let issuer = Issuer::start(&[&known]).await;
    let server = start_with(&issuer, PATIENT).await;
    issuer.fail();
    // Nobody knows whether the token holds: signing in again would not help.
    let token = known.sign(&claims(json!({})));
    assert_eq!(ask(&server, &token).await, (503, "api/unavailable".to_owned()));
    issuer.heal();
    assert_eq!(ask(&server, &token).await.0, 200);
    issuer.fail();
    assert_eq!(ask(&server, &new.sign(&claims(json!({})))).await, (401, "auth/rejected".to_owned()));
    assert_eq!(ask(&server, &token).await.0, 200);
    server.stop().await;
}

#[tokio::test]
async fn a_key_may_come_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    for (key, stranger, another_algorithm) in
        [(KeyPair::rsa("a"), KeyPair::rsa("a"), 200), (KeyPair::p256("a"), KeyPair::p256("a"), 401)]
    {
        let server = start(from_file(&folder, &key.pem())).await.unwrap();
        assert_eq!(ask(&server, &key.sign(&claims(json!({})))).await.0, 200);
        // A file names no algorithm: any that fits the key will do.
        let rs512 = key.sign_under(&json!({ "alg": "RS512" }), &claims(json!({})));
        assert_eq!(ask(&server, &rs512).await.0, another_algorithm);
        assert_eq!(ask(&server, &stranger.sign(&claims(json!({})))).await.0, 401);
        assert_eq!(ask(&server, &key.sign(&claims(json!({ "iss": "https://evil.example" })))).await.0, 401);
        let confused = jsonwebtoken::EncodingKey::from_secret(key.pem().as_bytes());
        let confused = jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims(json!({})), &confused).unwrap();
        assert_eq!(ask(&server, &confused).await.0, 401);
        server.stop().await;
    }
    for rubbish in ["", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"] {
        let error = start(from_file(&folder, rubbish)).await.unwrap_err();
        assert!(matches!(error, Error::Tokens(_)), "{error:?}");
    }
    let missing = Config { token_key: Some(folder.path().join("nowhere.pem")), ..from_file(&folder, "") };
    assert!(matches!(start(missing).await.unwrap_err(), Error::TokenKey(..)));
}

fn from_file(folder: &tempfile::TempDir, pem: &str) -> Config {
    let file = folder.path().join("key.pem");
    std::fs::write(&file, pem).unwrap();
    Config { token_key: Some(file), token_issuer: Some(ISSUER.to_owned()), ..Config::default() }
}

#[tokio::test]
async fn the_audience_can_be_another() {
    let key = KeyPair::p256("known");
    let issuer = Issuer::start(&[&key]).await;
    let config =
        Config { token_jwks: Some(issuer.jwks.clone()), token_issuer: Some(ISSUER.to_owned()), ..Config::default() };
    let server = start(Config { token_audience: "api://offboarding".to_owned(), ..config }).await.unwrap();
    assert_eq!(ask(&server, &key.sign(&claims(json!({ "aud": "api://offboarding" })))).await.0, 200);
    assert_eq!(ask(&server, &key.sign(&claims(json!({})))).await.0, 401);
    server.stop().await;
}
