//! The removal rule over 10,000 subscriptions, against a plain scan of the same array.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use offboarding_domain::{
    AccountKind, CustomerId, Facts, Rule, Subscription, SubscriptionKind, SubscriptionStatus, Timestamp, check_removal,
};

const N: u32 = 10_000;

fn facts(status_of: fn(u32) -> SubscriptionStatus) -> Facts {
    let subscription = |at: u32| Subscription {
        id: format!("00000000-0000-4000-8000-{at:012x}").parse().expect("a GUID"),
        name: format!("Microsoft 365 Business Standard {at}"),
        kind: if at.is_multiple_of(3) { SubscriptionKind::NewCommerce } else { SubscriptionKind::Legacy },
        status: status_of(at),
        seats: at % 40,
        is_trial: false,
        parent: None,
        started: Some(Timestamp(1_783_208_136_621)),
        term_end: Some(Timestamp(1_814_744_136_621)),
        cancellable_until: None,
        auto_renew: true,
        azure_subscriptions: Vec::new(),
    };
    Facts {
        as_of: Timestamp(1_795_304_158_704),
        rule: Rule::Suspend,
        account_kind: AccountKind::Integration,
        subscriptions: (0..N).map(subscription).collect(),
        reservations: Vec::new(),
        software: Vec::new(),
        unreadable: Vec::new(),
    }
}

fn rule(criterion: &mut Criterion) {
    let id: CustomerId = "3a2a299a-fffd-5943-9a17-365619559931".parse().expect("a GUID");
    let is_active = |it: &&Subscription| it.status == SubscriptionStatus::Active;
    for (name, facts) in [
        ("nothing blocks", facts(|_| SubscriptionStatus::Suspended)),
        (
            "half blocks",
            facts(|at| if at.is_multiple_of(2) { SubscriptionStatus::Active } else { SubscriptionStatus::Suspended }),
        ),
    ] {
        let mut group = criterion.benchmark_group(name);
        group.bench_function("rule", |bencher| bencher.iter(|| check_removal(&id, black_box(&facts))));
        // What a list of what blocks takes at the least: to look at each, and to copy the id and the name of those.
        group.bench_function("plain scan", |bencher| {
            bencher.iter(|| {
                let active = black_box(&facts).subscriptions.iter().filter(is_active);
                active.map(|it| (it.id.clone(), it.name.clone())).collect::<Vec<_>>()
            });
        });
        group.finish();
    }
}

criterion_group!(benches, rule);
criterion_main!(benches);
