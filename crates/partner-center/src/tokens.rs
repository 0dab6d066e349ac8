//! Access tokens for Partner Center: of the application for a user who consented once (the secure application model),
//! or of the application alone.

mod certificate;
mod kept;

use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use reqwest::{Client, StatusCode};
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::{Error, Refusal};

pub use certificate::{Certificate, CertificateError};

/// A token that is about to end is not sent any more: a request takes a while.
const MARGIN: Duration = Duration::from_secs(5 * 60);

/// The application as it is registered, and the user's consent.
#[derive(Clone)]
pub struct Registration {
    /// The token endpoint, such as `https://login.microsoftonline.com/{tenant}/oauth2/token`; one of version 2.0 is asked
    /// for a scope in place of a resource.
    pub token_url: String,
    /// What tokens are asked for: [`RESOURCE`](Self::RESOURCE), or another cloud's Partner Center.
    pub resource: String,
    /// The application's id.
    pub client_id: String,
    /// How it proves that it is the application.
    pub proof: Proof,
    /// What the user's consent left; without it the application calls for itself, and can neither read reservations nor
    /// remove a relationship.
    pub refresh_token: Option<String>,
    /// The file that keeps the refresh token as it is renewed; without it the renewed one goes with the process.
    pub kept_in: Option<PathBuf>,
}

/// How an application proves that it is the one that is registered.
#[derive(Clone)]
pub enum Proof {
    /// By a secret that it shares with Entra.
    Secret(String),
    /// By the key of a certificate that Entra knows.
    Certificate(Certificate),
}

impl Registration {
    /// Partner Center in the global cloud and in that of the US government ("Partner Center REST URLs").
    pub const RESOURCE: &str = "https://api.partnercenter.microsoft.com";
}

/// Secrets never end up in a log.
impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration")
            .field("token_url", &self.token_url)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// Gives the token in hand, and asks for the next one before that ends: one request at a time, however many wait.
#[derive(Debug)]
pub(crate) struct Tokens {
    registration: Registration,
    held: Mutex<Held>,
}

struct Held {
    access: Option<Access>,
    /// The last one that the endpoint gave, or the one it was set up with.
    refresh_token: Option<String>,
}

#[derive(Clone)]
struct Access {
    token: String,
    ends: Instant,
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Held(…)")
    }
}

#[derive(Deserialize)]
struct Given {
    access_token: String,
    expires_in: Seconds,
    refresh_token: Option<String>,
}

/// A number; version 1 of the endpoint writes it as a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Seconds {
    Number(u64),
    Text(String),
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Denied {
    error: String,
    error_description: String,
    correlation_id: String,
}

impl Tokens {
    pub(crate) fn new(registration: Registration) -> Self {
        let refresh_token = kept::read(&registration).or_else(|| registration.refresh_token.clone());
        Self { registration, held: Mutex::new(Held { access: None, refresh_token }) }
    }

    /// A token that is good for a while. `rejected` is one that Partner Center has just refused.
    pub(crate) async fn token(&self, http: &Client, rejected: Option<&str>) -> Result<String, Error> {
        let mut held = self.held.lock().await;
        let good = held.access.clone().filter(|it| Some(it.token.as_str()) != rejected);
        if let Some(access) = good.as_ref().filter(|it| it.ends > Instant::now() + MARGIN) {
            return Ok(access.token.clone());
        }
        match self.renew(http, &mut held).await {
            Ok(token) => Ok(token),
            // The one in hand may outlast what is wrong with the endpoint.
            Err(error) => good.filter(|it| it.ends > Instant::now()).map(|it| it.token).ok_or(error),
        }
    }

    async fn renew(&self, http: &Client, held: &mut Held) -> Result<String, Error> {
        let asked = self.ask(http, held.refresh_token.as_deref()).await;
        let outcome = if asked.is_ok() { "done" } else { "failed" };
        metrics::counter!("partner_center_token_renewals_total", "outcome" => outcome).increment(1);
        let given = asked?;
        let lifetime = Duration::from_secs(given.expires_in.seconds());
        held.access = Some(Access { token: given.access_token.clone(), ends: Instant::now() + lifetime });
        if let Some(renewed) = given.refresh_token.filter(|it| held.refresh_token.as_ref() != Some(it)) {
            kept::write(&self.registration, &renewed);
            held.refresh_token = Some(renewed);
        }
        Ok(given.access_token)
    }

    async fn ask(&self, http: &Client, refresh_token: Option<&str>) -> Result<Given, Error> {
        let response = http.post(&self.registration.token_url).form(&self.form(refresh_token)?).send().await;
        let response = response.map_err(|error| no_token(Error::Unreachable(error)))?;
        let status = response.status();
        let body = response.bytes().await.map_err(|error| no_token(Error::Unreachable(error)))?;
        if !status.is_success() {
            return Err(denied(status, &body));
        }
        let unreadable = |error| Error::Contract { what: "a token that cannot be read", source: Some(Box::new(error)) };
        serde_json::from_slice(&body).map_err(|error| no_token(unreadable(error)))
    }

    /// "Enabling the Secure Application Model".
    fn form(&self, refresh_token: Option<&str>) -> Result<Vec<(&'static str, String)>, Error> {
        let Registration { token_url, resource, client_id, proof, .. } = &self.registration;
        let mut form = vec![("client_id", client_id.clone())];
        match proof {
            Proof::Secret(secret) => form.push(("client_secret", secret.clone())),
            Proof::Certificate(certificate) => form.extend([
                ("client_assertion_type", certificate::ASSERTION_TYPE.to_owned()),
                ("client_assertion", certificate.assertion(client_id, token_url)?),
            ]),
        }
        form.push(match token_url.contains("/v2.0/") {
            true => ("scope", format!("{resource}/.default")),
            false => ("resource", resource.clone()),
        });
        match refresh_token {
            Some(token) => {
                form.extend([("grant_type", "refresh_token".to_owned()), ("refresh_token", token.to_owned())]);
            }
            None => form.push(("grant_type", "client_credentials".to_owned())),
        }
        Ok(form)
    }
}

impl Seconds {
    fn seconds(&self) -> u64 {
        match self {
            Self::Number(seconds) => *seconds,
            Self::Text(text) => text.parse().unwrap_or_default(),
        }
    }
}

/// Entra's refusals have a shape of their own. Too many requests and its own failures pass.
fn denied(status: StatusCode, body: &[u8]) -> Error {
    let denied: Denied = serde_json::from_slice(body).unwrap_or_default();
    let refusal = Refusal {
        code: denied.error,
        description: denied.error_description,
        correlation_id: denied.correlation_id,
        data: Vec::new(),
    };
    match status.as_u16() {
        status @ (429 | 500..) => no_token(Error::Failed { status, refusal: Some(refusal) }),
        _ => Error::Unauthorized(refusal),
    }
}

fn no_token(error: Error) -> Error {
    Error::NotSent(Box::new(error))
}
