//! What no partner can ask Microsoft for: another time, and faults.

use axum::body::Bytes;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use super::body;
use crate::Sandbox;
use crate::faults::Rule;
use crate::refusal::Refusal;

pub(super) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/_sandbox/clock", get(tell_time).put(set_time))
        .route("/_sandbox/faults", get(list_faults).put(set_faults))
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

/// With how often each happened.
async fn list_faults(State(sandbox): State<Sandbox>) -> Json<Vec<Rule>> {
    Json(sandbox.faults.list())
}

/// In the place of those that were there, whose doings are over then.
async fn set_faults(State(sandbox): State<Sandbox>, bytes: Bytes) -> Result<Json<Vec<Rule>>, Refusal> {
    sandbox.faults.replace(body(&bytes)?);
    sandbox.faults.settle().await;
    Ok(list_faults(State(sandbox)).await)
}
