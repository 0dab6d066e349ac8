//! Every path of the contract, one file a resource.
//!
//! A route is a method, a path and a handler whose last argument says what its caller must be free to do: no other
//! handler fits into a [`Route`].

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

use crate::auth::{Caller, Right, Scope};
use crate::error::Error;
use crate::idempotency::answer_once;
use crate::state::AppState;

/// One call of the contract.
pub struct Route {
    /// Its method.
    pub method: Method,
    /// Its path under `/v1`.
    pub path: &'static str,
    /// The scope that a token needs for it.
    pub scope: Scope,
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
    fn new<H, T>(method: Method, path: &'static str, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: Closed + 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).expect("a method of the contract is one that axum knows");
        Self {
            method,
            path,
            scope: Scope::of(T::Right::ACT),
            handler: on(filter, handler),
            wrap: |router, state| router.route_layer(from_fn_with_state(state, answer_once::<T::Right>)),
        }
    }
}

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
    let add = |router: Router<AppState>, it: Route| router.route(it.path, (it.wrap)(it.handler, state.clone()));
    routes()
        .into_iter()
        .fold(Router::new(), add)
        .method_not_allowed_fallback(async || Error::NoSuchMethod)
        .fallback(async || Error::NoSuchPath)
}
