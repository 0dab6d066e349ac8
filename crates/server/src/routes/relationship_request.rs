//! The link that asks a customer for a relationship, new or again.

use axum::Json;
use axum::extract::State;
use offboarding_domain::api::RelationshipRequest;

use super::{Route, route};
use crate::auth::{Caller, Read};
use crate::error::Error;
use crate::state::AppState;

pub fn routes() -> Vec<Route> {
    vec![route!(show_relationship_request)]
}

/// The link that asks a customer for a relationship, new or again
#[utoipa::path(
    get,
    path = "/relationship-request",
    responses((status = 200, description = "The link", body = RelationshipRequest))
)]
async fn show_relationship_request(
    State(state): State<AppState>,
    caller: Caller<Read>,
) -> Result<Json<RelationshipRequest>, Error> {
    Ok(Json(state.partner_center.relationship_request(&caller.call()).await?))
}
