//! How every act on one item goes: intent, write, outcome.

use offboarding_domain::Changes;
use partner_center::{Error as Upstream, Written, with_request_ids};

use crate::error::Error;
use crate::journal::{Ending, Finality, Intent, Journal};
use crate::metrics;

/// Carries out one act, on record before and after.
pub async fn carry_out(
    journal: &Journal,
    intent: Intent<'_>,
    write: impl Future<Output = Result<Written, Upstream>>,
) -> Result<Written, Error> {
    let act = journal.record_intent(&intent).await?;
    metrics::began(&intent.action);
    let (written, request_ids) = with_request_ids(write).await;
    let written = written.map_err(Error::of_write);
    let (outcome, code, after): (_, _, Option<&Changes>) = match &written {
        Ok(written) => (written.outcome.clone(), None, Some(&written.changes)),
        Err(error) => (error.outcome(), Some(error.code()), None),
    };
    let ending =
        Ending { outcome: &outcome, code: code.as_ref(), finality: Finality::Final, after, request_ids: &request_ids };
    journal.record_outcome(act, ending).await?;
    metrics::ended(&intent.action, &outcome);
    written
}
