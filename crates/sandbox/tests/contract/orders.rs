//! Orders: placed, and cancelled where the documents allow it.

use offboarding_domain::api::Outcome;
use offboarding_domain::{AccountKind, OrderStatus, PurchaseKind, SubscriptionKind, SubscriptionStatus};
use partner_center::Error;
use partner_center_sandbox::Options;
use partner_center_sandbox::seed::{self, READY, STORY};
use serde_json::json;

use crate::support::{World, customer_path};

const SOFTWARE_IN_WINDOW: &str = "Pemberton Marine Surveyors Ltd";
const PERPETUAL_IN_WINDOW: &str = "Academia de Música Allegro, S.L.";
const PERPETUAL_PAST_WINDOW: &str = "Studio Legale Calò e Associati";

impl World {
    /// Where the order of the first subscription is.
    async fn first_order(&self, name: &str) -> String {
        let orders = self.get(&format!("{}/orders", customer_path(name))).await.is(200, 0);
        format!("{}/orders/{}", customer_path(name), orders["items"][0]["id"].as_str().unwrap())
    }
}

#[tokio::test]
async fn a_cancelled_line_gives_everything_back() {
    let world = World::new().await;
    let id = seed::customer_id(STORY);
    let facts = world.facts(STORY).await;
    assert_eq!((facts.reservations[0].quantity, facts.software[0].quantity), (2, 1));
    assert_eq!(facts.software[0].kind, PurchaseKind::Perpetual);
    let reservation = world.partner_center.cancel_reservation(&world.call(), &id, &facts.reservations[0]).await;
    assert_eq!(reservation.unwrap().outcome, Outcome::Done);
    let bought = world.partner_center.cancel_software(&world.call(), &id, &facts.software[0]).await;
    assert_eq!(bought.unwrap().outcome, Outcome::Done);
    let (reservations, software) = world.partner_center.purchases(&world.call(), &id).await.unwrap();
    assert_eq!((reservations[0].quantity, software[0].quantity), (0, 0));
    assert_eq!(software[0].status, OrderStatus::Cancelled);
    let again = world.partner_center.cancel_software(&world.call(), &id, &software[0]).await;
    assert_eq!(again.unwrap().outcome, Outcome::Done);
}

#[tokio::test]
async fn in_production_the_api_cancels_no_reservation() {
    let world = World::with(Options { account_kind: AccountKind::Production, ..Options::default() }).await;
    let reservation = world.facts(STORY).await.reservations.remove(0);
    let refused = world.partner_center.cancel_reservation(&world.call(), &seed::customer_id(STORY), &reservation).await;
    assert!(matches!(refused, Err(Error::Refused { status: 403, refusal }) if refusal.code == "800019"));
    assert_eq!(world.facts(STORY).await.reservations[0].quantity, 2);
}

#[tokio::test]
async fn software_goes_whole_whichever_call_cancels_it() {
    for by_order in [true, false] {
        let world = World::new().await;
        let id = seed::customer_id(SOFTWARE_IN_WINDOW);
        let facts = world.facts(SOFTWARE_IN_WINDOW).await;
        let (software, subscription) = (&facts.software[0], &facts.subscriptions[0]);
        assert_eq!(software.subscription.as_ref(), Some(&subscription.id));
        if by_order {
            world.partner_center.cancel_software(&world.call(), &id, software).await.unwrap();
        } else {
            let cancel = offboarding_domain::SubscriptionAction::Cancel;
            world.partner_center.change_subscription(&world.call(), &id, &subscription.id, cancel).await.unwrap();
        }
        let after = world.facts(SOFTWARE_IN_WINDOW).await;
        assert_eq!(after.subscriptions[0].status, SubscriptionStatus::Deleted, "by order: {by_order}");
        assert_eq!(after.software[0].quantity, 0, "by order: {by_order}");
    }
}

#[tokio::test]
async fn orders_that_cannot_be_cancelled_are_refused() {
    let world = World::new().await;
    let cancelled = json!({ "status": "cancelled" });
    for (name, status, code) in [
        (PERPETUAL_PAST_WINDOW, 400, 900_117),
        ("Editorial Río Ancho, S.L.", 400, 900_117),
        ("Escuela Infantil Colorín, S.Coop.", 400, 900_117),
        ("Hastings & Whitlock Solicitors LLP", 400, 800_063),
        ("Transportes Zubiaurre, S.A.", 403, 800_077),
        ("Fitzgerald’s Garden Centres Ltd", 409, 800_060),
    ] {
        let order = world.first_order(name).await;
        world.patch(&order, cancelled.clone()).await.is(status, code);
    }
    let order = world.first_order(PERPETUAL_IN_WINDOW).await;
    world.patch(&order, json!({ "status": "completed" })).await.is(400, 800_002);
    world
        .patch(&order, json!({ "status": "cancelled", "lineItems": [{ "lineItemNumber": 9 }] }))
        .await
        .is(400, 800_071);
    world.patch(&format!("{}/orders/nope", customer_path(READY)), cancelled.clone()).await.is(404, 20_000);
    let whole = world.patch(&order, json!({ "Status": "Cancelled" })).await.is(200, 0);
    assert_eq!((&whole["status"], &whole["lineItems"][0]["quantity"]), (&json!("cancelled"), &json!(0)));
    world.patch(&order, cancelled).await.is(400, 800_061);
}

#[tokio::test]
async fn an_order_is_pending_in_its_answer_and_a_subscription_when_read_again() {
    let world = World::new().await;
    let path = format!("{}/orders", customer_path(READY));
    let body =
        json!({ "LineItems": [{ "LineItemNumber": 0, "OfferId": "CFQ7TTC0LH0Z:0001:CFQ7TTC0K18P", "Quantity": 3 }] });
    let order = world.post(&path, body).await.is(201, 0);
    assert_eq!(order["status"], "pending");
    let facts = world.facts(READY).await;
    assert_eq!((facts.subscriptions[0].kind.clone(), facts.subscriptions[0].seats), (SubscriptionKind::NewCommerce, 3));
    assert!(facts.software.is_empty());
    for body in [json!({}), json!({ "lineItems": [] }), json!({ "lineItems": [{ "offerId": "a", "quantity": 0 }] })] {
        world.post(&path, body).await.is(400, 800_002);
    }
}

#[tokio::test]
async fn entitlements_are_filtered_and_show_their_expiry_when_asked() {
    let world = World::new().await;
    let path = format!("{}/entitlements", customer_path(STORY));
    let all = world.get(&path).await.is(200, 0);
    assert_eq!(all["totalCount"], 2);
    assert_eq!(all["items"][0]["expiryDate"], json!(null));
    let reservations = world.get(&format!("{path}?entitlementType=ReservedInstance&showExpiry=true")).await.is(200, 0);
    assert_eq!(reservations["totalCount"], 1);
    assert!(reservations["items"][0]["expiryDate"].is_string());
    world.get(&format!("{path}?entitlementtype=hardware")).await.is(400, 800_002);
}
