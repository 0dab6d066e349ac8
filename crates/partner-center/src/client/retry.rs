//! Sending a request until it is answered: what is safe to repeat is repeated, as long as the call's budget lasts.

use std::time::{Duration, Instant};

use backon::{BackoffBuilder, ExponentialBuilder};
use reqwest::header::AUTHORIZATION;
use reqwest::{Method, RequestBuilder};
use tokio::time::sleep;
use uuid::Uuid;

use super::request::{Answer, bearer, finish};
use super::{Call, PartnerCenter, sent};
use crate::{Error, Retry};

/// The wait that Microsoft asks for before a request may come again; `None` where nothing would change.
///
/// Reads are safe to ask again. A write is repeated where nothing was done (no connection, no token, too many requests)
/// or where its id keeps it from being done twice (no answer); never after 400, 401, 403, 404 or 409.
fn asked_wait(method: &Method, error: &Error) -> Option<Duration> {
    match error {
        Error::UnknownOutcome(_) | Error::Unreachable(_) | Error::NotSent(_) => Some(Duration::ZERO),
        Error::RateLimited { retry_after_s } => Some(Duration::from_secs((*retry_after_s).into())),
        Error::Failed { .. } if *method == Method::GET => Some(Duration::ZERO),
        _ => None,
    }
}

/// A request that may be sent several times.
struct Sending {
    is_write: bool,
    id: Uuid,
    /// Nobody knows whether the request with this id was done, and this is why.
    doubt: Option<Error>,
}

impl Sending {
    /// A new id after each answer; the same where none came, so that it is done once.
    fn sign(&mut self, request: &RequestBuilder, token: &str) -> Result<RequestBuilder, Error> {
        if self.doubt.is_none() {
            self.id = Uuid::new_v4();
            if self.is_write {
                sent::note(self.id);
            }
        }
        let attempt = request.try_clone().ok_or_else(|| Error::contract("a body that cannot be sent twice"))?;
        Ok(attempt.header(AUTHORIZATION, bearer(token)).header("MS-RequestId", self.id.to_string()))
    }
}

impl PartnerCenter {
    /// Sends a request, which carries everything but its token and its id, until it is answered. Where nobody knows what
    /// became of a write, no refusal that comes later tells either.
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
        let mut sending = Sending { is_write: *method != Method::GET, id: Uuid::nil(), doubt: None };
        loop {
            let error = match self.send(call, &request, &mut sending).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let asked = asked_wait(method, &error);
            let wait = asked.and_then(|asked| Some(waits.next()?.max(asked)));
            let wait = wait.filter(|it| Instant::now() + *it < deadline);
            let Some(wait) = wait else { return Err(sending.doubt.unwrap_or(error)) };
            tracing::warn!(error = &error as &dyn std::error::Error, ?wait, "partner center is asked again");
            metrics::counter!("partner_center_retries_total", "reason" => error.kind()).increment(1);
            if sending.is_write && error.is_in_doubt() {
                sending.doubt.get_or_insert(error);
            }
            sleep(wait).await;
        }
    }

    /// Sends it once, and once more with another token where that one was refused.
    async fn send(&self, call: &Call<'_>, request: &RequestBuilder, sending: &mut Sending) -> Result<Answer, Error> {
        let token = self.credentials.token(&self.http, call.caller, None).await?;
        match finish(sending.sign(request, &token)?).await {
            Err(Error::Unauthorized(_)) if self.credentials.can_renew() => {
                let renewed = self.credentials.token(&self.http, call.caller, Some(&token)).await?;
                finish(sending.sign(request, &renewed)?).await
            }
            ended => ended,
        }
    }
}
