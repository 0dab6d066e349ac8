//! Ending the relationship, and beginning it again.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use offboarding_domain::CustomerId;
use partner_center::wire::{Attributes, Customer, RelationshipRequest};
use serde::{Deserialize, Serialize};

use super::{body, tenant, word};
use crate::Sandbox;
use crate::audit::Operation;
use crate::partner::{PARTNER_ID, Partner};
use crate::refusal::Refusal;
use crate::store::{Work, is_reseller};
use crate::write::Write;

pub(super) fn router() -> Router<Sandbox> {
    Router::new().route("/customers/relationshiprequests", get(relationship_request))
}

/// What the customer does, in its own admin centre: no part of Microsoft's contract.
pub(super) fn customer_side() -> Router<Sandbox> {
    Router::new().route("/_sandbox/acceptances", post(accept_relationship))
}

/// Microsoft's relationships, in the order of their numbers.
const RELATIONSHIPS: [&str; 6] = ["unknown", "reseller", "advisor", "syndication", "microsoftsupport", "none"];

/// What a PATCH of a customer may ask for.
enum Change {
    RemoveRelationship,
    EndDelegatedAdministration,
}

pub(super) async fn change_customer(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path(id): Path<String>,
    write: Write,
) -> Result<Response, Refusal> {
    let id = tenant(&id)?;
    partner.require_removal()?;
    match Change::asked_for(&write.body()?)? {
        Change::RemoveRelationship => {
            let act = async |work: &mut Work| remove_relationship(&sandbox, work, &partner, &id).await;
            sandbox.write(&write, StatusCode::OK, act).await
        }
        Change::EndDelegatedAdministration => {
            let act = async |work: &mut Work| end_delegation(work, &partner, &id).await;
            sandbox.write(&write, StatusCode::OK, act).await
        }
    }
}

impl Change {
    /// Clients send the whole customer, an empty one, or just the member.
    fn asked_for(customer: &Customer) -> Result<Self, Refusal> {
        let relationship = customer.relationship_to_partner.as_deref().map(|it| word(it, &RELATIONSHIPS));
        match (relationship.as_deref(), customer.allow_delegated_access) {
            (Some("none"), _) => Ok(Self::RemoveRelationship),
            (None | Some("reseller"), Some(false)) => Ok(Self::EndDelegatedAdministration),
            _ => Err(Refusal::bad_request(3000, "A relationship can be set to none only.")),
        }
    }
}

async fn remove_relationship(
    sandbox: &Sandbox,
    work: &mut Work,
    partner: &Partner,
    id: &CustomerId,
) -> Result<Removed, Refusal> {
    let known = work.any_customer(id).await?.filter(is_reseller);
    let mut customer = known.ok_or_else(|| {
        Refusal::bad_request(3000, "The relationship between the partner and customer does not exist")
    })?;
    sandbox.end_relationship(work, id, &mut customer).await?;
    let new_value = r#"{"RelationshipToPartner":"none"}"#.to_owned();
    work.record(Some(partner), Operation::RemoveRelationship, id, &customer, new_value).await?;
    Ok(Removed::default())
}

async fn end_delegation(work: &mut Work, partner: &Partner, id: &CustomerId) -> Result<Customer, Refusal> {
    let mut customer = work.customer(id).await?;
    customer.allow_delegated_access = Some(false);
    work.save_customer(&customer, 0).await?;
    let new_value = r#"{"AllowDelegatedAccess":false}"#.to_owned();
    work.record(Some(partner), Operation::EndDelegatedAdministration, id, &customer, new_value).await?;
    Ok(customer)
}

/// The one answer that Microsoft prints in PascalCase, with every other member null.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Removed {
    id: Option<String>,
    commerce_id: Option<String>,
    company_profile: Option<String>,
    billing_profile: Option<String>,
    relationship_to_partner: &'static str,
    allow_delegated_access: Option<bool>,
    user_credentials: Option<String>,
    custom_domains: Option<Vec<String>>,
    associated_partner_id: Option<String>,
    attributes: RemovedAttributes,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct RemovedAttributes {
    object_type: &'static str,
}

impl Default for Removed {
    fn default() -> Self {
        Self {
            id: None,
            commerce_id: None,
            company_profile: None,
            billing_profile: None,
            relationship_to_partner: "none",
            allow_delegated_access: None,
            user_credentials: None,
            custom_domains: None,
            associated_partner_id: None,
            attributes: RemovedAttributes { object_type: "Customer" },
        }
    }
}

async fn relationship_request(partner: Partner) -> Result<Json<RelationshipRequest>, Refusal> {
    partner.require_user()?;
    let url = format!(
        "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId={PARTNER_ID}\
         &msppId=0&DAP=false#/BillingAccounts/partner-invitation"
    );
    Ok(Json(RelationshipRequest { url: Some(url), attributes: Some(Attributes::of("RelationshipRequest")) }))
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Acceptance {
    customer_id: String,
}

/// The customer comes back, without delegated administration. Accepting twice changes nothing.
async fn accept_relationship(State(sandbox): State<Sandbox>, bytes: Bytes) -> Result<Json<Customer>, Refusal> {
    let acceptance: Acceptance = body(&bytes)?;
    let id = tenant(&acceptance.customer_id)?;
    let mut work = sandbox.store.write().await?;
    let known = work.any_customer(&id).await?;
    let mut customer = known.ok_or_else(|| Refusal::not_found(60_003, "Tenant not found."))?;
    if !is_reseller(&customer) {
        customer.relationship_to_partner = Some("reseller".to_owned());
        customer.allow_delegated_access = Some(false);
        work.save_customer(&customer, 0).await?;
        let new_value = r#"{"RelationshipToPartner":"reseller"}"#.to_owned();
        work.record(None, Operation::AddCustomer, &id, &customer, new_value).await?;
    }
    work.commit().await?;
    Ok(Json(customer))
}
