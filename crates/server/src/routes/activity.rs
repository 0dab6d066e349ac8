//! What was done for a customer, by whom, and how it ended: from the journal, also after the customer is gone.

use axum::Json;
use axum::extract::State;
use offboarding_domain::CustomerId;
use offboarding_domain::api::Activity;

use super::{Route, route};
use crate::auth::{Caller, Read};
use crate::error::Error;
use crate::request::Path;
use crate::state::AppState;

pub fn routes() -> Vec<Route> {
    vec![route!(show_activity)]
}

/// What was done for a customer, by whom, and how it ended
///
/// Newest first; also after the customer is gone.
#[utoipa::path(
    get,
    path = "/customers/{customer_id}/activity",
    params(("customer_id" = CustomerId, Path)),
    responses((status = 200, description = "The activity", body = Activity))
)]
async fn show_activity(
    State(state): State<AppState>,
    Path(id): Path<CustomerId>,
    caller: Caller<Read>,
) -> Result<Json<Activity>, Error> {
    let items = state.journal.activity(&caller.caller.partner_id, &id).await?;
    if items.is_empty() {
        // Nothing was done for it: then it has to be a customer, as everywhere else.
        state.partner_center.profile(&caller.call(), &id).await?;
    }
    Ok(Json(Activity { items }))
}
