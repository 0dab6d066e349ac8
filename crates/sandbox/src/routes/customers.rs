//! The list of customers, and one of them.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use partner_center::read::read;
use partner_center::wire::{Collection, CompanyProfile, Customer, Filter, fold};
use serde::{Deserialize, Serialize};

use super::query::Query;
use super::seek::{links, sought};
use super::{OPERATORS, tenant, word};
use crate::Sandbox;
use crate::audit::Operation;
use crate::partner::Partner;
use crate::refusal::Refusal;
use crate::store::{Key, Place, Seek, Work};
use crate::write::Write;

/// Neither is documented.
const DEFAULT_SIZE: u32 = 100;
const MAX_SIZE: u32 = 500;

pub(super) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/customers", get(list_customers))
        .route("/customers/{id}", get(get_customer).patch(super::relationship::change_customer).delete(delete_customer))
}

#[derive(Deserialize)]
struct ListQuery {
    size: Option<String>,
    filter: Option<String>,
    seek_operation: Option<String>,
}

async fn list_customers(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Query(query): Query<ListQuery>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Collection<Customer>>, Refusal> {
    let (list, seek) = Listing::from_request(&query, &headers)?;
    let page = sandbox.store.read().await?.list_customers(list.key, &list.prefix, &seek, list.size).await?;
    let size = list.size;
    let links = Some(links((&uri, &headers), (list, size), &page));
    Ok(Json(Collection { links, ..Collection::of(page.items.into_iter().map(|(_, it)| in_list(it)).collect()) }))
}

async fn get_customer(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Path(id): Path<String>,
) -> Result<Json<Customer>, Refusal> {
    let id = tenant(&id)?;
    let customer = sandbox.store.read().await?.customer(&id).await?;
    Ok(Json(customer))
}

/// In Microsoft's own sandbox alone: the tenant goes with all that it has ("Delete a customer account from the
/// integration sandbox").
async fn delete_customer(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path(id): Path<String>,
    write: Write,
) -> Result<Response, Refusal> {
    let id = tenant(&id)?;
    if !sandbox.deletes_customers {
        return Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, 1000, "There is no such operation."));
    }
    partner.require_write()?;
    let act = async |work: &mut Work| {
        let customer = work.customer(&id).await?;
        sandbox.check_deletion(work, &id).await?;
        work.delete_customer(&id).await?;
        Ok(work.record(Some(&partner), Operation::DeleteCustomer, &id, &customer, String::new()).await?)
    };
    sandbox.write(&write, StatusCode::NO_CONTENT, act).await
}

/// Lists leave most of a customer out.
fn in_list(customer: Customer) -> Customer {
    let company = customer.company_profile.unwrap_or_default();
    Customer {
        id: customer.id,
        company_profile: Some(CompanyProfile { address: None, email: None, ..company }),
        relationship_to_partner: customer.relationship_to_partner,
        links: customer.links,
        attributes: customer.attributes,
        ..Customer::default()
    }
}

/// All that makes a list.
#[derive(Debug, Serialize, Deserialize)]
struct Listing {
    size: u32,
    key: Key,
    prefix: String,
}

impl Listing {
    fn from_request(query: &ListQuery, headers: &HeaderMap) -> Result<(Self, Seek<Place>), Refusal> {
        let size = query.size.as_deref().map(read_size).transpose()?;
        match &query.seek_operation {
            Some(operation) => {
                let (listing, seek): (Self, _) = sought(operation, headers)?;
                Ok((Self { size: size.unwrap_or(listing.size), ..listing }, seek))
            }
            None => Ok((Self::begun(query.filter.as_deref(), size.unwrap_or(DEFAULT_SIZE))?, Seek::First)),
        }
    }

    fn begun(filter: Option<&str>, size: u32) -> Result<Self, Refusal> {
        let Some(filter) = filter else { return Ok(Self { size, key: Key::Name, prefix: String::new() }) };
        let filter: Filter =
            read(filter.as_bytes()).map_err(|_| Refusal::bad_request(2000, "The filter is not valid."))?;
        if word(&filter.operator, &OPERATORS) != "startswith" {
            return Err(Refusal::bad_request(2000, "Customers are searched by how they start only: starts_with."));
        }
        let key = match fold(&filter.field).as_str() {
            "companyname" => Key::Name,
            "domain" => Key::Domain,
            _ => return Err(Refusal::bad_request(2000, "Customers are searched by CompanyName or Domain only.")),
        };
        Ok(Self { size, key, prefix: filter.value })
    }
}

/// 0 is everything.
fn read_size(text: &str) -> Result<u32, Refusal> {
    let size: u32 = text.parse().map_err(|_| Refusal::bad_request(2000, "The size is not valid."))?;
    Ok(size.min(MAX_SIZE))
}
