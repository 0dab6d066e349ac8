//! Acts on single items: done is what was seen done.

use offboarding_domain::api::{ActivityAction, Code, ItemOutcome, Outcome};
use offboarding_domain::{AzureSubscriptionStatus, Blocker, Item, SubscriptionStatus};
use reqwest::Method;

use crate::support::{STORY, World, answer, customer};

/// New commerce, bought long ago.
const COMMITTED: &str = "Hastings & Whitlock Solicitors LLP";

#[tokio::test]
async fn a_subscription_is_suspended_and_reactivated() {
    let world = World::new().await;
    let id = customer(STORY);
    let sid = world.first_subscription(&id).await;
    for (action, status) in [
        ("suspend", SubscriptionStatus::Suspended),
        ("suspend", SubscriptionStatus::Suspended),
        ("reactivate", SubscriptionStatus::Active),
        ("reactivate", SubscriptionStatus::Active),
    ] {
        let answer = answer(world.change(&id, &sid, action)).await;
        let outcome: ItemOutcome = answer.read(200);
        assert_eq!(outcome.outcome, Outcome::Done);
        assert_eq!(outcome.correlation_id, answer.header("x-correlation-id"));
        let read_again = outcome.changes.subscriptions.iter().find(|it| it.id == sid).unwrap();
        assert_eq!(read_again.status, status);
    }
}

#[tokio::test]
async fn an_azure_plan_waits_for_its_azure_subscriptions() {
    let world = World::new().await;
    let id = customer(STORY);
    let account = world.account(&id).await;
    let plan = account.facts.subscriptions.iter().find(|it| !it.azure_subscriptions.is_empty()).unwrap();

    let problem = answer(world.change(&id, &plan.id, "suspend")).await.problem(409, "action/dependency");
    assert_eq!(problem.upstream.unwrap().code, "900115");

    for azure in &plan.azure_subscriptions {
        let path =
            format!("/v1/customers/{id}/subscriptions/{}/azure-subscriptions/{}/cancellation", plan.id, azure.id);
        let outcome: ItemOutcome = answer(world.write(Method::POST, &path)).await.read(200);
        assert_eq!(outcome.outcome, Outcome::Done);
        let plan_now = outcome.changes.subscriptions.iter().find(|it| it.id == plan.id).unwrap();
        let azure_now = plan_now.azure_subscriptions.iter().find(|it| it.id == azure.id).unwrap();
        assert_eq!(azure_now.status, AzureSubscriptionStatus::Inactive);
    }
    let outcome: ItemOutcome = answer(world.change(&id, &plan.id, "suspend")).await.read(200);
    assert_eq!(outcome.outcome, Outcome::Done);
}

#[tokio::test]
async fn a_reservation_is_cancelled() {
    let world = World::new().await;
    let id = customer(STORY);
    let rid = find(&world.account(&id).await.blockers, |it| match it {
        Item::Reservation(rid) => Some(rid.clone()),
        _ => None,
    });
    let path = format!("/v1/customers/{id}/reservations/{rid}/cancellation");
    let outcome: ItemOutcome = answer(world.write(Method::POST, &path)).await.read(200);
    assert_eq!(outcome.outcome, Outcome::Done);
    assert!(outcome.changes.reservations.iter().any(|it| it.id == rid && it.quantity == 0), "{outcome:?}");
}

#[tokio::test]
async fn software_is_cancelled_inside_its_window() {
    let world = World::new().await;
    let id = customer(STORY);
    let pid = find(&world.account(&id).await.blockers, |it| match it {
        Item::Software(pid) => Some(pid.clone()),
        _ => None,
    });
    let path = format!("/v1/customers/{id}/software/{pid}/cancellation");
    let outcome: ItemOutcome = answer(world.write(Method::POST, &path)).await.read(200);
    assert_eq!(outcome.outcome, Outcome::Done);
    assert!(outcome.changes.software.iter().any(|it| it.id == pid), "{outcome:?}");
    assert!(!world.account(&id).await.blockers.iter().any(|it| it.item == Item::Software(pid.clone())));
}

#[tokio::test]
async fn what_is_committed_cannot_be_cancelled_but_will_not_renew() {
    let world = World::new().await;
    let id = customer(COMMITTED);
    let sid = world.first_subscription(&id).await;
    let problem = answer(world.change(&id, &sid, "cancel")).await.problem(409, "action/window-closed");
    assert_eq!(problem.upstream.unwrap().code, "900117");
    let outcome: ItemOutcome = answer(world.change(&id, &sid, "stop-auto-renew")).await.read(200);
    assert!(!outcome.changes.subscriptions[0].auto_renew);
}

#[tokio::test]
async fn the_journal_tells_what_was_done_and_what_was_refused() {
    let world = World::new().await;
    let id = customer(STORY);
    let account = world.account(&id).await;
    let (legacy, plan) = (&account.facts.subscriptions[0], account.facts.subscriptions.iter());
    let plan = plan.clone().find(|it| !it.azure_subscriptions.is_empty()).unwrap();
    let done = answer(world.change(&id, &legacy.id, "suspend")).await;
    let refused = answer(world.change(&id, &plan.id, "suspend")).await;

    let entries = world.activity(&id).await;
    assert_eq!(entries.len(), 2);
    let [newest, oldest] = &entries[..] else { unreachable!("two entries") };
    assert_eq!((&newest.action, &newest.target), (&ActivityAction::SuspendSubscription, &plan.name));
    assert_eq!((&newest.outcome, &newest.code), (&Outcome::Refused, &Some(Code::ActionDependency)));
    assert_eq!(newest.correlation_id, refused.header("x-correlation-id"));
    assert_eq!((&oldest.target, &oldest.outcome, &oldest.code), (&legacy.name, &Outcome::Done, &None));
    assert_eq!(oldest.correlation_id, done.header("x-correlation-id"));
    assert_eq!(oldest.user, "ada@partner.example");
}

#[track_caller]
fn find<T>(blockers: &[Blocker], pick: impl Fn(&Item) -> Option<T>) -> T {
    blockers.iter().find_map(|it| pick(&it.item)).unwrap()
}
