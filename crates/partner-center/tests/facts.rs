//! The fixtures, as the removal rule sees them.

use offboarding_domain::{OrderStatus, PurchaseKind, SubscriptionKind, SubscriptionStatus, Timestamp};
use partner_center::read::read;
use partner_center::to_domain::{purchases, subscription, timestamp};
use partner_center::wire::{Collection, Entitlement, Order, Subscription};

fn at(text: &str) -> Option<Timestamp> {
    let moment = timestamp(text);
    assert!(moment.is_some(), "{text}");
    moment
}

#[test]
fn subscriptions_become_what_the_rule_judges() {
    use SubscriptionKind::{AzurePlan, Legacy, Marketplace, NewCommerce, SavingsPlan};
    use SubscriptionStatus::{Active, Suspended};
    let list: Collection<Subscription> = read(include_bytes!("fixtures/subscriptions.json")).unwrap();
    let read: Vec<_> = list.items.iter().map(|it| subscription(it).unwrap()).collect();
    let rows = [
        ("Office 365 E1", Legacy, Active, 5, None, at("2027-01-31T23:59:59.999Z")),
        ("Teams Phone", NewCommerce, Suspended, 3, at("2026-02-01T10:11:12.123Z"), at("2027-01-25T23:59:59.999Z")),
        ("Azure plan", AzurePlan, Active, 0, None, None),
        ("Fax for Teams", Marketplace, Active, 2, at("2026-02-02T08:00:00Z"), None),
        ("Savings plan", SavingsPlan, Active, 1, None, at("2029-01-01T00:00:00Z")),
    ];
    assert_eq!(read.len(), rows.len());
    for (it, (name, kind, status, seats, cancellable_until, term_end)) in read.into_iter().zip(rows) {
        assert_eq!((it.name.as_str(), it.kind, it.status, it.seats), (name, kind, status, seats));
        assert_eq!((it.cancellable_until, it.term_end), (cancellable_until, term_end), "{name}");
    }
}

#[test]
fn entitlements_and_orders_become_purchases() {
    let entitlements: Collection<Entitlement> = read(include_bytes!("fixtures/entitlements.json")).unwrap();
    let orders: Collection<Order> = read(include_bytes!("fixtures/orders.json")).unwrap();
    let bought = purchases(&entitlements.items, &orders.items).unwrap();
    let [reservation] = &bought.reservations[..] else { panic!("{bought:?}") };
    assert_eq!(
        (reservation.id.as_str(), reservation.name.as_str(), reservation.quantity),
        ("Xy_1-a:0", "Reserved VM", 2)
    );
    assert_eq!(reservation.expires, at("2027-03-01T00:00:00Z"));
    let [visio, pending] = &bought.software[..] else { panic!("{bought:?}") };
    assert_eq!(
        (visio.id.as_str(), visio.name.as_str(), &visio.kind),
        ("Xy_2-b:1", "Visio Professional", &PurchaseKind::Perpetual)
    );
    assert_eq!(visio.cancellable_until, at("2026-02-19T18:00:00Z"));
    assert_eq!((pending.id.as_str(), &pending.status, pending.quantity), ("Xy_3-c:0", &OrderStatus::Pending, 4));
}
