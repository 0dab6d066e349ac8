//! The backend: one function an endpoint, domain types in and out.

mod json;
mod send;

use offboarding_domain::api::{
    Account, Activity, CustomerPage, ItemOutcome, Problem, RelationshipRequest, RemovalRequest, RemovalStatus,
};
use offboarding_domain::{AzureSubscriptionId, CustomerId, OrderLineId, SubscriptionAction, SubscriptionId};
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

use crate::element::Loader;

pub use json::{Mismatch, from_json, member};
use send::{Reply, Request};
pub use send::{code_of, failure, random_id};

/// What comes back, or why not. Boxed: a problem can carry a whole account.
pub type Result<T> = std::result::Result<T, Box<Problem>>;

/// Which acts are asked for: parameters of the activity by name, none of them empty.
pub type ActivityFilter = Vec<(&'static str, String)>;

/// The backend, with the host page's token.
#[derive(Clone, Copy)]
pub struct Api {
    connection: send::Connection,
}

impl Api {
    /// `loader` knows where it is, and gives the token.
    pub fn new(loader: Loader) -> Self {
        Self { connection: send::Connection::new(loader) }
    }

    /// One page of customers whose name or domain starts with `search`.
    pub async fn list_customers(self, search: &str, cursor: Option<&str>) -> Result<CustomerPage> {
        let mut path = format!("/v1/customers?size=20&search={}", encode(search));
        if let Some(cursor) = cursor {
            path.push_str("&cursor=");
            path.push_str(&encode(cursor));
        }
        self.connection.send(Request::get(&path)).await?.json()
    }

    /// A customer's account, and the tag of the facts in it.
    pub async fn account(self, id: &CustomerId) -> Result<(Account, String)> {
        let reply = self.connection.send(Request::get(&customer_path(id, ""))).await?;
        let etag = reply.etag.clone().unwrap_or_default();
        Ok((reply.json()?, etag))
    }

    /// Suspends, reactivates or cancels a subscription, or stops its renewal.
    pub async fn change_subscription(
        self,
        id: &CustomerId,
        subscription: &SubscriptionId,
        action: SubscriptionAction,
        key: &str,
    ) -> Result<ItemOutcome> {
        let path = customer_path(id, &format!("/subscriptions/{subscription}"));
        self.write(Request::patch(&path).body(&[("action", action.as_str().into())]), key).await?.json()
    }

    /// Cancels an Azure subscription under a plan.
    pub async fn cancel_azure_subscription(
        self,
        id: &CustomerId,
        plan: &SubscriptionId,
        azure: &AzureSubscriptionId,
        key: &str,
    ) -> Result<ItemOutcome> {
        let path = customer_path(id, &format!("/subscriptions/{plan}/azure-subscriptions/{azure}/cancellation"));
        self.write(Request::post(&path), key).await?.json()
    }

    /// Cancels an Azure reservation.
    pub async fn cancel_reservation(self, id: &CustomerId, line: &OrderLineId, key: &str) -> Result<ItemOutcome> {
        let path = customer_path(id, &format!("/reservations/{}/cancellation", encode(line.as_str())));
        self.write(Request::post(&path), key).await?.json()
    }

    /// Cancels a software purchase.
    pub async fn cancel_software(self, id: &CustomerId, line: &OrderLineId, key: &str) -> Result<ItemOutcome> {
        let path = customer_path(id, &format!("/software/{}/cancellation", encode(line.as_str())));
        self.write(Request::post(&path), key).await?.json()
    }

    /// Removes the reseller relationship, if the facts are still those behind `etag`. Gives the receipt as the backend
    /// wrote it as well.
    pub async fn remove_relationship(
        self,
        id: &CustomerId,
        request: &RemovalRequest,
        etag: &str,
        key: &str,
    ) -> Result<(RemovalStatus, String)> {
        let path = customer_path(id, "/removal");
        let RemovalRequest { confirmation, acknowledged } = request;
        let body = [("confirmation", confirmation.as_str().into()), ("acknowledged", (*acknowledged).into())];
        self.write(Request::post(&path).if_match(etag).step_up().body(&body), key).await?.json_and_part("receipt")
    }

    /// Where the removal stands, and the receipt as the backend wrote it.
    pub async fn removal(self, id: &CustomerId) -> Result<(RemovalStatus, String)> {
        self.connection.send(Request::get(&customer_path(id, "/removal"))).await?.json_and_part("receipt")
    }

    /// What `operations.js` asks for: with a body something is begun or changed, after an event the answer is what comes
    /// then.
    pub async fn operations(
        self,
        path: &str,
        body: Option<String>,
        last_event: Option<String>,
        signal: Option<AbortSignal>,
    ) -> Result<JsValue> {
        let (path, key) = (["/v1/operations", path].concat(), random_id());
        let request = match (body, last_event) {
            (Some(body), _) => Request::post(&path).json(body).idempotency_key(&key),
            (None, Some(id)) => return self.connection.open(Request::get(&path).last_event(id, signal)).await,
            (None, None) => Request::get(&path),
        };
        self.connection.send(request).await?.body()
    }

    /// One page of what was done for a customer, newest first.
    pub async fn list_activity(
        self,
        id: &CustomerId,
        mut filter: ActivityFilter,
        cursor: Option<String>,
    ) -> Result<Activity> {
        filter.push(("size", "20".to_owned()));
        filter.extend(cursor.map(|it| ("cursor", it)));
        self.activity(id, &filter).await?.json()
    }

    /// All of it as a file: `csv` or `json`.
    pub async fn export_activity(self, id: &CustomerId, mut filter: ActivityFilter, format: &str) -> Result<String> {
        filter.push(("format", format.to_owned()));
        Ok(self.activity(id, &filter).await?.text.into())
    }

    async fn activity(self, id: &CustomerId, parameters: &[(&str, String)]) -> Result<Reply> {
        let mut path = customer_path(id, "/activity?");
        for (name, value) in parameters {
            for part in [*name, "=", &encode(value), "&"] {
                path.push_str(part);
            }
        }
        self.connection.send(Request::get(&path)).await
    }

    /// The link that asks for a relationship.
    pub async fn relationship_request(self) -> Result<RelationshipRequest> {
        self.connection.send(Request::get("/v1/relationship-request")).await?.json()
    }

    async fn write(self, request: Request<'_>, key: &str) -> Result<Reply> {
        self.connection.send(request.idempotency_key(key)).await
    }
}

fn customer_path(id: &CustomerId, rest: &str) -> String {
    format!("/v1/customers/{id}{rest}")
}

fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}
