//! What only a database in a file has: copies of it, older versions of it, and that it may be missing.

use offboarding_domain::CustomerId;
use offboarding_domain::api::{ActivityAction, Outcome, RemovalOutcome};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Executor};

use crate::journal::{assert_broken, head, journal};
use crate::support::{READY, STORY, Storage, World, answer, customer};

#[tokio::test]
async fn a_copy_is_put_back_and_the_server_goes_on_with_it() {
    let world = World::over(Storage::sqlite()).await;
    world.change_three_times().await;
    let (story, restored) = (customer(STORY), Storage::sqlite());
    let begun = json!({ "customers": [story], "goal": "stop-renewals" });
    assert_eq!(answer(world.write(Method::POST, "/v1/operations").json(&begun)).await.status, 202);
    let copy = restored.folder().join("journal.sqlite");
    // While somebody writes.
    let arguments = ["backup", copy.to_str().unwrap()];
    let (backup, ()) = tokio::join!(journal(&world.storage, &arguments), world.clear(&story));
    assert_eq!(backup.code, 0, "{}", backup.errors);
    let kept = backup.output.lines().find_map(|it| it.strip_prefix("head ")).unwrap();
    assert_eq!(journal(&restored, &["verify", "--head", kept]).await.code, 0);
    assert_eq!(journal(&world.storage, &["verify", "--head", kept]).await.code, 0, "the same chain, some rows ago");
    let again = journal(&world.storage, &arguments).await;
    assert!(again.code == 1 && again.errors.contains("is there already"), "{}", again.errors);

    let restored = World::over(restored).await;
    let (before, after) = (world.activity(&story).await, restored.activity(&story).await);
    assert!(after.len() >= 3 && before.ends_with(&after), "{after:?}");
    let operations: Value = answer(restored.get("/v1/operations")).await.read(200);
    assert_eq!(operations["items"].as_array().unwrap().len(), 1);
    let sid = restored.first_subscription(&story).await;
    assert_eq!(answer(restored.change(&story, &sid, "suspend")).await.status, 200);
    assert_ne!(head(&restored.storage).await, kept);
}

#[tokio::test]
async fn a_journal_that_is_not_there_is_not_made() {
    let storage = Storage::sqlite();
    assert_broken(&journal(&storage, &["verify"]).await, "journal.sqlite");
    assert_eq!(std::fs::read_dir(storage.folder()).unwrap().count(), 0);
}

/// A database as versions without a chain left it.
async fn old_journal(storage: &Storage, id: &CustomerId) {
    let file = storage.folder().join("journal.sqlite");
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::migrate!("migrations/sqlite").run_to(1, &pool).await.unwrap();
    let caller = json!({ "partnerId": "partner", "user": "ada", "role": "admin-agent", "partnerKind": "direct" });
    let snapshot = json!({
        "customer": { "id": id, "name": READY, "domain": "example.com", "relationship": "reseller" },
        "caller": caller,
        "facts": {
            "asOf": 200, "rule": "suspend", "accountKind": "integration",
            "subscriptions": [], "reservations": [], "software": [], "unreadable": [],
        },
        "supportContacts": [],
        "acknowledged": true,
        "correlationId": "7a9b4a0e-9d1f-4d3c-8c39-6b2e1f0f3a11",
    });
    let rows = format!(
        "INSERT INTO acts VALUES
             (1, 'partner', '{id}', 'one', 100, 'ada', 'suspend-subscription', 'Windows \"Server\"'),
             (2, 'partner', '{id}', 'two', 200, 'ada', 'remove-relationship', '{READY}'),
             (3, 'partner', '{id}', 'three', 300, 'bob', 'cancel-software', 'Visio');
         INSERT INTO outcomes VALUES
             (1, 1, 150, 'refused', 'action/dependency', 1),
             (2, 2, 190, 'accepted', NULL, 0),
             (3, 2, 400, 'done', NULL, 1);
         INSERT INTO removals VALUES (2, 'RO-0123456789AB', '{snapshot}');"
    );
    pool.execute(AssertSqlSafe(rows)).await.unwrap();
    pool.close().await;
}

#[tokio::test]
async fn a_journal_from_before_the_chain_is_taken_over() {
    let (storage, id) = (Storage::sqlite(), customer(READY));
    old_journal(&storage, &id).await;
    let world = World::over(storage).await;
    for _ in 0..2 {
        let seen: Vec<_> = world.activity(&id).await.into_iter().map(|it| (it.user, it.action, it.outcome)).collect();
        let expected = [
            ("bob".to_owned(), ActivityAction::CancelSoftware, Outcome::UnknownOutcome),
            ("ada".to_owned(), ActivityAction::RemoveRelationship, Outcome::Done),
            ("ada".to_owned(), ActivityAction::SuspendSubscription, Outcome::Refused),
        ];
        assert_eq!(seen, expected);
    }
    let receipt: Value = answer(world.get(&format!("/v1/customers/{id}/removal/receipt"))).await.read(200);
    assert_eq!((&receipt["removedAt"], receipt["acts"].as_array().unwrap().len()), (&json!(400), 3));
    let status = world.removal_status(&id).await;
    assert_eq!((status.outcome, status.receipt.unwrap().id), (RemovalOutcome::Removed, "RO-0123456789AB".to_owned()));
    let kept = head(&world.storage).await;
    let world = world.restart().await;
    assert_eq!(head(&world.storage).await, kept, "taken over twice");
    assert!(journal(&world.storage, &["verify"]).await.output.starts_with("8 rows\n"));
}
