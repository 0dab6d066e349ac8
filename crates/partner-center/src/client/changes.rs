//! Writes to single items.
//!
//! A subscription is sent back whole, as it was read: leaving members out resets them ("Update a subscription").

use offboarding_domain::{AzureSubscriptionId, CustomerId, OrderLineId, SubscriptionAction, SubscriptionId};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Applied, Call, PartnerCenter};
use crate::read::{read_value, set_member};
use crate::{Error, Refusal, wire};

/// "ETag no longer valid": status 400, not 412 ("Partner Center REST error codes").
const STALE_ETAG: &str = "2055";

/// How often a subscription is read and sent back before somebody else's changes are too many.
const ATTEMPTS: u32 = 3;

/// The only reason for cancelling an Azure subscription that Microsoft documents.
const CANCELLATION_REASON: &str = "compromise";

impl PartnerCenter {
    /// Suspends, reactivates or cancels a subscription, or stops its renewal. One that changed between being read and
    /// sent back (an add-on follows its base) is read again: nothing was written.
    pub async fn change_subscription(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        sid: &SubscriptionId,
        action: SubscriptionAction,
    ) -> Result<Applied, Error> {
        let path = format!("customers/{id}/subscriptions/{sid}");
        for _ in 1..ATTEMPTS {
            match self.read_and_change(call, &path, action).await {
                Err(Error::Refused { refusal, .. }) if refusal.code == STALE_ETAG => {}
                ended => return ended,
            }
        }
        self.read_and_change(call, &path, action).await
    }

    async fn read_and_change(&self, call: &Call<'_>, path: &str, action: SubscriptionAction) -> Result<Applied, Error> {
        let mut subscription = self.read(call, path).await?.json()?;
        let etag = etag(&subscription);
        let members =
            subscription.as_object_mut().ok_or_else(|| Error::contract("a subscription that is no object"))?;
        let (member, value) = change(action);
        set_member(members, member, value);
        Ok(self.write(call, Method::PATCH, path, etag.as_deref(), &subscription).await?.applied())
    }

    /// Cancels an Azure subscription under a plan. Whatever this says, it turns inactive minutes later.
    pub async fn cancel_azure_subscription(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        plan: &SubscriptionId,
        azure: &AzureSubscriptionId,
    ) -> Result<Applied, Error> {
        let path = format!("customers/{id}/subscriptions/{plan}/azureEntitlements/{azure}/cancel");
        let body = json!({ "cancellationReason": CANCELLATION_REASON });
        Ok(self.write(call, Method::POST, &path, None, &body).await?.applied())
    }

    /// Cancels one line of an order: a reservation or software.
    pub async fn cancel_order_line(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        line: &OrderLineId,
    ) -> Result<Applied, Error> {
        let path = format!("customers/{id}/orders/{}", line.order_id());
        let order: wire::Order = self.get(call, &path).await?;
        let mut lines = order.line_items.iter().flatten();
        let ordered = lines.find(|it| it.line_item_number == Some(line.line())).ok_or_else(|| no_such_line(line))?;
        let cancelled = json!({ "lineItemNumber": line.line(), "offerId": ordered.offer_id });
        let body = json!({ "id": line.order_id(), "status": "cancelled", "lineItems": [cancelled] });
        Ok(self.write(call, Method::PATCH, &path, None, &body).await?.applied())
    }
}

fn change(action: SubscriptionAction) -> (&'static str, Value) {
    match action {
        SubscriptionAction::Suspend => ("status", json!("suspended")),
        SubscriptionAction::Reactivate => ("status", json!("active")),
        SubscriptionAction::Cancel => ("status", json!("deleted")),
        SubscriptionAction::StopAutoRenew => ("autoRenewEnabled", json!(false)),
    }
}

fn etag(subscription: &Value) -> Option<String> {
    let read: wire::Subscription = read_value(subscription.clone()).ok()?;
    read.attributes?.etag.filter(|it| !it.is_empty())
}

fn no_such_line(line: &OrderLineId) -> Error {
    Error::NotFound(Refusal { description: format!("The order has no line {}", line.line()), ..Refusal::default() })
}
