//! One turn of an operation: the facts anew, what is left to do, and when to look again.

use futures_util::stream::{self, StreamExt};
use offboarding_domain::api::{ActivityAction, Code, OperationState, StepState, StepStatus};
use offboarding_domain::{
    Changes, Facts, Goal, Item, Plan, Step, StepAction, SubscriptionAction, Timestamp, Wait, plan,
};
use partner_center::{Call, Error as Upstream, Written};
use uuid::Uuid;

use super::store::{Claimed, Rest};
use crate::act::carry_out;
use crate::error::Error;
use crate::journal::{self, Intent, in_future, now};
use crate::metrics;
use crate::state::AppState;

/// Upstream takes two writes at a time for a customer.
const AT_A_TIME: usize = 2;

/// Takes it, and lets go of the operation.
pub async fn take_turn(state: &AppState, claimed: &Claimed) -> Result<(), journal::Error> {
    let rest = match read_facts(state, claimed).await {
        Ok(facts) => go_on(state, claimed, facts).await?,
        Err(error) => without_facts(state, error),
    };
    metrics::operation_rested(claimed.goal, &rest.state);
    state.operations.store.rest(claimed, &rest).await
}

async fn read_facts(state: &AppState, claimed: &Claimed) -> Result<Facts, Upstream> {
    let call = Call { caller: &claimed.caller, correlation_id: Uuid::new_v4() };
    state.partner_center.removal_facts(&call, &claimed.customer_id, now()).await
}

/// What is gone stays gone; anything else may pass.
fn without_facts(state: &AppState, error: Upstream) -> Rest {
    let pace = state.operations.pace;
    tracing::warn!(error = &error as &dyn std::error::Error, "an operation cannot go on");
    let pause = match &error {
        Upstream::RateLimited { retry_after_s } => std::time::Duration::from_secs((*retry_after_s).into()),
        _ => pace.settle,
    };
    let code = Error::Upstream(error).code();
    let state = if code == Code::StateNotFound { OperationState::Failed } else { OperationState::Running };
    Rest { state, code: Some(code), due_at: in_future(pause) }
}

async fn go_on(state: &AppState, claimed: &Claimed, facts: Facts) -> Result<Rest, journal::Error> {
    let store = &state.operations.store;
    let plan = plan(claimed.goal, &facts);
    let known = store.steps(claimed).await?;
    let changed = compare(&known, &plan);
    let steps = merge(known, &changed);
    let waits = if claimed.goal == Goal::Offboard { waits(&plan, &steps) } else { Vec::new() };
    store.replan(claimed, &changed, &waits).await?;
    let ready: Vec<StepStatus> = steps.iter().filter(|it| is_ready(it, &plan)).cloned().collect();
    if ready.is_empty() {
        return Ok(rest(state, claimed, &steps, &plan));
    }
    let acts: Vec<_> = ready.into_iter().map(|it| do_step(state, claimed, &facts, it)).collect();
    let ended: Vec<Result<(), journal::Error>> = stream::iter(acts).buffer_unordered(AT_A_TIME).collect().await;
    ended.into_iter().collect::<Result<(), _>>()?;
    // What comes of it is seen in the next turn, which is at once.
    Ok(Rest { state: OperationState::Running, code: None, due_at: now() })
}

/// Steps that are new, or that stand otherwise than they did: what is not in the plan any more has taken effect.
fn compare(known: &[StepStatus], plan: &Plan) -> Vec<StepStatus> {
    let same = |one: &Step, other: &Step| one.item == other.item && one.action == other.action;
    let is_planned = |it: &StepStatus| plan.steps.iter().any(|step| same(step, &it.step));
    let is_held_up =
        |it: &StepStatus| known.iter().any(|other| is_bad(other) && it.step.after.contains(&other.step.item));
    let became = |it: &StepStatus| match (&it.state, is_planned(it)) {
        (StepState::Running | StepState::Accepted | StepState::UnknownOutcome, false) => Some((StepState::Done, None)),
        (StepState::Queued, false) => Some((StepState::Skipped, None)),
        (StepState::Queued, true) if is_held_up(it) => Some((StepState::Skipped, Some(Code::ActionDependency))),
        // It was being done by a process that is gone.
        (StepState::Running, true) => Some((StepState::Queued, None)),
        _ => None,
    };
    let changed = known.iter().filter_map(|it| {
        let (state, code) = became(it)?;
        Some(StepStatus { state, code, ..it.clone() })
    });
    let first = known.iter().map(|it| it.number + 1).max().unwrap_or_default();
    let new = plan.steps.iter().filter(|step| !known.iter().any(|it| same(&it.step, step)));
    let new = (first..).zip(new).map(|(number, step)| StepStatus {
        number,
        step: step.clone(),
        state: StepState::Queued,
        code: None,
        correlation_id: None,
    });
    changed.chain(new).collect()
}

fn merge(mut known: Vec<StepStatus>, changed: &[StepStatus]) -> Vec<StepStatus> {
    known.retain(|it| !changed.iter().any(|changed| changed.number == it.number));
    known.extend_from_slice(changed);
    known
}

/// What nobody here does any more blocks as well: it was tried and did not end well, or came back after it was done.
fn waits(plan: &Plan, steps: &[StepStatus]) -> Vec<Wait> {
    let is_open = |it: &StepStatus| matches!(it.state, StepState::Queued | StepState::Running | StepState::Accepted);
    let is_left = |step: &&Step| !steps.iter().any(|it| it.step.item == step.item && is_open(it));
    let left = plan.steps.iter().filter(is_left);
    let left = left.map(|it| Wait { item: it.item.clone(), label: it.label.clone(), until: None, place: None });
    plan.waits.iter().cloned().chain(left).collect()
}

/// It waits for its turn, and what comes before it has taken effect.
fn is_ready(status: &StepStatus, plan: &Plan) -> bool {
    let is_in_the_way = |item: &Item| plan.steps.iter().any(|it| it.item == *item);
    status.state == StepState::Queued && !status.step.after.iter().any(is_in_the_way)
}

fn is_bad(status: &StepStatus) -> bool {
    matches!(status.state, StepState::Refused | StepState::Failed | StepState::UnknownOutcome)
}

/// Nothing can be done now: why, and until when.
fn rest(state: &AppState, claimed: &Claimed, steps: &[StepStatus], plan: &Plan) -> Rest {
    let pace = state.operations.pace;
    let is_pending = |it: &StepStatus| matches!(it.state, StepState::Queued | StepState::Accepted);
    let code = steps.iter().find(|it| is_bad(it)).and_then(|it| it.code.clone());
    let at = |state, due_at| Rest { state, code: code.clone(), due_at };
    if steps.iter().any(is_pending) {
        return at(OperationState::Waiting, in_future(pace.settle));
    }
    if claimed.goal != Goal::Offboard {
        return at(OperationState::Ended, now());
    }
    if plan.steps.is_empty() && plan.waits.is_empty() {
        return at(OperationState::Ready, now());
    }
    let nearest = plan.waits.iter().filter_map(|it| it.until).map(|it| Timestamp(it.0 + 1)).min();
    let recheck = in_future(pace.recheck);
    at(OperationState::Waiting, nearest.map_or(recheck, |it| it.min(recheck)))
}

/// One act, unless somebody wants the operation to stop.
async fn do_step(state: &AppState, claimed: &Claimed, facts: &Facts, status: StepStatus) -> Result<(), journal::Error> {
    let store = &state.operations.store;
    let correlation_id = Uuid::new_v4();
    let running = StepStatus { state: StepState::Running, correlation_id: Some(correlation_id.to_string()), ..status };
    if state.stopping.is_cancelled() || !store.take_up(claimed, &running).await? {
        return Ok(());
    }
    state.operations.changed.notify_waiters();
    let call = Call { caller: &claimed.caller, correlation_id };
    let ended = match act(state, claimed, &call, facts, &running).await {
        Ok(Written { outcome, .. }) => StepStatus { state: StepState::from(outcome.as_str()), ..running },
        Err(Error::Journal(error)) => return Err(error),
        Err(error) => {
            StepStatus { state: StepState::from(error.outcome().as_str()), code: Some(error.code()), ..running }
        }
    };
    store.settle(claimed, &ended).await?;
    state.operations.changed.notify_waiters();
    Ok(())
}

async fn act(
    state: &AppState,
    claimed: &Claimed,
    call: &Call<'_>,
    facts: &Facts,
    status: &StepStatus,
) -> Result<Written, Error> {
    let (upstream, id, step) = (&state.partner_center, &claimed.customer_id, &status.step);
    let before = before(facts, &step.item);
    let key = format!("operation/{}/{}", claimed.id, status.number);
    let intent = Intent {
        caller: &claimed.caller,
        customer_id: id,
        correlation_id: call.correlation_id,
        action: activity(step),
        target: &step.label,
        item: Some(step.item.clone()),
        idempotency_key: &key,
        before: Some(&before),
    };
    let journal = &state.journal;
    match (&step.item, &before.reservations[..], &before.software[..]) {
        (Item::Subscription(sid), ..) => {
            carry_out(journal, intent, upstream.change_subscription(call, id, sid, subscription_action(step))).await
        }
        (Item::AzureSubscription(plan, azure), ..) => {
            carry_out(journal, intent, upstream.cancel_azure_subscription(call, id, plan, azure)).await
        }
        (Item::Reservation(_), [reservation], _) => {
            carry_out(journal, intent, upstream.cancel_reservation(call, id, reservation)).await
        }
        (Item::Software(_), _, [software]) => {
            carry_out(journal, intent, upstream.cancel_software(call, id, software)).await
        }
        // The plan was made from these very facts.
        _ => Err(Error::NotFound),
    }
}

/// The item as it was read.
fn before(facts: &Facts, item: &Item) -> Changes {
    let mut before = Changes::default();
    match item {
        Item::Subscription(sid) | Item::AzureSubscription(sid, _) => {
            before.subscriptions.extend(facts.subscriptions.iter().find(|it| it.id == *sid).cloned());
        }
        Item::Reservation(id) => {
            before.reservations.extend(facts.reservations.iter().find(|it| it.id == *id).cloned());
        }
        Item::Software(id) => before.software.extend(facts.software.iter().find(|it| it.id == *id).cloned()),
        Item::Unreadable(_) => {}
    }
    before
}

fn subscription_action(step: &Step) -> SubscriptionAction {
    match step.action {
        StepAction::Suspend => SubscriptionAction::Suspend,
        StepAction::Cancel => SubscriptionAction::Cancel,
        StepAction::StopRenewal => SubscriptionAction::StopAutoRenew,
    }
}

fn activity(step: &Step) -> ActivityAction {
    match (&step.item, step.action) {
        (Item::AzureSubscription(..), _) => ActivityAction::CancelAzureSubscription,
        (Item::Reservation(_), _) => ActivityAction::CancelReservation,
        (Item::Software(_), _) => ActivityAction::CancelSoftware,
        (_, StepAction::Suspend) => ActivityAction::SuspendSubscription,
        (_, StepAction::Cancel) => ActivityAction::CancelSubscription,
        (_, StepAction::StopRenewal) => ActivityAction::StopAutoRenew,
    }
}
