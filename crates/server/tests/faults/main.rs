//! Seeded runs: people offboard customers while everything goes wrong between our server and the sandbox, which is a
//! program of its own here. Whatever was said in between has to be so.
//!
//! `SEED=17 cargo test -p reseller-offboarding-server --test faults` repeats one run.
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod plan;

#[path = "../sandbox/mod.rs"]
mod sandbox;
#[path = "../storage/mod.rs"]
#[expect(dead_code, reason = "another test program needs the rest")]
mod storage;
mod world;

mod person;

mod truth;
mod verdict;

mod tally;

use std::env;
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use tally::Tally;
use world::World;

/// A run for each; customers are made up for all of them.
const SEEDS: u64 = 2_000;

/// Runs go on side by side, each world with one at a time.
const WORLDS: usize = 2;

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// The runs of these seeds, or the one that the environment names.
async fn run(n_seeds: u64) -> Tally {
    let asked: Option<u64> = env::var("SEED").ok().map(|it| it.parse().unwrap());
    let (first, last) = asked.map_or((0, n_seeds), |seed| (seed, seed + 1));
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        PANICS.fetch_add(1, Ordering::Relaxed);
        hook(info);
    }));
    let next = Arc::new(AtomicU64::new(first));
    let worlds: Vec<_> = (0..WORLDS).map(|_| tokio::spawn(live(Arc::clone(&next), last))).collect();
    let mut tally = Tally::default();
    for world in worlds {
        tally += world.await.unwrap();
    }
    println!("{tally}");
    assert_eq!(PANICS.load(Ordering::Relaxed), 0, "something panicked");
    assert!(tally.findings.is_empty(), "{} findings\n{}", tally.findings.len(), tally.findings.join("\n"));
    tally
}

/// One world, from one seed to the next.
async fn live(next: Arc<AtomicU64>, last: u64) -> Tally {
    let world = Arc::new(World::start(2 * SEEDS as u32).await);
    let mut tally = Tally::default();
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed >= last {
            break;
        }
        let run = tokio::spawn({
            let world = Arc::clone(&world);
            async move { world.run(seed).await }
        });
        tally += run.await.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    }
    let world = Arc::into_inner(world).expect("no run is left");
    tally.findings.extend(world.stop().await.into_iter().map(|it| format!("afterwards: {it}")));
    tally
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_runs_end_as_they_say() {
    let tally = run(100).await;
    assert!(env::var("SEED").is_ok() || tally.rarest() >= 1, "a kind of fault did not happen\n{tally}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: cargo xtask soak"]
async fn two_thousand_runs_end_as_they_say() {
    let tally = run(SEEDS).await;
    assert!(env::var("SEED").is_ok() || tally.rarest() >= 50, "a kind of fault happened too seldom\n{tally}");
}
