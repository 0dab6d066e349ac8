//! What only a database has that several copies of the server share.

use std::env;
use std::path::Path;

use offboarding_domain::api::RemovalOutcome;
use reqwest::Method;
use reseller_offboarding_server::start;
use sqlx::{Connection, Executor};
use tokio::process::Command;

use crate::journal::head;
use crate::support::{
    Fault, Proxy, READY, Storage, World, answer, config, customer, eventually, program, start_sandbox,
};

/// How a program ended, and what it said of it.
async fn run(mut command: Command, storage: &Storage) -> (bool, String) {
    let ended = command.args(storage.arguments()).output().await.unwrap();
    (ended.status.success(), String::from_utf8(ended.stderr).unwrap())
}

fn told(what: &[&str]) -> Command {
    let mut command = program();
    command.args(what);
    command
}

#[tokio::test]
async fn a_database_is_brought_to_this_version_by_somebody_not_by_whoever_comes_first() {
    let storage = Storage::empty().await;
    let (is_started, said) = run(program(), &storage).await;
    assert!(!is_started && said.contains("`reseller-offboarding-server migrate` brings it there"), "{said}");
    for _ in 0..2 {
        let (is_migrated, said) = run(told(&["migrate"]), &storage).await;
        assert!(is_migrated, "{said}");
    }
    let proxy = Proxy::start(start_sandbox(Default::default()).await).await;
    let server = start(config(&proxy, &storage)).await.unwrap();
    let ready = answer(reqwest::Client::new().get(format!("{}/readyz", server.url))).await;
    assert_eq!(ready.status, 200, "{}", ready.body);
    server.stop().await;
}

#[tokio::test]
async fn another_kind_of_database_is_refused() {
    for url in ["mysql://localhost/offboarding", "localhost"] {
        let started = told(&["--database-url", url]).output().await.unwrap();
        let said = String::from_utf8(started.stderr).unwrap();
        assert!(!started.status.success() && said.contains("postgres://"), "{said}");
    }
}

#[tokio::test]
async fn a_removal_that_one_copy_left_pending_is_seen_by_another() {
    let one = World::over(Storage::postgres().await).await;
    let other = World::beside(&one).await;
    let id = customer(READY);
    let request = one.removal(&id).await;
    one.proxy.fail_every(Method::PATCH, Fault::Answer(200, r#"{"relationshipToPartner":"none"}"#));
    assert_eq!(answer(request).await.status, 202);
    one.server.stop().await;

    let url = format!("{}/v1/customers/{id}", other.sandbox_url);
    let removal = reqwest::Client::new().patch(url).bearer_auth("sandbox.direct.admin-agent");
    let removal = removal.json(&serde_json::json!({ "relationshipToPartner": "none" }));
    assert_eq!(answer(removal).await.status, 200);
    eventually(async || (other.removal_status(&id).await.outcome == RemovalOutcome::Removed).then_some(())).await;
}

#[tokio::test]
async fn rows_of_the_journal_only_come() {
    let world = World::over(Storage::postgres().await).await;
    world.change_three_times().await;
    let mut connection = world.storage.connect().await;
    for change in [
        "UPDATE entries SET content = replace(content, 'ada', 'eve')",
        "DELETE FROM entries WHERE number = 2",
        "TRUNCATE entries",
        "INSERT INTO entries (number, content, hash) SELECT 9, content, hash FROM entries WHERE number = 1",
    ] {
        let error = connection.execute(change).await.unwrap_err();
        assert!(error.to_string().contains("the journal only grows"), "{change}: {error}");
    }
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_copy_by_its_own_tool_is_put_back() {
    let world = World::over(Storage::postgres().await).await;
    world.change_three_times().await;
    let kept = head(&world.storage).await;
    let copy = world.storage.folder().join("copy");
    let (is_made, said) = run(told(&["journal", "backup", copy.to_str().unwrap()]), &world.storage).await;
    assert!(!is_made && said.contains("pg_dump") && !copy.exists(), "{said}");

    let restored = Storage::empty().await;
    let (from, into) = (world.storage.url().unwrap(), restored.url().unwrap());
    succeed(tool("pg_dump").args(["--format", "custom", "--dbname", from, "--file"]).arg(&copy)).await;
    world.change_three_times().await;
    succeed(tool("pg_restore").args(["--exit-on-error", "--dbname", into]).arg(&copy)).await;
    assert_eq!(head(&restored).await, kept);
    let world = World::over(restored).await;
    world.change_three_times().await;
    assert_ne!(head(&world.storage).await, kept);
}

/// One of PostgreSQL's own programs.
fn tool(name: &str) -> Command {
    Command::new(env::var_os("POSTGRES_BIN").map_or_else(|| name.into(), |it| Path::new(&it).join(name)))
}

async fn succeed(command: &mut Command) {
    let ended = command.output().await.unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}
