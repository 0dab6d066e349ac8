//! Refusals in the classic shape: a numeric code, a description, data and a source.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use partner_center::to_domain::Malformed;
use partner_center::wire::ErrorBody;

use crate::write::Answer;

/// The relationship cannot be removed yet. The code is this sandbox's own: Microsoft documents neither code nor status
/// for it, only the pattern of the description. Nobody should branch on it.
pub const REMOVAL_BLOCKED: u32 = 900_199;

const SOURCE: &str = "PartnerCenterSandbox";

/// A request that Partner Center does not fulfil.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    status: StatusCode,
    code: u32,
    description: String,
    data: Vec<String>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, code: u32, description: impl Into<String>) -> Self {
        Self { status, code, description: description.into(), data: Vec::new() }
    }

    pub(crate) fn bad_request(code: u32, description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, description)
    }

    pub(crate) fn forbidden(code: u32, description: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, description)
    }

    pub(crate) fn not_found(code: u32, description: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, description)
    }

    pub(crate) fn conflict(code: u32, description: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, description)
    }

    /// A body or a query that is not what the call takes.
    pub(crate) fn invalid_input(description: impl Into<String>) -> Self {
        Self::bad_request(800_002, description)
    }

    /// The answer to every call about a customer that is none of the partner's.
    pub(crate) fn no_relationship() -> Self {
        Self::forbidden(20_002, "No relationship between caller and account.")
    }

    pub(crate) fn is_no_relationship(&self) -> bool {
        self.code == 20_002
    }

    pub(crate) fn with_data(self, data: Vec<String>) -> Self {
        Self { data, ..self }
    }

    fn unexpected() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, 800_003, "An unexpected error occurred.")
    }
}

impl Refusal {
    /// In Microsoft's classic shape.
    pub(crate) fn answer(self) -> Answer {
        let body = ErrorBody {
            code: Some(self.code.to_string()),
            description: Some(self.description),
            data: Some(self.data),
            source: Some(SOURCE.to_owned()),
            ..ErrorBody::default()
        };
        let body = serde_json::to_string(&body).expect("texts and a list of them are JSON");
        Answer { status: self.status.as_u16(), body }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        self.answer().into_response()
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the sandbox's database failed");
        Self::unexpected()
    }
}

/// The sandbox wrote what it cannot read: a mistake of ours.
impl From<Malformed> for Refusal {
    fn from(malformed: Malformed) -> Self {
        tracing::error!(%malformed, "the sandbox's data is malformed");
        Self::unexpected()
    }
}

#[cfg(test)]
impl Refusal {
    pub(crate) fn status_and_code(&self) -> (u16, u32) {
        (self.status.as_u16(), self.code)
    }
}
