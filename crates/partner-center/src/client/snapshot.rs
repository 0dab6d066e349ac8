//! What there is of a customer before its removal, in Microsoft's own JSON: afterwards nobody can read it.

use futures_util::stream::{self, StreamExt};
use offboarding_domain::{CustomerId, SubscriptionId};
use serde::Serialize;
use serde_json::Value;

use super::facts::SIDE_BY_SIDE;
use super::{Call, PartnerCenter};
use crate::Error;
use crate::read::read_value;
use crate::wire::{SupportContact, fold};

/// A customer in Microsoft's words: members that were null are left out, credentials are never kept. A part that could
/// not be read is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The customer.
    pub customer: Option<Value>,
    /// Its subscriptions.
    pub subscriptions: Option<Vec<Value>>,
    /// Its orders.
    pub orders: Option<Vec<Value>>,
    /// Its entitlements.
    pub entitlements: Option<Vec<Value>>,
    /// The support contacts of its subscriptions, as far as they have one: new commerce has none to read.
    pub support_contacts: Vec<Value>,
}

impl Snapshot {
    /// Names of the support contacts, sorted, each once.
    pub fn support_contact_names(&self) -> Vec<String> {
        let name = |it: &Value| read_value::<SupportContact>(it).ok()?.name.filter(|it| !it.is_empty());
        let mut names: Vec<String> = self.support_contacts.iter().filter_map(name).collect();
        names.sort();
        names.dedup();
        names
    }
}

impl PartnerCenter {
    /// Reads all of it; `subscriptions` are those that may have a support contact.
    pub async fn snapshot(&self, call: &Call<'_>, id: &CustomerId, subscriptions: &[SubscriptionId]) -> Snapshot {
        let customer = format!("customers/{id}");
        let paths = ["subscriptions", "orders", "entitlements"].map(|it| format!("{customer}/{it}"));
        let expired_too = [("showExpiry", "true".to_owned())];
        let (customer, subscriptions, orders, entitlements, support_contacts) = tokio::join!(
            self.get(call, &customer),
            self.get_all(call, &paths[0], &[]),
            self.get_all(call, &paths[1], &[]),
            self.get_all(call, &paths[2], &expired_too),
            self.contacts(call, &customer, subscriptions),
        );
        Snapshot {
            customer: kept(customer).map(without_credentials),
            subscriptions: kept(subscriptions),
            orders: kept(orders),
            entitlements: kept(entitlements),
            support_contacts,
        }
    }

    async fn contacts(&self, call: &Call<'_>, customer: &str, subscriptions: &[SubscriptionId]) -> Vec<Value> {
        let paths = subscriptions.iter().map(|sid| format!("{customer}/subscriptions/{sid}/supportcontact"));
        // Collected first: a stream that holds the closure is not `Send` enough for a server's task.
        let contacts: Vec<_> = paths.map(async |path| self.get(call, &path).await.ok()).collect();
        stream::iter(contacts).buffered(SIDE_BY_SIDE).filter_map(std::future::ready).collect().await
    }
}

fn kept<T>(read: Result<T, Error>) -> Option<T> {
    read.inspect_err(|error| {
        tracing::warn!(error = error as &dyn std::error::Error, "a part of the snapshot could not be read");
    })
    .ok()
}

/// The reply to creating a customer has them; wherever else they turn up, they are not for keeping.
fn without_credentials(mut customer: Value) -> Value {
    if let Some(members) = customer.as_object_mut() {
        members.retain(|name, _| fold(name) != "usercredentials");
    }
    customer
}
