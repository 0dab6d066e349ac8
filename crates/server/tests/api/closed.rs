//! Every route there is, and everybody it is closed to.

use offboarding_domain::api::CustomerPage;
use reqwest::{Method, RequestBuilder};
use reseller_offboarding_server::{Route, Scope, routes};
use serde_json::{Value, json};

use crate::support::{READY, STORY, World, answer, customer, in_seconds, new_key, token_with};

/// A well-formed request to this route, about a customer that exists. A route that needs more has to say so here.
fn ask(world: &World, route: &Route) -> RequestBuilder {
    let path = route
        .path
        .replace("{customer_id}", customer(STORY).as_str())
        .replace("{sid}", "11111111-1111-4111-8111-111111111111")
        .replace("{eid}", "22222222-2222-4222-8222-222222222222")
        .replace("{operation_id}", "33333333-3333-4333-8333-333333333333")
        .replace("{wish}", "pause")
        .replace("{rid}", "order:0")
        .replace("{pid}", "order:0");
    assert!(!path.contains('{'), "{route:?}: no example for a part of the path");
    let request = world.plain(route.method.clone(), &format!("/v1{path}"));
    let request = request.header("idempotency-key", new_key()).header("if-match", "\"x\"");
    match body(route) {
        Some(body) => request.json(&body),
        None => request,
    }
}

fn body(route: &Route) -> Option<Value> {
    match (route.method.as_str(), route.path.as_str()) {
        ("PATCH", "/customers/{customer_id}/subscriptions/{sid}") => Some(json!({ "action": "suspend" })),
        ("POST", "/customers/{customer_id}/removal") => Some(json!({ "confirmation": "", "acknowledged": true })),
        ("POST", "/operations") => Some(json!({ "customers": [customer(STORY)], "goal": "suspend-all" })),
        _ => None,
    }
}

fn scopes_besides(scope: Scope) -> String {
    let others: Vec<&str> = Scope::ALL.into_iter().filter(|it| *it != scope).map(Scope::as_str).collect();
    others.join(" ")
}

#[tokio::test]
async fn every_route_is_closed_to_whom_it_should_be() {
    let world = World::new().await;
    let expired = token_with(json!({ "exp": in_seconds(-60) }));
    let for_others = token_with(json!({ "aud": "portal" }));
    let without_scopes = token_with(json!({ "scope": null }));
    let helpdesk = token_with(json!({ "role": "helpdesk-agent" }));
    let of_another_customer = token_with(json!({ "customer_id": customer(READY) }));
    for route in routes() {
        let scope = route.scope;
        let lacking = if scope == Scope::Remove { "auth/step-up-required" } else { "auth/forbidden" };
        let without_this_scope = token_with(json!({ "scope": scopes_besides(scope) }));

        let nobody = answer(ask(&world, &route)).await;
        nobody.problem(401, "auth/rejected");
        assert_eq!(nobody.header("www-authenticate"), "Bearer", "{route:?}");
        let mut cases = vec![
            (expired.as_str(), 401, "auth/rejected"),
            (&for_others, 401, "auth/rejected"),
            (&without_scopes, 403, lacking),
            (&without_this_scope, 403, lacking),
        ];
        // Reading never changes anything, and every change takes more than to be let in.
        assert_eq!(route.method == Method::GET, scope == Scope::Read, "{route:?}");
        if scope != Scope::Read {
            cases.push((&helpdesk, 403, "auth/forbidden"));
        }
        if route.path.contains("{customer_id}") {
            cases.push((&of_another_customer, 404, "state/not-found"));
        } else {
            // What to do without a customer in the path is these routes' own affair, and tested below.
            assert!(
                ["/activity", "/customers", "/operations", "/relationship-request"].contains(&route.path.as_str())
                    || route.path.starts_with("/operations/"),
                "{route:?}: closed to whom?"
            );
        }
        for (token, status, code) in cases {
            println!("{route:?}: {status} {code}");
            answer(ask(&world, &route).bearer_auth(token)).await.problem(status, code);
        }
    }
    assert_eq!(world.proxy.requests(), [""; 0], "refused after asking upstream");
}

#[tokio::test]
async fn every_route_is_open_to_the_scope_it_names() {
    let world = World::new().await;
    for route in routes() {
        for customer_id in [Value::Null, json!(customer(STORY)), json!(customer(STORY).as_str().to_uppercase())] {
            let token = token_with(json!({ "scope": route.scope.as_str(), "customer_id": customer_id }));
            let status = answer(ask(&world, &route).bearer_auth(token)).await.status;
            assert!(![401, 403].contains(&status), "{route:?}: {status}");
        }
    }
}

#[tokio::test]
async fn what_a_change_asks_for_decides_its_scope() {
    let world = World::new().await;
    let path = format!("/v1/customers/{}/subscriptions/11111111-1111-4111-8111-111111111111", customer(STORY));
    for (action, scope) in [
        ("suspend", Scope::Suspend),
        ("reactivate", Scope::Suspend),
        ("cancel", Scope::Cancel),
        ("stop-auto-renew", Scope::Cancel),
    ] {
        let ask = |scope: &str| {
            let request = world.plain(Method::PATCH, &path).json(&json!({ "action": action }));
            answer(request.bearer_auth(token_with(json!({ "scope": scope }))))
        };
        ask(&scopes_besides(scope)).await.problem(403, "auth/forbidden");
        ask(scope.as_str()).await.problem(404, "state/not-found");
    }
}

#[tokio::test]
async fn a_token_for_one_customer_lists_that_one() {
    let world = World::new().await;
    let list = async |id: &str, search: &str| {
        let token = token_with(json!({ "customer_id": id }));
        let request = world.plain(Method::GET, &format!("/v1/customers?search={search}")).bearer_auth(token);
        let page: CustomerPage = answer(request).await.read(200);
        assert_eq!(page.next, None);
        page.items.into_iter().map(|it| it.name).collect::<Vec<_>>()
    };
    let story = customer(STORY);
    assert_eq!(list(story.as_str(), "").await, [STORY]);
    assert_eq!(list(story.as_str(), "CAFF%C3%88").await, [STORY]);
    assert_eq!(list(story.as_str(), "zzzzzz").await, [""; 0]);
    assert_eq!(list("11111111-1111-4111-8111-111111111111", "").await, [""; 0]);
}
