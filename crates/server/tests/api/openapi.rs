//! The OpenAPI document: what is stored is what is served, and nothing in it leads nowhere.

use expect_test::expect_file;
use reqwest::{Client, Method};
use reseller_offboarding_server::{Config, openapi_document, start};
use serde_json::Value;

use crate::support::{World, answer};

/// Written again by `cargo xtask openapi`.
#[test]
fn the_stored_document_is_the_current_one() {
    let document = serde_json::to_string_pretty(&openapi_document()).unwrap();
    expect_file!["../../../../docs/openapi.json"].assert_eq(&format!("{document}\n"));
}

#[tokio::test]
async fn every_operation_is_answered_in_the_contracts_words() {
    let world = World::new().await;
    let served: Value = answer(world.plain(Method::GET, "/openapi.json")).await.read(200);
    assert_eq!(served, serde_json::to_value(openapi_document()).unwrap());
    for (path, operations) in served["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            // Its templates are no ids: refused for that, or for the missing token, and not as a path nobody knows.
            let status = answer(world.plain(method, path)).await.status;
            assert!([400, 401].contains(&status), "{path}: {status}");
            assert!(operation["summary"].is_string() && operation["operationId"].is_string(), "{operation}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = serde_json::to_value(openapi_document()).unwrap();
    let text = document.to_string();
    let references: Vec<&str> = text.split("\"$ref\":\"#").skip(1).filter_map(|it| it.split('"').next()).collect();
    assert!(references.len() > 50, "{references:?}");
    for reference in references {
        assert!(document.pointer(reference).is_some(), "{reference}");
    }
}

#[tokio::test]
async fn the_page_names_every_call_and_type_and_needs_nothing_else() {
    let server = start(Config::default()).await.unwrap();
    let page = answer(Client::new().get(format!("{}/docs", server.url))).await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(page.header("content-security-policy").starts_with("default-src 'none';"));
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    for outside in ["<script", "<link", "<img", "src=", "http://", "https://", "style="] {
        assert!(!page.body.contains(outside), "{outside}");
    }
    let document = serde_json::to_value(openapi_document()).unwrap();
    for path in document["paths"].as_object().unwrap().keys() {
        assert!(page.body.contains(&format!(" {path}</code></h3>")), "{path}");
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(page.body.contains(&format!("<section id=\"{name}\">")), "{name}");
    }
    server.stop().await;
}
