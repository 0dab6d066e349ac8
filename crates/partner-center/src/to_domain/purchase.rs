//! Reservations and software: entitlements say what is held, the lines of orders say what, since when and how.

use offboarding_domain::{OrderLineId, OrderStatus, PurchaseKind, Reservation, SoftwarePurchase, Timestamp};

use super::date::{optional, plus_days, plus_term};
use super::{Malformed, non_empty, text, word};
use crate::wire;
use crate::wire::fold;

/// Days after the order in which a perpetual licence can be cancelled ("Cancel a software purchase").
const PERPETUAL_WINDOW_DAYS: i64 = 30;
/// The same for software that is bought for a term.
const SUBSCRIPTION_WINDOW_DAYS: i64 = 7;

/// What a customer bought by order lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purchases {
    /// Azure reservations.
    pub reservations: Vec<Reservation>,
    /// Software, and what is being ordered.
    pub software: Vec<SoftwarePurchase>,
}

/// Entitlements joined to the orders behind them, then the lines of pending orders that are neither an entitlement nor
/// a subscription yet. What an entitlement includes shares its order line and is not counted.
pub fn purchases(entitlements: &[wire::Entitlement], orders: &[wire::Order]) -> Result<Purchases, Malformed> {
    let mut purchases = Purchases::default();
    for entitlement in entitlements {
        let held = Held::of(entitlement, orders)?;
        match fold(text(&entitlement.entitlement_type)).as_str() {
            "reservedinstance" | "virtualmachinereservedinstance" => {
                add_reservation(&mut purchases, held.reservation())
            }
            "software" => add_software(&mut purchases, held.software(held.kind())),
            // Not a kind that this version knows: it blocks until somebody looks.
            _ => {
                let kind = PurchaseKind::Unknown(text(&entitlement.entitlement_type).to_owned());
                add_software(&mut purchases, held.software(kind));
            }
        }
    }
    for (order, line) in
        lines(orders).filter(|(order, line)| is_pending(order) && non_empty(line.subscription_id.as_deref()).is_none())
    {
        let id = line_id(order, line)?;
        let is_held =
            purchases.software.iter().any(|it| it.id == id) || purchases.reservations.iter().any(|it| it.id == id);
        if !is_held {
            purchases.software.push(pending(id, order, line));
        }
    }
    Ok(purchases)
}

/// One line may carry several entitlements: they count together.
fn add_reservation(purchases: &mut Purchases, reservation: Reservation) {
    match purchases.reservations.iter_mut().find(|it| it.id == reservation.id) {
        Some(same) => {
            same.quantity = same.quantity.saturating_add(reservation.quantity);
            same.expires = same.expires.zip(reservation.expires).map(|(a, b)| a.max(b));
        }
        None => purchases.reservations.push(reservation),
    }
}

fn add_software(purchases: &mut Purchases, software: SoftwarePurchase) {
    match purchases.software.iter_mut().find(|it| it.id == software.id) {
        Some(same) => same.quantity = same.quantity.saturating_add(software.quantity),
        None => purchases.software.push(software),
    }
}

/// An entitlement and, where the orders show it, the line behind it.
struct Held<'a> {
    id: OrderLineId,
    quantity: u32,
    expires: Option<Timestamp>,
    product_id: &'a str,
    source: Option<(&'a wire::Order, &'a wire::OrderLine)>,
}

impl<'a> Held<'a> {
    fn of(entitlement: &'a wire::Entitlement, orders: &'a [wire::Order]) -> Result<Self, Malformed> {
        let reference = entitlement.reference_order.as_ref().ok_or(Malformed("an entitlement without an order"))?;
        let (order_id, line) = (text(&reference.id), text(&reference.line_item_id).parse());
        let line = line.map_err(|_| Malformed("an entitlement without an order line"))?;
        Ok(Self {
            id: OrderLineId::new(order_id, line).map_err(|_| Malformed("an entitlement with an odd order id"))?,
            // Without a quantity it might be 0, which would be clear: not assumed.
            quantity: entitlement.quantity.ok_or(Malformed("an entitlement without a quantity"))?,
            expires: optional(&entitlement.expiry_date),
            product_id: text(&entitlement.product_id),
            source: lines(orders).find(|(order, it)| text(&order.id) == order_id && it.line_item_number == Some(line)),
        })
    }

    fn reservation(&self) -> Reservation {
        Reservation {
            id: self.id.clone(),
            name: self.name(),
            quantity: self.quantity,
            expires: self.expires,
            is_included: false,
        }
    }

    fn software(&self, kind: PurchaseKind) -> SoftwarePurchase {
        let line = self.source.map(|(_, line)| line);
        SoftwarePurchase {
            id: self.id.clone(),
            name: self.name(),
            status: self.source.map_or(OrderStatus::Completed, |(order, _)| order_status(order)),
            quantity: self.quantity,
            purchased: self.purchased(),
            cancellable_until: self.cancellable_until(&kind),
            term_end: self.term_end(&kind),
            subscription: line.and_then(|it| text(&it.subscription_id).parse().ok()),
            is_included: false,
            kind,
        }
    }

    fn name(&self) -> String {
        let line = self.source.and_then(|(_, line)| non_empty(line.friendly_name.as_deref()));
        line.unwrap_or(self.product_id).to_owned()
    }

    /// For ever: without expiry, without a term on its line, and paid once.
    fn kind(&self) -> PurchaseKind {
        let is_paid_once = |order: &wire::Order| {
            matches!(fold(text(&order.billing_cycle)).as_str(), "onetime" | "none" | "unknown" | "")
        };
        let has_term = self.source.is_some_and(|(order, line)| self.term(line).is_some() || !is_paid_once(order));
        match self.expires.is_some() || has_term {
            true => PurchaseKind::Subscription,
            false => PurchaseKind::Perpetual,
        }
    }

    fn term(&self, line: &'a wire::OrderLine) -> Option<&'a str> {
        non_empty(line.term_duration.as_deref())
    }

    fn purchased(&self) -> Option<Timestamp> {
        self.source.and_then(|(order, _)| optional(&order.creation_date))
    }

    fn term_end(&self, kind: &PurchaseKind) -> Option<Timestamp> {
        let after_term = || plus_term(self.purchased()?, self.term(self.source?.1)?);
        match kind {
            PurchaseKind::Perpetual => None,
            _ => self.expires.or_else(after_term),
        }
    }

    fn cancellable_until(&self, kind: &PurchaseKind) -> Option<Timestamp> {
        let days = match kind {
            PurchaseKind::Perpetual => PERPETUAL_WINDOW_DAYS,
            PurchaseKind::Subscription => SUBSCRIPTION_WINDOW_DAYS,
            PurchaseKind::Unknown(_) => return None,
        };
        let named = self.source.and_then(|(_, line)| optional(&line.cancellation_allowed_until_date));
        named.or_else(|| plus_days(self.purchased()?, days))
    }
}

fn pending(id: OrderLineId, order: &wire::Order, line: &wire::OrderLine) -> SoftwarePurchase {
    let name = non_empty(line.friendly_name.as_deref()).unwrap_or(text(&line.offer_id)).to_owned();
    SoftwarePurchase {
        id,
        name,
        kind: PurchaseKind::Unknown("pending-order".to_owned()),
        status: OrderStatus::Pending,
        quantity: line.quantity.unwrap_or(1),
        purchased: optional(&order.creation_date),
        cancellable_until: None,
        term_end: None,
        subscription: None,
        is_included: false,
    }
}

fn lines(orders: &[wire::Order]) -> impl Iterator<Item = (&wire::Order, &wire::OrderLine)> {
    orders.iter().flat_map(|order| order.line_items.iter().flatten().map(move |line| (order, line)))
}

fn line_id(order: &wire::Order, line: &wire::OrderLine) -> Result<OrderLineId, Malformed> {
    let number = line.line_item_number.ok_or(Malformed("an order line without a number"))?;
    OrderLineId::new(text(&order.id), number).map_err(|_| Malformed("an order with an odd id"))
}

fn is_pending(order: &wire::Order) -> bool {
    order_status(order) == OrderStatus::Pending
}

/// `pending review` and its like are pending; `canceled` is an American `cancelled`.
fn order_status(order: &wire::Order) -> OrderStatus {
    match fold(text(&order.status)).as_str() {
        it if it.starts_with("pending") => OrderStatus::Pending,
        "canceled" => OrderStatus::Cancelled,
        _ => word(&order.status),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::read::read_value;
    use crate::to_domain::timestamp;

    fn order(members: Value) -> wire::Order {
        let mut order: wire::Order = read_value(&members).unwrap();
        order.id.get_or_insert("Ord1".to_owned());
        order.creation_date.get_or_insert("2026-01-01T00:00:00Z".to_owned());
        order
    }

    fn entitlement(members: Value) -> wire::Entitlement {
        let mut entitlement: wire::Entitlement = read_value(&members).unwrap();
        entitlement.quantity.get_or_insert(2);
        let reference = wire::ReferenceOrder {
            id: Some("Ord1".to_owned()),
            line_item_id: Some("0".to_owned()),
            ..Default::default()
        };
        entitlement.reference_order.get_or_insert(reference);
        entitlement
    }

    #[track_caller]
    fn software(held: Value, ordered: Value) -> SoftwarePurchase {
        let mut software = purchases(&[entitlement(held)], &[order(ordered)]).unwrap().software;
        assert_eq!(software.len(), 1);
        software.remove(0)
    }

    #[test]
    fn a_licence_paid_once_without_term_is_perpetual_for_30_days_cancellable() {
        let line = json!({"lineItemNumber": 0, "friendlyName": "Project Professional", "termDuration": ""});
        let bought = software(
            json!({"entitlementType": "Software"}),
            json!({"billingCycle": "one_time", "status": "Completed", "lineItems": [line]}),
        );
        assert_eq!((bought.kind, bought.status), (PurchaseKind::Perpetual, OrderStatus::Completed));
        assert_eq!((bought.name.as_str(), bought.quantity), ("Project Professional", 2));
        assert_eq!((bought.cancellable_until, bought.term_end), (timestamp("2026-01-31"), None));
    }

    #[test]
    fn a_licence_with_a_term_is_7_days_cancellable_and_ends() {
        let line = json!({"lineItemNumber": 0, "termDuration": "P3Y"});
        let bought = software(
            json!({"entitlementType": "software"}),
            json!({"billingCycle": "one_time", "status": "completed", "lineItems": [line]}),
        );
        assert_eq!(bought.kind, PurchaseKind::Subscription);
        assert_eq!(bought.cancellable_until, timestamp("2026-01-08"));
        assert_eq!(bought.term_end, timestamp("2029-01-01"));
    }

    #[test]
    fn an_expiry_makes_a_subscription_and_names_its_end() {
        let held = json!({"entitlementType": "software", "expiryDate": "2027-02-01T00:00:00Z"});
        let line = json!({"lineItemNumber": 0, "cancellationAllowedUntilDate": "2026-01-09T00:00:00Z"});
        let bought = software(held, json!({"status": "completed", "lineItems": [line]}));
        assert_eq!(bought.kind, PurchaseKind::Subscription);
        assert_eq!((bought.term_end, bought.cancellable_until), (timestamp("2027-02-01"), timestamp("2026-01-09")));
    }

    #[test]
    fn without_its_order_nothing_is_known_of_a_window() {
        let bought =
            purchases(&[entitlement(json!({"entitlementType": "software", "productId": "DG7"}))], &[]).unwrap();
        assert_eq!((bought.software[0].name.as_str(), bought.software[0].cancellable_until), ("DG7", None));
    }

    #[test]
    fn reservations_are_known_in_every_spelling() {
        for spelling in [
            "reservedinstance",
            "reservedInstance",
            "virtual_machine_reserved_instance",
            "VirtualMachineReservedInstance",
        ] {
            let held = entitlement(json!({"entitlementType": spelling, "expiryDate": "2027-01-01T00:00:00"}));
            let reservations = purchases(&[held], &[]).unwrap().reservations;
            assert_eq!((reservations[0].quantity, reservations[0].expires), (2, timestamp("2027-01-01")), "{spelling}");
        }
    }

    #[test]
    fn another_kind_of_entitlement_is_kept_as_unknown() {
        let bought = purchases(&[entitlement(json!({"entitlementType": "Hardware"}))], &[]).unwrap();
        assert_eq!(bought.software[0].kind, PurchaseKind::Unknown("Hardware".to_owned()));
    }

    #[test]
    fn included_entitlements_are_not_counted() {
        let held = json!({"entitlementType": "software", "includedEntitlements": [{"entitlementType": "software"}]});
        assert_eq!(purchases(&[entitlement(held)], &[]).unwrap().software.len(), 1);
    }

    #[test]
    fn entitlements_of_one_line_count_together() {
        let held = entitlement(json!({"entitlementType": "reservedinstance"}));
        let reservations = purchases(&[held.clone(), held], &[]).unwrap().reservations;
        assert_eq!((reservations.len(), reservations[0].quantity), (1, 4));
    }

    #[test]
    fn a_pending_line_counts_until_it_is_an_entitlement_or_a_subscription() {
        let with_subscription = json!({"lineItemNumber": 1, "subscriptionId": "c5757d70-06f3-4f23-8367-5a9e55019f94"});
        let lines = json!([{"lineItemNumber": 0, "offerId": "A:1:B", "quantity": 3}, with_subscription]);
        let pending = order(json!({"status": "Pending review", "lineItems": lines}));
        let bought = purchases(&[], std::slice::from_ref(&pending)).unwrap().software;
        assert_eq!(bought.len(), 1);
        assert_eq!((bought[0].id.as_str(), &bought[0].status), ("Ord1:0", &OrderStatus::Pending));
        assert_eq!(bought[0].kind, PurchaseKind::Unknown("pending-order".to_owned()));
        let held = entitlement(json!({"entitlementType": "reservedinstance"}));
        assert!(purchases(&[held], &[pending]).unwrap().software.is_empty());
    }

    #[test]
    fn what_an_entitlement_cannot_do_without_is_not_made_up() {
        let without = |edit: fn(&mut wire::Entitlement)| {
            let mut held = entitlement(json!({"entitlementType": "software"}));
            edit(&mut held);
            purchases(&[held], &[]).unwrap_err()
        };
        assert_eq!(without(|it| it.quantity = None), Malformed("an entitlement without a quantity"));
        assert_eq!(without(|it| it.reference_order = None), Malformed("an entitlement without an order"));
        let no_line = |it: &mut wire::Entitlement| it.reference_order.as_mut().unwrap().line_item_id = None;
        assert_eq!(without(no_line), Malformed("an entitlement without an order line"));
    }
}
