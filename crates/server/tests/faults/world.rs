//! The server over the sandbox: two programs, a registration between them, and little patience.

use std::num::NonZeroU32;
use std::time::Duration;

use offboarding_domain::api::{Activity, RemovalStatus};
use offboarding_domain::{AccountKind, Facts, Rule};
use partner_center::Retry;
use partner_center_sandbox::{CLIENT_ID, CLIENT_SECRET};
use reqwest::Client;
use reseller_offboarding_server::{Config, Running, Schedule, start};
use serde_json::Value;
use tokio::time::timeout;

use crate::SEEDS;
use crate::person::Person;
use crate::plan::{PATIENCE_MS, Plan, TOKEN_PATH};
use crate::sandbox::Program;
use crate::storage::{Storage, program};
use crate::tally::Tally;
use crate::truth::{Truth, states};
use crate::verdict::Case;

/// Far longer than any run: whoever waits so long waits for what never comes.
const NEVER: Duration = Duration::from_secs(20);

/// A sandbox and a server in front of it.
pub struct World {
    sandbox: Program,
    truth: Truth,
    storage: Storage,
    server: Running,
    http: Client,
}

impl World {
    pub async fn start(n_customers: u32) -> Self {
        let sandbox = Program::start(n_customers).await;
        let storage = Storage::new().await;
        let server = start(storage.set(config(&sandbox.url))).await.unwrap();
        let http = Client::new();
        let truth = Truth { http: http.clone(), url: sandbox.url.clone() };
        Self { sandbox, truth, storage, server, http }
    }

    /// Stops both. What the sandbox complained about, and what is wrong with the journal.
    pub async fn stop(self) -> Vec<String> {
        self.server.stop().await;
        let verified = program().args(["journal", "verify"]).args(self.storage.arguments()).output().await.unwrap();
        let broken = (!verified.status.success()).then(|| String::from_utf8_lossy(&verified.stderr).into_owned());
        self.sandbox.stop().await.into_iter().chain(broken).collect()
    }

    /// All that happens by a seed, to customers that no other seed has.
    pub async fn run(&self, seed: u64) -> Tally {
        let plan = Plan::of(seed);
        let number = 2 * (seed % SEEDS) as u32;
        let [mut one, mut other] = [self.guest(number + 1).await, self.guest(number + 2).await];
        let none_before = self.truth.set_faults(&plan.faults).await;
        assert_eq!(none_before, Vec::<Value>::new(), "another run goes on");
        tokio::join!(one.person.carry_out(&plan.visits[0]), other.person.carry_out(&plan.visits[1]));
        let mut tally = Tally::of_faults(&self.truth.set_faults(&[]).await);
        for guest in [one, other] {
            let findings = self.look_back(&guest, &mut tally).await;
            tally.findings.extend(findings.into_iter().map(|it| format!("SEED={seed}: {it}")));
        }
        if !tally.findings.is_empty() {
            tally.findings.push(format!("SEED={seed}: {plan:?}"));
        }
        tally
    }

    async fn guest(&self, number: u32) -> Guest {
        let id = self.truth.customer(number).await;
        let facts = self.truth.facts(&id).await.expect("a customer of its own");
        Guest { person: Person::arrive(&self.http, &self.server.url, id).await, facts }
    }

    /// What came of it, now that nothing goes wrong any more.
    async fn look_back(&self, Guest { person, facts }: &Guest, tally: &mut Tally) -> Vec<String> {
        let now = self.truth.facts(&person.id).await;
        let writes = self.truth.writes(&person.id).await;
        if now.is_none() {
            // The server looks until it sees it. Where it does not, that is a finding below.
            let _ = timeout(NEVER, person.see_removed()).await;
        }
        let activity = person.read::<Activity>("/activity").await.map(|it| it.items).unwrap_or_default();
        let removal = person.read::<RemovalStatus>("/removal").await;
        tally.count(&person.acts, &writes);
        let case = Case {
            id: &person.id,
            acts: &person.acts,
            writes: &writes,
            states: &states(facts, &writes),
            facts: now.as_ref(),
            activity: &activity,
            removal: removal.as_ref(),
        };
        case.findings()
    }
}

/// A person, and what their customer had at the beginning.
struct Guest {
    person: Person,
    facts: Facts,
}

fn config(sandbox_url: &str) -> Config {
    let no_limit = NonZeroU32::MAX;
    Config {
        upstream: Some(sandbox_url.to_owned()),
        upstream_token_url: Some(format!("{sandbox_url}{TOKEN_PATH}")),
        upstream_client_id: Some(CLIENT_ID.to_owned()),
        upstream_client_secret: Some(CLIENT_SECRET.to_owned().into()),
        upstream_refresh_token: Some("refresh.direct.admin-agent".to_owned().into()),
        rule: Some(Rule::Suspend),
        account_kind: Some(AccountKind::Integration),
        rate: no_limit,
        burst: no_limit,
        upstream_timeout: Duration::from_millis(PATIENCE_MS),
        upstream_retry: Retry {
            first_wait: Duration::from_millis(1),
            budget: Duration::from_millis(3 * PATIENCE_MS),
            ..Retry::default()
        },
        schedule: Schedule {
            first: Duration::from_millis(1),
            longest: Duration::from_millis(50),
            total: Duration::from_secs(10),
            ..Schedule::default()
        },
        ..Config::default()
    }
}
