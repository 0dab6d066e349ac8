//! Lists by pages, in every direction.

use partner_center_sandbox::Options;
use partner_center_sandbox::seed::READY;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::support::{Answer, World, answer, customer_path};

/// Every generated domain starts with a c.
pub const BY_DOMAIN: &str =
    "filter=%7B%22Field%22%3A%22Domain%22%2C%22Value%22%3A%22c%22%2C%22Operator%22%3A%22starts_with%22%7D";

impl World {
    /// As the SDKs ask for another page: with the token, and next to nothing else.
    async fn seek(&self, path: &str, token: &str) -> Answer {
        answer(self.request(Method::GET, path).header("MS-ContinuationToken", token)).await
    }

    /// The page that the link of this name leads to, in pages of this size from there on.
    async fn follow(&self, page: &Value, name: &str, size: usize) -> Option<Value> {
        let link = page["links"].get(name)?;
        let (path, operation) = link["uri"].as_str().unwrap().split_once("?").unwrap();
        let operation = operation.split('&').find(|it| it.starts_with("seekOperation=")).unwrap();
        Some(self.seek(&format!("/v1{path}?size={size}&{operation}"), token(page, name)).await.is(200, 0))
    }
}

fn token<'a>(page: &'a Value, link: &str) -> &'a str {
    let header = &page["links"][link]["headers"][0];
    assert_eq!(header["key"], "MS-ContinuationToken");
    header["value"].as_str().unwrap()
}

fn items(page: &Value) -> Vec<Value> {
    page["items"].as_array().unwrap().clone()
}

#[test]
fn walking_forward_and_back_shows_each_customer_once() {
    let runtime = Runtime::new().unwrap();
    let world = runtime.block_on(World::with(Options { generate: 60, ..Options::default() }));
    let mut runner = TestRunner::new(ProptestConfig { cases: 32, ..ProptestConfig::default() });
    let outcome = runner.run(&(any::<bool>(), vec(1..30_usize, 1..8)), |(is_filtered, sizes)| {
        runtime.block_on(async {
            let filter = if is_filtered { BY_DOMAIN } else { "" };
            let all = items(&world.get(&format!("/v1/customers?size=0&{filter}")).await.is(200, 0));
            let mut sizes = sizes.iter().cycle().copied();
            let mut size = sizes.next().unwrap();
            let mut page = world.get(&format!("/v1/customers?size={size}&{filter}")).await.is(200, 0);
            let mut forward = items(&page);
            loop {
                let before = size;
                size = sizes.next().unwrap();
                let Some(next) = world.follow(&page, "next", size).await else { break };
                let back = world.follow(&next, "previous", before).await.unwrap();
                prop_assert_eq!(items(&back), items(&page), "the page before");
                forward.extend(items(&next));
                page = next;
            }
            prop_assert_eq!(&forward, &all);
            let mut backward = items(&page);
            while let Some(previous) = world.follow(&page, "previous", sizes.next().unwrap()).await {
                prop_assert!(!items(&previous).is_empty(), "a link leads somewhere");
                backward.splice(0..0, items(&previous));
                page = previous;
            }
            prop_assert_eq!(&backward, &all);
            Ok(())
        })
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
}

#[tokio::test]
async fn each_operation_leads_to_its_page_by_name_and_by_number() {
    let world = World::new().await;
    for _ in 0..7 {
        let order = json!({ "lineItems": [{ "offerId": "CFQ7TTC0LH18:0001:X", "quantity": 1 }] });
        world.post(&format!("{}/orders", customer_path(READY)), order).await.is(201, 0);
    }
    for path in ["/v1/customers", "/v1/auditrecords", "/auditactivity/v1/auditrecords"] {
        let all = items(&world.get(&format!("{path}?size=0")).await.is(200, 0));
        let first = world.get(&format!("{path}?size=2")).await.is(200, 0);
        let second = world.seek(&format!("{path}?seekOperation=Next"), token(&first, "next")).await.is(200, 0);
        for (operations, expected) in [
            (["Next", "next", "NEXT", "0"], &all[4..6]),
            (["Previous", "previous", "PREVIOUS", "1"], &all[..2]),
            (["First", "first", "FIRST", "2"], &all[..2]),
            (["Last", "last", "LAST", "3"], &all[all.len() - 2..]),
        ] {
            for operation in operations {
                // One page, one token: whichever link it came by.
                for link in ["next", "previous"] {
                    let path = format!("{path}?seekOperation={operation}");
                    let page = world.seek(&path, token(&second, link)).await.is(200, 0);
                    assert_eq!(items(&page), expected, "{path}");
                }
            }
        }
        for operation in ["PageIndex", "4", "5", "Random", ""] {
            let path = format!("{path}?seekOperation={operation}");
            world.seek(&path, token(&second, "next")).await.is(400, 2000);
        }
    }
}

#[tokio::test]
async fn links_lead_to_the_page_itself_and_to_those_that_there_are() {
    let world = World::with(Options { generate: 20, ..Options::default() }).await;
    let first = world.get(&format!("/v1/customers?size=4&{BY_DOMAIN}")).await.is(200, 0);
    let itself = &first["links"]["self"];
    assert_eq!(itself, &json!({ "uri": format!("/customers?size=4&{BY_DOMAIN}"), "method": "GET", "headers": [] }));
    let next = &first["links"]["next"];
    assert_eq!((&next["uri"], &next["method"]), (&json!("/customers?size=4&seekOperation=Next"), &json!("GET")));
    assert_eq!(first["links"].get("previous"), None);

    let second = world.follow(&first, "next", 4).await.unwrap();
    assert_eq!(second["links"]["previous"]["uri"], "/customers?size=4&seekOperation=Previous");
    let path = format!("/v1{}", second["links"]["self"]["uri"].as_str().unwrap());
    assert_eq!(items(&world.seek(&path, token(&second, "self")).await.is(200, 0)), items(&second));

    let last = world.seek("/v1/customers?seekOperation=Last", token(&second, "next")).await.is(200, 0);
    assert_eq!(last["links"].get("next"), None);
    assert!(last["links"]["previous"].is_object());
    let none = world.seek("/v1/customers?seekOperation=Next", token(&last, "previous")).await.is(200, 0);
    assert_eq!((none["totalCount"].as_u64(), none["links"].as_object().map(|it| it.len())), (Some(0), Some(1)));
    let whole = world.get("/v1/customers?size=0").await.is(200, 0);
    assert_eq!(whole["links"].as_object().unwrap().keys().collect::<Vec<_>>(), ["self"]);
}
