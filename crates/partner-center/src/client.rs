//! The calls, named by what they are for.

use offboarding_domain::{
    AccountKind, AzureSubscriptionId, Caller, Clearance, CustomerId, Facts, OrderLineId, Reservation, Rule,
    SoftwarePurchase, Subscription, SubscriptionAction, SubscriptionId, Timestamp, api,
};
use uuid::Uuid;

use crate::{Config, Error};

/// Who calls, and the id that ties all requests of one act together.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Who calls.
    pub caller: &'a Caller,
    /// `MS-CorrelationId` of every request.
    pub correlation_id: Uuid,
}

/// How a write ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// Partner Center says it is done.
    Done,
    /// Partner Center took it on: 202.
    Accepted,
}

/// Partner Center, as this product uses it.
#[derive(Clone, Debug)]
pub struct PartnerCenter {
    config: Config,
}

#[expect(unused_variables, reason = "the bodies follow")]
impl PartnerCenter {
    /// A client for the account that `config` describes.
    pub fn new(config: Config) -> Result<Self, Error> {
        Ok(Self { config })
    }

    /// The removal rule in force.
    pub fn rule(&self) -> Rule {
        self.config.rule
    }

    /// The kind of the partner's account.
    pub fn account_kind(&self) -> AccountKind {
        self.config.account_kind
    }

    /// Customers whose name, then those whose domain starts with `search`; all where it is empty.
    pub async fn list_customers(
        &self,
        call: &Call<'_>,
        search: &str,
        cursor: Option<&str>,
        size: u32,
    ) -> Result<api::CustomerPage, Error> {
        Err(pending())
    }

    /// Who a customer is.
    pub async fn profile(&self, call: &Call<'_>, id: &CustomerId) -> Result<api::Profile, Error> {
        Err(pending())
    }

    /// Everything the removal rule looks at. What cannot be read is named in the facts, and blocks.
    pub async fn removal_facts(&self, call: &Call<'_>, id: &CustomerId, as_of: Timestamp) -> Result<Facts, Error> {
        Err(pending())
    }

    /// The partner's own support profile.
    pub async fn support_profile(&self, call: &Call<'_>) -> Result<api::SupportProfile, Error> {
        Err(pending())
    }

    /// Names of the support contacts of these subscriptions, sorted, each once; those that cannot be read are left out.
    pub async fn support_contacts(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        subscriptions: &[SubscriptionId],
    ) -> Vec<String> {
        Vec::new()
    }

    /// Suspends, reactivates or cancels a subscription, or stops its renewal.
    pub async fn change_subscription(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        sid: &SubscriptionId,
        action: SubscriptionAction,
    ) -> Result<Applied, Error> {
        Err(pending())
    }

    /// This subscription and its add-ons, read again; a plan comes with its Azure subscriptions.
    pub async fn subscriptions(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        sid: &SubscriptionId,
    ) -> Result<Vec<Subscription>, Error> {
        Err(pending())
    }

    /// Cancels an Azure subscription under a plan.
    pub async fn cancel_azure_subscription(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        plan: &SubscriptionId,
        azure: &AzureSubscriptionId,
    ) -> Result<Applied, Error> {
        Err(pending())
    }

    /// Cancels one line of an order: a reservation or software.
    pub async fn cancel_order_line(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        line: &OrderLineId,
    ) -> Result<Applied, Error> {
        Err(pending())
    }

    /// Reservations and software, read again.
    pub async fn purchases(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
    ) -> Result<(Vec<Reservation>, Vec<SoftwarePurchase>), Error> {
        Err(pending())
    }

    /// Removes the reseller relationship. Whoever calls this holds the proof that nothing blocked it.
    pub async fn remove_relationship(&self, call: &Call<'_>, clearance: &Clearance) -> Result<(), Error> {
        Err(pending())
    }

    /// Whether the customer is gone: absent from the list, and refused when read.
    pub async fn is_removed(&self, call: &Call<'_>, profile: &api::Profile) -> Result<bool, Error> {
        Err(pending())
    }

    /// The link that asks a customer for a relationship.
    pub async fn relationship_request(&self, call: &Call<'_>) -> Result<api::RelationshipRequest, Error> {
        Err(pending())
    }
}

fn pending() -> Error {
    Error::Contract { what: "not part of this version", source: None }
}
