//! The list of customers, and one customer's account.

use axum::Json;
use axum::extract::State;
use axum::http::header::ETAG;
use axum::response::IntoResponse;
use offboarding_domain::CustomerId;
use offboarding_domain::api::{Account, Code, CustomerPage, CustomerSummary, Profile};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{Route, route};
use crate::account::{entity_tag, read_account};
use crate::auth::{Caller, Identity, Read};
use crate::error::Error;
use crate::request::{Path, Query};
use crate::state::AppState;

pub fn routes() -> Vec<Route> {
    vec![route!(list_customers), route!(show_account)]
}

/// A name that is not known is refused: with a mistyped `search`, everybody would be listed.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Page {
    /// How the customer's name begins, else its domain; everything without it.
    #[serde(default)]
    search: String,
    /// `next` of the page before.
    cursor: Option<String>,
    /// How many customers a page has.
    #[serde(default = "default_size")]
    #[param(minimum = 1, maximum = 100, default = 20)]
    size: u32,
}

fn default_size() -> u32 {
    20
}

/// The partner's customers, page by page
///
/// A token for one customer lists that one.
#[utoipa::path(
    get,
    path = "/customers",
    params(Page),
    responses((status = 200, description = "A page", body = CustomerPage))
)]
async fn list_customers(
    State(state): State<AppState>,
    Query(page): Query<Page>,
    caller: Caller<Read>,
) -> Result<Json<CustomerPage>, Error> {
    if !(1..=100).contains(&page.size) {
        return Err(Error::Contract("a page has 1 to 100 customers".to_owned()));
    }
    if let Some(id) = &caller.customer_id {
        return Ok(Json(list_only(&state, &caller, id, page.search.trim()).await?));
    }
    let cursor = page.cursor.as_deref().filter(|it| !it.is_empty());
    let page = state.partner_center.list_customers(&caller.call(), page.search.trim(), cursor, page.size).await?;
    Ok(Json(page))
}

/// The list of a token that knows one customer.
async fn list_only(state: &AppState, caller: &Identity, id: &CustomerId, search: &str) -> Result<CustomerPage, Error> {
    let profile = match state.partner_center.profile(&caller.call(), id).await.map_err(Error::from) {
        Err(error) if error.code() == Code::StateNotFound => return Ok(CustomerPage { items: Vec::new(), next: None }),
        read => read?,
    };
    let begins = |text: &str| text.to_lowercase().starts_with(&search.to_lowercase());
    let is_meant = begins(&profile.name) || begins(&profile.domain);
    let Profile { id, name, domain, relationship, .. } = profile;
    let items = is_meant.then_some(CustomerSummary { id, name, domain, relationship }).into_iter().collect();
    Ok(CustomerPage { items, next: None })
}

/// A customer: who it is, what it has, and what blocks the removal
///
/// The `ETag` covers the facts without the moment they were read: it is what the removal asks for in `If-Match`.
#[utoipa::path(
    get,
    path = "/customers/{customer_id}",
    params(("customer_id" = CustomerId, Path)),
    responses((status = 200, description = "The account", body = Account, headers(("ETag" = String))))
)]
async fn show_account(
    State(state): State<AppState>,
    Path(id): Path<CustomerId>,
    caller: Caller<Read>,
) -> Result<impl IntoResponse, Error> {
    let account = read_account(&state, &caller, &id).await?;
    Ok(([(ETAG, entity_tag(&account))], Json(account)))
}
