//! How a call to Partner Center can end badly: a variant for each thing that a caller can do something about.

use std::fmt;

use offboarding_domain::api::Outcome;

use crate::to_domain::Malformed;

/// A call to Partner Center that did not end well.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// The partner has no relationship with this customer (any more): 403 with 20002 or 900159.
    #[error("no reseller relationship with this customer: {0}")]
    NoRelationship(Refusal),
    /// 404.
    #[error("not found: {0}")]
    NotFound(Refusal),
    /// Any other 4xx.
    #[error("refused with status {status}: {refusal}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What Microsoft said.
        refusal: Refusal,
    },
    /// 401.
    #[error("credentials not accepted: {0}")]
    Unauthorized(Refusal),
    /// 429.
    #[error("too many requests, to be repeated in {retry_after_s} s")]
    RateLimited {
        /// When to try again.
        retry_after_s: u32,
    },
    /// What has to come before it failed, a token or a read: it was not sent.
    #[error("not sent")]
    NotSent(#[source] Box<Self>),
    /// There was no connection: nothing was sent.
    #[error("cannot be reached")]
    Unreachable(#[source] reqwest::Error),
    /// It was sent, and no whole answer came: a timeout or a reset. It may or may not have been done.
    #[error("no answer")]
    UnknownOutcome(#[source] reqwest::Error),
    /// 5xx.
    #[error("failed with status {status}")]
    Failed {
        /// The HTTP status.
        status: u16,
        /// What Microsoft said, where it said something.
        refusal: Option<Refusal>,
    },
    /// It answered, but not what the contract says.
    #[error("unexpected answer: {what}")]
    Contract {
        /// What was unexpected.
        what: &'static str,
        /// Why, where a parser says so.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// The cursor is not one of ours.
    #[error("not a cursor of this list")]
    BadCursor,
}

/// Microsoft's own words for a refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The error code; a number on the wire, mostly. Empty where there was none.
    pub code: String,
    /// The description, in English.
    pub description: String,
    /// Details: links, resources, or one string for each thing in the way.
    pub data: Vec<String>,
    /// `MS-CorrelationId` of the answer, which Microsoft's support asks for. Empty where there was none.
    pub correlation_id: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.description.trim_end_matches('.'))
    }
}

impl Error {
    /// How a write ended that ended like this and is not seen done: refused, failed before anything was done, or unknown.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::UnknownOutcome(_) | Self::Failed { .. } | Self::Contract { .. } => Outcome::UnknownOutcome,
            Self::Unreachable(_) | Self::NotSent(_) | Self::RateLimited { .. } | Self::Unauthorized(_) => {
                Outcome::Failed
            }
            Self::NoRelationship(_) | Self::NotFound(_) | Self::Refused { .. } | Self::BadCursor => Outcome::Refused,
        }
    }

    /// Whether a write that ended like this may have been done nevertheless.
    pub fn is_in_doubt(&self) -> bool {
        self.outcome() == Outcome::UnknownOutcome
    }

    /// Its kind in a word, for those who count.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::NoRelationship(_) => "no-relationship",
            Self::NotFound(_) => "not-found",
            Self::Refused { .. } => "refused",
            Self::Unauthorized(_) => "unauthorized",
            Self::RateLimited { .. } => "rate-limited",
            Self::NotSent(_) => "not-sent",
            Self::Unreachable(_) => "unreachable",
            Self::UnknownOutcome(_) => "no-answer",
            Self::Failed { .. } => "failed",
            Self::Contract { .. } => "contract",
            Self::BadCursor => "bad-cursor",
        }
    }

    pub(crate) fn contract(what: &'static str) -> Self {
        Self::Contract { what, source: None }
    }
}

impl From<Malformed> for Error {
    fn from(malformed: Malformed) -> Self {
        Self::contract(malformed.0)
    }
}
