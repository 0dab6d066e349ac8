//! The playground is there where the demo's tokens are, and nowhere else.

use reqwest::{Client, Method};
use reseller_offboarding_server::{Config, start};

use crate::support::{World, answer};

const FILES: [(&str, &str); 3] = [
    ("/playground", "text/html; charset=utf-8"),
    ("/playground/playground.js", "text/javascript"),
    ("/playground/style.css", "text/css"),
];

#[tokio::test]
async fn a_demo_has_a_playground_under_a_strict_policy() {
    let server = start(Config::default()).await.unwrap();
    for (path, content_type) in FILES {
        let answer = answer(Client::new().get(format!("{}{path}", server.url))).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, content_type), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
        // Nothing in the page is inline, not even under a hash.
        assert!(!policy.contains("unsafe-inline") && !policy.contains("sha256"), "{policy}");
    }
    server.stop().await;
}

#[tokio::test]
async fn with_keys_there_is_no_playground() {
    let world = World::new().await;
    for (path, _) in FILES {
        assert_eq!(answer(world.plain(Method::GET, path)).await.status, 404, "{path}");
    }
}
