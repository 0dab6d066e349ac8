//! The removal against a reactivation, a purchase and a second removal by another copy of the server, in every order.

use std::{env, thread};

use offboarding_domain::SubscriptionId;
use offboarding_domain::api::RemovalStatus;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::support::{Answer, World, answer, customer};

/// One licence, suspended.
const SUSPENDED: &str = "Società Agricola Pò di Levante";

const ADMIN: &str = "sandbox.direct.admin-agent";

/// How many turns each of the four lets go by first: none, a few, or more than a removal takes.
type Order = [u32; 4];

const MOST_TURNS_LOG2: u32 = 17;

/// Two copies over one Partner Center: over one database in PostgreSQL, and knowing nothing of each other in SQLite.
struct Race {
    one: World,
    other: World,
    sid: SubscriptionId,
}

impl Race {
    async fn new() -> Self {
        let one = World::new().await;
        let other = World::beside(&one).await;
        let sid = one.first_subscription(&customer(SUSPENDED)).await;
        Self { one, other, sid }
    }

    async fn upstream(&self, method: Method, path: &str, body: &Value) -> Answer {
        let url = format!("{}/v1/customers/{}{path}", self.one.sandbox_url, customer(SUSPENDED));
        answer(Client::new().request(method, url).bearer_auth(ADMIN).json(body)).await
    }

    /// Whether the customer was removed.
    async fn run(&self, order: Order) -> bool {
        let id = customer(SUSPENDED);
        let removals = [self.one.removal(&id).await, self.other.removal(&id).await];
        let reactivation = self.one.change(&id, &self.sid, "reactivate");
        let order_body = json!({ "lineItems": [{ "lineItemNumber": 0, "offerId": "CFQ7TTC0LH0Z:0001:CFQ7TTC0K18P", "quantity": 1 }] });
        let [first, second] = removals;
        let (first, second, reactivation, purchase) = tokio::join!(
            after(order[0], answer(first)),
            after(order[1], answer(second)),
            after(order[2], answer(reactivation)),
            after(order[3], self.upstream(Method::POST, "/orders", &order_body)),
        );
        let is_gone = self.upstream(Method::GET, "", &Value::Null).await.status == 403;
        let told = format!(
            "{order:?}: gone {is_gone}\n{}\n{}\n{}\n{}",
            first.body, second.body, reactivation.body, purchase.body
        );
        let n_removed = [&first, &second].iter().filter(|it| it.status == 200).count();
        // What took effect while there still was a relationship blocks the removal, and nothing took it back.
        assert_eq!(is_gone, reactivation.status != 200 && purchase.status != 201, "{told}");
        assert!(n_removed <= 1 && (n_removed == 0 || is_gone), "{told}");
        for removal in [first, second].iter().filter(|it| it.status == 200) {
            assert!(removal.read::<RemovalStatus>(200).receipt.is_some(), "{told}");
        }
        is_gone
    }

    /// The customer is back, with nothing active.
    async fn reset(&self, is_gone: bool) {
        if is_gone {
            self.one.accept(&customer(SUSPENDED)).await;
        }
        let list: Value = self.upstream(Method::GET, "/subscriptions", &Value::Null).await.read(200);
        for subscription in list["items"].as_array().unwrap().iter().filter(|it| it["status"] == "active") {
            let mut suspended = subscription.clone();
            suspended["status"] = json!("suspended");
            let path = format!("/subscriptions/{}", subscription["id"].as_str().unwrap());
            assert_eq!(self.upstream(Method::PATCH, &path, &suspended).await.status, 200);
        }
    }
}

async fn after<T>(n_turns: u32, then: impl Future<Output = T>) -> T {
    for _ in 0..n_turns {
        tokio::task::yield_now().await;
    }
    then.await
}

/// Some of it on each core.
fn race_side_by_side(n_rounds: u32) {
    const CORES: u8 = 2;
    thread::scope(|scope| {
        for seed in 0..CORES {
            scope.spawn(move || race(seed, n_rounds / u32::from(CORES)));
        }
    });
}

fn race(seed: u8, n_rounds: u32) {
    /// What was bought stays, and is read again in every round: after these it begins with a new customer.
    const ROUNDS_OF_ONE: u32 = 20;
    // As often tens as thousands.
    let turns = (0..=MOST_TURNS_LOG2).prop_flat_map(|log2| 0..1_u32 << log2);
    let orders = proptest::array::uniform4(turns);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut n_gone = 0;
    for begin in (0..n_rounds).step_by(ROUNDS_OF_ONE as usize) {
        // Servers end with what runs them, and with them their connections.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let race = Race::new().await;
            for _ in begin..n_rounds.min(begin + ROUNDS_OF_ONE) {
                let order = orders.new_tree(&mut runner).unwrap().current();
                let is_gone = race.run(order).await;
                n_gone += u32::from(is_gone);
                race.reset(is_gone).await;
            }
        });
    }
    println!("{n_rounds} rounds, {n_gone} of them ended removed");
    assert!((n_rounds / 200..n_rounds).contains(&n_gone), "{n_gone} of {n_rounds}: no race");
}

/// Copies that share a database are what races are about; servers that do not are tried for a while.
fn rounds(n_shared: u32) -> u32 {
    if env::var_os("STORAGE").is_some() { n_shared } else { n_shared / 5 }
}

#[test]
fn whatever_comes_first_nothing_is_removed_while_it_blocks() {
    race_side_by_side(rounds(500));
}

#[test]
#[ignore = "long: cargo xtask soak"]
fn whatever_comes_first_nothing_is_removed_while_it_blocks_for_long() {
    race_side_by_side(rounds(10_000));
}
