//! Acts on a subscription, and on an Azure subscription under a plan.

use axum::extract::State;
use axum::http::Method;
use offboarding_domain::api::{ActivityAction, SubscriptionPatch};
use offboarding_domain::{
    AzureSubscriptionId, Changes, CustomerId, Item, Subscription, SubscriptionAction, SubscriptionId,
};
use partner_center::{Call, Error as Upstream};

use super::Route;
use super::item::{ItemAnswer, answer};
use crate::act::carry_out;
use crate::auth::{Caller, CancelPurchase, ChangeSubscription};
use crate::error::Error;
use crate::journal::Intent;
use crate::request::{Body, NoBody, Path, Preconditions};
use crate::state::AppState;

pub fn routes() -> Vec<Route> {
    let (subscription, azure) = (
        "/customers/{customer_id}/subscriptions/{sid}",
        "/customers/{customer_id}/subscriptions/{sid}/azure-subscriptions/{eid}/cancellation",
    );
    vec![
        Route::new(Method::PATCH, subscription, change_subscription),
        Route::new(Method::POST, azure, cancel_azure_subscription),
    ]
}

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
