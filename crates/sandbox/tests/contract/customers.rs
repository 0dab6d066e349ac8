//! The list, the search, and the customer itself.

use std::collections::HashSet;

use offboarding_domain::api::Relationship;
use partner_center::Error;
use partner_center_sandbox::Options;
use partner_center_sandbox::seed::{self, MANY, READY, STORY};
use reqwest::Method;
use serde_json::json;

use crate::support::{World, answer};

impl World {
    async fn search(&self, search: &str, size: u32) -> Vec<String> {
        let mut names = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let page = self.partner_center.list_customers(&self.call(), search, cursor.as_deref(), size).await.unwrap();
            assert!(page.items.len() <= size as usize);
            names.extend(page.items.into_iter().map(|it| it.name));
            cursor = page.next;
            if cursor.is_none() {
                return names;
            }
        }
    }
}

#[tokio::test]
async fn every_named_customer_is_listed_by_name() {
    let world = World::new().await;
    let mut expected = seed::customer_names();
    expected.sort_by_key(|it| it.to_lowercase());
    assert_eq!(world.search("", 5).await, expected);
    assert_eq!(world.search("", 500).await, expected);
}

#[tokio::test]
async fn a_search_with_a_thousand_customers_pages_to_the_end_without_repeats() {
    let world = World::with(Options { generate: 1_000, ..Options::default() }).await;
    let all = world.search("", 37).await;
    assert_eq!(all.len(), 1_000 + seed::customer_names().len());
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    let some = world.search("c", 7).await;
    assert_eq!(some.iter().collect::<HashSet<_>>().len(), some.len());
    let by_name = some.iter().take_while(|it| it.to_lowercase().starts_with('c')).count();
    let names_in_all = all.iter().filter(|it| it.to_lowercase().starts_with('c')).count();
    assert_eq!(by_name, names_in_all, "names come first");
    // Every generated domain starts with a c.
    assert!(some.len() >= 1_000);
}

#[tokio::test]
async fn a_search_knows_no_case_and_finds_by_domain_after_the_name() {
    let world = World::new().await;
    for (search, expected) in [
        ("ñandú", vec![MANY]),
        ("ÑANDÚ", vec![MANY]),
        (" caffè dell’orso ", vec![STORY]),
        ("nandu", vec![MANY]),
        ("PANADER", vec![READY]),
        ("%", vec![]),
        ("nobody", vec![]),
    ] {
        assert_eq!(world.search(search, 10).await, expected, "{search}");
    }
}

#[tokio::test]
async fn a_cursor_that_is_none_is_refused() {
    let world = World::new().await;
    let page = world.partner_center.list_customers(&world.call(), "", Some("x"), 10).await;
    assert!(matches!(page, Err(Error::BadCursor)));
    let token = world.request(Method::GET, "/v1/customers?seekOperation=Next").header("MS-ContinuationToken", "x");
    answer(token).await.is(400, 2000);
    world.get("/v1/customers?seekOperation=Next").await.is(400, 2000);
    world.get("/v1/customers?seekOperation=Last").await.is(400, 2000);
}

#[tokio::test]
async fn filters_that_are_not_supported_are_refused() {
    let world = World::new().await;
    for filter in [
        json!({"Field": "CompanyName", "Value": "a", "Operator": "substring"}).to_string(),
        json!({"Field": "Country", "Value": "a", "Operator": "starts_with"}).to_string(),
        json!({"Field": "CompanyName"}).to_string(),
        "{".to_owned(),
    ] {
        answer(world.request(Method::GET, "/v1/customers").query(&[("filter", filter)])).await.is(400, 2000);
    }
    world.get("/v1/customers?size=many").await.is(400, 2000);
    let lenient = json!({"field": "companyname", "value": "CAFF", "operator": "StartsWith"}).to_string();
    let found =
        answer(world.request(Method::GET, "/v1/customers?size=0").query(&[("filter", lenient)])).await.is(200, 0);
    assert_eq!(found["items"][0]["companyProfile"]["companyName"], STORY);
}

#[tokio::test]
async fn a_list_leaves_out_what_only_the_customer_shows() {
    let world = World::new().await;
    let list = world.get("/v1/customers?size=1").await.is(200, 0);
    assert_eq!(list["items"][0]["allowDelegatedAccess"], json!(null));
    assert_eq!(list["totalCount"], 1);
    let profile = world.partner_center.profile(&world.call(), &seed::customer_id(STORY)).await.unwrap();
    assert_eq!((profile.name.as_str(), profile.country.as_deref()), (STORY, Some("IT")));
    assert_eq!(profile.relationship, Relationship::Reseller);
    assert_eq!(profile.delegated_administration, Some(true));
}

#[tokio::test]
async fn the_partner_has_a_support_profile_and_one_link_for_all_customers() {
    let world = World::new().await;
    let support = world.partner_center.support_profile(&world.call()).await.unwrap();
    assert!(support.email.contains('@'));
    let request = world.partner_center.relationship_request(&world.call()).await.unwrap();
    assert!(request.url.starts_with("https://admin.microsoft.com/"));
}
