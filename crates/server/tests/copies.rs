//! Copies of the server over one database (PostgreSQL), each of which may be killed at any moment: no operation is lost,
//! nothing is done twice, and whoever asks any of them gets the same answer.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[expect(dead_code, reason = "another test program needs the rest")]
mod storage;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;
use std::sync::RwLock;

use futures_util::future::join_all;
use offboarding_domain::api::{Account, Operation, OperationList, OperationState, StepState};
use offboarding_domain::{CustomerId, PartnerKind, Role};
use partner_center_sandbox::{Options, Sandbox, seed};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use reqwest::header::ETAG;
use reqwest::{Client, Method, StatusCode};
use reseller_offboarding_server::AUDIENCE;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::Child;
use tokio::sync::Mutex;

use storage::{Storage, program};

const SECRET: &str = "a secret of the portal's, long enough";
const N_COPIES: usize = 3;
/// Made up by the sandbox; some of them have something that nobody can clear now.
const N_CUSTOMERS: u32 = 24;
/// Nobody else touches this one.
const OTHER: &str = seed::STORY;

struct World {
    sandbox_url: String,
    storage: Storage,
    http: Client,
    token: String,
    copies: Vec<Copy>,
    chance: RefCell<TestRng>,
}

/// Where a copy is, and the process that is there.
struct Copy {
    url: RwLock<String>,
    process: Mutex<Child>,
}

/// An answer, as whoever asked has it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Answer {
    status: StatusCode,
    tag: Option<String>,
    body: String,
}

impl World {
    async fn new() -> Self {
        let sandbox = Sandbox::open(Options { generate: N_CUSTOMERS, ..Options::default() }).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sandbox_url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(partner_center_sandbox::serve(listener, sandbox, std::future::pending()));
        let storage = Storage::postgres().await;
        let copies = join_all((0..N_COPIES).map(|_| start(&sandbox_url, &storage))).await;
        let copies = copies.into_iter().map(|(url, process)| Copy { url: url.into(), process: process.into() });
        let copies = copies.collect();
        let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha).into();
        Self { sandbox_url, storage, http: Client::new(), token: token(), copies, chance }
    }

    fn pick(&self, n: usize) -> usize {
        self.chance.borrow_mut().next_u32() as usize % n
    }

    /// Asks any copy, and another one where that is killed meanwhile.
    async fn ask(&self, method: Method, path: &str, key: &str, more: Option<(&str, &Value)>) -> Answer {
        loop {
            if let Some(answer) = self.ask_one(self.pick(N_COPIES), method.clone(), path, key, more).await {
                return answer;
            }
        }
    }

    async fn ask_one(
        &self,
        copy: usize,
        method: Method,
        path: &str,
        key: &str,
        more: Option<(&str, &Value)>,
    ) -> Option<Answer> {
        let url = format!("{}{path}", self.copies[copy].url.read().unwrap());
        let mut request = self.http.request(method, url).bearer_auth(&self.token).header("idempotency-key", key);
        if let Some((tag, body)) = more {
            request = request.header("if-match", tag).json(body);
        }
        let answer = request.send().await.ok()?;
        let (status, tag) = (answer.status(), answer.headers().get(ETAG).map(|it| it.to_str().unwrap().to_owned()));
        Some(Answer { status, tag, body: answer.text().await.ok()? })
    }

    async fn get<T: serde::de::DeserializeOwned>(&self, path: &str) -> T {
        self.ask(Method::GET, path, "", None).await.read()
    }

    /// Kills one, and starts another in its place.
    async fn kill_any(&self) {
        let copy = &self.copies[self.pick(N_COPIES)];
        let mut process = copy.process.lock().await;
        process.kill().await.unwrap();
        let (url, new) = start(&self.sandbox_url, &self.storage).await;
        *copy.url.write().unwrap() = url;
        *process = new;
    }

    /// Upstream's own record of what was written: customer, what, on what, for which request.
    async fn writes(&self) -> Vec<[String; 4]> {
        let records = self.http.get(format!("{}/v1/auditrecords", self.sandbox_url));
        let records: Value =
            records.bearer_auth("sandbox.direct.admin-agent").send().await.unwrap().json().await.unwrap();
        let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
        let write = |it: &Value| {
            let new: Value = serde_json::from_str(&text(&it["resourceNewValue"])).unwrap();
            let [customer, what, request] =
                ["customerId", "operationType", "originalCorrelationId"].map(|n| text(&it[n]));
            [customer, what, text(&new["id"]), request]
        };
        records["items"].as_array().unwrap().iter().map(write).collect()
    }

    /// Customers that can be cleared now.
    async fn customers(&self) -> Vec<CustomerId> {
        let page: Value = self.get("/v1/customers?size=100").await;
        let made_up = |it: &&Value| it["domain"].as_str().unwrap().starts_with("cliente");
        let ids: Vec<&Value> = page["items"].as_array().unwrap().iter().filter(made_up).map(|it| &it["id"]).collect();
        let mut clear = Vec::new();
        for some in ids.chunks(20) {
            let dry_run = json!({ "customers": some, "goal": "offboard", "dryRun": true });
            let plans = self.ask(Method::POST, "/v1/operations", &new_key(), Some(("", &dry_run))).await;
            let plans: OperationList = plans.read();
            let good = plans.items.into_iter().filter(|it| it.waits.is_empty() && !it.steps.is_empty());
            clear.extend(good.map(|it| it.customer_id));
        }
        assert!(clear.len() > 10, "{}", clear.len());
        clear
    }

    /// Until no copy works at it any more.
    async fn until_over(&self, id: &str) -> Operation {
        loop {
            let now: Operation = self.get(&format!("/v1/operations/{id}")).await;
            if now.state.is_over() {
                return now;
            }
        }
    }

    /// Somebody who asks two copies at once for the same, again and again, as a balancer and a double click would.
    async fn reconsider(&self, n_times: usize) {
        let id = seed::customer_id(OTHER);
        let account: Account = self.get(&format!("/v1/customers/{id}")).await;
        let path = format!("/v1/customers/{id}/subscriptions/{}", account.facts.subscriptions[0].id);
        for time in 0..n_times {
            let (key, change) = (new_key(), json!({ "action": (["suspend", "reactivate"][time % 2]) }));
            let ask = || self.ask(Method::PATCH, &path, &key, Some(("", &change)));
            let (one, other) = tokio::join!(ask(), ask());
            assert_eq!((one.status, &one), (StatusCode::OK, &other));
        }
    }

    /// Removes the customer through all copies at once. Whoever comes second is told.
    async fn remove(&self, id: &CustomerId) {
        let path = format!("/v1/customers/{id}");
        let read = self.ask(Method::GET, &path, "", None).await;
        let (account, tag) = (read.read::<Account>(), read.tag.clone().unwrap());
        let body = json!({ "confirmation": account.profile.name, "acknowledged": true });
        let (path, keys) = (format!("{path}/removal"), [(); N_COPIES].map(|()| new_key()));
        let more = Some((tag.as_str(), &body));
        let ask = |copy: usize| self.ask_one(copy, Method::POST, &path, &keys[copy], more);
        let answers: Vec<Answer> = join_all((0..N_COPIES).map(ask)).await.into_iter().map(Option::unwrap).collect();
        let n_removed = answers.iter().filter(|it| it.status == StatusCode::OK).count();
        let n_told = answers.iter().filter(|it| it.body.contains("state/already-removed")).count();
        assert_eq!((n_removed, n_told), (1, N_COPIES - 1), "{answers:#?}");
    }

    async fn check(&self, n_kills: usize, n_changes: usize) {
        let customers = self.customers().await;
        let begin = json!({ "customers": customers, "goal": "offboard" });
        let key = new_key();
        let asked = (0..N_COPIES).map(|it| self.ask_one(it, Method::POST, "/v1/operations", &key, Some(("", &begin))));
        let answers: Vec<Answer> = join_all(asked).await.into_iter().map(Option::unwrap).collect();
        assert!(answers.iter().all(|it| it == &answers[0]), "{answers:#?}");
        let begun = answers[0].read::<OperationList>().items;

        let kill = async {
            for _ in 0..n_kills {
                let n_before = self.writes().await.len();
                while self.writes().await.len() < n_before + 2 && !self.is_all_over(&begun).await {}
                self.kill_any().await;
            }
        };
        let over = join_all(begun.iter().map(|it| self.until_over(it.id.as_ref().unwrap())));
        let ((), (), ended) = tokio::join!(kill, self.reconsider(n_changes), over);
        for operation in &ended {
            let not_done: Vec<_> = operation.steps.iter().filter(|it| it.state != StepState::Done).collect();
            assert!(not_done.is_empty(), "{not_done:#?}");
            assert_eq!(operation.state, OperationState::Ready);
        }
        for id in &customers {
            self.remove(id).await;
        }
        let writes = self.writes().await;
        self.assert_once(&writes, n_changes, &customers);
        self.assert_on_record(&writes).await;
        println!("{} customers, {} writes, {n_kills} kills", customers.len(), writes.len());
    }

    async fn is_all_over(&self, begun: &[Operation]) -> bool {
        let list: OperationList = self.get("/v1/operations").await;
        assert!(begun.iter().all(|it| list.items.iter().any(|listed| listed.id == it.id)), "an operation is lost");
        list.items.iter().all(|it| it.state.is_over())
    }

    #[track_caller]
    fn assert_once(&self, writes: &[[String; 4]], n_changes: usize, customers: &[CustomerId]) {
        let other = seed::customer_id(OTHER);
        let (changes, rest): (Vec<_>, Vec<_>) = writes.iter().partition(|it| it[0] == other.as_str());
        assert_eq!(changes.len(), n_changes, "{changes:#?}");
        let mut counts = BTreeMap::<&[String], usize>::new();
        rest.iter().for_each(|it| *counts.entry(&it[..3]).or_default() += 1);
        let twice: Vec<_> = counts.iter().filter(|(_, count)| **count > 1).collect();
        assert!(twice.is_empty(), "{twice:#?}");
        let n_removals = rest.iter().filter(|it| it[1] == "remove_partner_customer_relationship").count();
        assert_eq!(n_removals, customers.len());
    }

    async fn assert_on_record(&self, writes: &[[String; 4]]) {
        let journal = async |arguments: &[&str]| {
            let done = program().arg("journal").args(arguments).args(self.storage.arguments()).output().await.unwrap();
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            String::from_utf8(done.stdout).unwrap()
        };
        journal(&["verify"]).await;
        let acts: Value = serde_json::from_str(&journal(&["export", "--format", "json"]).await).unwrap();
        let acts: BTreeSet<&str> =
            acts["items"].as_array().unwrap().iter().map(|it| it["correlationId"].as_str().unwrap()).collect();
        let unknown: Vec<_> = writes.iter().filter(|it| !acts.contains(it[3].as_str())).collect();
        assert!(unknown.is_empty(), "{unknown:#?}");
    }
}

impl Answer {
    #[track_caller]
    fn read<T: serde::de::DeserializeOwned>(&self) -> T {
        assert!(self.status.is_success(), "{self:?}");
        serde_json::from_str(&self.body).unwrap()
    }
}

/// A copy, which takes another one for dead after three seconds.
async fn start(sandbox_url: &str, storage: &Storage) -> (String, Child) {
    let mut command = program();
    command.args(["--listen", "127.0.0.1:0", "--upstream", sandbox_url, "--token-secret", SECRET, "--lease", "3"]);
    command.args(["--rate", "1000000", "--burst", "1000000"]).args(storage.arguments());
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let url = lines.next_line().await.unwrap().expect("the program prints its address");
    (url, process)
}

fn token() -> String {
    let claims = json!({
        "aud": AUDIENCE, "sub": "ada@partner.example", "partner_id": "partner", "partner_kind": PartnerKind::Direct,
        "role": Role::AdminAgent, "iat": jsonwebtoken::get_current_timestamp(), "exp": u32::MAX,
        "scope": "offboarding:read offboarding:suspend offboarding:cancel offboarding:remove",
    });
    let key = jsonwebtoken::EncodingKey::from_secret(SECRET.as_bytes());
    jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key).unwrap()
}

fn new_key() -> String {
    uuid::Uuid::new_v4().to_string()
}

#[tokio::test]
async fn nothing_is_lost_or_done_twice_while_copies_are_killed() {
    World::new().await.check(6, 10).await;
}

#[tokio::test]
#[ignore = "long: cargo xtask soak"]
async fn nothing_is_lost_or_done_twice_while_copies_are_killed_for_long() {
    World::new().await.check(60, 200).await;
}
