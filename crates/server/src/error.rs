//! Refusals and failures, and the one place where they become `application/problem+json`.
//!
//! The wire gets a status and a code, never prose or internals; the log gets the whole chain, once.

use std::error::Error as _;

use axum::Json;
use axum::http::header::{CONTENT_TYPE, ETAG, HeaderName, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use offboarding_domain::Denial;
use offboarding_domain::api::{Account, Code, Outcome, Problem, UpstreamRefusal};
use partner_center::{Error as Upstream, Refusal};

use crate::account::entity_tag;
use crate::auth::Scope;
use crate::{auth, correlation, journal};

/// Why a request was not answered as it wished.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// A malformed id, parameter, header or body.
    #[error("not in the contract: {0}")]
    Contract(String),
    /// No such path.
    #[error("no such path")]
    NoSuchPath,
    /// The path does not know this method.
    #[error("no such method")]
    NoSuchMethod,
    /// No token, or one that does not hold.
    #[error("caller not known")]
    Rejected(#[from] auth::Rejection),
    /// The token is for other pages.
    #[error("page not named by the token")]
    WrongOrigin,
    /// The token was not given for this.
    #[error("token without {0}")]
    MissingScope(Scope),
    /// The caller may not.
    #[error("caller may not: {0:?}")]
    Forbidden(Denial),
    /// The removal needs a token that was given for it a moment ago.
    #[error("token not given for the removal a moment ago")]
    StepUpRequired,
    /// The caller asks too often.
    #[error("too many requests, next in {retry_after_s} s")]
    RateLimited {
        /// When the next one is answered.
        retry_after_s: u32,
    },
    /// No such item.
    #[error("no such item")]
    NotFound,
    /// A header is missing that makes the write safe.
    #[error("{0} is missing")]
    MissingPrecondition(HeaderName),
    /// The name was not typed as it is, or the consequences were not acknowledged.
    #[error("not confirmed")]
    ConfirmationMismatch,
    /// An idempotency key came again with another request.
    #[error("idempotency key used for another request")]
    KeyReused,
    /// The removal is blocked.
    #[error("{} blockers", .0.blockers.len())]
    Blocked(Box<Account>),
    /// The facts changed since the caller saw them.
    #[error("facts changed")]
    Conflict(Box<Account>),
    /// The relationship was removed from here before.
    #[error("removed already")]
    AlreadyRemoved,
    /// A write was sent and no answer came; re-reading did not show it.
    #[error("outcome unknown")]
    UnknownOutcome(#[source] Upstream),
    /// Partner Center refused the removal, and nothing is known to block it.
    #[error("removal refused")]
    RemovalRefused(#[source] Upstream),
    /// Partner Center refused or failed.
    #[error("Partner Center")]
    Upstream(#[from] Upstream),
    /// The journal failed.
    #[error("journal")]
    Journal(#[from] journal::Error),
    /// A token could not be signed.
    #[error("tokens")]
    Tokens(#[from] auth::KeyError),
    /// A mistake of ours.
    #[error("panic")]
    Panic,
}

impl Error {
    /// A write that failed. Where no answer came, the outcome is unknown.
    pub fn of_write(error: Upstream) -> Self {
        match error {
            Upstream::UnknownOutcome(_) => Self::UnknownOutcome(error),
            error => Self::Upstream(error),
        }
    }

    /// The status and the code on the wire.
    pub fn status_and_code(&self) -> (StatusCode, Code) {
        use StatusCode as S;
        match self {
            Self::Contract(_) => (S::BAD_REQUEST, Code::ApiContract),
            Self::NoSuchPath => (S::NOT_FOUND, Code::ApiContract),
            Self::NoSuchMethod => (S::METHOD_NOT_ALLOWED, Code::ApiContract),
            // Nobody knows whether the token holds: another one would not help.
            Self::Rejected(auth::Rejection::NoKeys) => (S::SERVICE_UNAVAILABLE, Code::ApiUnavailable),
            Self::Rejected(_) => (S::UNAUTHORIZED, Code::AuthRejected),
            Self::WrongOrigin => (S::FORBIDDEN, Code::AuthWrongOrigin),
            Self::MissingScope(_) | Self::Forbidden(_) => (S::FORBIDDEN, Code::AuthForbidden),
            Self::StepUpRequired => (S::FORBIDDEN, Code::AuthStepUpRequired),
            Self::RateLimited { .. } => (S::TOO_MANY_REQUESTS, Code::ApiRateLimited),
            Self::NotFound => (S::NOT_FOUND, Code::StateNotFound),
            Self::MissingPrecondition(_) => (S::PRECONDITION_REQUIRED, Code::ConfigMissingPrecondition),
            Self::ConfirmationMismatch => (S::UNPROCESSABLE_ENTITY, Code::ActionConfirmationMismatch),
            Self::KeyReused => (S::UNPROCESSABLE_ENTITY, Code::ApiContract),
            Self::Blocked(_) => (S::CONFLICT, Code::StateBlocked),
            Self::Conflict(_) => (S::PRECONDITION_FAILED, Code::StateConflict),
            Self::AlreadyRemoved => (S::CONFLICT, Code::StateAlreadyRemoved),
            Self::UnknownOutcome(_) => (S::GATEWAY_TIMEOUT, Code::ActionUnknownOutcome),
            Self::RemovalRefused(_) => (S::BAD_GATEWAY, Code::UpstreamRefused),
            Self::Upstream(error) => upstream_status_and_code(error),
            Self::Journal(_) => (S::SERVICE_UNAVAILABLE, Code::ApiUnavailable),
            Self::Tokens(_) | Self::Panic => (S::INTERNAL_SERVER_ERROR, Code::InternalPanic),
        }
    }

    /// The code alone.
    pub fn code(&self) -> Code {
        self.status_and_code().1
    }

    /// How a write ended that ended like this.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::UnknownOutcome(error) | Self::Upstream(error) => error.outcome(),
            _ => Outcome::Refused,
        }
    }
}

fn upstream_status_and_code(error: &Upstream) -> (StatusCode, Code) {
    use StatusCode as S;
    match error {
        Upstream::NoRelationship(_) | Upstream::NotFound(_) => (S::NOT_FOUND, Code::StateNotFound),
        Upstream::Refused { refusal, .. } => match action_code(&refusal.code) {
            Some(code) => (S::CONFLICT, code),
            None => (S::BAD_GATEWAY, Code::UpstreamRefused),
        },
        Upstream::RateLimited { .. } => (S::TOO_MANY_REQUESTS, Code::ApiRateLimited),
        Upstream::UnknownOutcome(_) => (S::GATEWAY_TIMEOUT, Code::UpstreamFailed),
        Upstream::Unauthorized(_) | Upstream::Unreachable(_) | Upstream::Failed { .. } | Upstream::Contract { .. } => {
            (S::BAD_GATEWAY, Code::UpstreamFailed)
        }
        Upstream::NotSent(cause) => upstream_status_and_code(cause),
        Upstream::BadCursor => (S::BAD_REQUEST, Code::ApiContract),
    }
}

/// Microsoft's codes that say something about the act itself ("Error codes").
fn action_code(code: &str) -> Option<Code> {
    Some(match code {
        "900117" | "900213" => Code::ActionWindowClosed,
        "900115" | "27009" => Code::ActionDependency,
        "800019" | "800040" | "800061" | "800063" | "800077" | "800093" | "800096" | "900263" | "900321" => {
            Code::ActionNotCancellable
        }
        "2011" => Code::ActionAlreadyDone,
        _ => return None,
    })
}

fn refusal(error: &Error) -> Option<&Refusal> {
    let (Error::Upstream(upstream) | Error::UnknownOutcome(upstream) | Error::RemovalRefused(upstream)) = error else {
        return None;
    };
    // What is not found says no more: nobody can tell a stranger's customer from one that there is not.
    match upstream {
        Upstream::Unauthorized(refusal)
        | Upstream::Refused { refusal, .. }
        | Upstream::Failed { refusal: Some(refusal), .. } => Some(refusal),
        _ => None,
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, code) = self.status_and_code();
        log(&self, status, &code);
        let upstream =
            refusal(&self).map(|it| UpstreamRefusal { code: it.code.clone(), description: it.description.clone() });
        let retry_after = match &self {
            Self::RateLimited { retry_after_s } | Self::Upstream(Upstream::RateLimited { retry_after_s }) => {
                Some(*retry_after_s)
            }
            _ => None,
        };
        let entity_tag = match &self {
            Self::Blocked(account) | Self::Conflict(account) => HeaderValue::try_from(entity_tag(account)).ok(),
            _ => None,
        };
        let (blockers, account, denial) = match self {
            Self::Blocked(account) => (account.blockers.clone(), Some(account), None),
            Self::Conflict(account) => (Vec::new(), Some(account), None),
            Self::Forbidden(denial) => (Vec::new(), None, Some(denial)),
            Self::MissingScope(_) => (Vec::new(), None, Some(Denial::MissingScope)),
            _ => (Vec::new(), None, None),
        };
        let correlation_id = correlation::id().to_string();
        let status_number = status.as_u16();
        let problem =
            Problem { status: status_number, code, correlation_id, blockers, account, denial, upstream, retry_after };
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // The account comes along: so that it can be confirmed as it is now, its tag does too.
        if let Some(entity_tag) = entity_tag {
            headers.insert(ETAG, entity_tag);
        }
        if let Some(seconds) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

fn log(error: &Error, status: StatusCode, code: &Code) {
    let mut chain = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        chain = format!("{chain}: {cause}");
        source = cause.source();
    }
    match status.is_server_error() {
        true => tracing::error!(%code, error = chain, "failed"),
        false => tracing::info!(%code, error = chain, "refused"),
    }
}
