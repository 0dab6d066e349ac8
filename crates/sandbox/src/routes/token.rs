//! The token endpoint, as Entra has it: for the application alone, and for a user by a refresh token.
//!
//! `POST /{tenant}/oauth2/token` takes a `resource`, `POST /{tenant}/oauth2/v2.0/token` a `scope`.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Form, Json, Router};
use offboarding_domain::PartnerKind;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::partner::{Access, PARTNER_ID, Partner};
use crate::{CLIENT_ID, CLIENT_SECRET, Sandbox};

const RESOURCE: &str = "https://api.partnercenter.microsoft.com";
const RETIRED_RESOURCE: &str = "https://graph.windows.net";

pub(super) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/{tenant}/oauth2/token", post(give_token))
        .route("/{tenant}/oauth2/v2.0/token", post(give_token))
}

#[derive(Deserialize)]
struct Wish {
    #[serde(default)]
    grant_type: String,
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    client_secret: String,
    #[serde(default)]
    refresh_token: String,
    resource: Option<String>,
    scope: Option<String>,
}

#[derive(Serialize)]
struct Given {
    token_type: &'static str,
    access_token: String,
    expires_in: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
}

async fn give_token(
    State(sandbox): State<Sandbox>,
    Path(tenant): Path<String>,
    Form(wish): Form<Wish>,
) -> Result<Json<Given>, Denied> {
    if ![PARTNER_ID, "common", "organizations"].contains(&tenant.as_str()) {
        return Err(Denied::bad_request("invalid_request", 90_002, "The tenant was not found."));
    }
    if wish.client_id != CLIENT_ID || wish.client_secret != CLIENT_SECRET {
        let denied = Denied::bad_request("invalid_client", 7_000_215, "The client secret is not valid.");
        return Err(Denied { status: StatusCode::UNAUTHORIZED, ..denied });
    }
    let is_for_retired_audience = wish.audience()? == RETIRED_RESOURCE;
    let partner = wish.partner()?;
    let token = format!("access.{}", Uuid::new_v4().simple());
    let expires_in = sandbox.token_lifetime_s;
    keep(&sandbox, &token, &Access { partner, is_for_retired_audience }, expires_in).await?;
    // The old one stays good: Entra does not take it back either.
    let refresh_token = partner.role.map(|_| wish.refresh_token);
    Ok(Json(Given { token_type: "Bearer", access_token: token, expires_in, refresh_token }))
}

impl Wish {
    fn audience(&self) -> Result<&str, Denied> {
        let named = self.resource.as_deref().or_else(|| Some(self.scope.as_deref()?.rsplit_once('/')?.0));
        let audience = named.map(|it| it.trim_end_matches('/'));
        let is_known = |it: &&str| [RESOURCE, RETIRED_RESOURCE].contains(it);
        let unknown = || Denied::bad_request("invalid_resource", 500_011, "The resource principal was not found.");
        audience.filter(is_known).ok_or_else(unknown)
    }

    /// A refresh token is `refresh.{kind of partner}.{role}` here: what a person's consent would have made.
    fn partner(&self) -> Result<Partner, Denied> {
        match self.grant_type.as_str() {
            "client_credentials" => Ok(Partner { kind: PartnerKind::Direct, role: None }),
            "refresh_token" => {
                let user = self.refresh_token.strip_prefix("refresh.").and_then(Partner::from_words);
                let invalid = || Denied::bad_request("invalid_grant", 70_000, "The refresh token is not valid.");
                user.filter(|it| it.role.is_some()).ok_or_else(invalid)
            }
            _ => Err(Denied::bad_request("unsupported_grant_type", 70_003, "The grant type is not supported.")),
        }
    }
}

async fn keep(sandbox: &Sandbox, token: &str, access: &Access, expires_in: u32) -> Result<(), sqlx::Error> {
    let mut work = sandbox.store.write().await?;
    work.give_access(token, access, expires_in).await?;
    work.commit().await
}

/// A refusal in Entra's own shape.
struct Denied {
    status: StatusCode,
    error: &'static str,
    code: u32,
    description: &'static str,
}

impl Denied {
    fn bad_request(error: &'static str, code: u32, description: &'static str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error, code, description }
    }
}

impl From<sqlx::Error> for Denied {
    fn from(error: sqlx::Error) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the sandbox's database failed");
        let failed = Self::bad_request("temporarily_unavailable", 90_033, "A transient error has occurred.");
        Self { status: StatusCode::SERVICE_UNAVAILABLE, ..failed }
    }
}

impl IntoResponse for Denied {
    fn into_response(self) -> Response {
        let Self { status, error, code, description } = self;
        let [trace, correlation] = [(); 2].map(|()| Uuid::new_v4().to_string());
        let body = json!({
            "error": error,
            "error_description": format!("AADSTS{code}: {description} Trace ID: {trace} Correlation ID: {correlation}"),
            "error_codes": [code],
            "timestamp": jiff::Timestamp::now().to_string(),
            "trace_id": trace,
            "correlation_id": correlation,
        });
        (status, Json(body)).into_response()
    }
}
