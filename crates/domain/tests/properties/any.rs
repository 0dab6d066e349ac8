//! Any facts: few ids, few moments around now, every known word and some unknown ones, so that rules meet.

use offboarding_domain::{
    AccountKind, AzureSubscription, AzureSubscriptionStatus, Facts, OrderStatus, PurchaseKind, Reservation, Rule,
    SoftwarePurchase, Subscription, SubscriptionKind, SubscriptionStatus, Timestamp, Unreadable,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde::de::DeserializeOwned;
use serde_json::json;

const NOW: i64 = 1_790_000_000_000;

/// Facts as no customer may ever have them.
pub fn facts() -> impl Strategy<Value = Facts> {
    with_subscriptions(5)
}

/// The same, with fewer than so many subscriptions.
pub fn with_subscriptions(end: usize) -> impl Strategy<Value = Facts> {
    let lists = (vec(subscription(), 0..end), vec(reservation(), 0..4), vec(software(), 0..5));
    (rule(), select(vec![AccountKind::Integration, AccountKind::Production]), lists, unreadable()).prop_map(
        |(rule, account_kind, (subscriptions, reservations, software), unreadable)| {
            let mut facts =
                Facts { as_of: Timestamp(NOW), rule, account_kind, subscriptions, reservations, software, unreadable };
            number(&mut facts);
            facts
        },
    )
}

/// Facts, and the same facts in another order.
pub fn facts_in_two_orders() -> impl Strategy<Value = (Facts, Facts)> {
    facts().prop_flat_map(|facts| {
        let lists = (
            Just(facts.subscriptions.clone()).prop_shuffle(),
            Just(facts.reservations.clone()).prop_shuffle(),
            Just(facts.software.clone()).prop_shuffle(),
            Just(facts.unreadable.clone()).prop_shuffle(),
        );
        lists.prop_map(move |(mut subscriptions, reservations, software, unreadable)| {
            subscriptions.iter_mut().for_each(|it| it.azure_subscriptions.reverse());
            (facts.clone(), Facts { subscriptions, reservations, software, unreadable, ..facts.clone() })
        })
    })
}

/// One of a kind: ids name one item each.
fn number(facts: &mut Facts) {
    for (i, subscription) in facts.subscriptions.iter_mut().enumerate() {
        subscription.id = parsed(&guid(i));
        for (j, azure) in subscription.azure_subscriptions.iter_mut().enumerate() {
            azure.id = parsed(&guid(100 + 10 * i + j));
        }
    }
    for (i, reservation) in facts.reservations.iter_mut().enumerate() {
        reservation.id = parsed(&format!("R:{i}"));
    }
    for (i, purchase) in facts.software.iter_mut().enumerate() {
        purchase.id = parsed(&format!("S:{i}"));
    }
}

fn subscription() -> impl Strategy<Value = Subscription> {
    let words =
        (word::<SubscriptionKind>(SubscriptionKind::KNOWN), word::<SubscriptionStatus>(SubscriptionStatus::KNOWN));
    let moments = (moment(), moment(), moment());
    let rest =
        (name(), 0..3_u32, any::<bool>(), any::<bool>(), option::of((0..5_usize).prop_map(|it| parsed(&guid(it)))));
    (words, moments, rest, vec(azure(), 0..3)).prop_map(
        |(
            (kind, status),
            (started, term_end, cancellable_until),
            (name, seats, is_trial, auto_renew, parent),
            azure,
        )| {
            Subscription {
                id: parsed(&guid(0)),
                name,
                azure_subscriptions: if kind == SubscriptionKind::AzurePlan { azure } else { Vec::new() },
                kind,
                status,
                seats,
                is_trial,
                parent,
                started,
                term_end,
                cancellable_until,
                auto_renew,
            }
        },
    )
}

fn azure() -> impl Strategy<Value = AzureSubscription> {
    (name(), word(AzureSubscriptionStatus::KNOWN)).prop_map(|(name, status)| AzureSubscription {
        id: parsed(&guid(0)),
        name,
        status,
    })
}

fn reservation() -> impl Strategy<Value = Reservation> {
    (name(), 0..3_u32, moment(), any::<bool>()).prop_map(|(name, quantity, expires, is_included)| Reservation {
        id: parsed("R:0"),
        name,
        quantity,
        expires,
        is_included,
    })
}

fn software() -> impl Strategy<Value = SoftwarePurchase> {
    let words = (word::<PurchaseKind>(PurchaseKind::KNOWN), word::<OrderStatus>(OrderStatus::KNOWN));
    // Some name subscriptions that are there, some do not.
    let subscription = option::of((0..8_usize).prop_map(|it| parsed(&guid(it))));
    let rest = (name(), 0..3_u32, any::<bool>(), subscription);
    (words, (moment(), moment(), moment()), rest).prop_map(
        |((kind, status), (purchased, cancellable_until, term_end), (name, quantity, is_included, subscription))| {
            SoftwarePurchase {
                id: parsed("S:0"),
                name,
                kind,
                status,
                quantity,
                purchased,
                cancellable_until,
                term_end,
                subscription,
                is_included,
            }
        },
    )
}

fn unreadable() -> impl Strategy<Value = Vec<Unreadable>> {
    let all = vec![
        Unreadable::Subscriptions,
        Unreadable::AzureSubscriptions(parsed(&guid(0))),
        Unreadable::Entitlements,
        Unreadable::Orders,
    ];
    // Mostly everything can be read.
    prop_oneof![4 => Just(Vec::new()), 1 => subsequence(all, 0..=4)]
}

fn rule() -> impl Strategy<Value = Rule> {
    select(vec![Rule::Suspend, Rule::CancelNewCommerce])
}

/// A moment about now, to the millisecond, or none.
fn moment() -> impl Strategy<Value = Option<Timestamp>> {
    let near = select(vec![-86_400_000, -1, 0, 1, 86_400_000_i64]);
    option::weighted(0.8, near.prop_map(|it| Timestamp(NOW + it)))
}

/// A word this version knows, or one that it does not.
pub fn word<T: From<&'static str> + std::fmt::Debug>(known: &'static [&'static str]) -> impl Strategy<Value = T> {
    let words: Vec<&'static str> = known.iter().copied().chain(["neither here nor there"]).collect();
    select(words).prop_map(T::from)
}

/// A name, none among them, with what a name may hold.
pub fn name() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[A-Za-zàñ’\"\\\\ ]{1,8}"]
}

fn guid(number: usize) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// An id, by the wire as it would come.
pub fn parsed<T: DeserializeOwned>(id: &str) -> T {
    serde_json::from_value(json!(id)).unwrap()
}
