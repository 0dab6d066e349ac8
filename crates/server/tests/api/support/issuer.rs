//! A portal's own issuer: keys made for the test, published on a port of its own, and how often somebody asked.

use std::sync::{Arc, Mutex};

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeySize, PublicKey};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA512, RsaKeyPair,
};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::Gate;

/// So many seconds from now, as tokens count.
pub fn in_seconds(seconds: i64) -> i64 {
    jiff::Timestamp::now().as_second() + seconds
}

/// A key under a name.
pub struct KeyPair {
    kid: String,
    kind: Kind,
}

enum Kind {
    Rsa(RsaKeyPair),
    P256(EcdsaKeyPair),
}

impl KeyPair {
    pub fn rsa(kid: &str) -> Self {
        Self { kid: kid.to_owned(), kind: Kind::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).unwrap()) }
    }

    pub fn p256(kid: &str) -> Self {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
        Self { kid: kid.to_owned(), kind: Kind::P256(pair) }
    }

    fn algorithm(&self) -> &'static str {
        match self.kind {
            Kind::Rsa(_) => "RS256",
            Kind::P256(_) => "ES256",
        }
    }

    /// The public half, as it is published.
    pub fn jwk(&self) -> Value {
        let mut jwk = json!({ "kid": self.kid, "use": "sig", "alg": self.algorithm() });
        let parts = match &self.kind {
            Kind::Rsa(pair) => {
                let key: &PublicKey = pair.public_key();
                let exponent = base64url(key.exponent().big_endian_without_leading_zero());
                json!({ "kty": "RSA", "n": base64url(key.modulus().big_endian_without_leading_zero()), "e": exponent })
            }
            Kind::P256(pair) => {
                // 4, then both coordinates.
                let (x, y) = pair.public_key().as_ref()[1..].split_at(32);
                json!({ "kty": "EC", "crv": "P-256", "x": base64url(x), "y": base64url(y) })
            }
        };
        jwk.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
        jwk
    }

    /// The public half, as a file.
    pub fn pem(&self) -> String {
        let der = match &self.kind {
            Kind::Rsa(pair) => pair.public_key().as_der().unwrap().as_ref().to_vec(),
            Kind::P256(pair) => pair.public_key().as_der().unwrap().as_ref().to_vec(),
        };
        let lines: Vec<String> =
            STANDARD.encode(der).as_bytes().chunks(64).map(|it| String::from_utf8_lossy(it).into_owned()).collect();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", lines.join("\n"))
    }

    /// A token as the issuer writes it.
    pub fn sign(&self, claims: &Value) -> String {
        self.sign_under(&json!({ "alg": self.algorithm(), "typ": "JWT", "kid": self.kid }), claims)
    }

    /// A token that says otherwise of its key than is true.
    pub fn sign_under(&self, header: &Value, claims: &Value) -> String {
        let message = format!("{}.{}", base64url(header.to_string()), base64url(claims.to_string()));
        let random = SystemRandom::new();
        let signature = match &self.kind {
            Kind::P256(pair) => pair.sign(&random, message.as_bytes()).unwrap().as_ref().to_vec(),
            Kind::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                let encoding = if header["alg"] == "RS512" { &RSA_PKCS1_SHA512 } else { &RSA_PKCS1_SHA256 };
                pair.sign(encoding, &random, message.as_bytes(), &mut signature).unwrap();
                signature
            }
        };
        format!("{message}.{}", base64url(signature))
    }
}

pub fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What answers at the issuer's address.
#[derive(Clone)]
pub struct Issuer {
    /// The address of the keys.
    pub jwks: String,
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    keys: Vec<Value>,
    n_requests: usize,
    is_down: bool,
    gate: Option<Arc<Gate>>,
}

impl Issuer {
    pub async fn start(keys: &[&KeyPair]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let jwks = format!("http://{}/keys", listener.local_addr().unwrap());
        let issuer = Self { jwks, inner: Arc::default() };
        issuer.publish(keys.iter().map(|it| it.jwk()).collect());
        let app = Router::new().route("/keys", get(show_keys)).with_state(issuer.clone());
        tokio::spawn(axum::serve(listener, app).into_future());
        issuer
    }

    /// From now on publishes these.
    pub fn publish(&self, keys: Vec<Value>) {
        self.inner.lock().unwrap().keys = keys;
    }

    /// From now on fails.
    pub fn fail(&self) {
        self.inner.lock().unwrap().is_down = true;
    }

    /// Fails no more.
    pub fn heal(&self) {
        self.inner.lock().unwrap().is_down = false;
    }

    /// The next request waits at this gate.
    pub fn hold(&self) -> Arc<Gate> {
        let gate = Arc::new(Gate::default());
        self.inner.lock().unwrap().gate = Some(Arc::clone(&gate));
        gate
    }

    pub fn n_requests(&self) -> usize {
        self.inner.lock().unwrap().n_requests
    }
}

async fn show_keys(State(issuer): State<Issuer>) -> Response {
    let gate = {
        let mut inner = issuer.inner.lock().unwrap();
        inner.n_requests += 1;
        inner.gate.take()
    };
    if let Some(gate) = gate {
        gate.reached.notify_one();
        gate.open.notified().await;
    }
    let inner = issuer.inner.lock().unwrap();
    match inner.is_down {
        true => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        false => {
            ([(CONTENT_TYPE, "application/jwk-set+json")], json!({ "keys": inner.keys }).to_string()).into_response()
        }
    }
}
