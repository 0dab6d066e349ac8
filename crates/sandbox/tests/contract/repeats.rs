//! A write that is sent again with its `MS-RequestId` is answered, and not done again.

use partner_center_sandbox::seed::READY;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, World, answer, customer_path};

const ID: &str = "2f3c5d0a-6a1e-4a0f-9d65-0f7c1d2b3a44";

impl World {
    async fn send(&self, method: Method, path: &str, id: &str, body: &Value) -> Answer {
        answer(self.request(method, path).header("MS-RequestId", id).json(body)).await
    }

    async fn n_orders(&self) -> Value {
        self.get(&format!("{}/orders", customer_path(READY))).await.is(200, 0)["totalCount"].clone()
    }
}

fn order(quantity: u32) -> Value {
    json!({ "lineItems": [{ "lineItemNumber": 0, "offerId": "CFQ7TTC0LH18:0001:X", "quantity": quantity }] })
}

#[tokio::test]
async fn the_same_request_is_done_once() {
    let world = World::new().await;
    let path = format!("{}/orders", customer_path(READY));
    let first = world.send(Method::POST, &path, ID, &order(5)).await.is(201, 0);
    let again = world.send(Method::POST, &path, &ID.to_uppercase(), &order(5)).await.is(201, 0);
    assert_eq!((first, world.n_orders().await), (again, json!(1)));
    // Another body, another id, another day, none: another request.
    world.send(Method::POST, &path, ID, &order(6)).await.is(201, 0);
    world.send(Method::POST, &path, "af3c5d0a-6a1e-4a0f-9d65-0f7c1d2b3a44", &order(5)).await.is(201, 0);
    world.post(&path, order(5)).await.is(201, 0);
    world.post(&path, order(5)).await.is(201, 0);
    assert_eq!(world.n_orders().await, json!(5));
    world.is_in_days(2).await;
    world.send(Method::POST, &path, ID, &order(5)).await.is(201, 0);
    assert_eq!(world.n_orders().await, json!(6));
}

#[tokio::test]
async fn a_refusal_is_repeated_as_well() {
    let world = World::new().await;
    let placed = world.post(&format!("{}/orders", customer_path(READY)), order(5)).await.is(201, 0);
    let id = placed["lineItems"][0]["subscriptionId"].as_str().unwrap();
    let subscription = format!("{}/subscriptions/{id}", customer_path(READY));
    let removal = json!({ "relationshipToPartner": "none" });
    let refused = world.send(Method::PATCH, &customer_path(READY), ID, &removal).await.is(400, 900_199);
    world.patch(&subscription, json!({ "status": "deleted" })).await.is(200, 0);
    assert_eq!(world.send(Method::PATCH, &customer_path(READY), ID, &removal).await.is(400, 900_199), refused);
    world.patch(&customer_path(READY), removal).await.is(200, 0);
}

#[tokio::test]
async fn requests_that_cross_are_done_once() {
    let world = World::new().await;
    let path = format!("{}/orders", customer_path(READY));
    let body = order(5);
    let send = || world.send(Method::POST, &path, ID, &body);
    let (a, b, c, d) = tokio::join!(send(), send(), send(), send());
    let answers = [a, b, c, d].map(|it| it.is(201, 0));
    assert!(answers.iter().all(|it| *it == answers[0]), "{answers:#?}");
    assert_eq!(world.n_orders().await, json!(1));
}
