//! Everything the removal rule looks at, read side by side.

use futures_util::stream::{self, StreamExt, TryStreamExt};
use offboarding_domain::{
    AzureSubscription, CustomerId, Facts, Reservation, SoftwarePurchase, Subscription, SubscriptionId, Timestamp,
    Unreadable,
};

use super::{Call, PartnerCenter};
use crate::to_domain::{self, Malformed, Purchases, has_azure_subscriptions};
use crate::{Error, wire};

/// Requests that run at the same time where there is one for each item.
pub(super) const SIDE_BY_SIDE: usize = 8;

impl PartnerCenter {
    /// Everything the removal rule looks at. What cannot be read is named in the facts, and blocks; a customer that
    /// is not ours, a token that is not accepted and a full stop by rate limit fail the whole.
    pub async fn removal_facts(&self, call: &Call<'_>, id: &CustomerId, as_of: Timestamp) -> Result<Facts, Error> {
        let (subscriptions, entitlements, orders) =
            tokio::join!(self.subscription_list(call, id), self.entitlements(call, id), self.orders(call, id));
        let mut unreadable = Unread::default();
        let subscriptions = unreadable.or_default(subscriptions, Unreadable::Subscriptions)?;
        let entitlements = unreadable.or_default(entitlements, Unreadable::Entitlements)?;
        let orders = unreadable.or_default(orders, Unreadable::Orders)?;
        let purchases = unreadable.purchases(&entitlements, &orders);
        let subscriptions = self.with_azure_subscriptions(call, id, subscriptions, &mut unreadable).await?;
        Ok(Facts {
            as_of,
            rule: self.rule(),
            account_kind: self.account_kind(),
            subscriptions,
            reservations: purchases.reservations,
            software: purchases.software,
            unreadable: unreadable.parts,
        })
    }

    /// This subscription and its add-ons, read again; a plan comes with its Azure subscriptions.
    pub async fn subscriptions(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        sid: &SubscriptionId,
    ) -> Result<Vec<Subscription>, Error> {
        let path = format!("customers/{id}/subscriptions/{sid}");
        let (itself, add_ons) = tokio::join!(self.get(call, &path), self.add_ons(call, &path));
        let mut subscriptions = vec![to_domain::subscription(&itself?)?];
        for add_on in &add_ons? {
            subscriptions.push(to_domain::subscription(add_on)?);
        }
        if has_azure_subscriptions(&subscriptions[0]) {
            subscriptions[0].azure_subscriptions = self.azure_subscriptions(call, id, sid).await?;
        }
        Ok(subscriptions)
    }

    /// Reservations and software, read again.
    pub async fn purchases(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
    ) -> Result<(Vec<Reservation>, Vec<SoftwarePurchase>), Error> {
        let (entitlements, orders) = tokio::try_join!(self.entitlements(call, id), self.orders(call, id))?;
        let purchases = to_domain::purchases(&entitlements, &orders)?;
        Ok((purchases.reservations, purchases.software))
    }

    async fn subscription_list(&self, call: &Call<'_>, id: &CustomerId) -> Result<Vec<Subscription>, Error> {
        let path = format!("customers/{id}/subscriptions");
        self.items(call, &path, &[]).map(|it| Ok(to_domain::subscription(&it?)?)).try_collect().await
    }

    /// A subscription that knows no add-ons has none.
    async fn add_ons(&self, call: &Call<'_>, path: &str) -> Result<Vec<wire::Subscription>, Error> {
        match self.get_all(call, &format!("{path}/addons"), &[]).await {
            Err(Error::NotFound(_)) => Ok(Vec::new()),
            other => other,
        }
    }

    async fn entitlements(&self, call: &Call<'_>, id: &CustomerId) -> Result<Vec<wire::Entitlement>, Error> {
        self.get_all(call, &format!("customers/{id}/entitlements"), &[("showExpiry", "true".to_owned())]).await
    }

    async fn orders(&self, call: &Call<'_>, id: &CustomerId) -> Result<Vec<wire::Order>, Error> {
        self.get_all(call, &format!("customers/{id}/orders"), &[]).await
    }

    pub(super) async fn azure_subscriptions(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        plan: &SubscriptionId,
    ) -> Result<Vec<AzureSubscription>, Error> {
        let path = format!("customers/{id}/subscriptions/{plan}/azureEntitlements");
        let list: Vec<wire::AzureEntitlement> = self.get_all(call, &path, &[]).await?;
        Ok(list.iter().map(to_domain::azure_subscription).collect::<Result<_, Malformed>>()?)
    }

    async fn with_azure_subscriptions(
        &self,
        call: &Call<'_>,
        id: &CustomerId,
        mut subscriptions: Vec<Subscription>,
        unreadable: &mut Unread,
    ) -> Result<Vec<Subscription>, Error> {
        let plans: Vec<_> = subscriptions.iter_mut().filter(|it| has_azure_subscriptions(it)).collect();
        let read = plans.into_iter().map(async |plan| {
            let azure_subscriptions = self.azure_subscriptions(call, id, &plan.id).await;
            (plan, azure_subscriptions)
        });
        // Collected first: a stream that holds the closure is not `Send` enough for a server's task.
        let read: Vec<_> = read.collect();
        let answers: Vec<_> = stream::iter(read).buffered(SIDE_BY_SIDE).collect().await;
        for (plan, answer) in answers {
            let part = Unreadable::AzureSubscriptions(plan.id.clone());
            plan.azure_subscriptions = unreadable.or_default(answer, part)?;
        }
        Ok(subscriptions)
    }
}

/// The parts that could not be read.
#[derive(Default)]
struct Unread {
    parts: Vec<Unreadable>,
}

impl Unread {
    /// What was read; else nothing, with a note that blocks. Some failures are about the call, not about the part.
    fn or_default<T: Default>(&mut self, read: Result<T, Error>, part: Unreadable) -> Result<T, Error> {
        match read {
            Ok(read) => Ok(read),
            Err(
                error @ (Error::NoRelationship(_)
                | Error::NotFound(_)
                | Error::RateLimited { .. }
                | Error::Unauthorized(_)),
            ) => Err(error),
            Err(error) => {
                self.note(part, &error);
                Ok(T::default())
            }
        }
    }

    /// Malformed entitlements and malformed orders are told apart by reading them alone.
    fn purchases(&mut self, entitlements: &[wire::Entitlement], orders: &[wire::Order]) -> Purchases {
        let both = to_domain::purchases(entitlements, orders);
        both.or_else(|error| {
            let without_entitlements = to_domain::purchases(&[], orders);
            let part = if without_entitlements.is_ok() { Unreadable::Entitlements } else { Unreadable::Orders };
            self.note(part, &error);
            without_entitlements.or_else(|_| to_domain::purchases(entitlements, &[]))
        })
        .unwrap_or_else(|error| {
            self.note(Unreadable::Entitlements, &error);
            Purchases::default()
        })
    }

    fn note(&mut self, part: Unreadable, error: &impl std::fmt::Debug) {
        tracing::warn!(?part, ?error, "a part of the facts could not be read");
        self.parts.push(part);
    }
}
