//! The calls, named by what they are for.

mod credentials;
mod request;
mod retry;
mod sent;
mod turns;

mod customers;
mod facts;

mod changes;
mod removal;
mod snapshot;
mod written;

use std::sync::Arc;
use std::time::Duration;

use offboarding_domain::{AccountKind, Caller, Rule, api};
use uuid::Uuid;

use crate::{Config, Error, wire};
use credentials::Credentials;
use turns::Turns;

pub use sent::with_request_ids;
pub use snapshot::Snapshot;
pub use written::Written;

/// Who calls, and the id that ties all requests of one act together.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Who calls.
    pub caller: &'a Caller,
    /// `MS-CorrelationId` of every request; `MS-RequestId` is a new one after each answer.
    pub correlation_id: Uuid,
}

/// Partner Center, as this product uses it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct PartnerCenter {
    http: reqwest::Client,
    config: Arc<Config>,
    credentials: Arc<Credentials>,
    turns: Arc<Turns>,
}

impl PartnerCenter {
    /// A client for the account that `config` describes.
    pub fn new(config: Config) -> Result<Self, Error> {
        let (http, credentials) = (request::http_client(&config)?, Credentials::new(&config.credentials));
        Ok(Self { http, config: Arc::new(config), credentials: Arc::new(credentials), turns: Arc::default() })
    }

    /// The removal rule in force.
    pub fn rule(&self) -> Rule {
        self.config.rule
    }

    /// The kind of the partner's account.
    pub fn account_kind(&self) -> AccountKind {
        self.config.account_kind
    }

    /// Whether anything answers at Partner Center's address, whatever it says: nobody's token is sent for that.
    pub async fn is_reachable(&self) -> bool {
        let request = self.http.get(&self.config.base_url).timeout(self.config.timeout.min(Duration::from_secs(5)));
        request.send().await.is_ok()
    }

    /// Sees to it that there is a token, and so that the consent behind it does not lapse unused: a refresh token is good
    /// for 90 days.
    pub async fn renew_token(&self) -> Result<(), Error> {
        self.credentials.renew(&self.http).await
    }

    /// The partner's own support profile.
    pub async fn support_profile(&self, call: &Call<'_>) -> Result<api::SupportProfile, Error> {
        let profile: wire::SupportProfile = self.get(call, "profiles/support").await?;
        Ok(api::SupportProfile {
            email: profile.email.unwrap_or_default(),
            telephone: profile.telephone.unwrap_or_default(),
            website: profile.website.unwrap_or_default(),
        })
    }

    /// The link that asks a customer for a relationship: one for all customers.
    pub async fn relationship_request(&self, call: &Call<'_>) -> Result<api::RelationshipRequest, Error> {
        let request: wire::RelationshipRequest = self.get(call, "customers/relationshiprequests").await?;
        let url = request.url.filter(|it| !it.is_empty()).ok_or_else(|| Error::contract("no link in the answer"))?;
        Ok(api::RelationshipRequest { url })
    }
}
