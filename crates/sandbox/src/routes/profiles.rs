//! Profiles and relationships: of the partner, and of a customer.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use offboarding_domain::PartnerKind;
use partner_center::wire::{
    Attributes, Collection, CompanyProfile, Link, Links, MpnProfile, PartnerRelationship, SupportProfile,
};
use serde::Deserialize;

use super::query::Query;
use super::tenant;
use crate::Sandbox;
use crate::partner::{PARTNER_MPN_ID, PARTNER_NAME, Partner, RESELLERS};
use crate::refusal::Refusal;

pub(super) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/profiles/support", get(support_profile))
        .route("/profiles/mpn", get(mpn_profile))
        .route("/customers/{id}/profiles/company", get(company_profile))
        .route("/customers/{id}/relationships", get(list_relationships))
}

async fn support_profile(partner: Partner) -> Result<Json<SupportProfile>, Refusal> {
    partner.require_user()?;
    Ok(Json(SupportProfile {
        email: Some("soporte@puentecloud.example".to_owned()),
        telephone: Some("+34 910 000 000".to_owned()),
        website: Some("https://puentecloud.example/soporte".to_owned()),
        profile_type: Some("SupportProfile".to_owned()),
        links: links("/profiles/support"),
        attributes: Some(Attributes::of("SupportProfile")),
    }))
}

#[derive(Deserialize)]
struct MpnQuery {
    mpn_id: Option<String>,
}

async fn mpn_profile(partner: Partner, Query(query): Query<MpnQuery>) -> Result<Json<MpnProfile>, Refusal> {
    partner.require_user()?;
    let wanted = query.mpn_id.as_deref().unwrap_or(PARTNER_MPN_ID);
    let resellers = RESELLERS.into_iter().map(|(_, mpn_id, name)| (mpn_id, name));
    let found = resellers.chain([(PARTNER_MPN_ID, PARTNER_NAME)]).find(|(mpn_id, _)| *mpn_id == wanted);
    let (mpn_id, name) = found.ok_or_else(|| {
        Refusal::not_found(3000, format!("Partner Organization with partner_id {wanted} could not be found"))
    })?;
    Ok(Json(MpnProfile {
        mpn_id: Some(mpn_id.to_owned()),
        partner_name: Some(name.to_owned()),
        profile_type: Some("MpnProfile".to_owned()),
        links: links("/profiles/mpn"),
        attributes: Some(Attributes::of("MpnProfile")),
    }))
}

async fn company_profile(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path(id): Path<String>,
) -> Result<Json<CompanyProfile>, Refusal> {
    let id = tenant(&id)?;
    partner.require_user()?;
    let customer = sandbox.store.read().await?.customer(&id).await?;
    Ok(Json(CompanyProfile {
        links: links(&format!("/customers/{id}/profiles/company")),
        attributes: Some(Attributes::of("CustomerCompanyProfile")),
        ..customer.company_profile.unwrap_or_default()
    }))
}

/// Of providers alone: direct partners are sent away, as they are by Microsoft.
async fn list_relationships(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path(id): Path<String>,
) -> Result<Json<Collection<PartnerRelationship>>, Refusal> {
    let id = tenant(&id)?;
    partner.require_user()?;
    if partner.kind != PartnerKind::IndirectProvider {
        return Err(Refusal::new(StatusCode::FORBIDDEN, 1002, "Authorization Failed"));
    }
    let customer = sandbox.store.read().await?.customer(&id).await?;
    let reseller = customer.associated_partner_id;
    let resellers = RESELLERS.into_iter().filter(|(tenant_id, ..)| reseller.as_deref() == Some(*tenant_id));
    let relationship = |(tenant_id, mpn_id, name): (&str, &str, &str)| PartnerRelationship {
        id: Some(tenant_id.to_owned()),
        name: Some(name.to_owned()),
        relationship_type: Some("is_indirect_cloud_solution_provider_of".to_owned()),
        mpn_id: Some(mpn_id.to_owned()),
        attributes: Some(Attributes::of("PartnerRelationship")),
        ..PartnerRelationship::default()
    };
    Ok(Json(Collection::of(resellers.map(relationship).collect())))
}

fn links(path: &str) -> Option<Links> {
    Some(Links::from([("self".to_owned(), Link::to(path.to_owned()))]))
}
