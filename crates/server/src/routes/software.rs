//! Cancelling a software purchase, inside its window.

use axum::extract::State;
use offboarding_domain::api::{ActivityAction, ItemOutcome};
use offboarding_domain::{Changes, CustomerId, Item, OrderLineId, SoftwarePurchase};
use partner_center::{Call, Error as Upstream};

use super::item::{ItemAnswer, answer};
use super::{Route, route};
use crate::act::carry_out;
use crate::auth::{Caller, CancelPurchase};
use crate::error::Error;
use crate::journal::Intent;
use crate::request::{NoBody, Path, Preconditions};
use crate::state::AppState;

pub fn routes() -> Vec<Route> {
    vec![route!(cancel_software)]
}

/// Cancels a software purchase, inside its window
#[utoipa::path(
    post,
    path = "/customers/{customer_id}/software/{pid}/cancellation",
    params(("customer_id" = CustomerId, Path), ("pid" = OrderLineId, Path)),
    responses(
        (status = 200, description = "Seen done", body = ItemOutcome),
        (status = 202, description = "Partner Center took it on; not seen done yet", body = ItemOutcome),
    )
)]
async fn cancel_software(
    State(state): State<AppState>,
    Path((id, pid)): Path<(CustomerId, OrderLineId)>,
    _: NoBody,
    preconditions: Preconditions,
    caller: Caller<CancelPurchase>,
) -> Result<ItemAnswer, Error> {
    let call = caller.call();
    let before = read(&state, &call, &id, &pid).await?.ok_or(Error::NotFound)?;
    let idempotency_key = preconditions.idempotency_key()?;
    let known = Changes { software: vec![before.clone()], ..Changes::default() };
    let intent = Intent {
        caller: call.caller,
        customer_id: &id,
        correlation_id: call.correlation_id,
        action: ActivityAction::CancelSoftware,
        target: &before.name,
        item: Some(Item::Software(pid.clone())),
        idempotency_key,
        before: Some(&known),
    };
    let write = state.partner_center.cancel_software(&call, &id, &before);
    Ok(answer(&call, carry_out(&state.journal, intent, write).await?))
}

async fn read(
    state: &AppState,
    call: &Call<'_>,
    id: &CustomerId,
    pid: &OrderLineId,
) -> Result<Option<SoftwarePurchase>, Upstream> {
    let (_, software) = state.partner_center.purchases(call, id).await?;
    Ok(software.into_iter().find(|it| it.id == *pid))
}
