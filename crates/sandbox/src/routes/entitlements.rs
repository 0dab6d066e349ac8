//! What a customer holds by its orders.

use axum::extract::{Path, Query, State};
use axum::routing::get;
use axum::{Json, Router};
use partner_center::wire::{Collection, Entitlement, fold};
use serde::Deserialize;

use super::tenant;
use crate::Sandbox;
use crate::partner::Partner;
use crate::refusal::Refusal;

pub(super) fn router() -> Router<Sandbox> {
    Router::new().route("/customers/{id}/entitlements", get(list_entitlements))
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(rename = "entitlementType", alias = "entitlementtype")]
    entitlement_type: Option<String>,
    #[serde(rename = "showExpiry", alias = "showexpiry")]
    show_expiry: Option<String>,
}

async fn list_entitlements(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Path(id): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Json<Collection<Entitlement>>, Refusal> {
    let id = tenant(&id)?;
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

/// The spelling on record of any spelling that Microsoft documents.
fn kind(text: &str) -> Result<&'static str, Refusal> {
    match fold(text).as_str() {
        "software" => Ok("software"),
        "reservedinstance" | "virtualmachinereservedinstance" => Ok("reservedinstance"),
        _ => Err(Refusal::invalid_input("The entitlement type is not valid.")),
    }
}
