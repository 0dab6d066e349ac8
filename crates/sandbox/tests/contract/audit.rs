//! The record of what was done: whole, by pages, one by one.

use partner_center_sandbox::seed::{READY, STORY, customer_id};
use serde_json::{Value, json};

use crate::support::{World, answer, customer_path};

const FILTER: &str = "filter=%7B%22Field%22%3A%22CustomerId%22%2C%22Value%22%3A%22";

impl World {
    async fn order(&self, name: &str) {
        let order = json!({ "lineItems": [{ "lineItemNumber": 0, "offerId": "CFQ7TTC0LH18:0001:X", "quantity": 1 }] });
        self.post(&format!("{}/orders", customer_path(name)), order).await.is(201, 0);
    }

    /// The list from here to its end, as clients follow it: with nothing but what the link says.
    async fn walk(&self, path: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut page = self.get(path).await.is(200, 0);
        loop {
            items.extend(page["items"].as_array().unwrap().clone());
            let next = &page["links"]["next"];
            let Some(uri) = next["uri"].as_str() else { return items };
            let header = &next["headers"][0];
            let request = self.request(reqwest::Method::GET, &format!("/v1{uri}"));
            let request = request.header(header["key"].as_str().unwrap(), header["value"].as_str().unwrap());
            page = answer(request).await.is(200, 0);
        }
    }
}

#[tokio::test]
async fn pages_follow_each_other_within_one_filter() {
    let world = World::new().await;
    for name in [READY, STORY, READY, READY, STORY, READY, READY] {
        world.order(name).await;
    }
    let all = world.walk("/v1/auditrecords").await;
    assert_eq!((all.len(), world.walk("/v1/auditrecords?size=2").await), (7, all.clone()));
    let path = format!("/v1/auditrecords?size=2&{FILTER}{}%22%2C%22Operator%22%3A%22equals%22%7D", customer_id(READY));
    let some = world.walk(&path).await;
    let expected: Vec<_> = all.into_iter().filter(|it| it["customerId"] == json!(customer_id(READY))).collect();
    assert_eq!((some.len(), some), (5, expected));
    let request = world.request(reqwest::Method::GET, "/v1/auditrecords?seekOperation=Next");
    answer(request.header("MS-ContinuationToken", "x")).await.is(400, 2000);
}

#[tokio::test]
async fn one_record_is_found_by_its_id() {
    let world = World::new().await;
    world.order(READY).await;
    let record = world.walk("/v1/auditrecords").await.remove(0);
    let found = world.get(&format!("/v1/auditrecords/{}", record["id"].as_str().unwrap())).await.is(200, 0);
    assert_eq!((&found, &found["operationType"]), (&record, &json!("create_order")));
    world.get("/v1/auditrecords/none").await.is(404, 1000);
}

#[tokio::test]
async fn a_record_names_the_act_that_it_belongs_to() {
    let world = World::new().await;
    let order = json!({ "lineItems": [{ "lineItemNumber": 0, "offerId": "CFQ7TTC0LH18:0001:X", "quantity": 1 }] });
    let request = world.request(reqwest::Method::POST, &format!("{}/orders", customer_path(READY))).json(&order);
    answer(request.header("MS-CorrelationId", "57eb2ca7-755f-450f-9187-eae1e75a0114")).await.is(201, 0);
    let records = world.walk("/v1/auditrecords").await;
    assert_eq!(records[0]["originalCorrelationId"], "57eb2ca7-755f-450f-9187-eae1e75a0114");
}
