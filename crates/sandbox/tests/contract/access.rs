//! Who may call, and what every address has in common.

use partner_center_sandbox::seed::READY;
use reqwest::Method;
use serde_json::json;

use crate::support::{World, answer, customer_path};

const SOMEBODY: &str = "/v1/customers/00000000-0000-4000-8000-000000000000";

#[tokio::test]
async fn a_call_without_a_known_token_is_refused() {
    let world = World::new().await;
    let url = format!("{}/v1/customers", world.url);
    answer(world.http.get(&url)).await.is(401, 800_001);
    for token in ["eyJ0.x.y", "sandbox", "sandbox.direct.king"] {
        answer(world.http.get(&url).bearer_auth(token)).await.is(401, 400);
    }
}

#[tokio::test]
async fn roles_without_the_right_read_but_do_not_write() {
    let world = World::new().await;
    let customer = format!("{}{}", world.url, customer_path(READY));
    let removal = json!({ "relationshipToPartner": "none" });
    for token in ["sandbox.direct.helpdesk-agent", "sandbox.indirect-reseller.admin-agent"] {
        answer(world.http.get(&customer).bearer_auth(token)).await.is(200, 0);
        answer(world.http.patch(&customer).bearer_auth(token).json(&removal)).await.is(403, 900_150);
    }
    let helpdesk = |method, path: &str| {
        let url = format!("{customer}{path}");
        world.http.request(method, url).bearer_auth("sandbox.direct.helpdesk-agent").json(&json!({}))
    };
    let guid = "00000000-0000-4000-8000-000000000000";
    for (method, path) in [
        (Method::PATCH, format!("/subscriptions/{guid}")),
        (Method::POST, format!("/subscriptions/{guid}/azureEntitlements/{guid}/cancel")),
        (Method::PATCH, "/orders/x".to_owned()),
        (Method::POST, "/orders".to_owned()),
    ] {
        answer(helpdesk(method, &path)).await.is(403, 900_150);
    }
    world.get(&customer_path(READY)).await.is(200, 0);
}

#[tokio::test]
async fn segment_names_have_no_case_and_a_slash_at_the_end_does_not_count() {
    let world = World::new().await;
    let id = partner_center_sandbox::seed::customer_id(READY);
    for path in [
        format!("/V1/Customers/{id}/"),
        format!("/v1/customers/{}", id.as_str().to_uppercase()),
        format!("/v1/CUSTOMERS/{id}/Entitlements"),
        "/v1/Profiles/Support/".to_owned(),
    ] {
        world.get(&path).await.is(200, 0);
    }
    world.get("/v1/nothing").await.is(404, 1000);
    answer(world.request(Method::DELETE, &customer_path(READY))).await.is(405, 1000);
}

#[tokio::test]
async fn an_id_that_is_no_guid_is_bad_input_and_an_unknown_one_nobody_of_ours() {
    let world = World::new().await;
    for path in ["", "/subscriptions", "/entitlements", "/orders"] {
        world.get(&format!("/v1/customers/contoso{path}")).await.is(400, 2000);
        world.get(&format!("{SOMEBODY}{path}")).await.is(403, 20_002);
    }
    let customer = customer_path(READY);
    world.get(&format!("{customer}/subscriptions/x")).await.is(400, 800_002);
    let guid = "00000000-0000-4000-8000-000000000000";
    world.get(&format!("{customer}/subscriptions/{guid}")).await.is(404, 20_003);
    world.get(&format!("{customer}/subscriptions/{guid}/addons")).await.is(404, 20_003);
    world.get(&format!("{customer}/subscriptions/{guid}/supportcontact")).await.is(404, 20_003);
    world.get(&format!("{customer}/subscriptions/{guid}/azureEntitlements")).await.is(404, 20_003);
    world.get(&format!("{customer}/subscriptions/{guid}/azureEntitlements/{guid}")).await.is(404, 800_111);
    world.get(&format!("{customer}/orders/nope")).await.is(404, 20_000);
}

#[tokio::test]
async fn a_body_that_does_not_parse_is_bad_input() {
    let world = World::new().await;
    for (method, path) in
        [(Method::PATCH, customer_path(READY)), (Method::POST, format!("{}/orders", customer_path(READY)))]
    {
        for body in ["", "{", "[]", "\u{0}"] {
            answer(world.request(method.clone(), &path).body(body)).await.is(400, 800_002);
        }
    }
}

#[tokio::test]
async fn request_ids_are_echoed() {
    let world = World::new().await;
    let request = world.request(Method::GET, "/v1/profiles/support").header("MS-CorrelationId", "abc");
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["ms-correlationid"], "abc");
    assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8");
}
