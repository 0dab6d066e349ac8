//! Every path of the contract, one file a resource.
//!
//! A route is a handler whose last argument says what its caller must be free to do: no other handler fits into a
//! [`Route`]. Method and path stand above it, for the router and for the OpenAPI document alike.

mod customers;

mod item;

mod reservations;
mod software;
mod subscriptions;

mod removal;

mod operations;

mod activity;
mod relationship_request;

use std::fmt;

use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, MethodRouter, on};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{RefOr, Schema};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::auth::{Caller, Right, Scope};
use crate::error::Error;
use crate::idempotency::answer_once;
use crate::state::AppState;

/// One call of the contract.
pub struct Route {
    /// Its method.
    pub method: Method,
    /// Its path under `/v1`.
    pub path: String,
    /// The scope that a token needs for it.
    pub scope: Scope,
    /// What the OpenAPI document says of this call and of no other.
    pub(crate) operation: Operation,
    /// The schemas that it names.
    pub(crate) schemas: Vec<(String, RefOr<Schema>)>,
    handler: MethodRouter<AppState>,
    wrap: fn(MethodRouter<AppState>, AppState) -> MethodRouter<AppState>,
}

/// The arguments of a handler, of which the last is its caller.
pub trait Closed {
    /// What the caller must be free to do.
    type Right: Right;
}

macro_rules! closed {
    ($($argument:ident),*) => {
        impl<M, R: Right, $($argument),*> Closed for (M, $($argument,)* Caller<R>) {
            type Right = R;
        }
    };
}
closed!();
closed!(A);
closed!(A, B);
closed!(A, B, C);
closed!(A, B, C, D);

impl Route {
    /// Made by [`route!`], so that the annotation is that of the handler.
    fn new<H, T>((schemas, annotated, _): UtoipaMethodRouter<AppState>, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: Closed + 'static,
    {
        let (path, item) = annotated.paths.into_iter().next().expect("an annotation has a path");
        let operations = [(Method::GET, item.get), (Method::POST, item.post), (Method::PATCH, item.patch)];
        let (method, operation) = operations
            .into_iter()
            .find_map(|(method, operation)| Some((method, operation?)))
            .expect("the contract's methods are these three");
        let filter = MethodFilter::try_from(method.clone()).expect("axum knows these methods");
        Self {
            method,
            path,
            scope: Scope::of(T::Right::ACT),
            operation,
            schemas,
            handler: on(filter, handler),
            wrap: |router, state| router.route_layer(from_fn_with_state(state, answer_once::<T::Right>)),
        }
    }
}

/// The call that the annotation above this handler describes.
macro_rules! route {
    ($handler:ident) => {
        Route::new(utoipa_axum::routes!($handler), $handler)
    };
}
use route;

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.method, self.path, self.scope)
    }
}

/// All there are.
pub fn routes() -> Vec<Route> {
    [
        customers::routes(),
        subscriptions::routes(),
        reservations::routes(),
        software::routes(),
        removal::routes(),
        operations::routes(),
        activity::routes(),
        relationship_request::routes(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The routes under `/v1`; what they do not know is refused in the contract's words.
pub fn router(state: &AppState) -> Router<AppState> {
    let add = |router: Router<AppState>, it: Route| router.route(&it.path, (it.wrap)(it.handler, state.clone()));
    routes()
        .into_iter()
        .fold(Router::new(), add)
        .method_not_allowed_fallback(async || Error::NoSuchMethod)
        .fallback(async || Error::NoSuchPath)
}
