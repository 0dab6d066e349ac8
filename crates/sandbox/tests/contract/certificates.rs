//! A certificate in the place of the secret: what its key signed, and what is refused.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::digest::{Algorithm as Digest, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use partner_center_sandbox::{CLIENT_ID, Error, Options, Sandbox};
use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256, SignatureAlgorithm};
use serde_json::{Value, json};
use tempfile::NamedTempFile;
use uuid::Uuid;

use crate::support::World;

const TENANT: &str = "7d1f6f0c-3f5e-4c55-9d7b-2f2c1c0a9e41";
const RESOURCE: &str = "https://api.partnercenter.microsoft.com";
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A certificate that its own key signed.
pub struct Pair {
    certificate: rcgen::Certificate,
    key: KeyPair,
}

impl Pair {
    pub fn new(algorithm: &'static SignatureAlgorithm) -> Self {
        let key = KeyPair::generate_for(algorithm).unwrap();
        let certificate =
            CertificateParams::new(["puentecloud.example".to_owned()]).unwrap().self_signed(&key).unwrap();
        Self { certificate, key }
    }

    /// As whoever exports both has it: the key first.
    pub fn file(&self) -> NamedTempFile {
        let file = NamedTempFile::new().unwrap();
        std::fs::write(file.path(), format!("{}{}", self.key.serialize_pem(), self.certificate.pem())).unwrap();
        file
    }

    fn thumbprint(&self, algorithm: &'static Digest) -> Option<String> {
        Some(URL_SAFE_NO_PAD.encode(digest(algorithm, self.certificate.der())))
    }

    fn header(&self) -> Header {
        Header { x5t_s256: self.thumbprint(&SHA256), ..Header::new(Algorithm::PS256) }
    }

    fn sign(&self, header: &Header, claims: &Value) -> String {
        let key = EncodingKey::from_rsa_pem(self.key.serialize_pem().as_bytes()).unwrap();
        encode(header, claims, &key).unwrap()
    }
}

impl World {
    async fn assert(&self, path: &str, assertion: &str) -> (u16, Value) {
        self.present(path, &[("client_assertion_type", ASSERTION_TYPE), ("client_assertion", assertion)]).await
    }

    async fn present(&self, path: &str, proof: &[(&str, &str)]) -> (u16, Value) {
        let form = [("grant_type", "client_credentials"), ("client_id", CLIENT_ID), ("resource", RESOURCE)];
        let encoded = |it: &(&str, &str)| format!("{}={}", it.0, it.1.replace(':', "%3A").replace('+', "%2B"));
        let body: Vec<_> = form.iter().chain(proof).map(encoded).collect();
        let request = self.http.post(format!("{}{path}", self.url)).body(body.join("&"));
        let response = request.header("content-type", "application/x-www-form-urlencoded").send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }
}

pub async fn world_with(pair: &Pair) -> World {
    let file = pair.file();
    World::with(Options { certificate: Some(file.path().to_owned()), ..Options::default() }).await
}

fn now_s() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// Good for ten minutes, made for this address.
fn claims(audience: &str) -> Value {
    let now = now_s();
    json!({
        "aud": audience, "iss": CLIENT_ID, "sub": CLIENT_ID, "jti": Uuid::new_v4().to_string(), "nbf": now, "exp": now + 600,
    })
}

const PATHS: [&str; 2] = ["/common/oauth2/token", "/common/oauth2/v2.0/token"];

#[tokio::test]
async fn what_the_certificates_key_signed_is_as_good_as_the_secret() {
    let pair = Pair::new(&PKCS_RSA_SHA256);
    let world = world_with(&pair).await;
    let sha1 = || pair.thumbprint(&SHA1_FOR_LEGACY_USE_ONLY);
    let headers = [
        pair.header(),
        Header { x5t: sha1(), ..pair.header() },
        Header { x5t: sha1(), ..Header::new(Algorithm::PS256) },
        Header { x5t: sha1(), ..Header::new(Algorithm::RS256) },
    ];
    for path in PATHS {
        for header in &headers {
            for audience in [
                format!("{}{path}", world.url),
                format!("https://login.microsoftonline.com{path}"),
                "https://login.microsoftonline.com/common/oauth2/v2.0/token".to_owned(),
                format!("https://gateway.example/entra{path}"),
            ] {
                let (status, given) = world.assert(path, &pair.sign(header, &claims(&audience))).await;
                assert_eq!(status, 200, "{header:?} {audience}: {given}");
                let token = given["access_token"].as_str().unwrap();
                let list = world.http.get(format!("{}/v1/customers", world.url)).bearer_auth(token);
                crate::support::answer(list).await.is(200, 0);
            }
        }
    }
    // The secret is good as well.
    let secret = [("client_secret", partner_center_sandbox::CLIENT_SECRET)];
    assert_eq!(world.present(PATHS[0], &secret).await.0, 200);
}

#[tokio::test]
async fn what_proves_nothing_is_refused_as_entra_does() {
    let (pair, other) = (Pair::new(&PKCS_RSA_SHA256), Pair::new(&PKCS_RSA_SHA256));
    let world = world_with(&pair).await;
    let good = || claims(&format!("{}{}", world.url, PATHS[0]));
    let with = |changes: Value| {
        let mut claims = good();
        claims.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        claims
    };
    let without = |name: &str| {
        let mut claims = good();
        claims.as_object_mut().unwrap().remove(name);
        claims
    };
    let signed = |claims: Value| pair.sign(&pair.header(), &claims);
    let (now, somebody) = (now_s(), Uuid::new_v4().to_string());
    let at = |host: &str, path: &str| json!({ "aud": format!("{host}{path}") });
    let rows = [
        ("another key", other.sign(&pair.header(), &good()), 700_027),
        ("another certificate", other.sign(&other.header(), &good()), 700_027),
        ("no thumbprint", pair.sign(&Header::new(Algorithm::PS256), &good()), 700_027),
        (
            "a second thumbprint, of another",
            pair.sign(&Header { x5t: other.thumbprint(&SHA1_FOR_LEGACY_USE_ONLY), ..pair.header() }, &good()),
            700_027,
        ),
        ("another algorithm", pair.sign(&Header { alg: Algorithm::RS512, ..pair.header() }, &good()), 700_027),
        ("no algorithm", with_algorithm("none", &signed(good()), ""), 700_027),
        ("no algorithm, signed", with_algorithm("none", &signed(good()), "x"), 700_027),
        ("the public key as a secret", with_hmac(&pair, &good()), 700_027),
        ("claims replaced", with_claims(&signed(good()), &with(json!({ "exp": now + 1200 }))), 700_027),
        ("no signature", signed(good()).rsplit_once('.').unwrap().0.to_owned() + ".", 700_027),
        ("no token", "x".to_owned(), 700_027),
        ("ended", signed(with(json!({ "exp": now - 400 }))), 700_024),
        ("not begun", signed(with(json!({ "nbf": now + 400 }))), 700_024),
        ("another tenant", signed(with(at(&world.url, "/organizations/oauth2/token"))), 700_023),
        ("the API", signed(with(json!({ "aud": RESOURCE }))), 700_023),
        ("another address", signed(with(at(&world.url, "/common/oauth2/token/info"))), 700_023),
        ("a path alone", signed(with(json!({ "aud": PATHS[0] }))), 700_023),
        ("another issuer", signed(with(json!({ "iss": somebody }))), 700_021),
        ("another subject", signed(with(json!({ "sub": somebody }))), 700_021),
        ("no end", signed(without("exp")), 700_027),
        ("no audience", signed(without("aud")), 700_027),
        ("no issuer", signed(without("iss")), 700_027),
    ];
    for (what, assertion, code) in rows {
        let (status, body) = world.assert(PATHS[0], &assertion).await;
        assert_eq!((status, &body["error"]), (401, &json!("invalid_client")), "{what}: {body}");
        assert_eq!(body["error_codes"], json!([code]), "{what}: {body}");
        let description = body["error_description"].as_str().unwrap();
        assert!(description.starts_with(&format!("AADSTS{code}: ")), "{what}: {description}");
    }
    let good = signed(good());
    let untyped = world.present(PATHS[0], &[("client_assertion", &good)]).await.1;
    assert_eq!(untyped["error_codes"], json!([7_000_218]));
    let nothing = world.present(PATHS[0], &[]).await.1;
    assert_eq!(nothing["error_codes"], json!([7_000_218]));
    let guess = world.present(PATHS[0], &[("client_secret", "guess")]).await.1;
    assert_eq!(guess["error_codes"], json!([7_000_215]));
    // Where no certificate is registered, none is known.
    let (status, body) = World::new().await.assert(&format!("/{TENANT}/oauth2/token"), &good).await;
    assert_eq!((status, &body["error_codes"]), (401, &json!([700_027])));
}

/// The header with another `alg`, and another signature.
fn with_algorithm(algorithm: &str, assertion: &str, signature: &str) -> String {
    let parts: Vec<_> = assertion.split('.').collect();
    let mut header: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[0]).unwrap()).unwrap();
    header["alg"] = json!(algorithm);
    format!("{}.{}.{signature}", URL_SAFE_NO_PAD.encode(header.to_string()), parts[1])
}

/// What a verifier accepts that takes the public key for the secret of an HMAC.
fn with_hmac(pair: &Pair, claims: &Value) -> String {
    let header = Header { alg: Algorithm::HS256, ..pair.header() };
    encode(&header, claims, &EncodingKey::from_secret(pair.certificate.pem().as_bytes())).unwrap()
}

fn with_claims(assertion: &str, claims: &Value) -> String {
    let parts: Vec<_> = assertion.split('.').collect();
    format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(claims.to_string()), parts[2])
}

#[tokio::test]
async fn a_file_without_an_rsa_certificate_is_none() {
    let elliptic = Pair::new(&PKCS_ECDSA_P256_SHA256).file();
    let key_alone = NamedTempFile::new().unwrap();
    std::fs::write(key_alone.path(), Pair::new(&PKCS_RSA_SHA256).key.serialize_pem()).unwrap();
    for file in [elliptic, key_alone, NamedTempFile::new().unwrap()] {
        let options = Options { certificate: Some(file.path().to_owned()), ..Options::default() };
        assert!(matches!(Sandbox::open(options).await, Err(Error::Certificate(_))));
    }
    let nowhere = Options { certificate: Some("/nowhere.pem".into()), ..Options::default() };
    assert!(matches!(Sandbox::open(nowhere).await, Err(Error::Certificate(_))));
}
