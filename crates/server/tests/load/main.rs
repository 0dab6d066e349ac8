//! Two hundred people at once over a hundred thousand customers: nothing fails, and the server does not grow.
//!
//! Prints how long they wait, as a ratio to the same question put to upstream itself. The sandbox throttles nobody here.
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

#[path = "../sandbox/mod.rs"]
mod sandbox;
#[path = "../storage/mod.rs"]
#[expect(dead_code, reason = "another test program needs the rest")]
mod storage;

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use offboarding_domain::api::CustomerPage;
use reqwest::{Client, Url};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use storage::{Storage, program};

const N_CUSTOMERS: u32 = 100_000;
const N_PEOPLE: u32 = 200;
/// Runs of one call against the server and against upstream, in turn.
const N_PAIRS: usize = 3;
/// What it may have grown by, once everybody was there: an allocator is not exact.
const GROWTH: f64 = 1.2;

const UPSTREAM_TOKEN: &str = "sandbox.direct.admin-agent";

/// Somebody who is asked, as whom, and what.
struct Target {
    url: String,
    token: String,
}

/// What wrk says. Moments in microseconds.
#[derive(Debug, Deserialize)]
struct Figures {
    requests: u64,
    p50: f64,
    p99: f64,
    connect: u64,
    read: u64,
    write: u64,
    timeout: u64,
    status: u64,
}

struct World {
    sandbox: sandbox::Program,
    storage: Storage,
    process: Child,
    server: Target,
    upstream: Target,
    customers: Vec<String>,
}

impl World {
    async fn new() -> Self {
        let (sandbox, storage) = (sandbox::Program::start(N_CUSTOMERS).await, Storage::new().await);
        let mut command = program();
        command.args([
            "--listen",
            "127.0.0.1:0",
            "--upstream",
            &sandbox.url,
            "--rate",
            "4000000000",
            "--burst",
            "4000000000",
        ]);
        let mut process =
            command.args(storage.arguments()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let url = lines.next_line().await.unwrap().expect("the program prints its address");
        let http = Client::new();
        let demo: Value = http.post(format!("{url}/demo/token")).send().await.unwrap().json().await.unwrap();
        let server = Target { url, token: demo["token"].as_str().unwrap().to_owned() };
        let upstream = Target { url: sandbox.url.clone(), token: UPSTREAM_TOKEN.to_owned() };
        let customers = customers(&http, &server).await;
        Self { sandbox, storage, process, server, upstream, customers }
    }

    /// What people ask for, each as often as the other: a page, a search, an account, what was done, what is under way.
    fn everything(&self) -> Vec<String> {
        let accounts = self.customers.iter().map(|id| format!("/v1/customers/{id}"));
        let done = self.customers.iter().map(|id| format!("/v1/customers/{id}/activity"));
        let under_way = self.customers.iter().map(|id| format!("/v1/operations?customer={id}"));
        let searches = (0..self.customers.len()).map(|it| format!("/v1/customers?search=cliente{}", 37 * it + 1));
        let pages = self.customers.iter().map(|_| "/v1/customers?size=40".to_owned());
        accounts.chain(done).chain(under_way).chain(searches).chain(pages).collect()
    }

    /// So many seconds of it. The last requests are waited for.
    async fn load(&self, target: &Target, paths: &[String], seconds: u64) -> Figures {
        let file = self.storage.folder().join("paths");
        fs::write(&file, paths.join("\n")).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/load/wrk.lua");
        let (people, seconds) = (N_PEOPLE.to_string(), seconds.to_string());
        let wrk = std::env::var_os("WRK").unwrap_or_else(|| "wrk".into());
        let output = Command::new(wrk)
            .args(["--threads", "2", "--connections", &people, "--duration", &seconds, "--timeout", "60"])
            .args(["--header", &format!("Authorization: Bearer {}", target.token), "--script"])
            .arg(script)
            .args([&target.url, "--"])
            .arg(file)
            .arg("20261121")
            .output()
            .await
            .expect("wrk: Debian has a package of it, or WRK names it");
        let said = String::from_utf8(output.stdout).unwrap();
        let figures: Figures = serde_json::from_str(said.lines().last().unwrap()).unwrap_or_else(|_| panic!("{said}"));
        let Figures { requests, connect, read, write, timeout, status, .. } = figures;
        assert!(requests > 0, "{said}");
        assert_eq!([connect, read, write, timeout, status], [0; 5], "connect, read, write, timeout, status: {said}");
        figures
    }

    /// The memory of the server's process, in KB; known on Linux alone.
    fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id().unwrap())).unwrap();
        let line = status.lines().find_map(|it| it.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// How much longer an answer of ours takes, in the middle and at its slowest, in each pair of runs.
    async fn compare(&self, what: &str, ours: &[String], upstreams: &[String], seconds: u64) {
        let mut ratios = Vec::new();
        for _ in 0..N_PAIRS {
            let own = self.load(&self.server, ours, seconds).await;
            let direct = self.load(&self.upstream, upstreams, seconds).await;
            ratios.push([own.p50 / direct.p50, own.p99 / direct.p99]);
        }
        let median = |of: usize| {
            let mut all: Vec<f64> = ratios.iter().map(|it| it[of]).collect();
            all.sort_by(f64::total_cmp);
            all[all.len() / 2]
        };
        println!("{what}: {:.1} at the median, {:.1} at the 99th percentile", median(0), median(1));
    }

    async fn check(mut self, seconds: u64) {
        let everything = self.everything();
        self.load(&self.server, &everything, seconds).await;
        let before = self.memory();
        let figures = self.load(&self.server, &everything, seconds).await;
        let after = self.memory();
        println!(
            "{N_PEOPLE} people over {N_CUSTOMERS} customers for {seconds} s: {} answers, none of them failed",
            figures.requests
        );
        println!("memory after it as often as before it: {:.2}", after / before);

        println!("how often as long as upstream itself takes for");
        let list = |it: &str| vec![format!("/v1/customers?size={it}")];
        self.compare("a page of customers", &list("40"), &list("40"), seconds / 5).await;
        let (account, subscriptions): (Vec<_>, Vec<_>) = self
            .customers
            .iter()
            .map(|id| (format!("/v1/customers/{id}"), format!("/v1/customers/{id}/subscriptions")))
            .unzip();
        self.compare("an account (upstream: its subscriptions alone)", &account, &subscriptions, seconds / 5).await;
        assert!(after < before * GROWTH, "{before} KB, then {after} KB");
        self.process.kill().await.unwrap();
        assert_eq!(self.sandbox.stop().await, Vec::<String>::new());
    }
}

/// Some of them, from one end to the other.
async fn customers(http: &Client, server: &Target) -> Vec<String> {
    let mut ids = Vec::new();
    for search in (1..=20).map(|it| format!("cliente{it}")) {
        let url =
            Url::parse_with_params(&format!("{}/v1/customers", server.url), [("search", &*search), ("size", "20")]);
        let page = http.get(url.unwrap()).bearer_auth(&server.token).timeout(Duration::from_secs(60));
        let page: CustomerPage = page.send().await.unwrap().json().await.unwrap();
        ids.extend(page.items.into_iter().map(|it| it.id.to_string()));
    }
    assert!(ids.len() > 300, "{}", json!(ids));
    ids
}

#[tokio::test]
async fn two_hundred_people_for_ten_seconds() {
    World::new().await.check(10).await;
}

#[tokio::test]
#[ignore = "long: cargo xtask soak"]
async fn two_hundred_people_for_a_minute() {
    World::new().await.check(60).await;
}
