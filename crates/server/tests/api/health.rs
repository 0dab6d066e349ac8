//! What probes are told.

use std::time::Duration;

use reqwest::{Client, Method};
use reseller_offboarding_server::{Config, Running, start};
use serde_json::{Value, json};
use sqlx::Executor;

use crate::support::{Answer, Storage, World, answer, config};

async fn ask(server: &Running, path: &str) -> Answer {
    answer(Client::new().get(format!("{}{path}", server.url))).await
}

/// The checks that failed.
#[track_caller]
fn failed(answer: &Answer) -> Vec<String> {
    let told: Value = answer.read(if answer.status == 200 { 200 } else { 503 });
    let checks = told["checks"].as_array().unwrap();
    let failed: Vec<_> = checks.iter().filter(|it| it["ok"] != true).map(|it| &it["name"]).collect();
    assert_eq!(told["ready"], json!(failed.is_empty()), "{told}");
    assert_eq!(answer.status == 200, failed.is_empty(), "{told}");
    failed.into_iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_server_with_all_it_needs_is_ready() {
    let world = World::new().await;
    let alive = ask(&world.server, "/healthz").await;
    assert_eq!((alive.status, alive.body.as_str()), (200, "ok\n"));
    let told: Value = ask(&world.server, "/readyz").await.read(200);
    let names: Vec<&Value> = told["checks"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["accepting", "database", "migrations", "upstream"]);
    assert_eq!(failed(&ask(&world.server, "/readyz").await), [""; 0]);
}

#[tokio::test]
async fn without_upstream_it_is_alive_and_not_ready() {
    let world = World::new().await;
    let nowhere = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let storage = Storage::new().await;
    let config = Config { upstream: Some(format!("http://{nowhere}")), ..config(&world.proxy, &storage) };
    let server = start(config).await.unwrap();
    assert_eq!(ask(&server, "/healthz").await.status, 200);
    let answer = ask(&server, "/readyz").await;
    assert_eq!(failed(&answer), ["upstream"]);
    assert!(!answer.body.contains("127.0.0.1"), "{}", answer.body);
    server.stop().await;
}

#[tokio::test]
async fn probes_do_not_hammer_upstream() {
    let world = World::new().await;
    for (upstream_seen, expected) in [(Duration::MAX, 1), (Duration::ZERO, 5)] {
        let storage = Storage::new().await;
        let server = start(Config { upstream_seen, ..config(&world.proxy, &storage) }).await.unwrap();
        let n_asked = || world.proxy.requests().iter().filter(|it| *it == "GET /").count();
        let n_before = n_asked();
        for _ in 0..5 {
            assert_eq!(failed(&ask(&server, "/readyz").await), [""; 0]);
        }
        assert_eq!(n_asked() - n_before, expected, "{upstream_seen:?}");
        server.stop().await;
    }
}

#[tokio::test]
async fn a_database_that_is_not_as_it_should_be_is_told() {
    let world = World::new().await;
    let storage = Storage::new().await;
    let server = start(config(&world.proxy, &storage)).await.unwrap();
    let mut database = storage.connect().await;
    for (damage, expected) in [
        ("DELETE FROM _sqlx_migrations", &["migrations"][..]),
        ("DROP TABLE _sqlx_migrations", &["database", "migrations"]),
    ] {
        database.execute(damage).await.unwrap();
        assert_eq!(failed(&ask(&server, "/readyz").await), expected, "{damage}");
    }
    server.stop().await;
}

#[tokio::test]
async fn probes_need_no_token_and_are_not_cached() {
    let world = World::new().await;
    for path in ["/healthz", "/readyz"] {
        let answer = answer(world.plain(Method::GET, path)).await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"), "{path}");
    }
}
