//! Acts on a subscription, and on an Azure subscription under a plan.

use axum::extract::State;
use offboarding_domain::api::{ActivityAction, ItemOutcome, SubscriptionPatch};
use offboarding_domain::{
    AzureSubscriptionId, Changes, CustomerId, Item, Subscription, SubscriptionAction, SubscriptionId,
};
use partner_center::{Call, Error as Upstream};

use super::item::{ItemAnswer, answer};
use super::{Route, route};
use crate::act::carry_out;
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
    let before = read(&state, &call, &id, &sid).await?;
    let idempotency_key = preconditions.idempotency_key()?;
    let subscription = find(&before, &sid)?;
    let intent = Intent {
        caller: call.caller,
        customer_id: &id,
        correlation_id: call.correlation_id,
        action: activity(patch.action),
        target: &subscription.name,
        item: Some(Item::Subscription(sid.clone())),
        idempotency_key,
        before: Some(&before),
    };
    let write = state.partner_center.change_subscription(&call, &id, &sid, patch.action);
    Ok(answer(&call, carry_out(&state.journal, intent, write).await?))
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
    let before = read(&state, &call, &id, &sid).await?;
    let azure = find(&before, &sid)?.azure_subscriptions.iter().find(|it| it.id == eid).ok_or(Error::NotFound)?;
    let idempotency_key = preconditions.idempotency_key()?;
    let intent = Intent {
        caller: call.caller,
        customer_id: &id,
        correlation_id: call.correlation_id,
        action: ActivityAction::CancelAzureSubscription,
        target: &azure.name,
        item: Some(Item::AzureSubscription(sid.clone(), eid.clone())),
        idempotency_key,
        before: Some(&before),
    };
    let write = state.partner_center.cancel_azure_subscription(&call, &id, &sid, &eid);
    Ok(answer(&call, carry_out(&state.journal, intent, write).await?))
}

/// The subscription and its add-ons, which change with it.
async fn read(state: &AppState, call: &Call<'_>, id: &CustomerId, sid: &SubscriptionId) -> Result<Changes, Upstream> {
    let subscriptions = state.partner_center.subscriptions(call, id, sid).await?;
    Ok(Changes { subscriptions, ..Changes::default() })
}

fn find<'a>(read: &'a Changes, sid: &SubscriptionId) -> Result<&'a Subscription, Error> {
    read.subscriptions.iter().find(|it| it.id == *sid).ok_or(Error::NotFound)
}

fn activity(action: SubscriptionAction) -> ActivityAction {
    match action {
        SubscriptionAction::Suspend => ActivityAction::SuspendSubscription,
        SubscriptionAction::Reactivate => ActivityAction::ReactivateSubscription,
        SubscriptionAction::Cancel => ActivityAction::CancelSubscription,
        SubscriptionAction::StopAutoRenew => ActivityAction::StopAutoRenew,
    }
}
