//! A certificate in the place of a client secret: each request for a token carries a statement that its key signed
//! ("Microsoft identity platform application authentication certificate credentials").

use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::Error;

/// RFC 7523, section 2.2.
pub(super) const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How long a statement holds; Entra advises five to ten minutes.
const LIFETIME_S: u64 = 5 * 60;

/// A certificate with its RSA key.
#[derive(Clone)]
pub struct Certificate {
    key: EncodingKey,
    /// SHA-256 of the certificate, which names it.
    thumbprint: String,
}

/// A file that is no certificate with its key.
#[derive(thiserror::Error, Debug)]
pub enum CertificateError {
    /// Not PEM.
    #[error("not PEM")]
    Pem(#[from] pem::PemError),
    /// One of the two is not in the file.
    #[error("no {0} in it")]
    Missing(&'static str),
    /// The key cannot sign.
    #[error("not an RSA key")]
    Key(#[source] jsonwebtoken::errors::Error),
}

impl Certificate {
    /// Reads both out of one PEM file: the first `CERTIFICATE`, and the first `PRIVATE KEY` or `RSA PRIVATE KEY`.
    pub fn from_pem(text: &[u8]) -> Result<Self, CertificateError> {
        let parts = pem::parse_many(text)?;
        let find = |tags: &[&str]| parts.iter().find(|it| tags.contains(&it.tag()));
        let certificate = find(&["CERTIFICATE"]).ok_or(CertificateError::Missing("CERTIFICATE"))?;
        let key = find(&["PRIVATE KEY", "RSA PRIVATE KEY"]).ok_or(CertificateError::Missing("PRIVATE KEY"))?;
        let key = EncodingKey::from_rsa_pem(pem::encode(key).as_bytes()).map_err(CertificateError::Key)?;
        let thumbprint = URL_SAFE_NO_PAD.encode(Sha256::digest(certificate.contents()));
        Ok(Self { key, thumbprint })
    }

    /// That whoever sends this is the application, to this token endpoint and once.
    pub(super) fn assertion(&self, client_id: &str, token_url: &str) -> Result<String, Error> {
        let now_s = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
        let header = Header { x5t_s256: Some(self.thumbprint.clone()), ..Header::new(Algorithm::PS256) };
        let claims = Claims {
            aud: token_url,
            iss: client_id,
            sub: client_id,
            jti: Uuid::new_v4().to_string(),
            nbf: now_s,
            iat: now_s,
            exp: now_s + LIFETIME_S,
        };
        let unsigned =
            |error| Error::Contract { what: "a certificate that cannot sign", source: Some(Box::new(error)) };
        jsonwebtoken::encode(&header, &claims, &self.key).map_err(unsigned)
    }
}

/// Keys never end up in a log.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate").field("thumbprint", &self.thumbprint).finish_non_exhaustive()
    }
}

#[derive(Serialize)]
struct Claims<'a> {
    aud: &'a str,
    iss: &'a str,
    sub: &'a str,
    jti: String,
    nbf: u64,
    iat: u64,
    exp: u64,
}
