//! The program, killed while it writes: what it acknowledged is there afterwards, and nothing is there by half.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use partner_center_sandbox::seed::{READY, customer_id};
use reqwest::{Client, Url};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinSet;

const WRITERS: usize = 4;

/// The program over a file, on a port of the system's.
struct Program {
    process: Child,
    orders: Url,
    subscriptions: Url,
    http: Client,
}

impl Program {
    async fn start(data: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_partner-center-sandbox"));
        command.args(["--listen", "127.0.0.1:0", "--data"]).arg(data).env("NO_COLOR", "1").env("RUST_LOG", "info");
        let mut process = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let url = loop {
            let line = lines.next_line().await.unwrap().expect("the program ends before it listens");
            if let Some((_, url)) = line.split_once("sandbox is at ") {
                break url.trim().to_owned();
            }
        };
        let customer = format!("{url}/v1/customers/{}", customer_id(READY));
        let http = Client::new();
        let [orders, subscriptions] = ["orders", "subscriptions"].map(|it| format!("{customer}/{it}").parse().unwrap());
        Self { process, orders, subscriptions, http }
    }

    async fn list(&self, url: &Url) -> Vec<Value> {
        let answer = self.http.get(url.clone()).bearer_auth("sandbox.direct.admin-agent").send().await.unwrap();
        let body: Value = answer.json().await.unwrap();
        body["items"].as_array().unwrap().clone()
    }
}

/// Places orders until the program is gone; keeps the ids of those that were acknowledged.
async fn write_on(http: Client, orders: Url, acknowledged: Arc<Mutex<Vec<String>>>) {
    let line = |number: u32| json!({ "lineItemNumber": number, "offerId": "CFQ7TTC0LH18:0001:X", "quantity": 1 });
    let body = json!({ "lineItems": [line(0), line(1)] });
    loop {
        let request = http.post(orders.clone()).bearer_auth("sandbox.direct.admin-agent").json(&body);
        let Ok(answer) = request.send().await else { return };
        let Ok(order) = answer.json::<Value>().await else { return };
        acknowledged.lock().unwrap().push(order["id"].as_str().unwrap().to_owned());
    }
}

async fn survive(times: usize) {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("sandbox.sqlite");
    let acknowledged = Arc::new(Mutex::new(Vec::new()));
    for round in 1..=times {
        let mut program = Program::start(&data).await;
        let before = acknowledged.lock().unwrap().len();
        let mut writers = JoinSet::new();
        for _ in 0..WRITERS {
            writers.spawn(write_on(program.http.clone(), program.orders.clone(), acknowledged.clone()));
        }
        // In the middle of it: some writes came through, and others are on their way.
        while acknowledged.lock().unwrap().len() < before + WRITERS + round % 5 {
            tokio::task::yield_now().await;
        }
        program.process.kill().await.unwrap();
        writers.join_all().await;

        let program = Program::start(&data).await;
        let (orders, subscriptions) = (program.list(&program.orders).await, program.list(&program.subscriptions).await);
        for id in acknowledged.lock().unwrap().iter() {
            assert!(orders.iter().any(|it| it["id"] == json!(id)), "round {round}: {id} was acknowledged");
        }
        let bought = |order: &Value| subscriptions.iter().filter(|it| it["orderId"] == order["id"]).count();
        assert!(orders.iter().all(|it| bought(it) == 2), "round {round}: an order without all that it bought");
        assert_eq!(subscriptions.len(), 2 * orders.len(), "round {round}: a subscription without its order");
    }
}

#[tokio::test]
async fn five_times() {
    survive(5).await;
}

#[tokio::test]
#[ignore = "long: cargo xtask soak"]
async fn fifty_times() {
    survive(50).await;
}
