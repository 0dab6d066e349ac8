//! How a write ended: told by what is read afterwards, not by how it was answered.

use std::time::{Duration, Instant};

use backon::{BackoffBuilder, ExponentialBuilder};
use offboarding_domain::Changes;
use offboarding_domain::api::Outcome;
use tokio::time::sleep;

use super::PartnerCenter;
use super::request::Answer;
use crate::Error;

/// Between two looks at what was only taken on.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// A write that was not refused. One that was, failed, or may have been done is an [`Error`]: its
/// [`outcome`](Error::outcome) says which.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// `done` where it was seen done, else `accepted`.
    pub outcome: Outcome,
    /// What was read afterwards; nothing where it could not be read.
    pub changes: Changes,
}

impl PartnerCenter {
    /// Reads what a write changed. What was taken on with a place to look at is read until it is done, as long as the
    /// call's budget lasts.
    pub(super) async fn look_again<R: Future<Output = Result<Changes, Error>>>(
        &self,
        written: Result<Answer, Error>,
        read: impl Fn() -> R,
        is_done: impl Fn(&Changes) -> bool,
    ) -> Result<Written, Error> {
        let (is_to_be_polled, doubt) = match written {
            Ok(answer) => (answer.is_to_be_polled(), None),
            Err(error) if error.is_in_doubt() => (false, Some(error)),
            Err(error) => return Err(error),
        };
        let deadline = Instant::now() + self.config.retry.budget;
        let waits = ExponentialBuilder::default().with_min_delay(self.config.retry.first_wait);
        let mut waits = waits.with_max_delay(LONGEST_WAIT).without_max_times().build();
        let is_seen = |read: &Result<Changes, Error>| read.as_ref().is_ok_and(&is_done);
        let mut now = read().await;
        while is_to_be_polled
            && !is_seen(&now)
            && let Some(wait) = waits.next().filter(|it| Instant::now() + *it < deadline)
        {
            sleep(wait).await;
            now = read().await;
        }
        match (now, doubt) {
            (Ok(changes), _) if is_done(&changes) => Ok(Written { outcome: Outcome::Done, changes }),
            (_, Some(error)) => Err(error),
            (Ok(changes), None) => Ok(Written { outcome: Outcome::Accepted, changes }),
            (Err(error), None) => {
                tracing::warn!(error = &error as &dyn std::error::Error, "not read again after a write");
                Ok(Written { outcome: Outcome::Accepted, changes: Changes::default() })
            }
        }
    }
}
