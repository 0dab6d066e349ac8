//! How every act on one item goes: intent, write, outcome.

use axum::Json;
use axum::http::StatusCode;
use offboarding_domain::api::{ItemOutcome, Outcome};
use partner_center::{Error as Upstream, Written};

use crate::error::Error;
use crate::journal::{ActId, Finality, Intent, Journal};
use crate::metrics;

/// 200 where the act was seen done, 202 where upstream took it on.
pub type ItemAnswer = (StatusCode, Json<ItemOutcome>);

/// Carries out one act.
pub async fn carry_out(
    journal: &Journal,
    intent: Intent<'_>,
    write: impl Future<Output = Result<Written, Upstream>>,
) -> Result<ItemAnswer, Error> {
    let act = journal.record_intent(&intent).await?;
    metrics::began(&intent.action);
    let Written { outcome, changes } = match write.await {
        Ok(written) => written,
        Err(error) => return Err(fail(journal, act, &intent, Error::of_write(error)).await?),
    };
    journal.record_outcome(act, &outcome, None, Finality::Final).await?;
    metrics::ended(&intent.action, &outcome);
    let status = if outcome == Outcome::Done { StatusCode::OK } else { StatusCode::ACCEPTED };
    Ok((status, Json(ItemOutcome { outcome, changes, correlation_id: intent.correlation_id.to_string() })))
}

/// Puts a failure on record, and hands it back.
async fn fail(journal: &Journal, act: ActId, intent: &Intent<'_>, error: Error) -> Result<Error, Error> {
    journal.record_outcome(act, &error.outcome(), Some(&error.code()), Finality::Final).await?;
    metrics::ended(&intent.action, &error.outcome());
    Ok(error)
}
