//! What was done for a customer, by whom, and how it ended: from the journal, also after the customer is gone.

use axum::Json;
use axum::extract::State;
use axum::http::Method;
use offboarding_domain::CustomerId;
use offboarding_domain::api::Activity;

use super::Route;
use crate::auth::{Caller, Read};
use crate::error::Error;
use crate::request::Path;
use crate::state::AppState;

pub fn routes() -> Vec<Route> {
    vec![Route::new(Method::GET, "/customers/{customer_id}/activity", show_activity)]
}

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
