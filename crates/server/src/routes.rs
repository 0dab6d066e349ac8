//! Every path of the contract, one file a resource.

mod customers;

mod item;

mod reservations;
mod software;
mod subscriptions;

mod removal;

mod activity;
mod relationship_request;

use axum::Router;

use crate::error::Error;
use crate::state::AppState;

/// The routes under `/v1`; what they do not know is refused in the contract's words.
pub fn router() -> Router<AppState> {
    Router::new()
        .merge(customers::router())
        .merge(subscriptions::router())
        .merge(reservations::router())
        .merge(software::router())
        .merge(removal::router())
        .merge(activity::router())
        .merge(relationship_request::router())
        .method_not_allowed_fallback(async || Error::NoSuchMethod)
        .fallback(async || Error::NoSuchPath)
}
