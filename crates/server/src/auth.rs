//! Who is calling: a bearer token that the partner's portal signed for its user.
//!
//! A handler with [`Caller`] among its arguments is closed to everyone else.

use std::ops::Deref;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use offboarding_domain::{self as domain, Act, PartnerKind, Permission, Role, Timestamp};
use partner_center::Call;
use serde::{Deserialize, Serialize};

use crate::correlation;
use crate::error::Error;
use crate::state::AppState;

/// The audience that a token has to name.
pub const AUDIENCE: &str = "reseller-offboarding";

/// The claims of a token, besides the registered ones.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    /// The user principal name.
    sub: String,
    partner_id: String,
    partner_kind: PartnerKind,
    role: Role,
    aud: String,
    exp: i64,
}

/// Reads and signs tokens (HS256).
#[derive(Clone)]
pub struct Tokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

/// Why a token was not accepted.
#[derive(thiserror::Error, Debug)]
pub enum Rejection {
    /// There is no `Authorization: Bearer …`.
    #[error("no bearer token")]
    Missing,
    /// There is one that does not hold.
    #[error("token not accepted")]
    Invalid(#[from] jsonwebtoken::errors::Error),
    /// It holds and says nothing about who calls.
    #[error("token names nobody")]
    Anonymous,
}

impl Tokens {
    /// Tokens under this secret.
    pub fn new(secret: &[u8]) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "aud", "sub"]);
        validation.validate_nbf = true;
        Self { encoding: EncodingKey::from_secret(secret), decoding: DecodingKey::from_secret(secret), validation }
    }

    /// Who a token speaks for.
    pub fn verify(&self, token: &str) -> Result<domain::Caller, Rejection> {
        let claims = jsonwebtoken::decode::<Claims>(token, &self.decoding, &self.validation)?.claims;
        if claims.sub.trim().is_empty() || claims.partner_id.trim().is_empty() {
            return Err(Rejection::Anonymous);
        }
        Ok(domain::Caller {
            partner_id: claims.partner_id,
            user: claims.sub,
            role: claims.role,
            partner_kind: claims.partner_kind,
        })
    }

    /// A token for this caller.
    pub fn sign(&self, caller: &domain::Caller, expires: Timestamp) -> Result<String, Rejection> {
        let claims = Claims {
            sub: caller.user.clone(),
            partner_id: caller.partner_id.clone(),
            partner_kind: caller.partner_kind,
            role: caller.role,
            aud: AUDIENCE.to_owned(),
            exp: expires.0 / 1000,
        };
        Ok(jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encoding)?)
    }
}

/// Who calls, proven by their token.
#[derive(Clone, Debug)]
pub struct Caller(domain::Caller);

impl Caller {
    /// Goes on where the caller may, else refuses and says why not.
    pub fn may(&self, act: Act) -> Result<(), Error> {
        match domain::permission(&self.0, act) {
            Permission::Granted => Ok(()),
            Permission::Denied(denial) => Err(Error::Forbidden(denial)),
        }
    }

    /// The call upstream on behalf of this caller, under this request's id.
    pub fn call(&self) -> Call<'_> {
        Call { caller: &self.0, correlation_id: correlation::id() }
    }

    /// Who calls, by the headers of a request.
    pub fn of(parts: &Parts, tokens: &Tokens) -> Result<Self, Rejection> {
        let header = parts.headers.get(AUTHORIZATION).and_then(|it| it.to_str().ok());
        let (scheme, token) = header.and_then(|it| it.split_once(' ')).ok_or(Rejection::Missing)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Rejection::Missing);
        }
        tokens.verify(token.trim()).map(Self)
    }
}

impl Deref for Caller {
    type Target = domain::Caller;
    fn deref(&self) -> &domain::Caller {
        &self.0
    }
}

impl FromRequestParts<AppState> for Caller {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Error> {
        Ok(Self::of(parts, &state.tokens)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(user: &str) -> domain::Caller {
        domain::Caller {
            partner_id: "partner".to_owned(),
            user: user.to_owned(),
            role: Role::AdminAgent,
            partner_kind: PartnerKind::Direct,
        }
    }

    fn in_a_minute() -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_millisecond() + 60_000)
    }

    #[test]
    fn a_token_names_its_caller() {
        let tokens = Tokens::new(b"secret");
        let token = tokens.sign(&caller("ada@partner.example"), in_a_minute()).unwrap();
        assert_eq!(tokens.verify(&token).unwrap(), caller("ada@partner.example"));
    }

    #[test]
    fn tokens_that_do_not_hold_are_refused() {
        let tokens = Tokens::new(b"secret");
        let foreign = Tokens::new(b"another").sign(&caller("ada"), in_a_minute()).unwrap();
        let expired = tokens.sign(&caller("ada"), Timestamp(1_000_000)).unwrap();
        let anonymous = tokens.sign(&caller(" "), in_a_minute()).unwrap();
        for token in [foreign, expired, anonymous, String::new(), "x.y.z".to_owned()] {
            assert!(tokens.verify(&token).is_err(), "{token:?}");
        }
    }
}
