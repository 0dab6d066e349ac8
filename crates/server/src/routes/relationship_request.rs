//! The link that asks a customer for a relationship, new or again.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use offboarding_domain::api::RelationshipRequest;

use crate::auth::Caller;
use crate::error::Error;
use crate::state::AppState;

pub fn router() -> Router<AppState> {
    Router::new().route("/relationship-request", get(show_relationship_request))
}

async fn show_relationship_request(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<RelationshipRequest>, Error> {
    Ok(Json(state.partner_center.relationship_request(&caller.call()).await?))
}
