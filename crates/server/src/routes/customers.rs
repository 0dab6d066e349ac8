//! The list of customers, and one customer's account.

use axum::extract::State;
use axum::http::header::ETAG;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use offboarding_domain::CustomerId;
use offboarding_domain::api::CustomerPage;
use serde::Deserialize;

use crate::account::{entity_tag, read_account};
use crate::auth::Caller;
use crate::error::Error;
use crate::request::{Path, Query};
use crate::state::AppState;

pub fn router() -> Router<AppState> {
    Router::new().route("/customers", get(list_customers)).route("/customers/{id}", get(show_account))
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    search: String,
    cursor: Option<String>,
    #[serde(default = "default_size")]
    size: u32,
}

fn default_size() -> u32 {
    20
}

async fn list_customers(
    State(state): State<AppState>,
    Query(page): Query<Page>,
    caller: Caller,
) -> Result<Json<CustomerPage>, Error> {
    if !(1..=100).contains(&page.size) {
        return Err(Error::Contract("a page has 1 to 100 customers".to_owned()));
    }
    let cursor = page.cursor.as_deref().filter(|it| !it.is_empty());
    let page = state.partner_center.list_customers(&caller.call(), page.search.trim(), cursor, page.size).await?;
    Ok(Json(page))
}

async fn show_account(
    State(state): State<AppState>,
    Path(id): Path<CustomerId>,
    caller: Caller,
) -> Result<impl IntoResponse, Error> {
    let account = read_account(&state, &caller, &id).await?;
    Ok(([(ETAG, entity_tag(&account))], Json(account)))
}
