//! Acts on a subscription, and on an Azure subscription under a plan.

use axum::extract::State;
use offboarding_domain::api::{ActivityAction, ItemOutcome, SubscriptionPatch};
use offboarding_domain::{AzureSubscriptionId, CustomerId, Subscription, SubscriptionAction, SubscriptionId};
use partner_center::Call;

use super::item::{ItemAnswer, carry_out};
use super::{Route, route};
use crate::auth::{Caller, CancelPurchase, ChangeSubscription};
use crate::error::Error;
use crate::journal::Intent;
use crate::request::{Body, NoBody, Path, Preconditions};
use crate::state::AppState;

pub fn routes() -> Vec<Route> {
    vec![route!(change_subscription), route!(cancel_azure_subscription)]
}

/// Suspends, reactivates or cancels a subscription, or stops its renewal
///
/// Suspending and reactivating take the scope named here, the other two `offboarding:cancel`.
#[utoipa::path(
    patch,
    path = "/customers/{customer_id}/subscriptions/{sid}",
    params(("customer_id" = CustomerId, Path), ("sid" = SubscriptionId, Path)),
    request_body = SubscriptionPatch,
    responses(
        (status = 200, description = "Seen done", body = ItemOutcome),
        (status = 202, description = "Partner Center took it on; not seen done yet", body = ItemOutcome),
    )
)]
async fn change_subscription(
    State(state): State<AppState>,
    Path((id, sid)): Path<(CustomerId, SubscriptionId)>,
    Body(patch): Body<SubscriptionPatch>,
    preconditions: Preconditions,
    caller: Caller<ChangeSubscription>,
) -> Result<ItemAnswer, Error> {
    let call = caller.call();
    let subscription = read(&state, &call, &id, &sid).await?;
    preconditions.idempotency_key()?;
    let intent = Intent {
        caller: call.caller,
        customer_id: &id,
        correlation_id: call.correlation_id,
        action: activity(patch.action),
        target: &subscription.name,
    };
    let write = state.partner_center.change_subscription(&call, &id, &sid, patch.action);
    carry_out(&state.journal, intent, write).await
}

/// Cancels an Azure subscription under a plan
#[utoipa::path(
    post,
    path = "/customers/{customer_id}/subscriptions/{sid}/azure-subscriptions/{eid}/cancellation",
    params(("customer_id" = CustomerId, Path), ("sid" = SubscriptionId, Path), ("eid" = AzureSubscriptionId, Path)),
    responses(
        (status = 200, description = "Seen done", body = ItemOutcome),
        (status = 202, description = "Partner Center took it on; not seen done yet", body = ItemOutcome),
    )
)]
async fn cancel_azure_subscription(
    State(state): State<AppState>,
    Path((id, sid, eid)): Path<(CustomerId, SubscriptionId, AzureSubscriptionId)>,
    _: NoBody,
    preconditions: Preconditions,
    caller: Caller<CancelPurchase>,
) -> Result<ItemAnswer, Error> {
    let call = caller.call();
    let plan = read(&state, &call, &id, &sid).await?;
    let azure = plan.azure_subscriptions.iter().find(|it| it.id == eid).ok_or(Error::NotFound)?;
    preconditions.idempotency_key()?;
    let intent = Intent {
        caller: call.caller,
        customer_id: &id,
        correlation_id: call.correlation_id,
        action: ActivityAction::CancelAzureSubscription,
        target: &azure.name,
    };
    let write = state.partner_center.cancel_azure_subscription(&call, &id, &sid, &eid);
    carry_out(&state.journal, intent, write).await
}

async fn read(state: &AppState, call: &Call<'_>, id: &CustomerId, sid: &SubscriptionId) -> Result<Subscription, Error> {
    let subscriptions = state.partner_center.subscriptions(call, id, sid).await?;
    subscriptions.into_iter().find(|it| it.id == *sid).ok_or(Error::NotFound)
}

fn activity(action: SubscriptionAction) -> ActivityAction {
    match action {
        SubscriptionAction::Suspend => ActivityAction::SuspendSubscription,
        SubscriptionAction::Reactivate => ActivityAction::ReactivateSubscription,
        SubscriptionAction::Cancel => ActivityAction::CancelSubscription,
        SubscriptionAction::StopAutoRenew => ActivityAction::StopAutoRenew,
    }
}
