//! A sandbox on a port of its own, our client, and plain HTTP for what our client would never send.

use std::time::Duration;

use offboarding_domain::{
    AccountKind, Caller, CustomerId, Facts, PartnerKind, Role, Rule, Subscription, SubscriptionKind, SubscriptionStatus,
};
use partner_center::{Call, Config, Credentials, PartnerCenter, Retry};
use partner_center_sandbox::{Options, Sandbox, seed, serve};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use tokio::net::TcpListener;
use uuid::Uuid;

pub const ADMIN: &str = "sandbox.direct.admin-agent";

pub struct World {
    pub url: String,
    pub http: Client,
    pub partner_center: PartnerCenter,
    caller: Caller,
}

/// Status, code of the refusal (0 without one), body.
pub struct Answer {
    pub status: u16,
    pub code: u64,
    pub body: Value,
}

impl World {
    pub async fn new() -> Self {
        Self::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Self {
        let (rule, account_kind) = (options.rule, options.account_kind);
        let sandbox = Sandbox::open(options).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(serve(listener, sandbox, std::future::pending()));
        Self { partner_center: client(&url, rule, account_kind), url, http: Client::new(), caller: caller() }
    }

    pub fn call(&self) -> Call<'_> {
        Call { caller: &self.caller, correlation_id: Uuid::new_v4() }
    }

    pub async fn facts(&self, name: &str) -> Facts {
        self.partner_center.removal_facts(&self.call(), &seed::customer_id(name), now()).await.unwrap()
    }

    /// The first subscription of this kind and state.
    pub async fn subscription(&self, name: &str, kind: SubscriptionKind, status: SubscriptionStatus) -> Subscription {
        let facts = self.facts(name).await;
        facts.subscriptions.into_iter().find(|it| it.kind == kind && it.status == status).unwrap()
    }

    /// Where the first subscription of this customer is, and its body.
    pub async fn first(&self, name: &str) -> (String, Value) {
        let list = self.get(&format!("{}/subscriptions", customer_path(name))).await.is(200, 0);
        let subscription = list["items"][0].clone();
        (format!("{}/subscriptions/{}", customer_path(name), subscription["id"].as_str().unwrap()), subscription)
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}{path}", self.url)).bearer_auth(ADMIN)
    }

    pub async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        answer(self.request(Method::PATCH, path).json(&body)).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        answer(self.request(Method::POST, path).json(&body)).await
    }
}

pub async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    let body: Value = response.json().await.unwrap();
    let code = if status < 400 { 0 } else { body["code"].as_u64().unwrap() };
    Answer { status, code, body }
}

impl Answer {
    #[track_caller]
    pub fn is(self, status: u16, code: u64) -> Value {
        assert_eq!((self.status, self.code), (status, code), "{}", self.body);
        if status >= 400 {
            assert!(self.body["description"].as_str().is_some_and(|it| (1..=1024).contains(&it.chars().count())));
            assert_eq!(self.body["source"], "PartnerCenterSandbox");
        }
        self.body
    }
}

pub fn customer_path(name: &str) -> String {
    path_of(&seed::customer_id(name))
}

pub fn path_of(id: &CustomerId) -> String {
    format!("/v1/customers/{id}")
}

pub fn now() -> offboarding_domain::Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    offboarding_domain::Timestamp(since.as_millis() as i64)
}

fn client(url: &str, rule: Rule, account_kind: AccountKind) -> PartnerCenter {
    let timeout = Duration::from_secs(60);
    let (base_url, credentials) = (url.to_owned(), Credentials::Sandbox);
    let config = Config { base_url, credentials, rule, account_kind, timeout, retry: Retry::default() };
    PartnerCenter::new(config).unwrap()
}

fn caller() -> Caller {
    Caller {
        partner_id: "7d1f6f0c-3f5e-4c55-9d7b-2f2c1c0a9e41".to_owned(),
        user: "lucia@puentecloud.example".to_owned(),
        role: Role::AdminAgent,
        partner_kind: PartnerKind::Direct,
    }
}
