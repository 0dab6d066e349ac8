//! The removal: not while blocked, not by accident, not without a trace.

use std::sync::Arc;

use offboarding_domain::api::{ActivityAction, Outcome, Receipt, RemovalOutcome, RemovalStatus};
use offboarding_domain::{CustomerId, Rule};
use reqwest::Method;
use serde_json::json;

use crate::support::{Fault, Gate, READY, STORY, World, admin_agent, answer, customer, eventually};

/// One licence, suspended.
const SUSPENDED: &str = "Società Agricola Pò di Levante";

const TAKEN_ON: Fault = Fault::Answer(200, r#"{"relationshipToPartner":"none"}"#);

#[tokio::test]
async fn a_blocked_removal_names_every_blocker_and_sends_nothing_upstream() {
    let world = World::new().await;
    let id = customer(STORY);
    let account = world.account(&id).await;
    let problem = answer(world.removal(&id).await).await.problem(409, "state/blocked");
    assert_eq!(problem.blockers, account.blockers);
    assert!(problem.blockers.len() > 5, "{:?}", problem.blockers);
    assert_eq!(problem.account.unwrap().facts.subscriptions, account.facts.subscriptions);

    assert!(world.proxy.writes().is_empty());
    assert!(world.is_listed(&id).await);
    assert!(world.activity(&id).await.is_empty());
    answer(world.get(&format!("/v1/customers/{id}/removal"))).await.problem(404, "state/not-found");
}

#[tokio::test]
async fn a_customer_is_offboarded_from_first_blocker_to_receipt_and_comes_back() {
    let world = World::new().await;
    let id = customer(STORY);
    world.clear(&id).await;
    let before = world.account(&id).await;
    let removed = answer(world.removal(&id).await).await;
    let status: RemovalStatus = removed.read(200);
    let receipt = receipt_of(&status);
    assert!(receipt.id.starts_with("RO-") && receipt.id.len() == 15, "{}", receipt.id);
    assert_eq!(receipt.customer, before.profile);
    assert_eq!((&receipt.removed_by, receipt.rule, receipt.acknowledged), (&admin_agent(), Rule::Suspend, true));
    assert_eq!(receipt.facts.subscriptions, before.facts.subscriptions);
    assert_eq!(receipt.correlation_id, removed.header("x-correlation-id"));
    assert!(!receipt.support_contacts.is_empty());

    assert!(!world.is_listed(&id).await);
    answer(world.get(&format!("/v1/customers/{id}"))).await.problem(404, "state/not-found");
    assert_eq!(world.removal_status(&id).await, status);
    let newest = world.activity(&id).await.remove(0);
    assert_eq!((newest.action, newest.outcome), (ActivityAction::RemoveRelationship, Outcome::Done));
    assert_eq!(newest.target, STORY);

    let n_entries = world.activity(&id).await.len();
    world.accept(&id).await;
    assert!(world.is_listed(&id).await);
    assert_ne!(world.account(&id).await.profile.delegated_administration, Some(true));
    assert_eq!(world.activity(&id).await.len(), n_entries);
    world.clear(&id).await;
    let again: RemovalStatus = answer(world.removal(&id).await).await.read(200);
    assert_ne!(receipt_of(&again).id, receipt.id);
    assert_eq!(world.removal_status(&id).await, again);
}

#[tokio::test]
async fn the_name_is_compared_without_regard_to_composition_space_and_direction() {
    let world = World::new().await;
    let id = customer(READY);
    let path = format!("/v1/customers/{id}/removal");
    let confirm = async |confirmation: &str, acknowledged: bool| {
        let body = json!({ "confirmation": confirmation, "acknowledged": acknowledged });
        answer(world.write(Method::POST, &path).header("if-match", world.etag(&id).await).json(&body)).await
    };
    for (confirmation, acknowledged) in [("", true), ("panadería ibáñez e hijos, s.l.", true), (READY, false)] {
        confirm(confirmation, acknowledged).await.problem(422, "action/confirmation-mismatch");
    }
    assert!(world.proxy.writes().is_empty());
    let decomposed = "\u{2068} Panaderi\u{301}a  Iba\u{301}n\u{303}ez e\u{a0}Hijos, S.L.\u{2069}";
    assert_eq!(confirm(decomposed, true).await.read::<RemovalStatus>(200).outcome, RemovalOutcome::Removed);
}

#[tokio::test]
async fn facts_that_nobody_saw_are_shown_before_anything_is_removed() {
    let world = World::new().await;
    let id = customer(READY);
    let path = format!("/v1/customers/{id}/removal");
    let body = json!({ "confirmation": READY, "acknowledged": true });
    let weak = format!("W/{}", world.etag(&id).await);
    for stale in ["\"stale\"", "*", &weak] {
        let request = world.write(Method::POST, &path).header("if-match", stale).json(&body);
        let conflict = answer(request).await;
        assert_eq!(conflict.problem(412, "state/conflict").account.unwrap().profile.id, id);
        assert_eq!(conflict.header("etag"), world.etag(&id).await);
    }
    assert!(world.proxy.writes().is_empty());
    let either = format!("\"stale\", {}", world.etag(&id).await);
    let request = world.write(Method::POST, &path).header("if-match", either).json(&body);
    assert_eq!(answer(request).await.status, 200);
}

#[tokio::test]
async fn a_second_removal_says_that_it_is_gone_already() {
    let world = World::new().await;
    let id = customer(READY);
    let (first, second) = (world.removal(&id).await, world.removal(&id).await);
    let (first, second) = tokio::join!(answer(first), answer(second));
    let (removed, other) = if first.status == 200 { (first, second) } else { (second, first) };
    assert_eq!(removed.status, 200, "{}", removed.body);
    other.problem(409, "state/already-removed");
    assert_eq!(world.proxy.writes(), [format!("PATCH /v1/customers/{id}")]);
}

#[tokio::test]
async fn what_upstream_took_on_is_watched_until_it_is_seen() {
    let world = World::new().await;
    let id = customer(READY);
    let request = world.removal(&id).await;
    world.proxy.fail_every(Method::PATCH, TAKEN_ON);
    let accepted = answer(request).await;
    assert_eq!(accepted.read::<RemovalStatus>(202).outcome, RemovalOutcome::Accepted);
    assert_eq!(accepted.header("location"), format!("/v1/customers/{id}/removal"));
    assert_eq!(world.removal_status(&id).await.outcome, RemovalOutcome::Accepted);
    assert_eq!(world.activity(&id).await[0].outcome, Outcome::Accepted);

    // Asking again changes nothing.
    let again = answer(world.removal(&id).await).await;
    assert_eq!(again.read::<RemovalStatus>(202).outcome, RemovalOutcome::Accepted);
    assert_eq!(world.proxy.writes().len(), 1);

    world.propagate(&id).await;
    let status = world.removed(&id).await;
    assert_eq!(status.correlation_id, accepted.header("x-correlation-id"));
    assert_eq!(world.activity(&id).await[0].outcome, Outcome::Done);
}

#[tokio::test]
async fn a_restart_takes_up_a_removal_that_was_pending() {
    let world = World::new().await;
    let id = customer(READY);
    let request = world.removal(&id).await;
    world.proxy.fail_every(Method::PATCH, TAKEN_ON);
    assert_eq!(answer(request).await.status, 202);
    let world = world.restart().await;
    assert_eq!(world.removal_status(&id).await.outcome, RemovalOutcome::Accepted);
    world.propagate(&id).await;
    world.removed(&id).await;
}

#[tokio::test]
async fn a_removal_that_was_done_without_an_answer_is_seen_done() {
    let world = World::impatient().await;
    let id = customer(READY);
    let request = world.removal(&id).await;
    world.proxy.fail_every(Method::PATCH, Fault::DoAndHang);
    let status: RemovalStatus = answer(request).await.read(200);
    assert_eq!(status.outcome, RemovalOutcome::Removed);
}

#[tokio::test]
async fn a_removal_without_an_answer_is_unknown_and_can_be_tried_again() {
    let world = World::impatient().await;
    let id = customer(READY);
    let request = world.removal(&id).await;
    let again = request.try_clone().unwrap();
    world.proxy.fail_every(Method::PATCH, Fault::Hang);
    answer(request).await.problem(504, "action/unknown-outcome");
    assert_eq!(world.removal_status(&id).await.outcome, RemovalOutcome::UnknownOutcome);

    world.proxy.heal();
    let status: RemovalStatus = answer(again).await.read(200);
    assert_eq!(world.removal_status(&id).await, status);
    let outcomes: Vec<Outcome> = world.activity(&id).await.into_iter().map(|it| it.outcome).collect();
    assert_eq!(outcomes, [Outcome::Done, Outcome::UnknownOutcome]);
}

/// It used to be refused as not found, and to stay on record as that.
#[tokio::test]
async fn a_removal_tried_again_while_the_first_one_comes_through_ends_with_a_receipt() {
    let world = World::new().await;
    let id = customer(READY);
    let request = world.removal(&id).await;
    let again = request.try_clone().unwrap();
    world.proxy.fail_every(Method::PATCH, Fault::Answer(503, ""));
    answer(request).await.problem(502, "upstream/failed");

    let gate = Arc::new(Gate::default());
    world.proxy.fail_every(Method::PATCH, Fault::Hold(Arc::clone(&gate)));
    let again = tokio::spawn(answer(again));
    gate.reached.notified().await;
    world.propagate(&id).await;
    gate.open.notify_one();
    let status: RemovalStatus = again.await.unwrap().read(200);
    assert_eq!(receipt_of(&status).customer.id, id);
    assert_eq!(world.removal_status(&id).await, status);
}

#[tokio::test]
async fn an_unknown_removal_that_turns_out_done_ends_with_a_receipt() {
    let world = World::new().await;
    let id = customer(READY);
    let request = world.removal(&id).await;
    world.proxy.fail_every(Method::PATCH, Fault::Answer(503, ""));
    answer(request).await.problem(502, "upstream/failed");
    assert_eq!(world.removal_status(&id).await.outcome, RemovalOutcome::UnknownOutcome);
    world.propagate(&id).await;
    world.removed(&id).await;
}

#[tokio::test]
async fn a_refusal_upstream_is_passed_on_in_microsofts_words() {
    let world = World::new().await;
    let id = customer(READY);
    let refusal = r#"{"code":900115,"description":"Not now."}"#;
    for (fault, status, code) in [
        (Fault::Answer(403, refusal), 502, "upstream/refused"),
        (Fault::Answer(401, refusal), 502, "upstream/failed"),
        (Fault::Answer(429, "{}"), 429, "api/rate-limited"),
    ] {
        let request = world.removal(&id).await;
        world.proxy.fail_every(Method::PATCH, fault);
        let problem = answer(request).await.problem(status, code);
        if status == 502 {
            assert_eq!(problem.upstream.unwrap().description, "Not now.");
        }
        assert_eq!(world.removal_status(&id).await.outcome, RemovalOutcome::Refused);
    }
    assert!(world.is_listed(&id).await);
}

#[tokio::test]
async fn what_is_reactivated_between_the_check_and_the_removal_blocks_it() {
    let world = World::new().await;
    let id = customer(SUSPENDED);
    let sid = world.first_subscription(&id).await;
    let request = world.removal(&id).await;
    let (gate, removal_path) = (Arc::new(Gate::default()), format!("/v1/customers/{id}"));
    let held = Arc::clone(&gate);
    world.proxy.fail(move |method, path| {
        (*method == Method::PATCH && path == removal_path).then(|| Fault::Hold(Arc::clone(&held)))
    });
    let removal = tokio::spawn(answer(request));
    gate.reached.notified().await;
    assert_eq!(answer(world.change(&id, &sid, "reactivate")).await.status, 200);
    gate.open.notify_one();

    let problem = removal.await.unwrap().problem(409, "state/blocked");
    assert_eq!(problem.blockers.len(), 1);
    assert!(world.is_listed(&id).await);
    assert_eq!(world.removal_status(&id).await.outcome, RemovalOutcome::Refused);
}

#[tokio::test]
async fn a_removal_racing_a_reactivation_never_removes_what_is_active() {
    let world = World::new().await;
    let id = customer(SUSPENDED);
    let sid = world.first_subscription(&id).await;
    for round in 0..200 {
        let (removal, reactivation) = (world.removal(&id).await, world.change(&id, &sid, "reactivate"));
        let (removal, reactivation) = tokio::join!(answer(removal), answer(reactivation));
        let (is_removed, is_active) = (removal.status == 200, reactivation.status == 200);
        assert!(!(is_removed && is_active), "round {round}: {} {}", removal.body, reactivation.body);
        assert!(is_removed || is_active, "round {round}: {} {}", removal.body, reactivation.body);
        match is_removed {
            true => world.accept(&id).await,
            false => assert_eq!(answer(world.change(&id, &sid, "suspend")).await.status, 200),
        }
    }
}

#[track_caller]
fn receipt_of(status: &RemovalStatus) -> &Receipt {
    assert_eq!(status.outcome, RemovalOutcome::Removed);
    status.receipt.as_ref().unwrap()
}

impl World {
    /// What upstream took on happens.
    async fn propagate(&self, id: &CustomerId) {
        let url = format!("{}/v1/customers/{id}", self.sandbox_url);
        let request = reqwest::Client::new().patch(url).bearer_auth("sandbox.direct.admin-agent");
        let answer = answer(request.json(&json!({ "relationshipToPartner": "none" }))).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    /// Waits until the removal is seen.
    async fn removed(&self, id: &CustomerId) -> RemovalStatus {
        let status = eventually(async || {
            let status = self.removal_status(id).await;
            (status.outcome == RemovalOutcome::Removed).then_some(status)
        });
        let status = status.await;
        assert_eq!(receipt_of(&status).customer.id, *id);
        status
    }
}
