//! The token endpoint, as Entra has it: for the application alone, and for a user by a refresh token.
//!
//! The application proves who it is by its secret or by an assertion that its certificate's key signed.
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

use crate::certificate::{Certificate, Unproven};
use crate::partner::{Access, PARTNER_ID, Partner};
use crate::{CLIENT_ID, CLIENT_SECRET, Sandbox};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
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
    client_secret: Option<String>,
    client_assertion: Option<String>,
    client_assertion_type: Option<String>,
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
    if ![PARTNER_ID, "common", "organizations"].iter().any(|it| it.eq_ignore_ascii_case(&tenant)) {
        return Err(Denied::bad_request("invalid_request", 90_002, "The tenant was not found."));
    }
    wish.check_client(sandbox.certificate.as_ref(), &tenant)?;
    let is_for_retired_audience = wish.audience()? == RETIRED_RESOURCE;
    let partner = wish.partner()?;
    let token = format!("access.{}", Uuid::new_v4().simple());
    let expires_in = sandbox.token_lifetime_s;
    keep(&sandbox, &token, &Access { partner, is_for_retired_audience }, expires_in).await?;
    let refresh_token = wish.next_refresh_token().filter(|_| partner.role.is_some());
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

    /// By the secret, or by the certificate.
    fn check_client(&self, certificate: Option<&Certificate>, tenant: &str) -> Result<(), Denied> {
        let (secret, assertion) = (self.client_secret.as_deref(), self.client_assertion.as_deref());
        match (secret, assertion) {
            _ if !self.client_id.eq_ignore_ascii_case(CLIENT_ID) => Err(Denied::SECRET),
            (_, Some(_)) if self.client_assertion_type.as_deref() != Some(ASSERTION_TYPE) => Err(Denied::NO_PROOF),
            (_, Some(assertion)) => match certificate.map(|it| it.check(assertion, tenant)) {
                Some(checked) => Ok(checked?),
                None => Err(Unproven::Signature.into()),
            },
            (Some(CLIENT_SECRET), None) => Ok(()),
            (Some(_), None) => Err(Denied::SECRET),
            (None, None) => Err(Denied::NO_PROOF),
        }
    }

    /// Each time another one. The old one stays good: Entra does not take it back either.
    fn next_refresh_token(&self) -> Option<String> {
        let words = refresh_words(&self.refresh_token)?;
        Some(format!("refresh.{words}.{}", Uuid::new_v4()))
    }

    /// Whom a grant is for.
    fn partner(&self) -> Result<Partner, Denied> {
        match self.grant_type.as_str() {
            "client_credentials" => Ok(Partner { kind: PartnerKind::Direct, role: None }),
            "refresh_token" => {
                let user = refresh_words(&self.refresh_token).and_then(Partner::from_words);
                let invalid = || Denied::bad_request("invalid_grant", 70_000, "The refresh token is not valid.");
                user.filter(|it| it.role.is_some()).ok_or_else(invalid)
            }
            _ => Err(Denied::bad_request("unsupported_grant_type", 70_003, "The grant type is not supported.")),
        }
    }
}

/// `{kind of partner}.{role}`, between `refresh.` and what tells one refresh token from the other, which the first does
/// without: what a person's consent would have made.
fn refresh_words(token: &str) -> Option<&str> {
    let words = token.strip_prefix("refresh.")?;
    match words.rsplit_once('.') {
        Some((before, last)) if last.parse::<Uuid>().is_ok() => Some(before),
        _ => Some(words),
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
    const SECRET: Self = Self::unauthorized(7_000_215, "Invalid client secret provided.");
    const NO_PROOF: Self = Self::unauthorized(
        7_000_218,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );

    const fn unauthorized(code: u32, description: &'static str) -> Self {
        Self { status: StatusCode::UNAUTHORIZED, error: "invalid_client", code, description }
    }

    fn bad_request(error: &'static str, code: u32, description: &'static str) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error, code, description }
    }
}

impl From<Unproven> for Denied {
    fn from(unproven: Unproven) -> Self {
        let (code, description) = match unproven {
            Unproven::Signature => (700_027, "Client assertion failed signature validation."),
            Unproven::Time => (700_024, "Client assertion is not within its valid time range."),
            Unproven::Audience => (700_023, "Client assertion audience claim does not match Realm issuer."),
            Unproven::Application => {
                (700_021, "Client assertion application identifier doesn't match 'client_id' parameter.")
            }
        };
        Self::unauthorized(code, description)
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
