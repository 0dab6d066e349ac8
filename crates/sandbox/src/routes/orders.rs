//! Orders: read, placed, and cancelled line by line.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use offboarding_domain::{
    AccountKind, CustomerId, OrderLineId, PurchaseKind, SoftwarePurchase, SubscriptionId, SubscriptionKind,
    SubscriptionStatus, Timestamp,
};
use partner_center::to_domain::{self, Purchases};
use partner_center::wire::{
    Attributes, Collection, Entitlement, Order, OrderLine, ProvisionedQuantity, ProvisioningStatus, Subscription, fold,
};
use uuid::Uuid;

use super::tenant;
use crate::Sandbox;
use crate::audit::Operation;
use crate::partner::Partner;
use crate::product::Purchase;
use crate::refusal::Refusal;
use crate::store::Work;
use crate::transition;
use crate::write::Write;

pub(super) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/customers/{id}/orders", get(list_orders).post(create_order))
        .route("/customers/{id}/orders/{oid}", get(get_order).patch(cancel_order))
        .route("/customers/{id}/orders/{oid}/provisioningstatus", get(get_provisioning_status))
}

async fn list_orders(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Path(id): Path<String>,
) -> Result<Json<Collection<Order>>, Refusal> {
    let id = tenant(&id)?;
    let mut work = sandbox.store.read().await?;
    work.customer(&id).await?;
    Ok(Json(Collection::of(work.orders(&id).await?)))
}

async fn get_order(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Path((id, order)): Path<(String, String)>,
) -> Result<Json<Order>, Refusal> {
    let id = tenant(&id)?;
    let mut work = sandbox.store.read().await?;
    work.customer(&id).await?;
    Ok(Json(work.order(&id, &order).await?.ok_or_else(no_such_order)?))
}

async fn get_provisioning_status(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path((id, order)): Path<(String, String)>,
) -> Result<Json<Collection<ProvisioningStatus>>, Refusal> {
    let id = tenant(&id)?;
    partner.require_user()?;
    let mut work = sandbox.store.read().await?;
    work.customer(&id).await?;
    let order = work.order(&id, &order).await?.ok_or_else(no_such_order)?;
    let is_pending = fold(order.status.as_deref().unwrap_or_default()) == "pending";
    let lines = order.line_items.iter().flatten();
    Ok(Json(Collection::of(lines.map(|it| provisioning_status(it, is_pending)).collect())))
}

fn provisioning_status(line: &OrderLine, is_pending: bool) -> ProvisioningStatus {
    let quantity = line.quantity.unwrap_or_default();
    let status = match quantity {
        _ if is_pending => "PrefulfillmentPending",
        0 => "Unfulfilled",
        _ => "Fulfilled",
    };
    let status = Some(status.to_owned());
    let provisioned = ProvisionedQuantity { quantity: Some(quantity), status: status.clone() };
    ProvisioningStatus {
        line_item_number: line.line_item_number,
        status,
        quantity_provisioning_information: Some(vec![provisioned]),
        ..ProvisioningStatus::default()
    }
}

/// The answer still says pending, as Microsoft's does; whoever reads next sees it completed and the subscriptions there.
async fn create_order(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path(id): Path<String>,
    write: Write,
) -> Result<Response, Refusal> {
    let id = tenant(&id)?;
    partner.require_write()?;
    let asked: Order = write.body()?;
    sandbox
        .write(&write, StatusCode::CREATED, async |work| {
            let order = place_order(work, &partner, &id, asked).await?;
            work.hide_order(order.id.as_deref().unwrap_or_default(), sandbox.seen_after_s).await?;
            Ok(order)
        })
        .await
}

async fn place_order(work: &mut Work, partner: &Partner, id: &CustomerId, asked: Order) -> Result<Order, Refusal> {
    let customer = work.customer(id).await?;
    let order_id = Uuid::new_v4().simple().to_string();
    let (lines, subscriptions) = fulfil(&asked, &order_id, work.now())?;
    let order = Order {
        id: Some(order_id),
        reference_customer_id: Some(id.to_string()),
        billing_cycle: asked.billing_cycle.or(Some("monthly".to_owned())),
        currency_code: asked.currency_code.or(Some("EUR".to_owned())),
        line_items: Some(lines),
        creation_date: Some(work.now().to_string()),
        status: Some("completed".to_owned()),
        transaction_type: Some("UserPurchase".to_owned()),
        attributes: Some(Attributes::of("Order")),
        ..Order::default()
    };
    work.save_orders(&[(id.clone(), order.clone())]).await?;
    work.save_subscriptions(&subscriptions.into_iter().map(|it| (id.clone(), it)).collect::<Vec<_>>()).await?;
    let new_value = serde_json::to_string(&order).unwrap_or_default();
    work.record(Some(partner), Operation::CreateOrder, id, &customer, new_value).await?;
    Ok(Order { status: Some("pending".to_owned()), ..order })
}

/// A subscription for each line: of the kind that the offer's id looks like.
fn fulfil(asked: &Order, order_id: &str, now: jiff::Timestamp) -> Result<(Vec<OrderLine>, Vec<Subscription>), Refusal> {
    let lines = asked.line_items.as_deref().filter(|it| !it.is_empty());
    let lines = lines.ok_or_else(|| Refusal::invalid_input("An order needs lines."))?;
    let numbered = lines.iter().zip(0..).map(|(line, number)| fulfil_line(line, number, order_id, now));
    Ok(numbered.collect::<Result<Vec<_>, _>>()?.into_iter().unzip())
}

fn fulfil_line(
    line: &OrderLine,
    number: u32,
    order_id: &str,
    now: jiff::Timestamp,
) -> Result<(OrderLine, Subscription), Refusal> {
    let offer = line.offer_id.as_deref().filter(|it| !it.is_empty());
    let offer = offer.ok_or_else(|| Refusal::invalid_input("An order line needs an offer."))?;
    let quantity = line.quantity.filter(|it| *it > 0);
    let quantity = quantity.ok_or_else(|| Refusal::invalid_input("An order line needs a quantity."))?;
    let name = line.friendly_name.as_deref().unwrap_or(offer);
    let purchase = Purchase { id: Uuid::new_v4(), now, name, quantity, days_ago: 0 };
    let bought = if offer.contains(':') { purchase.new_commerce() } else { purchase.legacy() };
    let subscription = Subscription { offer_id: Some(offer.to_owned()), order_id: Some(order_id.to_owned()), ..bought };
    let line = OrderLine {
        line_item_number: Some(number),
        subscription_id: subscription.id.clone(),
        transaction_type: Some("New".to_owned()),
        ..line.clone()
    };
    Ok((line, subscription))
}

/// Cancels the lines named, or all: what they bought is given back.
async fn cancel_order(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path((id, order_id)): Path<(String, String)>,
    write: Write,
) -> Result<Response, Refusal> {
    let id = tenant(&id)?;
    partner.require_write()?;
    let asked: Order = write.body()?;
    if !matches!(asked.status.as_deref().map(fold).as_deref(), Some("cancelled" | "canceled")) {
        return Err(Refusal::invalid_input("An order can be set to cancelled only."));
    }
    let act = async |work: &mut Work| {
        let customer = work.customer(&id).await?;
        let order = work.order(&id, &order_id).await?.ok_or_else(no_such_order)?;
        let lines = lines_to_cancel(&asked, &order)?;
        let held = Held::read(work, &id).await?;
        for line in &lines {
            held.check_line(&order, line, sandbox.account_kind, work.moment())?;
        }
        let order = give_back(work, &id, order, &lines).await?;
        let new_value = serde_json::to_string(&order).unwrap_or_default();
        work.record(Some(&partner), Operation::UpdateOrder, &id, &customer, new_value).await?;
        Ok(order)
    };
    sandbox.write(&write, StatusCode::OK, act).await
}

fn lines_to_cancel(asked: &Order, order: &Order) -> Result<Vec<OrderLine>, Refusal> {
    let ordered: Vec<OrderLine> = order.line_items.clone().unwrap_or_default();
    let numbers: Vec<_> = asked.line_items.iter().flatten().map(|it| it.line_item_number).collect();
    if numbers.is_empty() {
        return Ok(ordered);
    }
    let find = |number: &Option<u32>| ordered.iter().find(|it| it.line_item_number == *number).cloned();
    let found = numbers.iter().map(find).collect::<Option<Vec<_>>>();
    found.ok_or_else(|| Refusal::bad_request(800_071, "The line number is out of range."))
}

/// What the customer has, to know what a line bought.
struct Held {
    purchases: Purchases,
    subscriptions: Vec<Subscription>,
}

impl Held {
    async fn read(work: &mut Work, id: &CustomerId) -> Result<Self, Refusal> {
        let purchases = to_domain::purchases(&work.entitlements(id).await?, &work.orders(id).await?)?;
        Ok(Self { purchases, subscriptions: work.subscriptions(id).await? })
    }

    /// "Cancel an order from the integration sandbox" says which call cancels what.
    fn check_line(&self, order: &Order, line: &OrderLine, account: AccountKind, now: Timestamp) -> Result<(), Refusal> {
        if fold(order.status.as_deref().unwrap_or_default()) == "pending" {
            return Err(Refusal::conflict(800_060, "The order is in progress."));
        }
        if line.quantity.unwrap_or_default() == 0 {
            return Err(cannot_cancel());
        }
        let id = line_id(order, line)?;
        if self.purchases.reservations.iter().any(|it| it.id == id) {
            return check_reservation(account);
        }
        match self.purchases.software.iter().find(|it| it.id == id) {
            Some(software) => check_software(software, now),
            None => Err(self.by_subscription(line)),
        }
    }

    fn by_subscription(&self, line: &OrderLine) -> Refusal {
        let bought = self.subscriptions.iter().find(|it| it.id.is_some() && it.id == line.subscription_id);
        match bought.and_then(|it| to_domain::subscription(it).ok()).map(|it| it.kind) {
            Some(SubscriptionKind::Marketplace) => {
                Refusal::forbidden(800_077, "This order cannot be cancelled. Cancel its subscription instead.")
            }
            Some(_) => {
                Refusal::bad_request(800_063, "The order cannot be cancelled. Suspend its subscription instead.")
            }
            None => cannot_cancel(),
        }
    }
}

fn check_reservation(account: AccountKind) -> Result<(), Refusal> {
    match account {
        AccountKind::Integration => Ok(()),
        AccountKind::Production => Err(Refusal::forbidden(
            800_019,
            "Production tenants can cancel only software subscriptions and perpetual software.",
        )),
    }
}

fn check_software(software: &SoftwarePurchase, now: Timestamp) -> Result<(), Refusal> {
    if software.cancellable_until.is_some_and(|end| now < end) {
        return Ok(());
    }
    let days = if software.kind == PurchaseKind::Perpetual { 30 } else { 7 };
    Err(transition::past_window(days))
}

/// Quantities go to 0; an order without a line left is cancelled; a subscription that shows the same goes too.
async fn give_back(work: &mut Work, id: &CustomerId, mut order: Order, lines: &[OrderLine]) -> Result<Order, Refusal> {
    let is_cancelled = |number: Option<u32>| lines.iter().any(|it| it.line_item_number == number);
    for line in order.line_items.iter_mut().flatten().filter(|it| is_cancelled(it.line_item_number)) {
        line.quantity = Some(0);
    }
    if order.line_items.iter().flatten().all(|it| it.quantity == Some(0)) {
        order.status = Some("cancelled".to_owned());
    }
    let mut entitlements = work.entitlements(id).await?;
    entitlements.retain(|it| is_of(it, &order, lines));
    entitlements.iter_mut().for_each(|it| it.quantity = Some(0));
    let mut subscriptions = work.subscriptions(id).await?;
    subscriptions.retain(|it| it.id.is_some() && lines.iter().any(|line| line.subscription_id == it.id));
    let kind = SubscriptionKind::Software;
    subscriptions.iter_mut().for_each(|it| transition::enter(it, &kind, &SubscriptionStatus::Deleted));
    let owned = || id.clone();
    work.save_orders(&[(owned(), order.clone())]).await?;
    work.save_entitlements(&entitlements.into_iter().map(|it| (owned(), it)).collect::<Vec<_>>()).await?;
    work.save_subscriptions(&subscriptions.into_iter().map(|it| (owned(), it)).collect::<Vec<_>>()).await?;
    Ok(order)
}

/// The lines that bought a subscription which was cancelled as such.
pub(super) async fn cancel_lines_of(work: &mut Work, id: &CustomerId, sid: &SubscriptionId) -> Result<(), Refusal> {
    for order in work.orders(id).await? {
        let mut lines = order.line_items.clone().unwrap_or_default();
        lines.retain(|it| it.subscription_id.as_deref() == Some(sid.as_str()));
        if !lines.is_empty() {
            give_back(work, id, order, &lines).await?;
        }
    }
    Ok(())
}

fn is_of(entitlement: &Entitlement, order: &Order, lines: &[OrderLine]) -> bool {
    let reference = entitlement.reference_order.clone().unwrap_or_default();
    let line: Option<u32> = reference.line_item_id.and_then(|it| it.parse().ok());
    reference.id == order.id && lines.iter().any(|it| it.line_item_number == line)
}

fn line_id(order: &Order, line: &OrderLine) -> Result<OrderLineId, Refusal> {
    let (order, number) = (order.id.as_deref().unwrap_or_default(), line.line_item_number.unwrap_or_default());
    OrderLineId::new(order, number).map_err(|_| no_such_order())
}

fn cannot_cancel() -> Refusal {
    Refusal::bad_request(800_061, "The order cannot be cancelled.")
}

fn no_such_order() -> Refusal {
    Refusal::not_found(20_000, "Order not found.")
}
