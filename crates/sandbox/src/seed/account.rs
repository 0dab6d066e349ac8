//! A customer and what it bought, told as a story: each method adds one thing, or changes the last one.

use jiff::Timestamp;
use offboarding_domain::CustomerId;
use partner_center::wire::{
    Address, Attributes, AzureEntitlement, BillingProfile, CompanyProfile, Customer, EntitledArtifact, Entitlement,
    Link, Links, Order, OrderLine, ReferenceOrder, Subscription,
};
use serde_json::json;
use uuid::Uuid;

use super::id;
use crate::clock::in_days;
use crate::product::Purchase;

/// A customer and all that it has.
pub(crate) struct Account {
    pub(crate) id: CustomerId,
    pub(crate) name: String,
    pub(crate) customer: Customer,
    pub(crate) subscriptions: Vec<Subscription>,
    pub(crate) azure_subscriptions: Vec<AzureEntitlement>,
    pub(crate) orders: Vec<Order>,
    pub(crate) entitlements: Vec<Entitlement>,
    now: Timestamp,
    n_things: usize,
}

impl Account {
    pub(crate) fn new(now: Timestamp, name: &str, domain: &str, country: &str, city: &str) -> Self {
        let id = super::customer_id(name);
        Self {
            customer: customer(&id, name, domain, country, city),
            id,
            name: name.to_owned(),
            subscriptions: Vec::new(),
            azure_subscriptions: Vec::new(),
            orders: Vec::new(),
            entitlements: Vec::new(),
            now,
            n_things: 0,
        }
    }

    pub(crate) fn legacy(self, name: &str, seats: u32) -> Self {
        self.buy(name, seats, 140, |it| it.legacy())
    }

    /// An add-on of the last subscription that is none itself.
    pub(crate) fn add_on(self, name: &str, seats: u32) -> Self {
        let mut bases = self.subscriptions.iter().rev().filter(|it| it.parent_subscription_id.is_none());
        let parent = bases.next().and_then(|it| it.id.clone());
        self.legacy(name, seats).last(|it| it.parent_subscription_id = parent)
    }

    pub(crate) fn new_commerce(self, name: &str, seats: u32, days_ago: i64) -> Self {
        self.buy(name, seats, days_ago, |it| it.new_commerce())
    }

    pub(crate) fn azure_plan(mut self, azure: &[(&str, &str)]) -> Self {
        self = self.buy("Azure plan", 1, 410, |it| it.azure_plan());
        let plan = self.subscriptions.last().and_then(|it| it.id.clone());
        for (name, status) in azure {
            let azure_id = self.new_id("azure-subscription");
            self.azure_subscriptions.push(AzureEntitlement {
                id: Some(azure_id.to_string()),
                friendly_name: Some((*name).to_owned()),
                status: Some((*status).to_owned()),
                subscription_id: plan.clone(),
                ..AzureEntitlement::default()
            });
        }
        self
    }

    pub(crate) fn marketplace(self, name: &str, seats: u32, days_ago: i64, is_monthly: bool) -> Self {
        self.buy(name, seats, days_ago, |it| it.marketplace(is_monthly))
    }

    pub(crate) fn savings_plan(self, days_ago: i64) -> Self {
        self.buy("Savings plan for compute, 3 years", 1, days_ago, |it| it.savings_plan())
    }

    pub(crate) fn of_type(self, product_type: &str, name: &str) -> Self {
        self.buy(name, 1, 40, |it| it.of_type(product_type))
    }

    /// Software for a year: a subscription, an order line and an entitlement, all of the same thing.
    pub(crate) fn software_subscription(mut self, name: &str, licences: u32, days_ago: i64) -> Self {
        self = self.buy(name, licences, days_ago, |it| it.software());
        self.hold("software", licences, Some(365 - days_ago))
    }

    /// Software for a year that shows as an order line only, as all did before October 2021.
    pub(crate) fn software_by_order(self, name: &str, licences: u32, days_ago: i64) -> Self {
        self.order(name, licences, days_ago, "completed", "P1Y").hold("software", licences, Some(365 - days_ago))
    }

    /// Software for ever.
    pub(crate) fn perpetual(self, name: &str, licences: u32, days_ago: i64) -> Self {
        self.order(name, licences, days_ago, "completed", "").hold("software", licences, None)
    }

    /// What the last entitlement brings along.
    pub(crate) fn including(mut self, product_id: &str) -> Self {
        if let Some(entitlement) = self.entitlements.last_mut() {
            let included = Entitlement { product_id: Some(product_id.to_owned()), ..entitlement.clone() };
            entitlement.included_entitlements = Some(vec![included]);
        }
        self
    }

    pub(crate) fn reservation(self, name: &str, instances: u32, days_left: i64) -> Self {
        self.order(name, instances, 365 - days_left, "completed", "P1Y").hold(
            "reservedinstance",
            instances,
            Some(days_left),
        )
    }

    pub(crate) fn pending_order(self, name: &str, quantity: u32) -> Self {
        self.order(name, quantity, 0, "pending", "P1Y")
    }

    pub(crate) fn status(self, status: &str) -> Self {
        self.last(|it| {
            it.status = Some(status.to_owned());
            // Whatever is not in use does not renew.
            it.auto_renew_enabled = it.auto_renew_enabled.map(|renews| renews && status == "active");
        })
    }

    pub(crate) fn trial(self) -> Self {
        self.last(|it| it.is_trial = Some(true))
    }

    /// The last subscription's term is over.
    pub(crate) fn ended(self, days_ago: i64) -> Self {
        let end = in_days(self.now, -days_ago);
        self.last(|it| it.commitment_end_date = Some(end))
    }

    fn last(mut self, change: impl FnOnce(&mut Subscription)) -> Self {
        if let Some(subscription) = self.subscriptions.last_mut() {
            change(subscription);
        }
        self
    }

    fn buy(
        mut self,
        name: &str,
        quantity: u32,
        days_ago: i64,
        describe: impl FnOnce(&Purchase<'_>) -> Subscription,
    ) -> Self {
        let purchase = Purchase { id: self.new_id("subscription"), now: self.now, name, quantity, days_ago };
        let mut subscription = describe(&purchase);
        let path = format!("/customers/{}/subscriptions/{}", self.id, purchase.id);
        subscription.links = Some(links(path));
        self = self.order(name, quantity, days_ago, "completed", "P1Y");
        let order = self.orders.last_mut();
        if let Some((order, line)) = order.and_then(|it| Some((it.id.clone(), it.line_items.as_mut()?.first_mut()?))) {
            line.subscription_id = subscription.id.clone();
            line.offer_id = subscription.offer_id.clone();
            subscription.order_id = order;
        }
        self.subscriptions.push(subscription);
        self
    }

    fn order(mut self, name: &str, quantity: u32, days_ago: i64, status: &str, term: &str) -> Self {
        let order_id = self.new_id("order").simple().to_string();
        let line = OrderLine {
            line_item_number: Some(0),
            offer_id: Some(format!("DG7GMGF0{}:0001:DG7GMGF0{}", &order_id[..4], &order_id[4..8]).to_uppercase()),
            friendly_name: Some(name.to_owned()),
            quantity: Some(quantity),
            term_duration: Some(term.to_owned()),
            transaction_type: Some("New".to_owned()),
            ..OrderLine::default()
        };
        self.orders.push(Order {
            reference_customer_id: Some(self.id.to_string()),
            billing_cycle: Some("one_time".to_owned()),
            currency_code: Some("EUR".to_owned()),
            line_items: Some(vec![line]),
            creation_date: Some(in_days(self.now, -days_ago)),
            status: Some(status.to_owned()),
            transaction_type: Some("UserPurchase".to_owned()),
            links: Some(links(format!("/customers/{}/orders/{order_id}", self.id))),
            attributes: Some(Attributes::of("Order")),
            id: Some(order_id),
            ..Order::default()
        });
        self
    }

    /// The last order is fulfilled.
    fn hold(mut self, entitlement_type: &str, quantity: u32, days_left: Option<i64>) -> Self {
        let order_id = self.orders.last().and_then(|it| it.id.clone());
        let artifacts = if entitlement_type == "reservedinstance" { vec![self.artifact()] } else { Vec::new() };
        self.entitlements.push(Entitlement {
            included_entitlements: Some(Vec::new()),
            reference_order: Some(ReferenceOrder {
                id: order_id,
                line_item_id: Some("0".to_owned()),
                ..ReferenceOrder::default()
            }),
            product_id: Some("DG7GMGF0D5RK".to_owned()),
            sku_id: Some("0001".to_owned()),
            quantity: Some(quantity),
            entitlement_type: Some(entitlement_type.to_owned()),
            entitled_artifacts: Some(artifacts),
            expiry_date: days_left.map(|days| in_days(self.now, days)),
            ..Entitlement::default()
        });
        self
    }

    /// What stands for the last order in Azure.
    fn artifact(&self) -> EntitledArtifact {
        let order_id = self.orders.last().and_then(|it| it.id.as_deref()).unwrap_or_default();
        let resource_id = id("reservation", order_id);
        let path = format!(
            "/customers/{}/artifacts/reservedinstance/groups/{order_id}/lineitems/0/resource/{resource_id}",
            self.id
        );
        EntitledArtifact {
            link: Some(Link::to(path)),
            resource_id: Some(resource_id.to_string()),
            artifact_type: Some("reservedinstance".to_owned()),
            dynamic_attributes: Some(json!({ "reservationType": "virtualmachines" })),
        }
    }

    fn new_id(&mut self, kind: &str) -> Uuid {
        self.n_things += 1;
        id(kind, &format!("{}/{}", self.name, self.n_things))
    }
}

fn customer(id: &CustomerId, name: &str, domain: &str, country: &str, city: &str) -> Customer {
    let domain = format!("{domain}.onmicrosoft.com");
    let address = Address {
        country: Some(country.to_owned()),
        city: Some(city.to_owned()),
        address_line1: Some("1".to_owned()),
        ..Address::default()
    };
    Customer {
        id: Some(id.to_string()),
        commerce_id: Some(super::id("commerce", name).to_string()),
        company_profile: Some(CompanyProfile {
            tenant_id: Some(id.to_string()),
            domain: Some(domain.clone()),
            company_name: Some(name.to_owned()),
            address: Some(address.clone()),
            links: Some(links(format!("/customers/{id}/profiles/company"))),
            attributes: Some(Attributes::of("CustomerCompanyProfile")),
            ..CompanyProfile::default()
        }),
        billing_profile: Some(BillingProfile {
            id: Some(super::id("billing", name).to_string()),
            company_name: Some(name.to_owned()),
            default_address: Some(address),
            attributes: Some(Attributes::of("CustomerBillingProfile")),
            ..BillingProfile::default()
        }),
        relationship_to_partner: Some("reseller".to_owned()),
        allow_delegated_access: Some(true),
        custom_domains: Some(vec![domain]),
        links: Some(links(format!("/customers/{id}"))),
        attributes: Some(Attributes::of("Customer")),
        ..Customer::default()
    }
}

fn links(path: String) -> Links {
    Links::from([("self".to_owned(), Link::to(path))])
}
