//! Tokens for whoever asks, and a page to play with: only on a loopback address, only where no keys were set up. Never
//! in production.

mod playground;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::routing::post;
use axum::{Json, Router};
use offboarding_domain::{Caller, PartnerKind, Role, Timestamp};
use serde::{Deserialize, Serialize};

use crate::auth::{Rejection, Scope};
use crate::config::is_loopback_host;
use crate::error::Error;
use crate::journal::now;
use crate::request::Query;
use crate::state::AppState;

/// As long as a token is young enough for the removal: whoever is given one here has nothing to step up with.
const LIFETIME_MS: i64 = 5 * 60 * 1000;

/// The partner that everyone belongs to here.
const PARTNER_ID: &str = "0f6f6662-6f61-4264-896e-672d64656d6f";

/// `POST /demo/token` and `GET /playground`.
pub fn router() -> Router<AppState> {
    Router::new().route("/demo/token", post(give_token)).merge(playground::router())
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Wish {
    #[serde(default = "admin_agent")]
    role: Role,
    #[serde(default = "direct")]
    partner_kind: PartnerKind,
    /// Words between spaces; a portal asks for as little as a page needs.
    #[serde(default = "every_scope")]
    scope: String,
}

fn admin_agent() -> Role {
    Role::AdminAgent
}

fn direct() -> PartnerKind {
    PartnerKind::Direct
}

fn every_scope() -> String {
    Scope::ALL.map(Scope::as_str).join(" ")
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Token {
    token: String,
    expires_at: String,
}

async fn give_token(
    State(state): State<AppState>,
    headers: HeaderMap,
    Query(wish): Query<Wish>,
) -> Result<Json<Token>, Error> {
    // A foreign page could have its own name point to this machine, and ask as if it were ours.
    if !is_asked_locally(&headers) {
        return Err(Rejection::Missing.into());
    }
    let expires = Timestamp(now().0 + LIFETIME_MS);
    let token = state.tokens.sign(&caller(&wish), &wish.scope, expires)?;
    let expires_at = jiff::Timestamp::from_millisecond(expires.0).expect("five minutes from now is a date");
    Ok(Json(Token { token, expires_at: expires_at.to_string() }))
}

fn is_asked_locally(headers: &HeaderMap) -> bool {
    let authority = headers.get(HOST).and_then(|it| Authority::try_from(it.as_bytes()).ok());
    authority.is_some_and(|it| is_loopback_host(it.host()))
}

fn caller(wish: &Wish) -> Caller {
    let user = match wish.role {
        Role::GlobalAdmin => "global.admin@partner.example",
        Role::AdminAgent => "admin.agent@partner.example",
        Role::SalesAgent => "sales.agent@partner.example",
        Role::HelpdeskAgent => "helpdesk.agent@partner.example",
    };
    Caller {
        partner_id: PARTNER_ID.to_owned(),
        user: user.to_owned(),
        role: wish.role,
        partner_kind: wish.partner_kind,
    }
}
