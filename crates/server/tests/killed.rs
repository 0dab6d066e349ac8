//! Killed in the middle of an operation, the server goes on where it was: nothing is lost, nothing is done twice.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[expect(dead_code, reason = "another test program needs the rest")]
mod storage;

use std::process::Stdio;

use offboarding_domain::api::{Operation, OperationList, OperationState, StepState};
use partner_center_sandbox::{Options, Sandbox, seed};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::Child;

use storage::{Storage, program};

/// Two hundred subscriptions.
const CUSTOMER: &str = seed::MANY;

struct World {
    sandbox_url: String,
    storage: Storage,
    http: Client,
}

struct Program {
    url: String,
    process: Child,
}

impl World {
    async fn new() -> Self {
        let sandbox = Sandbox::open(Options::default()).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let sandbox_url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(partner_center_sandbox::serve(listener, sandbox, std::future::pending()));
        Self { sandbox_url, storage: Storage::new().await, http: Client::new() }
    }

    /// The server as a program, which anyone on this machine may sign in to.
    async fn start(&self) -> Program {
        let mut command = program();
        // Where others may be at it, whoever was killed is waited for.
        command.args(["--listen", "127.0.0.1:0", "--upstream", &self.sandbox_url, "--lease", "3"]);
        // It is asked again and again.
        command.args(["--rate", "1000000", "--burst", "1000000"]);
        command.args(self.storage.arguments());
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let url = lines.next_line().await.unwrap().expect("the program prints its address");
        Program { url, process }
    }

    /// A request by the demo identity.
    async fn request(&self, program: &Program, method: Method, path: &str) -> RequestBuilder {
        let token: Value =
            self.http.post(format!("{}/demo/token", program.url)).send().await.unwrap().json().await.unwrap();
        self.http.request(method, format!("{}{path}", program.url)).bearer_auth(token["token"].as_str().unwrap())
    }

    /// How many writes took effect upstream, by its own record.
    async fn n_writes(&self) -> usize {
        let records = self.http.get(format!("{}/v1/auditrecords", self.sandbox_url));
        let records = records.bearer_auth("sandbox.direct.admin-agent").send().await.unwrap();
        records.json::<Value>().await.unwrap()["items"].as_array().unwrap().len()
    }

    async fn kill_in_between(&self, n_kills: usize) {
        let mut program = self.start().await;
        let body = json!({ "customers": [seed::customer_id(CUSTOMER)], "goal": "suspend-all" });
        let begin = self.request(&program, Method::POST, "/v1/operations").await.header("idempotency-key", "one");
        let begun = begin.json(&body).send().await.unwrap();
        let id = begun.json::<OperationList>().await.unwrap().items.remove(0).id.unwrap();
        let total = self.steps_of(&program, &id).await;
        for kill in 1..=n_kills {
            // Somewhere else each time.
            while self.n_writes().await < total * kill / (n_kills + 1) {
                tokio::task::yield_now().await;
            }
            program.process.kill().await.unwrap();
            program = self.start().await;
        }
        let ended = loop {
            let now = self.operation(&program, &id).await;
            if now.state.is_over() {
                break now;
            }
        };
        assert_eq!(ended.state, OperationState::Ended);
        let not_done: Vec<_> = ended.steps.iter().filter(|it| it.state != StepState::Done).collect();
        assert!(not_done.is_empty(), "{not_done:?}");
        assert_eq!((self.n_writes().await, ended.steps.len()), (total, total));
        self.verify_journal().await;
    }

    /// How many there are, once they are planned.
    async fn steps_of(&self, program: &Program, id: &str) -> usize {
        loop {
            let now = self.operation(program, id).await;
            if !now.steps.is_empty() {
                return now.steps.len();
            }
        }
    }

    async fn operation(&self, program: &Program, id: &str) -> Operation {
        let request = self.request(program, Method::GET, &format!("/v1/operations/{id}")).await;
        request.send().await.unwrap().json().await.unwrap()
    }

    async fn verify_journal(&self) {
        let verified = program().args(["journal", "verify"]).args(self.storage.arguments()).output().await.unwrap();
        assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stderr));
    }
}

#[tokio::test]
async fn three_times() {
    World::new().await.kill_in_between(3).await;
}

#[tokio::test]
#[ignore = "long: cargo xtask soak"]
async fn thirty_times() {
    World::new().await.kill_in_between(30).await;
}
