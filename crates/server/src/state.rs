//! What handlers work with: one value, cheap to clone.

use partner_center::PartnerCenter;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::auth::Tokens;
use crate::health::Upstream;
use crate::journal::Journal;
use crate::limits::Limits;
use crate::operations::Operations;
use crate::turns::Turns;
use crate::watch::Schedule;

/// What handlers work with.
#[derive(Clone)]
pub struct AppState {
    /// Upstream.
    pub partner_center: PartnerCenter,
    /// Whether it is there.
    pub upstream: Upstream,
    /// What was done.
    pub journal: Journal,
    /// What is done in many steps.
    pub operations: Operations,
    /// Who calls.
    pub tokens: Tokens,
    /// How often.
    pub limits: Limits,
    /// Whoever wants the same thing, one after the other.
    pub turns: Turns,
    /// When an accepted removal is looked at again.
    pub schedule: Schedule,
    /// Work that outlives its request; stopping waits for it.
    pub tasks: TaskTracker,
    /// Tells that the process was asked to end.
    pub ending: CancellationToken,
    /// Tells that work to stop where it can be taken up again.
    pub stopping: CancellationToken,
}
