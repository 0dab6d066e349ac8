//! What was done for a customer, by whom, and how it ended: from the journal, also after the customer is gone.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use offboarding_domain::CustomerId;
use offboarding_domain::api::Activity;

use crate::auth::Caller;
use crate::error::Error;
use crate::request::Path;
use crate::state::AppState;

pub fn router() -> Router<AppState> {
    Router::new().route("/customers/{id}/activity", get(show_activity))
}

async fn show_activity(
    State(state): State<AppState>,
    Path(id): Path<CustomerId>,
    caller: Caller,
) -> Result<Json<Activity>, Error> {
    let items = state.journal.activity(&caller.partner_id, &id).await?;
    Ok(Json(Activity { items }))
}
