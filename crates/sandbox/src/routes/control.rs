//! What no partner can ask Microsoft for: the time, and what the customer does in its own admin centre.

use axum::body::Bytes;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use super::body;
use crate::Sandbox;
use crate::refusal::Refusal;

pub(super) fn router() -> Router<Sandbox> {
    Router::new().route("/_sandbox/clock", get(tell_time).put(set_time))
}

/// `{"now": "2027-01-31T00:00:00Z"}`.
#[derive(Serialize, Deserialize)]
struct Time {
    now: jiff::Timestamp,
}

async fn tell_time(State(sandbox): State<Sandbox>) -> Result<Json<Time>, Refusal> {
    Ok(Json(Time { now: sandbox.store.read().await?.now() }))
}

async fn set_time(State(sandbox): State<Sandbox>, bytes: Bytes) -> Result<Json<Time>, Refusal> {
    let time: Time = body(&bytes)?;
    sandbox.store.set_now(time.now).await?;
    tell_time(State(sandbox)).await
}
