//! A server with a sandbox behind it, and between them a proxy that records and fails on request.

mod issuer;
mod program;
mod proxy;
#[path = "../storage/mod.rs"]
mod storage;

use std::num::NonZeroU32;
use std::time::Duration;

use offboarding_domain::api::{
    Account, Activity, ActivityEntry, CustomerPage, ItemOutcome, Outcome, Problem, RemovalStatus,
};
use offboarding_domain::{
    AccountKind, Blocker, Caller, CustomerId, Item, PartnerKind, Resolution, Role, Rule, SubscriptionId,
};
use partner_center::Retry;
use partner_center_sandbox::{Options, Sandbox};
use reqwest::header::{ETAG, HeaderMap};
use reqwest::{Client, Method, RequestBuilder};
use reseller_offboarding_server::{AUDIENCE, Config, Pace, Running, Schedule, openapi_document, start};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub use issuer::{Issuer, KeyPair, in_seconds};
pub use partner_center_sandbox::seed::{READY, STORY};
pub use program::Program;
pub use proxy::{Fault, Gate, Proxy};
pub use storage::{Storage, program};

pub const SECRET: &str = "a secret of the portal's, long enough";

/// Everything that a test needs, made anew for each.
pub struct World {
    pub server: Running,
    pub proxy: Proxy,
    pub sandbox_url: String,
    pub storage: Storage,
    http: Client,
}

impl World {
    pub async fn new() -> Self {
        Self::with_timeout(Duration::from_secs(30)).await
    }

    /// Gives up on an upstream that hangs while the test still runs.
    pub async fn impatient() -> Self {
        Self::with_timeout(Duration::from_secs(1)).await
    }

    /// With what another server left behind.
    pub async fn over(storage: Storage) -> Self {
        Self::start(storage, |config| config).await
    }

    /// With another set-up.
    pub async fn with(change: impl FnOnce(Config) -> Config) -> Self {
        Self::start(Storage::new().await, change).await
    }

    /// Another server over the same Partner Center, with a proxy of its own: another copy where the database can be shared,
    /// somebody else's server where not.
    pub async fn beside(other: &Self) -> Self {
        Self::over_sandbox(other.sandbox_url.clone(), other.storage.beside(), |config| config).await
    }

    async fn with_timeout(upstream_timeout: Duration) -> Self {
        Self::with(|config| Config { upstream_timeout, ..config }).await
    }

    async fn start(storage: Storage, change: impl FnOnce(Config) -> Config) -> Self {
        Self::over_sandbox(start_sandbox(Options::default()).await, storage, change).await
    }

    async fn over_sandbox(sandbox_url: String, storage: Storage, change: impl FnOnce(Config) -> Config) -> Self {
        let proxy = Proxy::start(sandbox_url.clone()).await;
        let server = start(change(config(&proxy, &storage))).await.unwrap();
        Self { server, proxy, sandbox_url, storage, http: Client::new() }
    }

    /// The same server again: same databases, same upstream, a new address.
    pub async fn restart(self) -> Self {
        let Self { server, proxy, sandbox_url, storage, http } = self;
        server.stop().await;
        let server = start(config(&proxy, &storage)).await.unwrap();
        Self { server, proxy, sandbox_url, storage, http }
    }

    /// A request by an admin agent.
    pub fn get(&self, path: &str) -> RequestBuilder {
        self.plain(Method::GET, path).bearer_auth(token(&admin_agent()))
    }

    /// A write by an admin agent, with a new idempotency key.
    pub fn write(&self, method: Method, path: &str) -> RequestBuilder {
        self.plain(method, path).bearer_auth(token(&admin_agent())).header("idempotency-key", new_key())
    }

    /// A request by nobody.
    pub fn plain(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.server.url))
    }

    pub async fn account(&self, id: &CustomerId) -> Account {
        answer(self.get(&format!("/v1/customers/{id}"))).await.read(200)
    }

    pub async fn etag(&self, id: &CustomerId) -> String {
        let answer = answer(self.get(&format!("/v1/customers/{id}"))).await;
        answer.headers[ETAG].to_str().unwrap().to_owned()
    }

    /// A removal with everything it needs, right now.
    pub async fn removal(&self, id: &CustomerId) -> RequestBuilder {
        let read = answer(self.get(&format!("/v1/customers/{id}"))).await;
        let (account, etag): (Account, _) = (read.read(200), read.header("etag"));
        let body = json!({ "confirmation": account.profile.name, "acknowledged": true });
        self.write(Method::POST, &format!("/v1/customers/{id}/removal")).header("if-match", etag).json(&body)
    }

    /// Whether the list, walked to its end, shows the customer.
    pub async fn is_listed(&self, id: &CustomerId) -> bool {
        let mut cursor = String::new();
        loop {
            let path = format!("/v1/customers?size=100&cursor={cursor}");
            let page: CustomerPage = answer(self.get(&path)).await.read(200);
            match page.next {
                _ if page.items.iter().any(|it| it.id == *id) => return true,
                Some(next) => cursor = next,
                None => return false,
            }
        }
    }

    /// Does what clears each blocker, in order, until nothing blocks.
    pub async fn clear(&self, id: &CustomerId) {
        while let Some(blocker) = self.account(id).await.blockers.into_iter().find(|it| it.after.is_empty()) {
            let request = self.resolving(id, &blocker);
            let outcome: ItemOutcome = answer(request).await.read(200);
            assert_eq!(outcome.outcome, Outcome::Done, "{blocker:?}");
        }
    }

    fn resolving(&self, id: &CustomerId, blocker: &Blocker) -> RequestBuilder {
        let post = |path: String| self.write(Method::POST, &format!("/v1/customers/{id}/{path}/cancellation"));
        match (&blocker.item, blocker.resolution) {
            (Item::Subscription(sid), Resolution::Suspend) => self.change(id, sid, "suspend"),
            (Item::Subscription(sid), Resolution::Cancel { .. }) => self.change(id, sid, "cancel"),
            (Item::AzureSubscription(plan, azure), _) => {
                post(format!("subscriptions/{plan}/azure-subscriptions/{azure}"))
            }
            (Item::Reservation(rid), Resolution::Cancel { .. }) => post(format!("reservations/{rid}")),
            (Item::Software(pid), Resolution::Cancel { .. }) => post(format!("software/{pid}")),
            _ => panic!("nothing clears {blocker:?}"),
        }
    }

    /// An act on a subscription, with a new idempotency key.
    pub fn change(&self, id: &CustomerId, sid: &SubscriptionId, action: &str) -> RequestBuilder {
        let path = format!("/v1/customers/{id}/subscriptions/{sid}");
        self.write(Method::PATCH, &path).json(&json!({ "action": action }))
    }

    /// The customer's first subscription.
    pub async fn first_subscription(&self, id: &CustomerId) -> SubscriptionId {
        self.account(id).await.facts.subscriptions[0].id.clone()
    }

    pub async fn activity(&self, id: &CustomerId) -> Vec<ActivityEntry> {
        answer(self.get(&format!("/v1/customers/{id}/activity"))).await.read::<Activity>(200).items
    }

    /// Where the latest removal stands.
    pub async fn removal_status(&self, id: &CustomerId) -> RemovalStatus {
        answer(self.get(&format!("/v1/customers/{id}/removal"))).await.read(200)
    }

    /// The customer accepts a new relationship.
    pub async fn accept(&self, id: &CustomerId) {
        let url = format!("{}/_sandbox/acceptances", self.sandbox_url);
        let response = self.http.post(url).json(&json!({ "customerId": id })).send().await.unwrap();
        assert!(response.status().is_success(), "{response:?}");
    }
}

/// The id of a customer that the sandbox knows by name.
pub fn customer(name: &str) -> CustomerId {
    partner_center_sandbox::seed::customer_id(name)
}

pub fn config(proxy: &Proxy, storage: &Storage) -> Config {
    storage.set(Config {
        upstream: Some(proxy.url.clone()),
        rule: Some(Rule::Suspend),
        account_kind: Some(AccountKind::Integration),
        token_secret: Some(SECRET.to_owned().into()),
        // Who waits for something asks again at once.
        rate: NonZeroU32::MAX,
        burst: NonZeroU32::MAX,
        upstream_retry: Retry {
            first_wait: Duration::from_millis(1),
            budget: Duration::from_secs(2),
            ..Retry::default()
        },
        schedule: Schedule {
            first: Duration::from_millis(1),
            longest: Duration::from_millis(20),
            total: Duration::from_secs(60),
            sweep: Duration::from_millis(100),
        },
        pace: Pace {
            look: Duration::from_millis(20),
            settle: Duration::from_millis(20),
            recheck: Duration::from_millis(50),
        },
        ..Config::default()
    })
}

pub async fn start_sandbox(options: Options) -> String {
    let sandbox = Sandbox::open(options).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(partner_center_sandbox::serve(listener, sandbox, std::future::pending()));
    url
}

pub fn admin_agent() -> Caller {
    caller(Role::AdminAgent, PartnerKind::Direct)
}

pub fn caller(role: Role, partner_kind: PartnerKind) -> Caller {
    Caller { partner_id: "partner".to_owned(), user: "ada@partner.example".to_owned(), role, partner_kind }
}

/// What a portal says of its user: good for everything, for an hour.
pub fn claims(caller: &Caller) -> Value {
    json!({
        "aud": AUDIENCE,
        "sub": caller.user,
        "partner_id": caller.partner_id,
        "partner_kind": caller.partner_kind,
        "role": caller.role,
        "scope": "offboarding:read offboarding:suspend offboarding:cancel offboarding:remove",
        "iat": in_seconds(0),
        "exp": in_seconds(3600),
    })
}

/// The claims of an admin agent, with some of them otherwise; null takes one away.
pub fn claims_with(changes: Value) -> Value {
    let mut claims = claims(&admin_agent());
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    claims
}

/// A token with these claims, under the secret of `config`.
pub fn sign(claims: &Value) -> String {
    let key = jsonwebtoken::EncodingKey::from_secret(SECRET.as_bytes());
    jsonwebtoken::encode(&jsonwebtoken::Header::default(), claims, &key).unwrap()
}

pub fn token(caller: &Caller) -> String {
    sign(&claims(caller))
}

pub fn token_with(changes: Value) -> String {
    sign(&claims_with(changes))
}

pub fn new_key() -> String {
    uuid::Uuid::new_v4().to_string()
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

pub async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, body: response.text().await.unwrap() }
}

impl Answer {
    #[track_caller]
    pub fn read<T: DeserializeOwned>(&self, status: u16) -> T {
        assert_eq!(self.status, status, "{}", self.body);
        serde_json::from_str(&self.body).unwrap()
    }

    /// A problem as the contract has it, in its body and its headers.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> Problem {
        let problem: Problem = self.read(status);
        assert_eq!((problem.status, problem.code.as_str()), (status, code), "{}", self.body);
        assert_eq!(self.header("content-type"), "application/problem+json");
        assert!(!self.header("x-correlation-id").is_empty());
        if ![(404, "api/contract"), (405, "api/contract")].contains(&(status, code)) {
            let documented = &serde_json::to_value(openapi_document()).unwrap()["components"]["responses"]
                [status.to_string()]["description"];
            assert!(documented.as_str().is_some_and(|it| it.contains(code)), "{status} {code} is not in the document");
        }
        problem
    }

    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", self.headers)).to_str().unwrap()
    }
}

/// Asks until the answer is right. The test's own time limit is the only one.
pub async fn eventually<T, F: Future<Output = Option<T>>>(mut ask: impl FnMut() -> F) -> T {
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        tokio::task::yield_now().await;
    }
}
