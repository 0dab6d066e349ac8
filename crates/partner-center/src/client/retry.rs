//! Sending a request until it is answered: what is safe to repeat is repeated, as long as the call's budget lasts.

use std::time::{Duration, Instant};

use backon::{BackoffBuilder, ExponentialBuilder};
use reqwest::header::AUTHORIZATION;
use reqwest::{Method, RequestBuilder};
use tokio::time::sleep;
use uuid::Uuid;

use super::request::{Answer, bearer, finish};
use super::{Call, PartnerCenter};
use crate::{Error, Retry};

/// What to do after a call that ended badly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Nothing will change it.
    GiveUp,
    /// With the same id, so that it is done once: nobody knows what became of it.
    Repeat,
    /// As a new request: it was answered, or never sent.
    Anew {
        /// What Microsoft asks to wait.
        wait_s: Option<u32>,
    },
}

/// Reads are safe to ask again. A write is repeated where nothing was done (no connection, too many requests) or where
/// its id keeps it from being done twice (no answer); never after 400, 401, 403, 404 or 409.
fn after(method: &Method, error: &Error) -> Next {
    match error {
        Error::UnknownOutcome(_) => Next::Repeat,
        Error::Unreachable(_) => Next::Anew { wait_s: None },
        Error::RateLimited { retry_after_s } => Next::Anew { wait_s: Some(*retry_after_s) },
        Error::Failed { .. } if *method == Method::GET => Next::Anew { wait_s: None },
        _ => Next::GiveUp,
    }
}

impl PartnerCenter {
    /// Sends a request, which carries everything but its token and its id.
    pub(super) async fn deliver(
        &self,
        call: &Call<'_>,
        method: &Method,
        request: RequestBuilder,
    ) -> Result<Answer, Error> {
        let Retry { attempts, first_wait, budget } = self.config.retry;
        let deadline = Instant::now() + budget;
        let backoff = ExponentialBuilder::default().with_min_delay(first_wait).with_jitter();
        let mut waits = backoff.with_max_times(attempts.saturating_sub(1)).build();
        let mut id = Uuid::new_v4();
        let mut rejected: Option<String> = None;
        loop {
            let token = self.credentials.token(&self.http, call.caller, rejected.as_deref()).await?;
            let attempt = request.try_clone().ok_or_else(|| Error::contract("a body that cannot be sent twice"))?;
            let error = match finish(
                attempt.header(AUTHORIZATION, bearer(&token)).header("MS-RequestId", id.to_string()),
            )
            .await
            {
                Ok(answer) => return Ok(answer),
                Err(Error::Unauthorized(_)) if rejected.is_none() && self.credentials.can_renew() => {
                    rejected = Some(token);
                    id = Uuid::new_v4();
                    continue;
                }
                Err(error) => error,
            };
            let next = after(method, &error);
            let Some(wait) = waits.next().filter(|_| next != Next::GiveUp) else { return Err(error) };
            let wait = match next {
                Next::Anew { wait_s: Some(asked_s) } => wait.max(Duration::from_secs(asked_s.into())),
                _ => wait,
            };
            if Instant::now() + wait >= deadline {
                return Err(error);
            }
            tracing::warn!(error = &error as &dyn std::error::Error, ?wait, "partner center is asked again");
            sleep(wait).await;
            if next != Next::Repeat {
                id = Uuid::new_v4();
            }
        }
    }
}
