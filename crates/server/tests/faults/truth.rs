//! What is so, as the sandbox itself says: read past the server, by plain HTTP.

use jiff::Timestamp;
use offboarding_domain::{
    self as domain, AccountKind, AzureSubscription, AzureSubscriptionStatus, CustomerId, Facts, OrderLineId,
    OrderStatus, Reservation, Rule, SoftwarePurchase, Subscription, SubscriptionAction, SubscriptionKind,
    SubscriptionStatus,
};
use partner_center::read::read;
use partner_center::to_domain;
use partner_center::wire::{self, AuditRecord, Collection};
use reqwest::Client;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::person::What;

/// The sandbox, asked as its partner.
#[derive(Clone)]
pub struct Truth {
    pub http: Client,
    pub url: String,
}

impl Truth {
    /// The customer of this number among those that were made up.
    pub async fn customer(&self, number: u32) -> CustomerId {
        let domain = format!("cliente{number}.onmicrosoft.com");
        let filter = json!({ "Field": "Domain", "Value": domain, "Operator": "starts_with" });
        let found: Vec<wire::Customer> = self.list("customers", &[("filter", filter.to_string())]).await.unwrap();
        found[0].id.as_deref().unwrap().parse().unwrap()
    }

    /// Puts these faults in the place of others. What was taken on under those is done then; how often each happened.
    pub async fn set_faults(&self, faults: &[Value]) -> Vec<Value> {
        let url = format!("{}/_sandbox/faults", self.url);
        let before: Vec<Value> = self.http.get(&url).send().await.unwrap().json().await.unwrap();
        let set = self.http.put(url).json(faults).send().await.unwrap();
        assert_eq!(set.status(), 200, "{faults:?}");
        before
    }

    /// What the customer has; none once it is gone.
    pub async fn facts(&self, id: &CustomerId) -> Option<Facts> {
        let subscriptions: Vec<wire::Subscription> = self.list(&format!("customers/{id}/subscriptions"), &[]).await?;
        let mut subscriptions: Vec<_> = subscriptions.iter().map(|it| to_domain::subscription(it).unwrap()).collect();
        for plan in subscriptions.iter_mut().filter(|it| to_domain::has_azure_subscriptions(it)) {
            let path = format!("customers/{id}/subscriptions/{}/azureentitlements", plan.id);
            let azure: Vec<wire::AzureEntitlement> = self.list(&path, &[]).await?;
            plan.azure_subscriptions = azure.iter().map(|it| to_domain::azure_subscription(it).unwrap()).collect();
        }
        let with_expiry = [("showExpiry", "true".to_owned())];
        let entitlements: Vec<_> = self.list(&format!("customers/{id}/entitlements"), &with_expiry).await?;
        let orders: Vec<_> = self.list(&format!("customers/{id}/orders"), &[]).await?;
        let purchases = to_domain::purchases(&entitlements, &orders).unwrap();
        Some(Facts {
            as_of: domain::Timestamp(Timestamp::now().as_millisecond()),
            rule: Rule::Suspend,
            account_kind: AccountKind::Integration,
            subscriptions,
            reservations: purchases.reservations,
            software: purchases.software,
            unreadable: Vec::new(),
        })
    }

    /// All writes that were done for the customer, oldest first.
    pub async fn writes(&self, id: &CustomerId) -> Vec<Write> {
        let filter = json!({ "Field": "CustomerId", "Value": id, "Operator": "equals" });
        let records: Vec<AuditRecord> = self.list("auditrecords", &[("filter", filter.to_string())]).await.unwrap();
        records.into_iter().rev().map(Write::of).collect()
    }

    /// None where the partner has no relationship with the customer.
    async fn list<T: DeserializeOwned>(&self, path: &str, query: &[(&str, String)]) -> Option<Vec<T>> {
        let request = self.http.get(format!("{}/v1/{path}", self.url)).query(query);
        let response = request.bearer_auth("sandbox.direct.admin-agent").send().await.unwrap();
        let (status, body) = (response.status().as_u16(), response.bytes().await.unwrap());
        assert!(matches!(status, 200 | 403), "{path}: {status}");
        (status == 200).then(|| read::<Collection<T>>(&body).unwrap().items)
    }
}

/// A write that was done.
#[derive(Clone, Debug)]
pub struct Write {
    /// Of the request to the server that it was done for.
    pub correlation_id: Uuid,
    /// When, in milliseconds.
    pub at: i64,
    pub operation: String,
    new_value: String,
}

impl Write {
    fn of(record: AuditRecord) -> Self {
        let at: Timestamp = record.operation_date.unwrap().parse().unwrap();
        Self {
            correlation_id: record.original_correlation_id.unwrap().parse().unwrap(),
            at: at.as_millisecond(),
            operation: record.operation_type.unwrap(),
            new_value: record.resource_new_value.unwrap(),
        }
    }

    pub fn is_removal(&self) -> bool {
        self.operation == "remove_partner_customer_relationship"
    }

    fn value<T: DeserializeOwned>(&self) -> T {
        read(self.new_value.as_bytes()).unwrap()
    }
}

/// A customer from one write to the next.
#[derive(Clone, Debug)]
pub struct State {
    /// Since when, in milliseconds.
    pub since: i64,
    pub facts: Facts,
    pub is_gone: bool,
}

/// All the states that a customer was in, from these facts on.
pub fn states(before: &Facts, writes: &[Write]) -> Vec<State> {
    let mut states = vec![State { since: i64::MIN, facts: before.clone(), is_gone: false }];
    for write in writes {
        let mut next = states.last().cloned().expect("there is a first one");
        next.since = write.at;
        next.apply(write);
        states.push(next);
    }
    states
}

impl State {
    /// Whether it is as somebody wanted it.
    pub fn shows(&self, what: &What) -> bool {
        match what {
            What::Change(sid, action) => self.subscription(sid.as_str()).is_some_and(|it| is_after(it, *action)),
            What::CancelAzureSubscription(plan, azure) => self.subscription(plan.as_str()).is_some_and(|it| {
                let is_inactive = |it: &AzureSubscription| it.status == AzureSubscriptionStatus::Inactive;
                it.azure_subscriptions.iter().any(|it| it.id == *azure && is_inactive(it))
            }),
            What::CancelReservation(rid) => self.facts.reservations.iter().any(|it| it.id == *rid && it.quantity == 0),
            // As the rule sees it: an order that is cancelled may be read before what was held by it is.
            What::CancelSoftware(pid) => {
                let is_over = |it: &SoftwarePurchase| it.quantity == 0 || it.status == OrderStatus::Cancelled;
                self.facts.software.iter().any(|it| it.id == *pid && is_over(it))
            }
            What::Remove => self.is_gone,
        }
    }

    fn subscription(&self, sid: &str) -> Option<&Subscription> {
        self.facts.subscriptions.iter().find(|it| it.id.as_str() == sid)
    }

    fn apply(&mut self, write: &Write) {
        match write.operation.as_str() {
            "update_subscription" => self.change_subscription(&write.value()),
            "cancel_azure_entitlement" => {
                let cancelled = to_domain::azure_subscription(&write.value()).unwrap();
                let all = self.facts.subscriptions.iter_mut().flat_map(|it| &mut it.azure_subscriptions);
                all.filter(|it| it.id == cancelled.id).for_each(|it| *it = cancelled.clone());
            }
            "update_order" => self.give_back(&write.value()),
            _ if write.is_removal() => self.is_gone = true,
            operation => panic!("nobody asked for {operation}"),
        }
    }

    /// Add-ons are suspended with their licence, and software is given back with its subscription.
    fn change_subscription(&mut self, changed: &wire::Subscription) {
        let changed = to_domain::subscription(changed).unwrap();
        let (id, kind, status) = (changed.id.clone(), changed.kind.clone(), changed.status.clone());
        for it in self.facts.subscriptions.iter_mut().filter(|it| it.id == id) {
            let azure_subscriptions = std::mem::take(&mut it.azure_subscriptions);
            *it = Subscription { azure_subscriptions, ..changed.clone() };
        }
        if (kind, &status) == (SubscriptionKind::Legacy, &SubscriptionStatus::Suspended) {
            let add_ons = self.facts.subscriptions.iter_mut().filter(|it| it.parent.as_ref() == Some(&id));
            add_ons.filter(|it| it.status == SubscriptionStatus::Active).for_each(|it| it.status = status.clone());
        }
        if status == SubscriptionStatus::Deleted {
            self.facts.software.iter_mut().filter(|it| it.subscription.as_ref() == Some(&id)).for_each(give_back);
        }
    }

    /// What the lines with nothing left on them bought.
    fn give_back(&mut self, order: &wire::Order) {
        let lines = order.line_items.iter().flatten().filter(|it| it.quantity == Some(0));
        for line in lines {
            let id = OrderLineId::new(order.id.as_deref().unwrap(), line.line_item_number.unwrap()).unwrap();
            self.facts
                .reservations
                .iter_mut()
                .filter(|it| it.id == id)
                .for_each(|it: &mut Reservation| it.quantity = 0);
            self.facts.software.iter_mut().filter(|it| it.id == id).for_each(give_back);
            let bought = |it: &&mut Subscription| line.subscription_id.as_deref() == Some(it.id.as_str());
            for it in self.facts.subscriptions.iter_mut().filter(bought) {
                (it.status, it.auto_renew) = (SubscriptionStatus::Deleted, false);
            }
        }
    }
}

fn give_back(software: &mut SoftwarePurchase) {
    (software.quantity, software.status) = (0, OrderStatus::Cancelled);
}

fn is_after(subscription: &Subscription, action: SubscriptionAction) -> bool {
    match action {
        SubscriptionAction::Suspend => subscription.status == SubscriptionStatus::Suspended,
        SubscriptionAction::Reactivate => subscription.status == SubscriptionStatus::Active,
        SubscriptionAction::Cancel => subscription.status == SubscriptionStatus::Deleted,
        SubscriptionAction::StopAutoRenew => !subscription.auto_renew,
    }
}
