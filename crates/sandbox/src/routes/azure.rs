//! Azure subscriptions under a plan.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use offboarding_domain::CustomerId;
use partner_center::wire::{AzureEntitlement, Cancellation, Collection, Customer, fold};

use super::{azure_id, no_such_subscription, subscription_id, tenant};
use crate::Sandbox;
use crate::audit::Operation;
use crate::partner::Partner;
use crate::refusal::Refusal;
use crate::store::Work;
use crate::write::Write;

pub(super) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/customers/{id}/subscriptions/{sid}/azureentitlements", get(list_azure_subscriptions))
        .route("/customers/{id}/subscriptions/{sid}/azureentitlements/{eid}", get(get_azure_subscription))
        .route("/customers/{id}/subscriptions/{sid}/azureentitlements/{eid}/cancel", post(cancel_azure_subscription))
        .route(
            "/customers/{id}/subscriptions/{sid}/azureentitlements/{eid}/reactivate",
            post(reactivate_azure_subscription),
        )
}

type Ids = Path<(String, String, String)>;

async fn list_azure_subscriptions(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Path((id, plan)): Path<(String, String)>,
) -> Result<Json<Collection<AzureEntitlement>>, Refusal> {
    let (id, plan) = (tenant(&id)?, subscription_id(&plan)?);
    let mut work = sandbox.store.read().await?;
    customer(&mut work, &id).await?;
    work.subscription(&id, &plan).await?.ok_or_else(no_such_subscription)?;
    Ok(Json(Collection::of(work.azure_subscriptions(&id, &plan).await?)))
}

async fn get_azure_subscription(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Path((id, plan, azure)): Ids,
) -> Result<Json<AzureEntitlement>, Refusal> {
    let (id, plan, azure) = (tenant(&id)?, subscription_id(&plan)?, azure_id(&azure)?);
    let mut work = sandbox.store.read().await?;
    customer(&mut work, &id).await?;
    Ok(Json(work.azure_subscription(&id, &plan, &azure).await?.ok_or_else(no_such_entitlement)?))
}

/// The answer still says active, as Microsoft's does; whoever reads next sees it inactive.
async fn cancel_azure_subscription(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path((id, plan, azure)): Ids,
    write: Write,
) -> Result<Response, Refusal> {
    let (id, plan, azure) = (tenant(&id)?, subscription_id(&plan)?, azure_id(&azure)?);
    partner.require_write()?;
    let cancellation: Cancellation = write.body()?;
    let act = async |work: &mut Work| {
        let customer = customer(work, &id).await?;
        let before = work.azure_subscription(&id, &plan, &azure).await?.ok_or_else(no_such_entitlement)?;
        if cancellation.cancellation_reason.as_deref().map(fold).as_deref() != Some("compromise") {
            return Err(Refusal::bad_request(900_307, "The cancellation reason is not valid."));
        }
        let cancelled = AzureEntitlement { status: Some("inactive".to_owned()), ..before.clone() };
        let new_value = serde_json::to_string(&cancelled).unwrap_or_default();
        work.set_azure_inactive(&id, &azure, Some(sandbox.azure_after_s)).await?;
        work.record(Some(&partner), Operation::CancelAzureSubscription, &id, &customer, new_value).await?;
        Ok(before)
    };
    sandbox.write(&write, StatusCode::OK, act).await
}

/// Taken on at once; under a plan that is not in use nothing comes back.
async fn reactivate_azure_subscription(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path((id, plan, azure)): Ids,
    write: Write,
) -> Result<Response, Refusal> {
    let (id, plan, azure) = (tenant(&id)?, subscription_id(&plan)?, azure_id(&azure)?);
    partner.require_write()?;
    let act = async |work: &mut Work| {
        let customer = customer(work, &id).await?;
        let parent = work.subscription(&id, &plan).await?.ok_or_else(no_such_subscription)?;
        let before = work.azure_subscription(&id, &plan, &azure).await?.ok_or_else(no_such_entitlement)?;
        if before.status.as_deref() != Some("inactive") || parent.status.as_deref() != Some("active") {
            return Err(Refusal::bad_request(900_337, "The Azure subscription cannot be reactivated."));
        }
        let active = AzureEntitlement { status: Some("active".to_owned()), ..before };
        let new_value = serde_json::to_string(&active).unwrap_or_default();
        work.save_azure_subscriptions(&[(id.clone(), active)]).await?;
        work.set_azure_inactive(&id, &azure, None).await?;
        Ok(work.record(Some(&partner), Operation::ReactivateAzureSubscription, &id, &customer, new_value).await?)
    };
    sandbox.write(&write, StatusCode::ACCEPTED, act).await
}

/// Without a relationship these calls have a code of their own ("Cancel an Azure subscription").
async fn customer(work: &mut Work, id: &CustomerId) -> Result<Customer, Refusal> {
    work.customer(id).await.map_err(|refusal| match refusal.is_no_relationship() {
        true => Refusal::forbidden(900_159, "No relationship between caller and account."),
        false => refusal,
    })
}

fn no_such_entitlement() -> Refusal {
    Refusal::not_found(800_111, "Azure entitlement not found.")
}
