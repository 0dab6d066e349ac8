//! What handlers ask a request for. Each refuses in the contract's words; the order of a handler's arguments is the
//! order of refusals.

use axum::body::Bytes;
use axum::extract::FromRequestParts;
use axum::http::header::{CONTENT_TYPE, HeaderName, IF_MATCH};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::error::Error;

/// The header that makes a write repeatable.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The header that says where a stream of events goes on.
pub const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The ids in the path.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        path.map(|it| Self(it.0)).map_err(|it| Error::Contract(it.body_text()))
    }
}

/// The parameters after the path.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let query = axum::extract::Query::from_request_parts(parts, state).await;
        query.map(|it| Self(it.0)).map_err(|it| Error::Contract(it.body_text()))
    }
}

/// The body of a write, read whole before its handler runs: so a body can be refused before the token is.
#[derive(Clone, Default)]
pub struct Buffered(pub Bytes);

/// A JSON body.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> Body<T> {
    /// The body, read; anything else than this JSON is refused.
    pub fn of(parts: &Parts) -> Result<Self, Error> {
        if !is_json(parts) {
            return Err(Error::Contract("the body is not application/json".to_owned()));
        }
        let body = parts.extensions.get::<Buffered>().cloned().unwrap_or_default();
        serde_json::from_slice(&body.0).map(Self).map_err(|it| Error::Contract(it.to_string()))
    }
}

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Body<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        Self::of(parts)
    }
}

fn is_json(parts: &Parts) -> bool {
    let content_type = parts.headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}

/// No body: whoever sends one means something that this call does not do.
pub struct NoBody;

impl<S: Sync> FromRequestParts<S> for NoBody {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        match parts.extensions.get::<Buffered>() {
            Some(body) if !body.0.is_empty() => Err(Error::Contract("this call takes no body".to_owned())),
            _ => Ok(Self),
        }
    }
}

/// What a write has to bring along. Asked for once the customer was found.
#[derive(Clone, Debug)]
pub struct Preconditions {
    if_match: Option<String>,
    idempotency_key: Option<String>,
}

impl Preconditions {
    /// Read from the headers; malformed ones are refused.
    pub fn of(parts: &Parts) -> Result<Self, Error> {
        let idempotency_key = text(parts, IDEMPOTENCY_KEY)?;
        if idempotency_key.as_ref().is_some_and(|it| it.is_empty() || it.len() > 200) {
            return Err(Error::Contract("the idempotency key has 1 to 200 characters".to_owned()));
        }
        Ok(Self { if_match: text(parts, IF_MATCH)?, idempotency_key })
    }

    /// The idempotency key, required for every write.
    pub fn idempotency_key(&self) -> Result<&str, Error> {
        self.idempotency_key.as_deref().ok_or(Error::MissingPrecondition(IDEMPOTENCY_KEY))
    }

    /// The entity tags that the caller has seen, required for the removal.
    pub fn if_match(&self) -> Result<&str, Error> {
        self.if_match.as_deref().ok_or(Error::MissingPrecondition(IF_MATCH))
    }
}

fn text(parts: &Parts, name: HeaderName) -> Result<Option<String>, Error> {
    let Some(value) = parts.headers.get(&name) else { return Ok(None) };
    let text = value.to_str().map_err(|_| Error::Contract(format!("{name} is not plain text")))?;
    Ok(Some(text.trim().to_owned()))
}

impl<S: Sync> FromRequestParts<S> for Preconditions {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        Self::of(parts)
    }
}
