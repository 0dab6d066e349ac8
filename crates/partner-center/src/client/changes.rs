//! Writes to single items, each read again afterwards.
//!
//! A subscription is sent back whole, as it was read: leaving members out resets them ("Update a subscription"). What is
//! so already is not written again: it may have been done by an earlier attempt whose answer was lost.

use offboarding_domain::{
    AzureSubscriptionId, AzureSubscriptionStatus, Changes, CustomerId, OrderLineId, OrderStatus, Reservation,
    SoftwarePurchase, Subscription, SubscriptionAction, SubscriptionId, SubscriptionStatus,
};
use reqwest::Method;
use serde_json::{Value, json};

use super::request::Answer;
use super::{Call, PartnerCenter, Written};
use crate::read::{read_value, set_member};
use crate::{Error, Refusal, to_domain, wire};

/// "ETag no longer valid": status 400, not 412 ("Partner Center REST error codes").
const STALE_ETAG: &str = "2055";

/// How often a subscription is read and sent back before somebody else's changes are too many.
const ATTEMPTS: u32 = 3;

/// The only reason for cancelling an Azure subscription that Microsoft documents.
const CANCELLATION_REASON: &str = "compromise";

impl PartnerCenter {
    /// Suspends, reactivates or cancels a subscription, or stops its renewal. Its add-ons, which change with it, are
    /// among the changes.
    pub async fn change_subscription(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        sid: &SubscriptionId,
        action: SubscriptionAction,
    ) -> Result<Written, Error> {
        let path = format!("customers/{id}/subscriptions/{sid}");
        let written = self.read_and_change(call, &path, action).await;
        let is_done = |now: &Changes| find(now, sid).is_some_and(|it| shows(it, action));
        self.look_again(written, || self.subscription_now(call, id, sid), is_done).await
    }

    /// Cancels an Azure subscription under a plan, which turns inactive minutes later.
    pub async fn cancel_azure_subscription(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        plan: &SubscriptionId,
        azure: &AzureSubscriptionId,
    ) -> Result<Written, Error> {
        let path = format!("customers/{id}/subscriptions/{plan}/azureEntitlements/{azure}/cancel");
        let body = json!({ "cancellationReason": CANCELLATION_REASON });
        let before = self.azure_subscriptions(call, id, plan).await.map_err(nothing_sent)?;
        let written = match before.iter().any(|it| it.id == *azure && it.status == AzureSubscriptionStatus::Inactive) {
            true => Ok(Answer::not_needed()),
            false => self.write(call, Method::POST, &path, None, &body).await,
        };
        let is_done = |now: &Changes| find(now, plan).is_some_and(|it| is_cancelled_under(it, azure));
        self.look_again(written, || self.subscription_now(call, id, plan), is_done).await
    }

    /// Cancels a reservation, as it was read before.
    pub async fn cancel_reservation(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        before: &Reservation,
    ) -> Result<Written, Error> {
        let written = self.cancel_order_line(call, id, &before.id).await;
        let read = async || {
            let (reservations, _) = self.purchases(call, id).await?;
            let now = reservations.into_iter().find(|it| it.id == before.id);
            // Cancelled ones may be listed with nothing held, or not at all.
            let now = now.unwrap_or_else(|| Reservation { quantity: 0, ..before.clone() });
            Ok(Changes { reservations: vec![now], ..Changes::default() })
        };
        self.look_again(written, read, |now| now.reservations.iter().all(|it| it.quantity == 0)).await
    }

    /// Cancels a software purchase, as it was read before.
    pub async fn cancel_software(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        before: &SoftwarePurchase,
    ) -> Result<Written, Error> {
        let written = self.cancel_order_line(call, id, &before.id).await;
        let read = async || {
            let (_, software) = self.purchases(call, id).await?;
            let now = software.into_iter().find(|it| it.id == before.id);
            // Cancelled ones may be listed with nothing held, or not at all.
            let gone = || SoftwarePurchase { quantity: 0, status: OrderStatus::Cancelled, ..before.clone() };
            let now = now.unwrap_or_else(gone);
            // What shows as a subscription too has changed there as well.
            let subscriptions = match &now.subscription {
                Some(sid) => self.subscriptions(call, id, sid).await?,
                None => Vec::new(),
            };
            Ok(Changes { subscriptions, software: vec![now], ..Changes::default() })
        };
        self.look_again(written, read, |now| now.software.iter().all(is_cancelled)).await
    }

    /// One that changed between being read and sent back (an add-on follows its base) is read again: nothing was written.
    async fn read_and_change(&self, call: &Call<'_>, path: &str, action: SubscriptionAction) -> Result<Answer, Error> {
        for _ in 1..ATTEMPTS {
            match self.change_as_read(call, path, action).await {
                Err(Error::Refused { refusal, .. }) if refusal.code == STALE_ETAG => {}
                ended => return ended,
            }
        }
        self.change_as_read(call, path, action).await
    }

    async fn change_as_read(&self, call: &Call<'_>, path: &str, action: SubscriptionAction) -> Result<Answer, Error> {
        let mut subscription = self.read(call, path).await.map_err(nothing_sent)?.json().map_err(nothing_sent)?;
        if is_already(&subscription, action) {
            return Ok(Answer::not_needed());
        }
        let etag = etag(&subscription);
        let members = subscription.as_object_mut().ok_or_else(|| nothing_sent(Error::contract("no object")))?;
        let (member, value) = change(action);
        set_member(members, member, value);
        self.write(call, Method::PATCH, path, etag.as_deref(), &subscription).await
    }

    async fn cancel_order_line(&self, call: &Call<'_>, id: &CustomerId, line: &OrderLineId) -> Result<Answer, Error> {
        let path = format!("customers/{id}/orders/{}", line.order_id());
        let order: wire::Order = self.get(call, &path).await.map_err(nothing_sent)?;
        let mut lines = order.line_items.iter().flatten();
        let ordered = lines.find(|it| it.line_item_number == Some(line.line())).ok_or_else(|| no_such_line(line))?;
        if ordered.quantity == Some(0) {
            return Ok(Answer::not_needed());
        }
        let cancelled = json!({ "lineItemNumber": line.line(), "offerId": ordered.offer_id });
        let body = json!({ "id": line.order_id(), "status": "cancelled", "lineItems": [cancelled] });
        self.write(call, Method::PATCH, &path, None, &body).await
    }

    async fn subscription_now(&self, call: &Call<'_>, id: &CustomerId, sid: &SubscriptionId) -> Result<Changes, Error> {
        let subscriptions = self.subscriptions(call, id, sid).await?;
        Ok(Changes { subscriptions, ..Changes::default() })
    }
}

/// A read that failed leaves nothing in doubt: what it was for was not sent.
fn nothing_sent(error: Error) -> Error {
    match error.is_in_doubt() {
        true => Error::NotSent(Box::new(error)),
        false => error,
    }
}

fn find<'a>(read: &'a Changes, sid: &SubscriptionId) -> Option<&'a Subscription> {
    read.subscriptions.iter().find(|it| it.id == *sid)
}

fn is_already(read: &Value, action: SubscriptionAction) -> bool {
    let subscription = read_value(read).ok().and_then(|it| to_domain::subscription(&it).ok());
    subscription.is_some_and(|it| shows(&it, action))
}

fn shows(subscription: &Subscription, action: SubscriptionAction) -> bool {
    match action {
        SubscriptionAction::Suspend => subscription.status == SubscriptionStatus::Suspended,
        SubscriptionAction::Reactivate => subscription.status == SubscriptionStatus::Active,
        SubscriptionAction::Cancel => subscription.status == SubscriptionStatus::Deleted,
        SubscriptionAction::StopAutoRenew => !subscription.auto_renew,
    }
}

fn is_cancelled_under(plan: &Subscription, eid: &AzureSubscriptionId) -> bool {
    let status = plan.azure_subscriptions.iter().find(|it| it.id == *eid).map(|it| &it.status);
    status == Some(&AzureSubscriptionStatus::Inactive)
}

fn is_cancelled(purchase: &SoftwarePurchase) -> bool {
    purchase.quantity == 0 || purchase.status == OrderStatus::Cancelled
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
    let read: wire::Subscription = read_value(subscription).ok()?;
    read.attributes?.etag.filter(|it| !it.is_empty())
}

fn no_such_line(line: &OrderLineId) -> Error {
    Error::NotFound(Refusal { description: format!("The order has no line {}", line.line()), ..Refusal::default() })
}
