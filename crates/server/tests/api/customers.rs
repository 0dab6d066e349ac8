//! The list and the account.

use offboarding_domain::api::{CustomerPage, RelationshipRequest};
use offboarding_domain::{PartnerKind, Permission, Role, check_removal, what_remains};
use reqwest::Method;

use crate::support::{Fault, STORY, World, answer, caller, customer, token};

/// Used to list everybody.
#[tokio::test]
async fn a_parameter_that_nobody_knows_is_refused() {
    let world = World::new().await;
    answer(world.get("/v1/customers?serach=a")).await.problem(400, "api/contract");
}

#[tokio::test]
async fn the_list_is_searched_by_the_start_of_a_name() {
    let world = World::new().await;
    let page: CustomerPage = answer(world.get("/v1/customers?search=caff%C3%A8")).await.read(200);
    assert!(page.items.iter().any(|it| it.id == customer(STORY)), "{page:?}");
    assert!(page.items.iter().all(|it| it.name.to_lowercase().starts_with("caffè")), "{page:?}");
    let none: CustomerPage = answer(world.get("/v1/customers?search=zzzzzz")).await.read(200);
    assert_eq!(none, CustomerPage { items: Vec::new(), next: None });
}

#[tokio::test]
async fn pages_hold_every_customer_once() {
    let world = World::new().await;
    let whole: CustomerPage = answer(world.get("/v1/customers?size=100")).await.read(200);
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let page: CustomerPage = answer(world.get(&format!("/v1/customers?size=1&cursor={cursor}"))).await.read(200);
        assert!(page.items.len() <= 1);
        items.extend(page.items);
        match page.next {
            Some(next) => cursor = next,
            None => break,
        }
    }
    assert_eq!(items, whole.items);
    assert!(items.len() > 1);
}

#[tokio::test]
async fn a_page_that_cannot_be_is_refused() {
    let world = World::new().await;
    for query in ["size=0", "size=101", "size=-1", "size=x", "size=", "cursor=rubbish"] {
        answer(world.get(&format!("/v1/customers?{query}"))).await.problem(400, "api/contract");
    }
    // Before anyone asks who it is.
    answer(world.plain(Method::GET, "/v1/customers?size=x")).await.problem(400, "api/contract");
}

#[tokio::test]
async fn an_account_says_what_blocks_and_who_may() {
    let world = World::new().await;
    let account = world.account(&customer(STORY)).await;
    assert_eq!(account.profile.name, STORY);
    assert_eq!(check_removal(&account.profile.id, &account.facts).unwrap_err(), account.blockers);
    assert_eq!(what_remains(&account.facts), account.remains);
    assert!(account.support.is_some());
    assert_eq!(account.caller.user, "ada@partner.example");
    assert!(account.may.remove_relationship.is_granted());

    let sales = token(&caller(Role::SalesAgent, PartnerKind::Direct));
    let request = world.plain(Method::GET, &format!("/v1/customers/{}", customer(STORY))).bearer_auth(sales);
    let account: offboarding_domain::api::Account = answer(request).await.read(200);
    assert!(account.may.suspend_subscription.is_granted());
    assert!(matches!(account.may.cancel_purchase, Permission::Denied(_)));
}

#[tokio::test]
async fn an_entity_tag_stays_until_something_changes() {
    let world = World::new().await;
    let id = customer(STORY);
    let before = world.etag(&id).await;
    assert!(before.starts_with('"') && before.len() == 66, "{before}");
    assert_eq!(world.etag(&id).await, before);

    let account = world.account(&id).await;
    let active = account.blockers.iter().find_map(|it| match &it.item {
        offboarding_domain::Item::Subscription(sid) if it.after.is_empty() => Some(sid.clone()),
        _ => None,
    });
    let path = format!("/v1/customers/{id}/subscriptions/{}", active.unwrap());
    let suspend = world.write(Method::PATCH, &path).json(&serde_json::json!({ "action": "suspend" }));
    assert_eq!(answer(suspend).await.status, 200);
    assert_ne!(world.etag(&id).await, before);
}

#[tokio::test]
async fn an_account_without_a_readable_support_profile_is_still_an_account() {
    let world = World::new().await;
    world.proxy.fail(|_, path| path.ends_with("/profiles/support").then_some(Fault::Answer(500, "")));
    assert_eq!(world.account(&customer(STORY)).await.support, None);
}

#[tokio::test]
async fn what_cannot_be_read_blocks() {
    let world = World::new().await;
    world.proxy.fail(|_, path| path.ends_with("/entitlements").then_some(Fault::Answer(500, "")));
    let account = world.account(&customer(STORY)).await;
    assert_eq!(account.facts.unreadable, [offboarding_domain::Unreadable::Entitlements]);
}

#[tokio::test]
async fn there_is_a_link_for_a_new_relationship() {
    let world = World::new().await;
    let request: RelationshipRequest = answer(world.get("/v1/relationship-request")).await.read(200);
    assert!(request.url.starts_with("https://"), "{request:?}");
}
