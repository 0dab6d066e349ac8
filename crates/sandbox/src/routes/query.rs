//! A query, with its names in any case.

use axum::extract::{FromRequestParts, Query as Pairs};
use axum::http::request::Parts;
use partner_center::read::read_value;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::refusal::Refusal;

/// The parameters that a call knows.
pub(super) struct Query<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let invalid = || Refusal::bad_request(2000, "The query is not valid.");
        let pairs = Pairs::<Vec<(String, String)>>::try_from_uri(&parts.uri).map_err(|_| invalid())?;
        let members = pairs.0.into_iter().map(|(name, value)| (name, Value::from(value)));
        read_value(&members.collect()).map(Self).map_err(|_| invalid())
    }
}
