//! The journal as a chain, looked at by the program as an operator runs it, while a server writes.

use offboarding_domain::Item;
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{AssertSqlSafe, Executor};

use crate::support::{Fault, READY, STORY, Storage, World, answer, customer, program};

/// New commerce, bought long ago.
const COMMITTED: &str = "Hastings & Whitlock Solicitors LLP";

/// Software for ever, bought long ago.
const LICENSED: &str = "Studio Legale Calò e Associati";

/// How the program ended, and what it said.
pub struct Ended {
    pub code: i32,
    pub output: String,
    pub errors: String,
}

pub async fn journal(storage: &Storage, arguments: &[&str]) -> Ended {
    let ended = program().arg("journal").args(arguments).args(storage.arguments()).output().await.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ended { code: ended.status.code().unwrap(), output: text(ended.stdout), errors: text(ended.stderr) }
}

/// The head that a good journal has.
pub async fn head(storage: &Storage) -> String {
    let ended = journal(storage, &["verify"]).await;
    assert_eq!(ended.code, 0, "{}", ended.errors);
    ended.output.lines().find_map(|it| it.strip_prefix("head ")).unwrap().to_owned()
}

#[track_caller]
pub fn assert_broken(ended: &Ended, expected: &str) {
    assert_eq!(ended.code, 1, "{}", ended.output);
    assert!(ended.errors.contains(expected), "{}", ended.errors);
}

/// Somebody with the database in their hands.
async fn tamper(storage: &Storage, sql: &str) {
    let rows_may_change = match storage.url().is_some() {
        true => "ALTER TABLE entries DISABLE TRIGGER USER;",
        false => "DROP TRIGGER entries_stay; DROP TRIGGER entries_keep; DROP TRIGGER entries_grow;",
    };
    storage.connect().await.execute(AssertSqlSafe(format!("{rows_may_change} {sql}"))).await.unwrap();
}

impl World {
    /// Three acts: six rows.
    async fn with_a_journal() -> Self {
        let world = Self::new().await;
        world.change_three_times().await;
        world
    }

    pub async fn change_three_times(&self) {
        let id = customer(STORY);
        let sid = self.first_subscription(&id).await;
        for action in ["suspend", "reactivate", "suspend"] {
            assert_eq!(answer(self.change(&id, &sid, action)).await.status, 200);
        }
    }
}

#[tokio::test]
async fn a_journal_as_it_was_written_verifies_while_the_server_runs() {
    let world = World::with_a_journal().await;
    let verified = journal(&world.storage, &["verify"]).await;
    assert_eq!(verified.code, 0, "{}", verified.errors);
    assert!(verified.output.starts_with("6 rows\nhead "), "{}", verified.output);
    let kept = head(&world.storage).await;

    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    assert_eq!(answer(world.change(&id, &sid, "reactivate")).await.status, 200);
    let later = journal(&world.storage, &["verify", "--head", &kept]).await;
    assert_eq!(later.code, 0, "{}", later.errors);
    assert!(later.output.starts_with("8 rows\n") && later.output.ends_with("kept head is row 6\n"), "{}", later.output);
}

#[tokio::test]
async fn the_first_row_that_is_not_as_it_was_written_is_named() {
    let swap = "UPDATE entries SET number = -2 WHERE number = 2; UPDATE entries SET number = 2 WHERE number = 3;
                UPDATE entries SET number = 3 WHERE number = -2";
    let not_written = |row| format!("row {row} is not what was written there");
    for (sql, expected) in [
        ("UPDATE entries SET content = replace(content, 'ada@', 'eda@') WHERE number = 3", not_written(3)),
        ("UPDATE entries SET content = content || ' ' WHERE number = 6", not_written(6)),
        ("UPDATE entries SET hash = upper(hash) WHERE number = 4", not_written(4)),
        ("DELETE FROM entries WHERE number = 1", "row 1 is missing".to_owned()),
        ("DELETE FROM entries WHERE number IN (3, 5)", "row 3 is missing".to_owned()),
        ("DELETE FROM entries WHERE number = 5; UPDATE entries SET number = 5 WHERE number = 6", not_written(5)),
        (swap, not_written(2)),
        (
            "INSERT INTO entries (number, content, hash) SELECT 7, content, hash FROM entries WHERE number = 5",
            not_written(7),
        ),
    ] {
        let world = World::with_a_journal().await;
        tamper(&world.storage, sql).await;
        assert_broken(&journal(&world.storage, &["verify"]).await, &expected);
    }
}

#[tokio::test]
async fn what_the_chain_alone_cannot_show_a_kept_head_does() {
    let world = World::with_a_journal().await;
    let kept = head(&world.storage).await;
    tamper(&world.storage, "DELETE FROM entries WHERE number = 6").await;
    assert_eq!(journal(&world.storage, &["verify"]).await.code, 0);
    let missing = format!("no row has the hash {kept}");
    assert_broken(&journal(&world.storage, &["verify", "--head", &kept]).await, &missing);

    let world = World::with_a_journal().await;
    let kept = head(&world.storage).await;
    tamper(&world.storage, "UPDATE entries SET content = replace(content, 'ada@', 'eve@')").await;
    write_anew(&world.storage).await;
    assert_eq!(journal(&world.storage, &["verify"]).await.code, 0);
    let missing = format!("no row has the hash {kept}");
    assert_broken(&journal(&world.storage, &["verify", "--head", &kept]).await, &missing);
}

/// Hashes as docs/journal.md defines them, not as the program does.
async fn write_anew(storage: &Storage) {
    let mut connection = storage.connect().await;
    let rows: Vec<(i64, String)> =
        sqlx::query_as("SELECT number, content FROM entries ORDER BY number").fetch_all(&mut connection).await.unwrap();
    let mut hash = "0".repeat(64);
    for (number, content) in rows {
        let digest = Sha256::new().chain_update(&hash).chain_update("\n").chain_update(&content).finalize();
        hash = digest.iter().map(|it| format!("{it:02x}")).collect();
        let update = sqlx::query("UPDATE entries SET hash = $1 WHERE number = $2").bind(&hash).bind(number);
        update.execute(&mut connection).await.unwrap();
    }
}

#[tokio::test]
async fn the_program_writes_out_what_the_api_does() {
    let world = World::with_a_journal().await;
    for format in ["csv", "json"] {
        let written = journal(&world.storage, &["export", "--format", format]).await;
        assert_eq!(written.code, 0, "{}", written.errors);
        let answered = answer(world.get(&format!("/v1/activity?format={format}"))).await;
        assert_eq!(written.output, answered.body);
        assert_eq!(written.output.matches("suspend-subscription").count(), 2);
    }
}

#[tokio::test]
async fn an_act_is_on_record_with_its_item_its_key_and_what_was_read_before_and_after() {
    let world = World::new().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    let path = format!("/v1/customers/{id}/subscriptions/{sid}");
    let request = world.write(Method::PATCH, &path).json(&json!({ "action": "suspend" }));
    let request = request.header("x-correlation-id", "7a9b4a0e-9d1f-4d3c-8c39-6b2e1f0f3a11").build().unwrap();
    let key = request.headers()["idempotency-key"].to_str().unwrap().to_owned();
    assert!(reqwest::Client::new().execute(request).await.unwrap().status().is_success());

    let activity: Value = answer(world.get(&format!("/v1/customers/{id}/activity"))).await.read(200);
    let act = &activity["items"][0];
    assert_eq!(act["item"], json!(Item::Subscription(sid.clone())));
    assert_eq!((&act["row"], &act["idempotencyKey"]), (&json!(1), &json!(key)));
    assert_eq!(act["correlationId"], "7a9b4a0e-9d1f-4d3c-8c39-6b2e1f0f3a11");
    for (read, status) in [("before", "active"), ("after", "suspended")] {
        let subscription = &act[read]["subscriptions"][0];
        assert_eq!((&subscription["id"], &subscription["status"]), (&json!(sid), &json!(status)), "{read}");
    }
    assert_eq!(act["requestIds"], json!(world.proxy.write_ids()));
}

#[tokio::test]
async fn an_act_names_what_it_sent_whether_it_was_refused_or_done() {
    let world = World::new().await;
    let id = customer(READY);
    let sent = async || {
        let activity: Value = answer(world.get(&format!("/v1/customers/{id}/activity"))).await.read(200);
        activity["items"][0]["requestIds"].clone()
    };
    let request = world.removal(&id).await;
    world.proxy.fail_every(Method::PATCH, Fault::Answer(400, r#"{"code":900001,"description":"No."}"#));
    assert_eq!(answer(request).await.status, 502);
    let refused = world.proxy.write_ids();
    assert_eq!((refused.len(), sent().await), (1, json!(refused)));

    world.proxy.heal();
    assert_eq!(answer(world.removal(&id).await).await.status, 200);
    let all = world.proxy.write_ids();
    assert_eq!((all.len(), sent().await), (2, json!(all[1..])));
}

/// A customer that is gone, and the receipt that the API gives.
async fn removed(name: &str) -> (World, Value) {
    let world = World::new().await;
    let id = customer(name);
    let path = format!("/v1/customers/{id}/removal/receipt");
    answer(world.get(&path)).await.problem(404, "state/not-found");
    world.clear(&id).await;
    answer(world.get(&path)).await.problem(404, "state/not-found");
    let removed: Value = answer(world.removal(&id).await).await.read(200);
    let receipt: Value = answer(world.get(&path)).await.read(200);
    assert_eq!(removed["receipt"], receipt, "the widget has the same");
    (world, receipt)
}

#[tokio::test]
async fn a_receipt_says_what_was_done_and_what_remains_elsewhere() {
    let (world, receipt) = removed(STORY).await;
    let activity: Value = answer(world.get(&format!("/v1/customers/{}/activity", customer(STORY)))).await.read(200);
    let mut acts = receipt["acts"].as_array().unwrap().clone();
    acts.reverse();
    assert_eq!(&acts, activity["items"].as_array().unwrap());
    assert_eq!((&acts[0]["action"], &acts[0]["outcome"]), (&json!("remove-relationship"), &json!("done")));
    assert!(acts.iter().all(|it| it["user"] == "ada@partner.example" && it["outcome"] == "done"));

    assert_eq!(
        receipt["elsewhere"],
        json!(["delegated-admin-relationships", "azure-role-assignments", "enterprise-apps", "open-billing"])
    );
    assert_eq!(receipt["journal"]["head"], head(&world.storage).await);
    assert_eq!(receipt["journal"]["firstRow"], 1);
}

#[tokio::test]
async fn what_is_left_is_what_was_suspended_and_bought_for_ever() {
    for (name, is_billed, n_licences) in [(STORY, false, 0), (COMMITTED, true, 0), (LICENSED, false, 1)] {
        check_left(&removed(name).await.1, is_billed, n_licences);
    }
}

#[track_caller]
fn check_left(receipt: &Value, is_billed: bool, n_licences: usize) {
    let left = receipt["left"]["subscriptions"].as_array().unwrap();
    let facts = receipt["facts"]["subscriptions"].as_array().unwrap();
    let suspended: Vec<&Value> = facts.iter().filter(|it| it["status"] == "suspended").collect();
    assert_eq!(left.len(), suspended.len());
    for (left, known) in left.iter().zip(suspended) {
        assert_eq!((&left["id"], &left["termEnd"]), (&known["id"], &known["termEnd"]));
        assert_eq!(left["isBilled"], known["kind"] == "new-commerce");
    }
    assert_eq!(left.iter().any(|it| it["isBilled"] == true), is_billed);
    assert_eq!(receipt["left"]["software"].as_array().unwrap().len(), n_licences);
}
#[tokio::test]
async fn a_receipt_is_compared_with_the_journal() {
    let (world, receipt) = removed(STORY).await;
    let file = world.storage.folder().join("receipt.json");
    let verify = async |receipt: &Value| {
        std::fs::write(&file, serde_json::to_vec_pretty(receipt).unwrap()).unwrap();
        journal(&world.storage, &["verify", "--receipt", file.to_str().unwrap()]).await
    };
    let (row, kept) = (&receipt["journal"]["lastRow"], receipt["journal"]["head"].as_str().unwrap());
    let verified = verify(&receipt).await;
    assert!(verified.output.ends_with(&format!("receipt is row {row}\n")), "{}{}", verified.output, verified.errors);

    let another = format!("the receipt says something else than row {row}");
    for (pointer, value) in [
        ("/removedBy/user", json!("eve@partner.example")),
        ("/acts/0/outcome", json!("refused")),
        ("/left", Value::Null),
        ("/journal/firstRow", json!(2)),
    ] {
        let mut changed = receipt.clone();
        *changed.pointer_mut(pointer).unwrap() = value;
        assert_broken(&verify(&changed).await, &another);
    }
    let mut shortened = receipt.clone();
    shortened["acts"].as_array_mut().unwrap().remove(0);
    assert_broken(&verify(&shortened).await, &another);
    let mut of_another_journal = receipt.clone();
    of_another_journal["journal"]["head"] = json!("f".repeat(64));
    assert_broken(&verify(&of_another_journal).await, "no row has the hash ffff");

    tamper(&world.storage, &format!("DELETE FROM entries WHERE number = {row}")).await;
    assert_broken(&verify(&receipt).await, &format!("no row has the hash {kept}"));
}

#[tokio::test]
async fn what_the_customer_had_is_kept_in_microsofts_words() {
    let (world, receipt) = removed(STORY).await;
    let snapshot = sqlx::query_scalar("SELECT content FROM entries WHERE kind = 'snapshot'");
    let snapshot: String = snapshot.fetch_one(&mut world.storage.connect().await).await.unwrap();
    let upstream = &serde_json::from_str::<Value>(&snapshot).unwrap()["upstream"];
    assert_eq!(upstream["customer"]["id"], json!(customer(STORY)));
    assert_eq!(upstream["customer"]["attributes"]["objectType"], "Customer");
    let n_subscriptions = receipt["facts"]["subscriptions"].as_array().unwrap().len();
    assert_eq!(upstream["subscriptions"].as_array().unwrap().len(), n_subscriptions);
    for part in ["orders", "entitlements", "supportContacts"] {
        assert!(!upstream[part].as_array().unwrap().is_empty(), "{part}");
    }
}
