//! Subscriptions change state by the table, and take along what belongs to them.

use offboarding_domain::{SubscriptionAction as Action, SubscriptionKind as Kind, SubscriptionStatus as Status};
use partner_center::{Error, Written};
use partner_center_sandbox::seed::{self, MANY, STORY};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{World, answer, customer_path};

const BASE_WITH_ADD_ONS: &str = "O’Sullivan & Byrne Ltd";
const IN_WINDOW: &str = "Cerámicas Peñarroya, S.L.";
const PAST_WINDOW: &str = "Hastings & Whitlock Solicitors LLP";

impl World {
    async fn act(&self, name: &str, action: Action) -> Result<Written, Error> {
        let id = seed::customer_id(name);
        let sid = self.facts(name).await.subscriptions[0].id.clone();
        self.partner_center.change_subscription(&self.call(), &id, &sid, action).await
    }
}

/// Status and code; 200 without one.
fn outcome(result: Result<Written, Error>) -> (u16, String) {
    match result {
        Ok(_) => (200, String::new()),
        Err(Error::Refused { status, refusal }) => (status, refusal.code),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn each_kind_is_refused_or_changed_by_the_table() {
    let world = World::new().await;
    for (name, action, status, code) in [
        (IN_WINDOW, Action::Cancel, 200, ""),
        (IN_WINDOW, Action::Reactivate, 400, "2011"),
        (PAST_WINDOW, Action::Cancel, 400, "900117"),
        (PAST_WINDOW, Action::Suspend, 200, ""),
        (PAST_WINDOW, Action::Reactivate, 200, ""),
        (PAST_WINDOW, Action::StopAutoRenew, 200, ""),
        ("Trattoria Da Nicolò S.n.c.", Action::Cancel, 200, ""),
        ("Bodegas Valdeolmos, S.A.", Action::Cancel, 400, "900117"),
        ("Società Agricola Pò di Levante", Action::Cancel, 400, "800096"),
        ("Società Agricola Pò di Levante", Action::Reactivate, 200, ""),
        ("Officine Meccaniche Bertòlo S.p.A.", Action::Suspend, 403, "900115"),
        ("Officine Meccaniche Bertòlo S.p.A.", Action::Cancel, 403, "900115"),
        ("Clínica Dental Muñoz Güell, S.L.P.", Action::Suspend, 200, ""),
        ("Pemberton Marine Surveyors Ltd", Action::Suspend, 400, "800096"),
        ("Pemberton Marine Surveyors Ltd", Action::Cancel, 200, ""),
        ("Editorial Río Ancho, S.L.", Action::Cancel, 400, "900117"),
        ("Farmacia Sant’Agàta S.a.s.", Action::Cancel, 200, ""),
        ("Transportes Zubiaurre, S.A.", Action::Cancel, 400, "900117"),
        ("Ludlow Ceramics & Glaze Ltd", Action::Suspend, 403, "900321"),
        ("Construcciones Íñigo Azcárate, S.L.", Action::Suspend, 409, "800082"),
        ("Cooperativa Olivicola Terre d’Àlvera", Action::Suspend, 400, "800096"),
        ("Wren & Nightingale Books Ltd", Action::Suspend, 400, "800096"),
        ("Gestoría Núñez y Cía., S.L.", Action::Reactivate, 400, "800040"),
    ] {
        let found = outcome(world.act(name, action).await);
        assert_eq!(found, (status, code.to_owned()), "{name} {action:?}");
    }
}

#[tokio::test]
async fn suspending_a_licence_takes_its_add_ons_along() {
    let world = World::new().await;
    let id = seed::customer_id(BASE_WITH_ADD_ONS);
    let base = world.facts(BASE_WITH_ADD_ONS).await.subscriptions[0].id.clone();
    world.act(BASE_WITH_ADD_ONS, Action::Suspend).await.unwrap();
    let seen = world.partner_center.subscriptions(&world.call(), &id, &base).await.unwrap();
    assert_eq!(seen.len(), 3, "the base and its add-ons");
    assert!(seen.iter().all(|it| it.status == Status::Suspended));
    assert!(seen[1..].iter().all(|it| it.parent.as_ref() == Some(&base)));
    let add_on = world.partner_center.change_subscription(&world.call(), &id, &seen[1].id, Action::Reactivate).await;
    assert_eq!(outcome(add_on), (409, "27009".to_owned()));
}

#[tokio::test]
async fn suspending_new_commerce_switches_auto_renew_off_for_good() {
    let world = World::new().await;
    assert!(world.facts(PAST_WINDOW).await.subscriptions[0].auto_renew);
    world.act(PAST_WINDOW, Action::Suspend).await.unwrap();
    world.act(PAST_WINDOW, Action::Reactivate).await.unwrap();
    let after = world.facts(PAST_WINDOW).await.subscriptions.remove(0);
    assert_eq!((after.status, after.auto_renew), (Status::Active, false));
}

#[tokio::test]
async fn a_stale_version_is_refused_and_each_write_makes_a_new_one() {
    let world = World::new().await;
    let (path, before) = world.first(BASE_WITH_ADD_ONS).await;
    let etag = before["attributes"]["etag"].as_str().unwrap();
    let suspended = |etag: &str| {
        let body = json!({ "status": "suspended", "autoRenewEnabled": true });
        world.request(Method::PATCH, &path).header("If-Match", format!("\"{etag}\"")).json(&body)
    };
    answer(suspended("AAAA")).await.is(400, 2055);
    let after = answer(suspended(etag)).await.is(200, 0);
    assert_ne!(after["attributes"]["etag"], before["attributes"]["etag"]);
    answer(suspended(etag)).await.is(400, 2055);
}

#[tokio::test]
async fn a_body_that_leaves_auto_renew_out_switches_it_off() {
    let world = World::new().await;
    let (path, before) = world.first(PAST_WINDOW).await;
    assert_eq!(before["autoRenewEnabled"], true);
    let after = world.patch(&path, json!({ "FriendlyName": "E5 for partners" })).await.is(200, 0);
    assert_eq!((&after["autoRenewEnabled"], &after["friendlyName"]), (&json!(false), &json!("E5 for partners")));
}

#[tokio::test]
async fn updates_that_microsoft_refuses_are_refused() {
    let world = World::new().await;
    let (suspended, body) = world.first("Società Agricola Pò di Levante").await;
    let with = |name: &str, value: Value| {
        let mut changed = body.clone();
        changed[name] = value;
        changed
    };
    world.patch(&suspended, with("quantity", json!(1))).await.is(400, 2001);
    world.patch(&suspended, with("friendlyName", json!("x"))).await.is(400, 800_091);
    world.patch(&suspended, with("status", json!("pending"))).await.is(400, 800_040);
    let (new_commerce, _) = world.first(PAST_WINDOW).await;
    world.patch(&new_commerce, json!({ "quantity": 1 })).await.is(400, 800_090);
    let (plan, _) = world.first("Clínica Dental Muñoz Güell, S.L.P.").await;
    world.patch(&plan, json!({ "autoRenewEnabled": true })).await.is(400, 800_093);
}

#[tokio::test]
async fn a_cancelled_azure_subscription_still_says_active_and_is_inactive_when_read_again() {
    let world = World::new().await;
    let id = seed::customer_id(STORY);
    let plan = world.subscription(STORY, Kind::AzurePlan, Status::Active).await;
    assert_eq!(plan.azure_subscriptions.len(), 3);
    let azure = &plan.azure_subscriptions[0].id;
    let path = format!("{}/subscriptions/{}/AzureEntitlements/{azure}", customer_path(STORY), plan.id);
    world.post(&format!("{path}/cancel"), json!({ "cancellationReason": "bored" })).await.is(400, 900_307);
    world.post(&format!("{path}/cancel"), json!({})).await.is(400, 900_307);
    let answer = world.post(&format!("{path}/cancel"), json!({ "CancellationReason": "Compromise" })).await.is(200, 0);
    assert_eq!(answer["status"], "active");
    assert_eq!(world.get(&path).await.is(200, 0)["status"], "inactive");
    for azure in &plan.azure_subscriptions[1..] {
        world.partner_center.cancel_azure_subscription(&world.call(), &id, &plan.id, &azure.id).await.unwrap();
    }
    world.partner_center.change_subscription(&world.call(), &id, &plan.id, Action::Suspend).await.unwrap();
    let seen = world.partner_center.subscriptions(&world.call(), &id, &plan.id).await.unwrap();
    assert_eq!(seen[0].status, Status::Suspended);
    assert!(seen[0].azure_subscriptions.iter().all(|it| it.status == "inactive".into()));
}

#[tokio::test]
async fn support_contacts_are_those_of_licences_from_before_new_commerce() {
    let world = World::new().await;
    let ids: Vec<_> = world.facts(STORY).await.subscriptions.into_iter().map(|it| it.id).collect();
    let snapshot = world.partner_center.snapshot(&world.call(), &seed::customer_id(STORY), &ids).await;
    assert_eq!(snapshot.support_contact_names(), ["Puente Cloud Services"]);
    let (new_commerce, _) = world.first(PAST_WINDOW).await;
    world.get(&format!("{new_commerce}/SupportContact")).await.is(400, 800_042);
}

#[tokio::test]
async fn one_customer_has_two_hundred_subscriptions() {
    let world = World::new().await;
    let subscriptions = world.facts(MANY).await.subscriptions;
    assert_eq!(subscriptions.len(), 200);
    for status in [Status::Active, Status::Suspended, Status::Expired, Status::Deleted] {
        assert!(subscriptions.iter().any(|it| it.status == status), "{status}");
    }
}
