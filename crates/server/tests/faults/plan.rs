//! What happens in a run, all of it from its seed: the faults, and what two people want.

use std::iter;

use offboarding_domain::SubscriptionAction;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};

/// A request upstream that takes longer has failed.
pub const PATIENCE_MS: u64 = 150;

/// Every kind that the sandbox has.
pub const KINDS: [&str; 11] = [
    "latency",
    "throttled",
    "server-error",
    "unavailable",
    "cut-before",
    "cut-after",
    "accepted",
    "stale-etag",
    "unknown-words",
    "bom",
    "slow-body",
];

/// A run. Each of the two people has a customer of their own.
#[derive(Clone, Debug)]
pub struct Plan {
    pub faults: Vec<Value>,
    pub visits: [Visit; 2],
}

/// What a person does about a customer, one thing after the other.
#[derive(Clone, Debug)]
pub struct Visit {
    pub before: Vec<Step>,
    /// Clear what blocks, then remove the relationship.
    pub offboards: Option<Manner>,
    pub after: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct Step {
    pub wish: Wish,
    pub manner: Manner,
}

/// The index picks one of the things that the customer has.
#[derive(Clone, Debug)]
pub enum Wish {
    Change(SubscriptionAction, Index),
    CancelAzureSubscription(Index),
    CancelReservation(Index),
    CancelSoftware(Index),
    /// Whether with the account as it was at the beginning, or as it is.
    Remove {
        is_stale: bool,
    },
}

/// How a person goes about it.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// How often at most, until there is a final answer.
    pub n_tries: usize,
    /// Sends each request twice at the same time.
    pub clicks_twice: bool,
    /// Once more with the same key after a final answer.
    pub asks_again: bool,
    /// Once more with a new key where there was no final answer.
    pub begins_anew: bool,
}

impl Plan {
    /// By a named algorithm: the same everywhere.
    pub fn of(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let (faults, visits) = (vec(any_faults(), 1..=3), [any_visit(), any_visit()]);
        let plan = (faults, visits).prop_map(|(faults, visits)| Self { faults: faults.concat(), visits });
        plan.new_tree(&mut runner).expect("nothing is filtered out").current()
    }
}

/// Some things go wrong in the same place, one after the other.
fn any_faults() -> impl Strategy<Value = Vec<Value>> {
    any_place().prop_flat_map(|place| vec(any_fault(place), 1..=3))
}

/// What is taken on is a write, and so is most of what can be wrong.
fn any_place() -> impl Strategy<Value = Place> {
    prop_oneof![2 => select(&WRITES[..]), 3 => select(&PLACES[..])]
}

fn any_fault((method, path): Place) -> impl Strategy<Value = Value> {
    let seldom = (1..=3u64).prop_map(|times| (1, Some(times)));
    let at_once = (4..=8u64).prop_map(|times| (1, Some(times)));
    let often = (2..=5u64).prop_map(|one_in| (one_in, None));
    (any_kind(method), prop_oneof![2 => seldom, 1 => at_once, 1 => often]).prop_map(move |(fault, (one_in, times))| {
        json!({ "method": method, "path": path, "fault": fault, "oneIn": one_in, "times": times })
    })
}

/// What is taken on is a write. What makes a write be sent again is more likely there.
fn any_kind(method: Option<&'static str>) -> impl Strategy<Value = Value> {
    let is_write = method.is_some_and(|it| it != "GET");
    let weight = |kind| match kind {
        "accepted" | "cut-after" | "throttled" if is_write => 3,
        "accepted" => 0,
        _ => 1,
    };
    let kinds: Vec<&str> = KINDS.into_iter().flat_map(|it| iter::repeat_n(it, weight(it))).collect();
    select(kinds).prop_flat_map(|kind| {
        let timed =
            |choices: &'static [u64]| select(choices).prop_map(move |ms| json!({ "kind": kind, "ms": ms })).boxed();
        match kind {
            "latency" => timed(&[1, 10, 30, 2 * PATIENCE_MS]),
            "slow-body" => timed(&[1, 2, 4, PATIENCE_MS / 4]),
            "accepted" => timed(&[0, 5, 20, 100]),
            "throttled" => select(&[0, 1][..]).prop_map(move |it| json!({ "kind": kind, "retryAfterS": it })).boxed(),
            _ => Just(json!({ "kind": kind })).boxed(),
        }
    })
}

/// A method, where not all, and a path.
type Place = (Option<&'static str>, &'static str);

const WRITES: [Place; 4] = [
    (Some("PATCH"), "/v1/customers/*"),
    (Some("PATCH"), "/v1/customers/*/subscriptions/*"),
    (Some("PATCH"), "/v1/customers/*/orders/*"),
    (Some("POST"), "/v1/customers/*/subscriptions/*/azureentitlements/*/cancel"),
];

const PLACES: [Place; 12] = [
    (Some("GET"), "/v1/customers"),
    (Some("GET"), "/v1/customers/*"),
    (Some("GET"), "/v1/customers/*/subscriptions"),
    (Some("GET"), "/v1/customers/*/subscriptions/*"),
    (Some("GET"), "/v1/customers/*/entitlements"),
    (Some("GET"), "/v1/customers/*/orders/**"),
    (Some("GET"), "/v1/profiles/support"),
    (Some("PATCH"), "/v1/customers/**"),
    (None, "/v1/customers/*/**"),
    (None, "/**"),
    (Some("POST"), TOKEN_PATH),
    (Some("POST"), TOKEN_PATH),
];

/// The token endpoint's.
pub const TOKEN_PATH: &str = "/common/oauth2/v2.0/token";

fn any_visit() -> impl Strategy<Value = Visit> {
    let offboards = prop::option::weighted(0.75, any_manner());
    (vec(any_step(), 0..=4), offboards, vec(any_step(), 0..=2)).prop_map(|(before, offboards, after)| Visit {
        before,
        offboards,
        after,
    })
}

fn any_step() -> impl Strategy<Value = Step> {
    use SubscriptionAction::{Cancel, Reactivate, StopAutoRenew, Suspend};
    let action = select(&[Suspend, Suspend, Reactivate, Cancel, StopAutoRenew][..]);
    let wish = prop_oneof![
        5 => (action, any::<Index>()).prop_map(|(action, index)| Wish::Change(action, index)),
        1 => any::<Index>().prop_map(Wish::CancelAzureSubscription),
        1 => any::<Index>().prop_map(Wish::CancelReservation),
        1 => any::<Index>().prop_map(Wish::CancelSoftware),
        2 => any::<bool>().prop_map(|is_stale| Wish::Remove { is_stale }),
    ];
    (wish, any_manner()).prop_map(|(wish, manner)| Step { wish, manner })
}

fn any_manner() -> impl Strategy<Value = Manner> {
    let seldom = || prop::bool::weighted(0.2);
    (1..=4usize, seldom(), seldom(), seldom()).prop_map(|(n_tries, clicks_twice, asks_again, begins_anew)| Manner {
        n_tries,
        clicks_twice,
        asks_again,
        begins_anew,
    })
}
