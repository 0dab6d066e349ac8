//! Data in a file outlives the sandbox, and is seeded once.

use std::fs;
use std::path::Path;

use offboarding_domain::check_removal;
use partner_center_sandbox::Options;
use partner_center_sandbox::seed::{self, READY};
use serde_json::json;
use sqlx::SqliteConnection;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::support::{World, customer_path};

#[tokio::test]
async fn what_was_removed_stays_removed_when_the_sandbox_is_opened_again() {
    let place = tempfile::tempdir().unwrap();
    let options = || Options { data: Some(place.path().join("sandbox.sqlite")), ..Options::default() };
    let first = World::with(options()).await;
    let clearance = check_removal(&seed::customer_id(READY), &first.facts(READY).await).unwrap();
    first.partner_center.remove_relationship(&first.call(), &clearance).await.unwrap();
    let again = World::with(options()).await;
    again.get(&customer_path(READY)).await.is(403, 20_002);
    let list = again.partner_center.list_customers(&again.call(), "", None, 500).await.unwrap();
    assert_eq!(list.items.len(), seed::customer_names().len() - 1);
}

/// The sixth migration drops a column.
const LAST_VERSION: usize = 5;

const CUSTOMER: &str = "7c4a1d70-0c5e-4a80-9d58-2b1d1f6f0a01";
const REMOVED: &str = "7c4a1d70-0c5e-4a80-9d58-2b1d1f6f0a02";
const REMOVED_LONG_AGO: &str = "7c4a1d70-0c5e-4a80-9d58-2b1d1f6f0a03";
const SUBSCRIPTION: &str = "7c4a1d70-0c5e-4a80-9d58-2b1d1f6f0b01";

/// A database as the last version left it: made by its migrations, with what it wrote.
async fn of_last_version(place: &Path) -> SqliteConnection {
    let migrations = place.join("migrations");
    fs::create_dir(&migrations).unwrap();
    let all = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")).unwrap();
    let mut all: Vec<_> = all.map(|it| it.unwrap().path()).collect();
    all.sort();
    for file in all.iter().take(LAST_VERSION) {
        fs::copy(file, migrations.join(file.file_name().unwrap())).unwrap();
    }
    let options = SqliteConnectOptions::new().filename(place.join("sandbox.sqlite")).create_if_missing(true);
    let mut database = options.connect().await.unwrap();
    Migrator::new(migrations.as_path()).await.unwrap().run(&mut database).await.unwrap();
    for (id, name, column, gone_from, relationship) in [
        (CUSTOMER, "Norte", "reseller", None, "reseller"),
        (REMOVED, "Sur", "reseller", Some(1), "none"),
        (REMOVED_LONG_AGO, "Este", "none", None, "none"),
    ] {
        let company = json!({ "tenantId": id, "domain": "x.onmicrosoft.com", "companyName": name });
        let body = json!({ "id": id, "companyProfile": company, "relationshipToPartner": relationship });
        sqlx::query(
            "INSERT INTO customers (id, name_key, domain_key, relationship, gone_from, body) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(id)
        .bind(name.to_lowercase())
        .bind("x.onmicrosoft.com")
        .bind(column)
        .bind(gone_from)
        .bind(body.to_string())
        .execute(&mut database)
        .await
        .unwrap();
    }
    let subscription = json!({
        "id": SUBSCRIPTION, "offerId": "031c9e47-4802-4248-838e-778fb1d2cc05", "friendlyName": "Licence",
        "quantity": 3, "status": "active", "autoRenewEnabled": true, "commitmentEndDate": "2999-01-01T00:00:00Z",
    });
    sqlx::query("INSERT INTO subscriptions (customer_id, id, body, since) VALUES (?, ?, ?, unixepoch() * 1000)")
        .bind(CUSTOMER)
        .bind(SUBSCRIPTION)
        .bind(subscription.to_string())
        .execute(&mut database)
        .await
        .unwrap();
    database
}

#[tokio::test]
async fn a_database_of_the_last_version_goes_on() {
    let place = tempfile::tempdir().unwrap();
    of_last_version(place.path()).await.close().await.unwrap();
    let options = || Options { data: Some(place.path().join("sandbox.sqlite")), ..Options::default() };
    let world = World::with(options()).await;
    assert_eq!(world.names().await, ["Norte"]);
    for gone in [REMOVED, REMOVED_LONG_AGO] {
        world.get(&format!("/v1/customers/{gone}")).await.is(403, 20_002);
    }
    world.post("/_sandbox/acceptances", json!({ "customerId": REMOVED_LONG_AGO })).await.is(200, 0);
    assert_eq!(world.names().await, ["Este", "Norte"]);

    let customer = format!("/v1/customers/{CUSTOMER}");
    let removal = json!({ "relationshipToPartner": "none" });
    world.patch(&customer, removal.clone()).await.is(400, 900_199);
    world.patch(&format!("{customer}/subscriptions/{SUBSCRIPTION}"), json!({ "status": "suspended" })).await.is(200, 0);
    world.patch(&customer, removal).await.is(200, 0);
    assert_eq!(World::with(options()).await.names().await, ["Este"]);
}

impl World {
    async fn names(&self) -> Vec<String> {
        let list = self.partner_center.list_customers(&self.call(), "", None, 500).await.unwrap();
        list.items.into_iter().map(|it| it.name).collect()
    }
}
