//! The widget's files.

use std::fs;

use reqwest::{Client, Method};
use reseller_offboarding_server::{Config, Running, start};
use tempfile::TempDir;

use crate::support::answer;

async fn serve(files: &[(&str, &str)]) -> (Running, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    for (path, content) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let server = start(Config { dist: folder.path().to_owned(), ..Config::default() }).await.unwrap();
    (server, folder)
}

#[tokio::test]
async fn each_file_has_its_type_and_its_time() {
    let forever = "public, max-age=31536000, immutable";
    let cases = [
        ("index.html", "text/html", "no-cache"),
        ("element.js", "text/javascript", "no-cache"),
        ("widget-0123456789abcdef.js", "text/javascript", forever),
        ("widget-0123456789abcdef.wasm", "application/wasm", forever),
        ("style-0123456789abcdef.css", "text/css", forever),
        ("locales/it-IT/account-0123456789abcdef.ftl", "text/plain; charset=utf-8", forever),
        ("integrity.json", "application/json", "no-cache"),
    ];
    let (server, _folder) = serve(&cases.map(|(path, ..)| (path, "content"))).await;
    for (path, content_type, cache) in cases {
        let answer = answer(Client::new().get(format!("{}/{path}", server.url))).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, "content"), "{path}");
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), (content_type, cache), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
        assert_eq!(answer.header("timing-allow-origin"), "*");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(!answer.headers.contains_key("access-control-allow-credentials"), "{path}");
        assert_eq!(answer.headers.contains_key("content-security-policy"), path.ends_with(".html"), "{path}");
    }
    server.stop().await;
}

#[tokio::test]
async fn the_page_runs_only_what_comes_from_here() {
    let (server, _folder) = serve(&[("index.html", "<!doctype html>")]).await;
    let answer = answer(Client::new().get(&server.url)).await;
    assert_eq!(answer.body, "<!doctype html>");
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
    server.stop().await;
}

#[tokio::test]
async fn a_compressed_file_is_sent_to_whom_can_read_it() {
    let (server, _folder) = serve(&[("x.wasm", "plain"), ("x.wasm.br", "compressed")]).await;
    let get = || Client::new().get(format!("{}/x.wasm", server.url));
    let compressed = answer(get().header("accept-encoding", "br")).await;
    assert_eq!((compressed.body.as_str(), compressed.header("content-encoding")), ("compressed", "br"));
    assert_eq!((compressed.header("content-type"), compressed.header("vary")), ("application/wasm", "accept-encoding"));
    assert_eq!(answer(get()).await.body, "plain");
    server.stop().await;
}

#[tokio::test]
async fn what_is_not_there_is_not_kept_for_ever() {
    let (server, _folder) = serve(&[]).await;
    for path in ["", "widget-0123456789abcdef.js", "..%2f..%2fetc%2fpasswd"] {
        let answer = answer(Client::new().get(format!("{}/{path}", server.url))).await;
        assert_eq!((answer.status, answer.header("cache-control")), (404, "no-cache"), "{path}");
    }
    let post = answer(Client::new().request(Method::POST, format!("{}/index.html", server.url))).await;
    assert_eq!(post.status, 405);
    server.stop().await;
}
