//! Many acts at once: planned, done, followed, stopped, taken up again.

use std::sync::Arc;

use offboarding_domain::api::{ActivityAction, Operation, OperationList, OperationState, Outcome, StepState};
use offboarding_domain::{CustomerId, Item, Role, Rule, StepAction, SubscriptionStatus};
use reqwest::Method;
use reseller_offboarding_server::Config;
use serde_json::{Value, json};

use crate::support::{
    Answer, Fault, Gate, READY, STORY, World, admin_agent, answer, caller, claims_with, customer, eventually, sign,
    token,
};

/// New commerce, past its window.
const PAST_WINDOW: &str = "Hastings & Whitlock Solicitors LLP";

impl World {
    async fn begin(&self, customers: &[&CustomerId], goal: &str, dry_run: bool) -> Answer {
        let body = json!({ "customers": customers, "goal": goal, "dryRun": dry_run });
        answer(self.write(Method::POST, "/v1/operations").json(&body)).await
    }

    async fn begun(&self, id: &CustomerId, goal: &str) -> Operation {
        self.begin(&[id], goal, false).await.read::<OperationList>(202).items.remove(0)
    }

    async fn operation(&self, id: &str) -> Operation {
        answer(self.get(&format!("/v1/operations/{id}"))).await.read(200)
    }

    async fn wish(&self, id: &str, wish: &str) -> Operation {
        answer(self.write(Method::POST, &format!("/v1/operations/{id}/{wish}"))).await.read(200)
    }

    /// The operation, once it stands there.
    async fn reaches(&self, id: &str, state: OperationState) -> Operation {
        let is_there = async || Some(self.operation(id).await).filter(|it| it.state == state);
        eventually(is_there).await
    }

    /// Successful writes upstream, as its audit has them.
    async fn writes_upstream(&self) -> Vec<String> {
        let url = format!("{}/v1/auditrecords", self.sandbox_url);
        let records = reqwest::Client::new().get(url).bearer_auth("sandbox.direct.admin-agent");
        let records: Value = records.send().await.unwrap().json().await.unwrap();
        let items = records["items"].as_array().unwrap().iter();
        items.map(|it| it["operationType"].as_str().unwrap().to_owned()).collect()
    }
}

fn id(operation: &Operation) -> &str {
    operation.id.as_deref().unwrap()
}

fn states(operation: &Operation) -> Vec<&StepState> {
    operation.steps.iter().map(|it| &it.state).collect()
}

#[tokio::test]
async fn a_dry_run_says_what_would_be_done_and_does_nothing() {
    let world = World::new().await;
    let (story, ready) = (customer(STORY), customer(READY));
    let nobody: CustomerId = "00000000-0000-4000-8000-000000000000".parse().unwrap();
    let plans = world.begin(&[&story, &ready, &nobody], "offboard", true).await.read::<OperationList>(200).items;
    let [of_story, of_ready, of_nobody] = &plans[..] else { panic!("one for each") };
    assert!(of_story.steps.len() > 5 && of_story.state == OperationState::Planned, "{of_story:?}");
    let place = |item: &Item| of_story.steps.iter().position(|it| it.step.item == *item).unwrap();
    for (index, status) in of_story.steps.iter().enumerate() {
        assert!(status.step.after.iter().all(|it| place(it) < index), "{status:?}");
    }
    assert!(of_ready.steps.is_empty() && of_ready.waits.is_empty());
    assert_eq!(of_nobody.code.as_ref().unwrap().as_str(), "state/not-found");
    assert!(world.proxy.writes().is_empty());
    assert!(answer(world.get("/v1/operations")).await.read::<OperationList>(200).items.is_empty());
}

#[tokio::test]
async fn a_customer_is_made_ready_and_a_person_removes() {
    let world = World::new().await;
    let story = customer(STORY);
    let planned = world.begin(&[&story], "offboard", true).await.read::<OperationList>(200).items.remove(0);
    let begun = world.begun(&story, "offboard").await;
    let ready = world.reaches(id(&begun), OperationState::Ready).await;
    assert!(ready.steps.iter().all(|it| it.state == StepState::Done), "{ready:?}");
    assert_eq!(ready.steps.len(), planned.steps.len());
    assert!(ready.waits.is_empty() && ready.code.is_none());
    assert!(world.account(&story).await.blockers.is_empty());
    assert!(world.is_listed(&story).await);

    // Each step is an act on record, under the id that upstream saw.
    let activity = world.activity(&story).await;
    assert_eq!(activity.len(), ready.steps.len());
    for status in &ready.steps {
        let entry = activity.iter().find(|it| Some(&it.correlation_id) == status.correlation_id.as_ref()).unwrap();
        assert_eq!((&entry.outcome, &entry.target), (&Outcome::Done, &status.step.label));
        assert!(world.proxy.correlation_ids().contains(&entry.correlation_id));
    }
    assert_eq!(world.writes_upstream().await.len(), ready.steps.len(), "each once");
    assert!(activity.iter().all(|it| it.action != ActivityAction::RemoveRelationship));
    assert_eq!(answer(world.removal(&story).await).await.status, 200);
}

#[tokio::test]
async fn a_smaller_goal_ends_with_what_it_is_about() {
    let world = World::new().await;
    let story = customer(STORY);
    for (goal, action) in [("cancel-all", StepAction::Cancel), ("suspend-all", StepAction::Suspend)] {
        let begun = world.begun(&story, goal).await;
        let ended = world.reaches(id(&begun), OperationState::Ended).await;
        assert!(!ended.steps.is_empty() && ended.waits.is_empty());
        for status in &ended.steps {
            assert_eq!((&status.state, status.step.action), (&StepState::Done, action), "{goal}");
        }
    }
    assert!(world.account(&story).await.blockers.is_empty());
}

#[tokio::test]
async fn what_cannot_be_cancelled_runs_out_and_is_looked_at_until_it_has() {
    let world = World::with_rule(Rule::CancelNewCommerce).await;
    let hastings = customer(PAST_WINDOW);
    let begun = world.begun(&hastings, "offboard").await;
    let waiting = world.reaches(id(&begun), OperationState::Waiting).await;
    assert_eq!(waiting.steps[0].step.action, StepAction::StopRenewal);
    let until = waiting.waits[0].until.unwrap();
    assert!(waiting.due_at.unwrap() <= until);

    // The term ends.
    let clock = format!("{}/_sandbox/clock", world.sandbox_url);
    let now = jiff::Timestamp::from_millisecond(until.0 + 86_400_000).unwrap().to_string();
    let moved = reqwest::Client::new().put(clock).json(&json!({ "now": now })).send().await.unwrap();
    assert!(moved.status().is_success());
    let ready = world.reaches(id(&begun), OperationState::Ready).await;
    assert_eq!(states(&ready), [&StepState::Done]);
    assert_eq!(world.account(&hastings).await.facts.subscriptions[0].status, SubscriptionStatus::Expired);
}

#[tokio::test]
async fn what_is_refused_is_told_and_tried_again_alone() {
    let world = World::new().await;
    let story = customer(STORY);
    let refusal = r#"{"code":800082,"description":"Not ready."}"#;
    let azure = r#"{"code":900307,"description":"No."}"#;
    world.proxy.fail(move |method, path| match path {
        it if it.ends_with("/cancel") => Some(Fault::Answer(400, azure)),
        it if *method == Method::PATCH && it.contains("/subscriptions/") => Some(Fault::Answer(409, refusal)),
        _ => None,
    });
    let begun = world.begun(&story, "offboard").await;
    let settled = async || {
        let now = world.operation(id(&begun)).await;
        let is_over = |it: &StepState| !matches!(it, StepState::Queued | StepState::Running);
        (!now.steps.is_empty() && now.steps.iter().all(|it| is_over(&it.state))).then_some(now)
    };
    let refused = eventually(settled).await;
    let of = |state: StepState| refused.steps.iter().filter(move |it| it.state == state);
    assert_eq!(of(StepState::Refused).find_map(|it| it.code.clone()).unwrap().as_str(), "upstream/refused");
    // The plan waits for its Azure subscriptions, which were refused.
    assert_eq!(of(StepState::Skipped).next().unwrap().code.as_ref().unwrap().as_str(), "action/dependency");
    let n_done = of(StepState::Done).count();
    assert!(n_done > 0, "what is no subscription");
    assert_eq!(world.writes_upstream().await.len(), n_done);

    world.proxy.heal();
    world.wish(id(&begun), "retry").await;
    let ready = world.reaches(id(&begun), OperationState::Ready).await;
    assert!(ready.steps.iter().all(|it| it.state == StepState::Done), "{ready:?}");
    assert_eq!(world.writes_upstream().await.len(), ready.steps.len(), "what was done was not done again");
}

#[tokio::test]
async fn it_stops_after_what_is_being_done_and_goes_on_when_it_is_told_to() {
    let world = World::new().await;
    let story = customer(STORY);
    let gate = Arc::new(Gate::default());
    let held = Arc::clone(&gate);
    world.proxy.fail(move |method, _| (*method != Method::GET).then(|| Fault::Hold(Arc::clone(&held))));
    let begun = world.begun(&story, "offboard").await;
    gate.reached.notified().await;
    assert_eq!(world.wish(id(&begun), "pause").await.state, OperationState::Paused);
    world.proxy.heal();
    let finished = async || {
        // Two at a time: whoever came after the first is held as well.
        gate.open.notify_one();
        let now = world.operation(id(&begun)).await;
        (!now.steps.iter().any(|it| it.state == StepState::Running)).then_some(now)
    };
    let paused = eventually(finished).await;
    let n_done = paused.steps.iter().filter(|it| it.state == StepState::Done).count();
    assert!((1..=2).contains(&n_done) && paused.state == OperationState::Paused, "{paused:?}");
    assert_eq!(world.wish(id(&begun), "resume").await.state, OperationState::Running);
    world.reaches(id(&begun), OperationState::Ready).await;

    let many = customer("Ñandú Logística, S.A.");
    let gate = Arc::new(Gate::default());
    let held = Arc::clone(&gate);
    world.proxy.fail(move |method, _| (*method == Method::PATCH).then(|| Fault::Hold(Arc::clone(&held))));
    let begun = world.begun(&many, "offboard").await;
    gate.reached.notified().await;
    assert_eq!(world.wish(id(&begun), "stop").await.state, OperationState::Stopped);
    world.proxy.heal();
    let finished = async || {
        gate.open.notify_one();
        let now = world.operation(id(&begun)).await;
        (!now.steps.iter().any(|it| it.state == StepState::Running)).then_some(now)
    };
    let stopped = eventually(finished).await;
    assert!(stopped.steps.iter().filter(|it| it.state == StepState::Done).count() <= 2);
    assert!(stopped.steps.iter().any(|it| it.state == StepState::Skipped));
    assert_eq!(stopped.state, OperationState::Stopped);
    // The customer is free for another one.
    assert_eq!(world.begun(&many, "suspend-all").await.state, OperationState::Running);
}

#[tokio::test]
async fn whoever_follows_sees_every_step_and_goes_on_after_a_break() {
    let world = World::new().await;
    let story = customer(STORY);
    let begun = world.begun(&story, "offboard").await;
    let path = format!("/v1/operations/{}/events", id(&begun));
    let mut stream = world.get(&path).send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    let mut text = String::new();
    while let Some(chunk) = stream.chunk().await.unwrap() {
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    let events = events(&text);
    let (_, last) = events.last().unwrap();
    assert_eq!(last.state, OperationState::Ready);
    assert!(events.is_sorted_by(|(one, _), (other, _)| one < other));
    let mut seen = std::collections::BTreeMap::new();
    for step in events.iter().flat_map(|(_, it)| &it.steps) {
        seen.insert(step.number, step.state.clone());
    }
    assert!(seen.len() > 5 && seen.values().all(|it| *it == StepState::Done), "{seen:?}");

    // After a break, what came since; after the end, the end.
    let (middle, _) = events[events.len() / 2];
    let again = answer(world.get(&path).header("last-event-id", middle.to_string())).await;
    let rest = self::events(&again.body);
    assert_eq!(rest.len(), 1);
    assert!(rest[0].1.steps.len() < seen.len() && rest[0].1.state == OperationState::Ready);
    let (end, _) = rest[0];
    let over = self::events(&answer(world.get(&path).header("last-event-id", end.to_string())).await.body);
    assert!(over[0].1.steps.is_empty() && over[0].1.state == OperationState::Ready);
}

/// Id and content of each.
fn events(text: &str) -> Vec<(i64, Operation)> {
    let field = |event: &str, name: &str| {
        event.lines().find_map(|it| it.strip_prefix(name)).map(|it| it.trim_start().to_owned())
    };
    let whole = text.split("\n\n").filter(|it| it.contains("data:"));
    whole
        .map(|it| {
            assert_eq!(field(it, "event:").as_deref(), Some("operation"));
            (field(it, "id:").unwrap().parse().unwrap(), serde_json::from_str(&field(it, "data:").unwrap()).unwrap())
        })
        .collect()
}

#[tokio::test]
async fn another_process_goes_on_and_does_nothing_twice() {
    let world = World::new().await;
    let many = customer("Ñandú Logística, S.A.");
    let begun = world.begun(&many, "suspend-all").await;
    let some = async || (world.writes_upstream().await.len() > 3).then_some(());
    eventually(some).await;
    let world = world.restart().await;
    let ended = world.reaches(id(&begun), OperationState::Ended).await;
    let done = ended.steps.iter().filter(|it| it.state == StepState::Done).count();
    assert!(done > 10 && done == ended.steps.len(), "{:?}", states(&ended));
    assert_eq!(world.writes_upstream().await.len(), done);
}

#[tokio::test]
async fn who_may_not_do_all_of_it_begins_nothing() {
    let world = World::new().await;
    let story = customer(STORY);
    let ask = async |token: String, body: Value| {
        let request = world.plain(Method::POST, "/v1/operations").header("idempotency-key", crate::support::new_key());
        answer(request.bearer_auth(token).json(&body)).await
    };
    let body = |goal: &str| json!({ "customers": [story], "goal": goal });
    let helpdesk = token(&caller(Role::HelpdeskAgent, admin_agent().partner_kind));
    ask(helpdesk, body("offboard")).await.problem(403, "auth/forbidden");
    let to_suspend = || sign(&claims_with(json!({ "scope": "offboarding:read offboarding:suspend" })));
    ask(to_suspend(), body("offboard")).await.problem(403, "auth/forbidden");
    ask(to_suspend(), body("cancel-all")).await.problem(403, "auth/forbidden");
    let elsewhere = sign(&claims_with(json!({ "customer_id": customer(READY) })));
    ask(elsewhere.clone(), body("offboard")).await.problem(404, "state/not-found");
    for wrong in [
        json!({ "customers": [], "goal": "offboard" }),
        json!({ "customers": [story, story], "goal": "offboard" }),
        json!({ "customers": [story], "goal": "remove" }),
        json!({ "customers": ["me"], "goal": "offboard" }),
        json!({ "customers": [story], "goal": "offboard", "more": 1 }),
    ] {
        ask(token(&admin_agent()), wrong).await.problem(400, "api/contract");
    }
    assert!(answer(world.get("/v1/operations")).await.read::<OperationList>(200).items.is_empty());

    // To others, and to a token for another customer, what there is does not exist.
    let gate = Arc::new(Gate::default());
    world.proxy.fail(move |method, _| (*method == Method::PATCH).then(|| Fault::Hold(Arc::clone(&gate))));
    let begun: Operation = ask(to_suspend(), body("suspend-all")).await.read::<OperationList>(202).items.remove(0);
    let stranger = sign(&claims_with(json!({ "partner_id": "another" })));
    for token in [stranger, elsewhere] {
        for path in ["", "/events"] {
            let request = world.plain(Method::GET, &format!("/v1/operations/{}{path}", id(&begun)));
            answer(request.bearer_auth(&token)).await.problem(404, "state/not-found");
        }
        let list = answer(world.plain(Method::GET, "/v1/operations").bearer_auth(&token)).await;
        assert!(list.read::<OperationList>(200).items.is_empty());
        let stop = world.plain(Method::POST, &format!("/v1/operations/{}/stop", id(&begun)));
        let stop = stop.header("idempotency-key", "stop").bearer_auth(&token);
        answer(stop).await.problem(404, "state/not-found");
    }
    // One at a time for a customer: the same is the one that runs, another is refused.
    assert_eq!(world.begun(&story, "suspend-all").await.id, begun.id);
    let refused = world.begun(&story, "offboard").await;
    assert_eq!((refused.id, refused.code.unwrap().as_str()), (None, "state/conflict"));
    let open = async || {
        let path = format!("/v1/operations?open=true&customer={story}");
        answer(world.get(&path)).await.read::<OperationList>(200).items.into_iter().map(|it| it.id).collect::<Vec<_>>()
    };
    assert_eq!(open().await, std::slice::from_ref(&begun.id));
    world.wish(id(&begun), "stop").await;
    assert!(open().await.is_empty());
}

impl World {
    async fn with_rule(rule: Rule) -> Self {
        Self::with(|config| Config { rule: Some(rule), ..config }).await
    }
}
