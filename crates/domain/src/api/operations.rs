//! Many acts at once: what is asked for, and how far it is.

use serde::{Deserialize, Serialize};

use super::Code;
use crate::open_enum::open_enum;
use crate::{CustomerId, Goal, Step, Timestamp, Wait};

/// `POST /v1/operations`: the same for each of these customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OperationRequest {
    /// The customers, each with an operation of its own.
    pub customers: Vec<CustomerId>,
    /// What is to be reached.
    pub goal: Goal,
    /// Say what would be done, and do nothing.
    #[serde(default)]
    pub dry_run: bool,
}

/// The answer to it, in the order of the customers; and `GET /v1/operations`, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OperationList {
    /// The operations.
    pub items: Vec<Operation>,
}

/// One goal with one customer. `GET /v1/operations/{id}`, and each of its events with the steps that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Operation {
    /// Its name; none where nothing was begun.
    pub id: Option<String>,
    /// The customer.
    pub customer_id: CustomerId,
    /// What is to be reached.
    pub goal: Goal,
    /// Where it stands.
    pub state: OperationState,
    /// Why it stands there, where somebody may ask.
    pub code: Option<Code>,
    /// What is done, in order.
    pub steps: Vec<StepStatus>,
    /// What is waited for.
    pub waits: Vec<Wait>,
    /// Who began it.
    pub user: String,
    /// When.
    pub began_at: Timestamp,
    /// When anything of it changed last.
    pub changed_at: Timestamp,
    /// When it is looked at again, where it waits.
    pub due_at: Option<Timestamp>,
    /// Grows with every change.
    pub version: i64,
}

/// A step, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct StepStatus {
    /// Its place in the operation.
    pub number: i64,
    /// What is done.
    pub step: Step,
    /// Where it stands.
    pub state: StepState,
    /// Why not, where it did not end well.
    pub code: Option<Code>,
    /// Names the act in the journal and in upstream's logs.
    pub correlation_id: Option<String>,
}

open_enum! {
    /// Where an operation stands.
    pub enum OperationState {
        /// A dry run.
        Planned = "planned",
        /// Steps are being done.
        Running = "running",
        /// Looked at again at its time.
        Waiting = "waiting",
        /// Somebody paused it.
        Paused = "paused",
        /// Somebody stopped it.
        Stopped = "stopped",
        /// Everything that could be done was tried.
        Ended = "ended",
        /// Nothing blocks the removal any more: a person removes.
        Ready = "ready",
        /// It could not go on.
        Failed = "failed",
    }
}

impl OperationState {
    /// Nothing comes any more, unless somebody asks for it.
    pub fn is_over(&self) -> bool {
        !matches!(self, Self::Running | Self::Waiting | Self::Paused)
    }
}

open_enum! {
    /// Where a step stands.
    pub enum StepState {
        /// It waits for its turn, or for what comes before it to take effect.
        Queued = "queued",
        /// It is being done.
        Running = "running",
        /// Seen done.
        Done = "done",
        /// Upstream took it on; not seen done yet.
        Accepted = "accepted",
        /// Refused; nothing changed.
        Refused = "refused",
        /// It failed before anything changed.
        Failed = "failed",
        /// Nobody knows.
        UnknownOutcome = "unknown",
        /// It was not needed any more, or not wanted.
        Skipped = "skipped",
    }
}
