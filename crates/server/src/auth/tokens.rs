//! Whether a token holds: its signature, its issuer, whom it is for, and its time.

use jsonwebtoken::{Algorithm, EncodingKey, Header, Validation, decode, decode_header, encode};
use offboarding_domain::{self as domain, Timestamp};
use serde_json::json;

use super::claims::Claims;
use super::identity::Identity;
use super::keys::Key;
use super::published::{PublishedKeys, Refresh};
use crate::journal::now;

/// The audience that a token has to name, unless it was set up otherwise.
pub const AUDIENCE: &str = "reseller-offboarding";

/// How far the issuer's clock may be off.
const LEEWAY_S: u64 = 30;

/// Whom a token has to come from and whom it has to be for.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The issuer; where none is set up, any that has the key.
    pub issuer: Option<String>,
    /// The audience.
    pub audience: String,
}

impl Default for Expected {
    fn default() -> Self {
        Self { issuer: None, audience: AUDIENCE.to_owned() }
    }
}

/// Checks tokens and, with a secret, signs them.
#[derive(Clone)]
pub struct Tokens {
    keys: Keys,
    expected: Expected,
}

#[derive(Clone)]
enum Keys {
    Secret(Key, EncodingKey),
    Public(Key),
    Published(PublishedKeys),
}

/// Keys that cannot be used.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// The file holds something else.
    #[error("not a public key in PEM")]
    Pem,
    /// The issuer cannot be asked.
    #[error("no client for the issuer")]
    Client(#[from] reqwest::Error),
    /// Only a secret signs.
    #[error("token not signed")]
    Sign(#[from] jsonwebtoken::errors::Error),
    /// The key of the portal's tokens is the portal's.
    #[error("no secret to sign with")]
    NoSecret,
}

/// Why a token was not accepted.
#[derive(thiserror::Error, Clone, Debug)]
pub enum Rejection {
    /// There is no `Authorization: Bearer …`.
    #[error("no bearer token")]
    Missing,
    /// There is one that does not hold.
    #[error("token not accepted")]
    Invalid(#[from] jsonwebtoken::errors::Error),
    /// It was issued in the future.
    #[error("token of tomorrow")]
    NotYetIssued,
    /// It holds and says nothing about who calls.
    #[error("token names nobody")]
    Anonymous,
    /// It names a key that the issuer does not publish.
    #[error("token under an unknown key")]
    UnknownKey,
    /// The issuer's keys could not be read, and none were kept.
    #[error("no keys of the issuer's")]
    NoKeys,
}

impl Tokens {
    /// Tokens under a secret that portal and backend share (HS256).
    pub fn of_secret(secret: &[u8], expected: Expected) -> Self {
        Self { keys: Keys::Secret(Key::secret(secret), EncodingKey::from_secret(secret)), expected }
    }

    /// Tokens under the private half of this public key.
    pub fn of_pem(pem: &[u8], expected: Expected) -> Result<Self, Error> {
        Ok(Self { keys: Keys::Public(Key::pem(pem).ok_or(Error::Pem)?), expected })
    }

    /// Tokens under the keys that the issuer publishes at this address.
    pub fn of_issuer(address: String, refresh: Refresh, expected: Expected) -> Result<Self, Error> {
        Ok(Self { keys: Keys::Published(PublishedKeys::new(address, refresh)?), expected })
    }

    /// Who a token speaks for.
    pub async fn verify(&self, token: &str) -> Result<Identity, Rejection> {
        let header = decode_header(token)?;
        let key = match &self.keys {
            Keys::Secret(key, _) | Keys::Public(key) => key.clone(),
            Keys::Published(keys) => keys.find(header.kid.as_deref()).await?,
        };
        let validation = self.validation(&key);
        let claims = decode::<Claims>(token, &key.decoding, &validation)?.claims;
        let identity = claims.identity().ok_or(Rejection::Anonymous)?;
        let latest = Timestamp(now().0 + 1000 * LEEWAY_S.cast_signed());
        match identity.issued_at.is_some_and(|it| it > latest) {
            true => Err(Rejection::NotYetIssued),
            false => Ok(identity),
        }
    }

    fn validation(&self, key: &Key) -> Validation {
        // The key says what it is for; one that is for nothing accepts nothing.
        let mut validation = Validation { algorithms: key.algorithms.clone(), ..Validation::default() };
        validation.leeway = LEEWAY_S;
        validation.validate_nbf = true;
        validation.set_audience(&[&self.expected.audience]);
        let mut required = vec!["exp", "aud", "sub"];
        if let Some(issuer) = &self.expected.issuer {
            validation.set_issuer(&[issuer]);
            required.push("iss");
        }
        validation.set_required_spec_claims(&required);
        validation
    }

    /// A token for this caller and these scopes, from now on.
    pub fn sign(&self, caller: &domain::Caller, scope: &str, expires: Timestamp) -> Result<String, Error> {
        let Keys::Secret(_, key) = &self.keys else { return Err(Error::NoSecret) };
        let claims = json!({
            "aud": self.expected.audience,
            "sub": caller.user,
            "partner_id": caller.partner_id,
            "partner_kind": caller.partner_kind,
            "role": caller.role,
            "scope": scope,
            "iat": now().0 / 1000,
            "exp": expires.0 / 1000,
        });
        Ok(encode(&Header::new(Algorithm::HS256), &claims, key)?)
    }
}
