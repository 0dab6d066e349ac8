//! Our client at a bad moment: what it sends again, what it leaves, and whose token it sends.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use offboarding_domain::api::Outcome;
use offboarding_domain::{AccountKind, Rule, SubscriptionAction, SubscriptionStatus, check_removal};
use partner_center::{Certificate, Config, Credentials, Error, PartnerCenter, Proof, Registration, Retry};
use partner_center_sandbox::seed::{READY, STORY, customer_id};
use partner_center_sandbox::{CLIENT_ID, CLIENT_SECRET, Options};
use rcgen::PKCS_RSA_SHA256;
use reqwest::Method;
use serde_json::{Value, json};

use crate::certificates::{Pair, world_with};
use crate::support::{World, answer};

impl World {
    /// A client as an operator sets it up: with a registration and, for a user, a refresh token.
    fn registered(&self, refresh_token: Option<&str>) -> PartnerCenter {
        self.client_with(self.registration(refresh_token), Retry::default().budget)
    }

    fn registration(&self, refresh_token: Option<&str>) -> Registration {
        Registration {
            token_url: format!("{}/common/oauth2/v2.0/token", self.url),
            resource: Registration::RESOURCE.to_owned(),
            client_id: CLIENT_ID.to_owned(),
            proof: Proof::Secret(CLIENT_SECRET.to_owned()),
            refresh_token: refresh_token.map(str::to_owned),
            kept_in: None,
        }
    }

    fn client_with(&self, registration: Registration, budget: Duration) -> PartnerCenter {
        PartnerCenter::new(Config {
            base_url: self.url.clone(),
            credentials: Credentials::Registered(registration),
            rule: Rule::Suspend,
            account_kind: AccountKind::Integration,
            timeout: Duration::from_secs(10),
            retry: Retry { first_wait: Duration::from_millis(1), budget, ..Retry::default() },
        })
        .unwrap()
    }

    async fn faults(&self, rules: Value) {
        answer(self.request(Method::PUT, "/_sandbox/faults").json(&rules)).await.is(200, 0);
    }

    /// How many requests the rules saw, in their order.
    async fn seen(&self) -> Vec<u64> {
        let rules = self.get("/_sandbox/faults").await.is(200, 0);
        rules.as_array().unwrap().iter().map(|it| it["matched"].as_u64().unwrap()).collect()
    }
}

const USER: Option<&str> = Some("refresh.direct.admin-agent");
const PARTNER_ID: &str = "7d1f6f0c-3f5e-4c55-9d7b-2f2c1c0a9e41";
const TOKEN: &str = "/common/oauth2/v2.0/token";
const SUBSCRIPTION: &str = "/v1/customers/*/subscriptions/*";

/// Sees every request to a path, and does nothing.
fn count(path: &str) -> Value {
    json!({ "path": path, "fault": { "kind": "latency", "ms": 0 }, "times": 0 })
}

#[tokio::test]
async fn one_token_serves_many_requests_and_a_removal() {
    let world = World::new().await;
    world.faults(json!([count(TOKEN)])).await;
    let client = world.registered(USER);
    let id = customer_id(READY);
    let call = world.call();
    let reads = (0..8).map(|_| client.profile(&call, &id));
    for profile in futures_util::future::join_all(reads).await {
        assert_eq!(profile.unwrap().name, READY);
    }
    let facts = client.removal_facts(&call, &id, crate::support::now()).await.unwrap();
    client.remove_relationship(&call, &check_removal(&id, &facts).unwrap()).await.unwrap();
    assert_eq!(world.seen().await, [1]);
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends_and_after_it_was_refused() {
    // Shorter than the margin: each is good for the one request that it was asked for.
    let world = World::with(Options { token_lifetime_s: 60, ..Options::default() }).await;
    world.faults(json!([count(TOKEN)])).await;
    let client = world.registered(USER);
    client.profile(&world.call(), &customer_id(READY)).await.unwrap();
    client.profile(&world.call(), &customer_id(READY)).await.unwrap();
    assert_eq!(world.seen().await, [2]);
    // The endpoint is away: what is in hand is still good.
    world.faults(json!([{ "path": TOKEN, "fault": { "kind": "unavailable" } }])).await;
    client.profile(&world.call(), &customer_id(READY)).await.unwrap();

    let world = World::new().await;
    let client = world.registered(USER);
    client.profile(&world.call(), &customer_id(READY)).await.unwrap();
    // The sandbox's clock is ahead of ours: to it the token has ended.
    world.is_in_days(1).await;
    world.faults(json!([count(TOKEN)])).await;
    client.profile(&world.call(), &customer_id(READY)).await.unwrap();
    assert_eq!(world.seen().await, [1]);
}

#[tokio::test]
async fn without_a_user_reservations_cannot_be_read_and_nothing_is_removed() {
    let world = World::new().await;
    let client = world.registered(None);
    client.profile(&world.call(), &customer_id(READY)).await.unwrap();
    let refused = client.purchases(&world.call(), &customer_id(READY)).await;
    assert!(matches!(refused, Err(Error::Refused { status: 403, refusal }) if refusal.code == "900329"));
}

#[tokio::test]
async fn a_certificate_is_as_good_as_the_secret() {
    let pair = Pair::new(&PKCS_RSA_SHA256);
    let world = world_with(&pair).await;
    let proof = |it: &Pair| Proof::Certificate(Certificate::from_pem(&fs::read(it.file().path()).unwrap()).unwrap());
    for version in ["", "/v2.0"] {
        let token_url = format!("{}/{PARTNER_ID}/oauth2{version}/token", world.url);
        let with = |pair| Registration { token_url: token_url.clone(), proof: proof(pair), ..world.registration(USER) };
        let client = world.client_with(with(&pair), Retry::default().budget);
        assert_eq!(client.profile(&world.call(), &customer_id(READY)).await.unwrap().name, READY, "{version}");
        let other = world.client_with(with(&Pair::new(&PKCS_RSA_SHA256)), Retry::default().budget);
        let refused = other.profile(&world.call(), &customer_id(READY)).await;
        assert!(matches!(refused, Err(Error::Unauthorized(refusal)) if refusal.code == "invalid_client"), "{version}");
    }
}

#[tokio::test]
async fn the_renewed_refresh_token_outlives_the_process() {
    let world = World::with(Options { token_lifetime_s: 60, ..Options::default() }).await;
    let folder = tempfile::tempdir().unwrap();
    let kept_in = folder.path().join("refresh-token.json");
    let with = |token| Registration { kept_in: Some(kept_in.clone()), ..world.registration(token) };
    let kept = || fs::read_to_string(&kept_in).unwrap();
    let ask = async |token| {
        let client = world.client_with(with(token), Retry::default().budget);
        client.profile(&world.call(), &customer_id(READY)).await.map(|it| it.name)
    };
    assert_eq!(ask(USER).await.unwrap(), READY);
    let first = kept();
    assert!(first.contains("refresh.direct.admin-agent.") && !first.contains("\"refresh.direct.admin-agent\""));
    assert_eq!(fs::metadata(&kept_in).unwrap().permissions().mode() & 0o777, 0o600);

    // It is what the next process asks with: one that is spoilt is refused.
    fs::write(&kept_in, first.replace("refresh.direct", "refresh.stolen")).unwrap();
    assert!(matches!(ask(USER).await, Err(Error::Unauthorized(_))));
    // A new consent takes its place, and is kept in turn.
    assert_eq!(ask(Some("refresh.direct.sales-agent")).await.unwrap(), READY);
    assert!(kept().contains("refresh.direct.sales-agent."));
    // What cannot be read is as good as nothing.
    fs::write(&kept_in, "{").unwrap();
    assert_eq!(ask(USER).await.unwrap(), READY);
    assert!(kept().contains("refresh.direct.admin-agent."));
}

#[tokio::test]
async fn a_refused_registration_is_told_in_the_endpoints_words() {
    let world = World::new().await;
    let refused = world.registered(Some("refresh.stolen")).profile(&world.call(), &customer_id(READY)).await;
    let Err(Error::Unauthorized(refusal)) = refused else { panic!("{refused:?}") };
    assert_eq!(refusal.code, "invalid_grant");
    assert!(refusal.description.starts_with("AADSTS70000"), "{refusal}");
}

#[tokio::test]
async fn reads_are_asked_again_until_they_are_answered() {
    let world = World::new().await;
    for fault in [
        json!({ "kind": "cut-before" }),
        json!({ "kind": "cut-after" }),
        json!({ "kind": "server-error" }),
        json!({ "kind": "unavailable" }),
        json!({ "kind": "throttled", "retryAfterS": 0 }),
    ] {
        world.faults(json!([{ "path": "/v1/customers/*", "fault": fault, "times": 2 }])).await;
        let profile = world.registered(USER).profile(&world.call(), &customer_id(READY)).await;
        assert_eq!(profile.unwrap().name, READY, "{fault}");
        assert_eq!(world.seen().await, [3], "{fault}");
    }
    // No longer than the budget lasts.
    let fault = json!({ "kind": "throttled", "retryAfterS": 3600 });
    world.faults(json!([{ "path": "/v1/customers/*", "fault": fault }])).await;
    let refused = world.registered(USER).profile(&world.call(), &customer_id(READY)).await;
    assert!(matches!(refused, Err(Error::RateLimited { retry_after_s: 3600 })), "{refused:?}");
    assert_eq!(world.seen().await, [1]);
}

#[tokio::test]
async fn what_was_taken_on_is_read_until_it_is_done() {
    let world = World::new().await;
    let client = world.registered(USER);
    let facts = client.removal_facts(&world.call(), &customer_id(STORY), crate::support::now()).await.unwrap();
    let licence = facts.subscriptions.iter().find(|it| it.name == "Exchange Online (Plan 1)").unwrap();
    let taken_on = json!({ "method": "PATCH", "path": SUBSCRIPTION, "fault": { "kind": "accepted", "ms": 50 } });
    world.faults(json!([taken_on])).await;
    let suspend = SubscriptionAction::Suspend;
    let ended = client.change_subscription(&world.call(), &customer_id(STORY), &licence.id, suspend).await.unwrap();
    assert_eq!(ended.outcome, Outcome::Done);
    assert_eq!(ended.changes.subscriptions[0].status, SubscriptionStatus::Suspended);
    // Longer than the budget: taken on is all that can be said.
    let taken_on = json!({ "method": "PATCH", "path": SUBSCRIPTION, "fault": { "kind": "accepted", "ms": 3_600_000 } });
    world.faults(json!([taken_on, count(SUBSCRIPTION)])).await;
    let client = world.client_with(world.registration(USER), Duration::from_millis(100));
    let reactivate = SubscriptionAction::Reactivate;
    let ended = client.change_subscription(&world.call(), &customer_id(STORY), &licence.id, reactivate).await.unwrap();
    assert_eq!(ended.outcome, Outcome::Accepted);
    assert_eq!(ended.changes.subscriptions[0].status, SubscriptionStatus::Suspended);
    assert!(world.seen().await[1] > 2, "read before, and more than once after");
}

#[tokio::test]
async fn without_a_token_nothing_is_sent_and_nothing_is_in_doubt() {
    let world = World::new().await;
    let facts = world.facts(STORY).await;
    let licence = facts.subscriptions.iter().find(|it| it.name == "Exchange Online (Plan 1)").unwrap();
    for fault in [json!({ "kind": "unavailable" }), json!({ "kind": "cut-after" })] {
        let change = async |client: PartnerCenter| {
            let stop = SubscriptionAction::StopAutoRenew;
            client.change_subscription(&world.call(), &customer_id(STORY), &licence.id, stop).await
        };
        world.faults(json!([{ "path": TOKEN, "fault": fault }, count(SUBSCRIPTION)])).await;
        let error = change(world.registered(USER)).await.unwrap_err();
        assert_eq!((error.outcome(), world.seen().await), (Outcome::Failed, vec![3, 0]), "{fault}: {error:?}");
        // A bad moment passes.
        world.faults(json!([{ "path": TOKEN, "fault": fault, "times": 2 }])).await;
        assert_eq!(change(world.registered(USER)).await.unwrap().outcome, Outcome::Done, "{fault}");
    }
}

#[tokio::test]
async fn a_refusal_names_the_correlation_id_that_support_asks_for() {
    let world = World::new().await;
    let call = world.call();
    let Err(Error::NoRelationship(refusal)) = world.registered(USER).profile(&call, &customer_id("nobody")).await
    else {
        panic!("a customer that there is not")
    };
    assert_eq!(refusal.correlation_id, call.correlation_id.to_string());
}

#[tokio::test]
async fn a_write_is_repeated_only_where_it_cannot_be_done_twice() {
    for (fault, n_sent) in [
        (json!({ "kind": "cut-before" }), 2),
        (json!({ "kind": "cut-after" }), 2),
        (json!({ "kind": "throttled", "retryAfterS": 0 }), 2),
        (json!({ "kind": "server-error" }), 1),
        (json!({ "kind": "unavailable" }), 1),
    ] {
        let world = World::new().await;
        let client = world.registered(USER);
        let facts = client.removal_facts(&world.call(), &customer_id(STORY), crate::support::now()).await.unwrap();
        let licence = facts.subscriptions.iter().find(|it| it.name == "Exchange Online (Plan 1)").unwrap();
        let rule = json!({ "method": "PATCH", "path": SUBSCRIPTION, "fault": fault, "times": 1 });
        world.faults(json!([rule])).await;
        let suspend = SubscriptionAction::Suspend;
        let ended = client.change_subscription(&world.call(), &customer_id(STORY), &licence.id, suspend).await;
        assert_eq!(world.seen().await, [n_sent], "{fault}");
        match n_sent {
            1 => assert!(matches!(ended, Err(Error::Failed { .. })), "{fault}: {ended:?}"),
            _ => assert_eq!(ended.unwrap().outcome, Outcome::Done, "{fault}"),
        }
        // Once, whatever happened: the version says how often it was written.
        let path = format!("{}/subscriptions/{}", crate::support::customer_path(STORY), licence.id);
        let after = world.get(&path).await.is(200, 0);
        let version = after["attributes"]["etag"].as_str().unwrap().to_owned();
        let is_suspended = after["status"] == SubscriptionStatus::Suspended.as_str();
        assert_eq!(is_suspended, n_sent == 2, "{fault}");
        let again = world.request(Method::PATCH, &path).json(&after).header("if-match", format!("\"{version}\""));
        answer(again).await.is(200, 0);
        let records = world.get("/v1/auditrecords").await.is(200, 0);
        let updates = records["items"].as_array().unwrap().iter();
        let n_updates = updates.filter(|it| it["operationType"] == "update_subscription").count();
        assert_eq!(n_updates, usize::from(is_suspended) + 1, "{fault}");
    }
}
