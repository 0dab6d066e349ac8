//! Refusals, in the four shapes that were seen.

use serde::Serializer;
use serde_json::Value;

use crate::Refusal;

wire! {
    /// A refusal: classic (`code`, `description`, `data`, `source`), of newer services (`message`, `errorName`, …),
    /// of throttling (`statusCode`, `message`) or of the token endpoint (`error`, `error_description`, …).
    pub struct ErrorBody {
        /// Text in the documents, a number in every real body.
        #[serde(serialize_with = "as_number")]
        code: String,
        description: String,
        data: Vec<String>,
        source: String,

        message: String,
        error_name: String,
        is_retryable: bool,
        parameters: Value,
        error_message_extended: String,

        status_code: u16,

        error: String,
        error_codes: Vec<String>,
        error_description: String,
        timestamp: String,
        trace_id: String,
        correlation_id: String,
    }
}

impl From<ErrorBody> for Refusal {
    fn from(body: ErrorBody) -> Self {
        let status = body.status_code.map(|it| it.to_string());
        Self {
            code: body.code.or(status).or(body.error).unwrap_or_default(),
            description: body.description.or(body.message).or(body.error_description).unwrap_or_default(),
            data: body.data.unwrap_or_default(),
            correlation_id: body.correlation_id.unwrap_or_default(),
        }
    }
}

/// Sent as a number, as the real service does.
fn as_number<S: Serializer>(code: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    match code.as_deref().map(|it| (it, it.parse::<u64>())) {
        Some((_, Ok(number))) => serializer.serialize_u64(number),
        Some((text, Err(_))) => serializer.serialize_str(text),
        None => serializer.serialize_none(),
    }
}
