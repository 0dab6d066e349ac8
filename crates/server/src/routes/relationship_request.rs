//! The link that asks a customer for a relationship, new or again.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use offboarding_domain::api::RelationshipRequest;

use super::Route;
use crate::auth::{Caller, Read};
use crate::error::Error;
use crate::state::AppState;

pub fn routes() -> Vec<Route> {
    vec![Route::new(Method::GET, "/relationship-request", show_relationship_request)]
}

async fn show_relationship_request(
    State(state): State<AppState>,
    caller: Caller<Read>,
) -> Result<Json<RelationshipRequest>, Error> {
    Ok(Json(state.partner_center.relationship_request(&caller.call()).await?))
}
