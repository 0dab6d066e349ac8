//! How every act on one item goes: intent, write, read again, outcome.

use axum::Json;
use axum::http::StatusCode;
use offboarding_domain::Changes;
use offboarding_domain::api::{ItemOutcome, Outcome};
use partner_center::{Applied, Error as Upstream};

use crate::error::{Error, is_in_doubt};
use crate::journal::{ActId, Ending, Finality, Intent, Journal};

/// 200 where the act was seen done, 202 where upstream took it on.
pub type ItemAnswer = (StatusCode, Json<ItemOutcome>);

/// Carries out one act. It is done when `is_done` finds it in what was read again, and not before.
pub async fn carry_out(
    journal: &Journal,
    intent: Intent<'_>,
    write: impl Future<Output = Result<Applied, Upstream>>,
    read_again: impl Future<Output = Result<Changes, Upstream>>,
    is_done: impl FnOnce(&Changes) -> bool,
) -> Result<ItemAnswer, Error> {
    let act = journal.record_intent(&intent).await?;
    let doubt = match write.await {
        Ok(_) => None,
        Err(error) if is_in_doubt(&error) => Some(error),
        Err(error) => return Err(fail(journal, act, error.into(), None).await?),
    };
    let (outcome, changes) = match (read_again.await, doubt) {
        (Ok(changes), _) if is_done(&changes) => (Outcome::Done, changes),
        (read_again, Some(error)) => {
            return Err(fail(journal, act, Error::of_write(error), read_again.ok().as_ref()).await?);
        }
        (Ok(changes), None) => (Outcome::Accepted, changes),
        (Err(error), None) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "item not read again");
            (Outcome::Accepted, Changes::default())
        }
    };
    let ending = Ending { outcome: &outcome, code: None, finality: Finality::Final, after: Some(&changes) };
    journal.record_outcome(act, ending).await?;
    let status = if outcome == Outcome::Done { StatusCode::OK } else { StatusCode::ACCEPTED };
    Ok((status, Json(ItemOutcome { outcome, changes, correlation_id: intent.correlation_id.to_string() })))
}

/// Puts a failure on record, and hands it back.
async fn fail(journal: &Journal, act: ActId, error: Error, after: Option<&Changes>) -> Result<Error, Error> {
    let (outcome, code) = (error.outcome(), error.code());
    let ending = Ending { outcome: &outcome, code: Some(&code), finality: Finality::Final, after };
    journal.record_outcome(act, ending).await?;
    Ok(error)
}
