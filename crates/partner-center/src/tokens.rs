//! Access tokens for Partner Center: of the application for a user who consented once (the secure application model),
//! or of the application alone.

use std::fmt;
use std::time::{Duration, Instant};

use reqwest::{Client, StatusCode};
use serde::Deserialize;
use tokio::sync::Mutex;

use crate::{Error, Refusal};

/// What an access token is asked for.
const RESOURCE: &str = "https://api.partnercenter.microsoft.com";

/// A token that is about to end is not sent any more: a request takes a while.
const MARGIN: Duration = Duration::from_secs(5 * 60);

/// The application as it is registered, and the user's consent.
#[derive(Clone)]
pub struct Registration {
    /// The token endpoint, such as `https://login.microsoftonline.com/{tenant}/oauth2/token`; one of version 2.0 is asked
    /// for a scope in place of a resource.
    pub token_url: String,
    /// The application's id.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// What the user's consent left; without it the application calls for itself, and can neither read reservations nor
    /// remove a relationship.
    pub refresh_token: Option<String>,
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

#[derive(Default)]
struct Held {
    access: Option<Access>,
    /// The last one that the endpoint gave, in the place of the one it was set up with.
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
}

impl Tokens {
    pub(crate) fn new(registration: Registration) -> Self {
        Self { registration, held: Mutex::default() }
    }

    /// A token that is good for a while. `rejected` is one that Partner Center has just refused.
    pub(crate) async fn token(&self, http: &Client, rejected: Option<&str>) -> Result<String, Error> {
        let mut held = self.held.lock().await;
        let good = held.access.clone().filter(|it| Some(it.token.as_str()) != rejected);
        if let Some(access) = good.as_ref().filter(|it| it.ends > Instant::now() + MARGIN) {
            return Ok(access.token.clone());
        }
        match self.ask(http, &mut held).await {
            Ok(token) => Ok(token),
            // The one in hand may outlast what is wrong with the endpoint.
            Err(error) => good.filter(|it| it.ends > Instant::now()).map(|it| it.token).ok_or(error),
        }
    }

    async fn ask(&self, http: &Client, held: &mut Held) -> Result<String, Error> {
        let Registration { token_url, client_id, client_secret, refresh_token } = &self.registration;
        let scope = format!("{RESOURCE}/.default");
        let mut form = vec![("client_id", client_id.as_str()), ("client_secret", client_secret.as_str())];
        form.push(if token_url.contains("/v2.0/") { ("scope", scope.as_str()) } else { ("resource", RESOURCE) });
        match held.refresh_token.as_deref().or(refresh_token.as_deref()) {
            Some(token) => form.extend([("grant_type", "refresh_token"), ("refresh_token", token)]),
            None => form.push(("grant_type", "client_credentials")),
        }
        let response = http.post(token_url).form(&form).send().await.map_err(Error::Unreachable)?;
        let (status, body) = (response.status(), response.bytes().await.map_err(Error::Unreachable)?);
        if !status.is_success() {
            return Err(denied(status, &body));
        }
        let given: Given = serde_json::from_slice(&body)
            .map_err(|error| Error::Contract { what: "a token that cannot be read", source: Some(Box::new(error)) })?;
        let lifetime = Duration::from_secs(given.expires_in.seconds());
        held.access = Some(Access { token: given.access_token.clone(), ends: Instant::now() + lifetime });
        held.refresh_token = given.refresh_token.or(held.refresh_token.take());
        Ok(given.access_token)
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

/// Entra's refusals have a shape of their own.
fn denied(status: StatusCode, body: &[u8]) -> Error {
    let denied: Denied = serde_json::from_slice(body).unwrap_or_default();
    let refusal = Refusal { code: denied.error, description: denied.error_description, data: Vec::new() };
    match status.as_u16() {
        400..500 => Error::Unauthorized(refusal),
        status => Error::Failed { status, refusal: Some(refusal) },
    }
}
