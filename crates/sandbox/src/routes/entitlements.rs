//! What a customer holds by its orders.

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use partner_center::wire::{Artifact, Collection, Entitlement, ReservationArtifact, fold};
use serde::Deserialize;

use super::query::Query;
use super::tenant;
use crate::Sandbox;
use crate::partner::Partner;
use crate::refusal::Refusal;

pub(super) fn router() -> Router<Sandbox> {
    let artifact = "/customers/{id}/artifacts/reservedinstance/groups/{order}/lineitems/{line}/resource/{resource}";
    Router::new().route("/customers/{id}/entitlements", get(list_entitlements)).route(artifact, get(get_artifact))
}

#[derive(Deserialize)]
struct ListQuery {
    entitlement_type: Option<String>,
    show_expiry: Option<String>,
}

async fn list_entitlements(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path(id): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Json<Collection<Entitlement>>, Refusal> {
    let id = tenant(&id)?;
    partner.require_user()?;
    let wanted = query.entitlement_type.as_deref().map(kind).transpose()?;
    let shows_expiry = query.show_expiry.is_some_and(|it| it.eq_ignore_ascii_case("true"));
    let mut work = sandbox.store.read().await?;
    work.customer(&id).await?;
    let mut entitlements = work.entitlements(&id).await?;
    entitlements.retain(|it| wanted.is_none_or(|kind| it.entitlement_type.as_deref() == Some(kind)));
    if !shows_expiry {
        entitlements.iter_mut().for_each(|it| it.expiry_date = None);
    }
    Ok(Json(Collection::of(entitlements)))
}

/// A reservation as Azure knows it: where an entitlement's artifact links to.
async fn get_artifact(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path((id, order, line, resource)): Path<(String, String, String, String)>,
) -> Result<Json<Artifact>, Refusal> {
    let id = tenant(&id)?;
    partner.require_user()?;
    let mut work = sandbox.store.read().await?;
    work.customer(&id).await?;
    let entitlements = work.entitlements(&id).await?;
    let is_it = |it: &&Entitlement| {
        let of_order = it.reference_order.as_ref().is_some_and(|it| {
            it.id.as_deref() == Some(order.as_str()) && it.line_item_id.as_deref() == Some(line.as_str())
        });
        let mut artifacts = it.entitled_artifacts.iter().flatten();
        of_order && artifacts.any(|it| it.resource_id.as_deref() == Some(resource.as_str()))
    };
    let found = entitlements.iter().find(is_it).ok_or_else(|| Refusal::not_found(1000, "Artifact not found."))?;
    let bought = work.order(&id, &order).await?.and_then(|it| it.creation_date);
    let is_cancelled = found.quantity == Some(0);
    let reservation = ReservationArtifact {
        reservation_id: Some(resource),
        scope_type: Some("Shared".to_owned()),
        quantity: found.quantity,
        expiry_date_time: found.expiry_date.clone(),
        effective_date_time: bought,
        provisioning_state: Some(if is_cancelled { "Cancelled" } else { "Created" }.to_owned()),
        ..ReservationArtifact::default()
    };
    Ok(Json(Artifact {
        kind: Some("virtual_machine_reserved_instance".to_owned()),
        reservations: Some(vec![reservation]),
    }))
}

/// The spelling on record of any spelling that Microsoft documents.
fn kind(text: &str) -> Result<&'static str, Refusal> {
    match fold(text).as_str() {
        "software" => Ok("software"),
        "reservedinstance" | "virtualmachinereservedinstance" => Ok("reservedinstance"),
        _ => Err(Refusal::invalid_input("The entitlement type is not valid.")),
    }
}
