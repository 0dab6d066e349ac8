//! What an act on one item is answered with.

use axum::Json;
use axum::http::StatusCode;
use offboarding_domain::api::{ItemOutcome, Outcome};
use partner_center::{Call, Written};

/// 200 where the act was seen done, 202 where upstream took it on.
pub type ItemAnswer = (StatusCode, Json<ItemOutcome>);

/// Says what was read again.
pub fn answer(call: &Call<'_>, written: Written) -> ItemAnswer {
    let Written { outcome, changes } = written;
    let status = if outcome == Outcome::Done { StatusCode::OK } else { StatusCode::ACCEPTED };
    (status, Json(ItemOutcome { outcome, changes, correlation_id: call.correlation_id.to_string() }))
}
