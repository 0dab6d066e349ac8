//! Who is calling, and what they may do: a bearer token that the partner's portal signed for its user.
//!
//! A handler says what it needs by its last argument, a [`Caller`] with a right; `routes` takes no other handlers.

mod tokens;

mod claims;
mod keys;
mod published;

mod identity;
mod rights;

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, ORIGIN};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;

pub use identity::Identity;
pub use published::Refresh;
pub use rights::{CancelPurchase, ChangeSubscription, Read, RemoveRelationship, Right, RunOperation, Scope};
pub use tokens::{AUDIENCE, Error as KeyError, Expected, Rejection, Tokens};

use crate::error::Error;
use crate::state::AppState;

/// The part of a path that names a customer.
const CUSTOMER_ID: &str = "customer_id";

/// Who calls, proven by their token, and free to do what `R` names.
#[derive(Debug)]
pub struct Caller<R> {
    identity: Arc<Identity>,
    right: PhantomData<R>,
}

impl<R> Deref for Caller<R> {
    type Target = Identity;
    fn deref(&self) -> &Identity {
        &self.identity
    }
}

/// What a token proved, or why it proves nothing. Found out once, before anything else.
#[derive(Clone)]
pub struct Proof(pub Result<Arc<Identity>, Rejection>);

/// Middleware: reads the token, and leaves the refusal to the handler, whose arguments have an order.
pub async fn authenticate(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let proof = match bearer(request.headers()) {
        Some(token) => state.tokens.verify(token).await.map(Arc::new),
        None => Err(Rejection::Missing),
    };
    request.extensions_mut().insert(Proof(proof));
    next.run(request).await
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

impl<R: Right, S: Send + Sync> FromRequestParts<S> for Caller<R> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let Proof(proof) = parts.extensions.get().cloned().unwrap_or(Proof(Err(Rejection::Missing)));
        let identity = proof?;
        identity.check_origin(parts.headers.get(ORIGIN))?;
        identity.check_right(R::act(parts))?;
        if let Some(customer_id) = customer_of(parts, state).await {
            identity.check_customer(&customer_id)?;
        }
        Ok(Self { identity, right: PhantomData })
    }
}

async fn customer_of(parts: &mut Parts, state: &impl Sync) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, &state).await.ok()?;
    params.iter().find(|(name, _)| *name == CUSTOMER_ID).map(|(_, id)| id.to_owned())
}
