//! What stands in the `Authorization` header of each request.

use offboarding_domain::Caller;
use reqwest::Client;

use crate::Error;
use crate::config::{self, sandbox_token};
use crate::tokens::Tokens;

#[derive(Debug)]
pub(super) enum Credentials {
    Sandbox,
    Bearer(String),
    Registered(Box<Tokens>),
}

impl Credentials {
    pub(super) fn new(configured: &config::Credentials) -> Self {
        match configured {
            config::Credentials::Sandbox => Self::Sandbox,
            config::Credentials::Bearer(token) => Self::Bearer(token.clone()),
            config::Credentials::Registered(registration) => {
                Self::Registered(Box::new(Tokens::new(registration.clone())))
            }
        }
    }

    pub(super) async fn token(&self, http: &Client, caller: &Caller, rejected: Option<&str>) -> Result<String, Error> {
        match self {
            Self::Sandbox => Ok(sandbox_token(caller)),
            Self::Bearer(token) => Ok(token.clone()),
            Self::Registered(tokens) => tokens.token(http, rejected).await,
        }
    }

    /// Asks for a token where the one in hand ends soon.
    pub(super) async fn renew(&self, http: &Client) -> Result<(), Error> {
        match self {
            Self::Sandbox | Self::Bearer(_) => Ok(()),
            Self::Registered(tokens) => tokens.token(http, None).await.map(drop),
        }
    }

    /// Whether another token could be had where one is refused.
    pub(super) fn can_renew(&self) -> bool {
        matches!(self, Self::Registered(_))
    }
}
