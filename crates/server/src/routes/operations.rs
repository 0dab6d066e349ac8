//! Many acts at once: begun, followed, paused, resumed, stopped, tried again.

use std::convert::Infallible;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream::{self, StreamExt};
use offboarding_domain::api::{
    Code, Operation, OperationList, OperationRequest, OperationState, StepState, StepStatus,
};
use offboarding_domain::{CustomerId, Goal, Plan, plan};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Route, route};
use crate::auth::{Caller, Identity, Read, RunOperation};
use crate::error::Error;
use crate::journal::now;
use crate::metrics;
use crate::operations::Wish;
use crate::request::{Body, LAST_EVENT_ID, NoBody, Path, Preconditions, Query};
use crate::state::AppState;

/// More customers are more requests.
const MAX_CUSTOMERS: usize = 100;
/// What is read upstream while somebody waits.
const MAX_DRY_RUNS: usize = 20;
const SIDE_BY_SIDE: usize = 4;
const LISTED: u32 = 100;

pub fn routes() -> Vec<Route> {
    vec![
        route!(begin_operations),
        route!(list_operations),
        route!(show_operation),
        route!(follow_operation),
        route!(change_operation),
    ]
}

/// Begins an operation for each of these customers, or says what it would do
///
/// One at a time for a customer: a second one after the same goal is the first, one after another goal is refused
/// with `state/conflict` in its place.
#[utoipa::path(
    post,
    path = "/operations",
    request_body = OperationRequest,
    responses(
        (status = 200, description = "What each would do, in the order of the customers", body = OperationList),
        (status = 202, description = "Each as it was begun, in the order of the customers", body = OperationList),
    )
)]
async fn begin_operations(
    State(state): State<AppState>,
    Body(request): Body<OperationRequest>,
    preconditions: Preconditions,
    caller: Caller<RunOperation>,
) -> Result<(StatusCode, Json<OperationList>), Error> {
    check(&request)?;
    may_run(&caller, request.goal)?;
    request.customers.iter().try_for_each(|id| caller.check_customer(id.as_str()))?;
    preconditions.idempotency_key()?;
    if request.dry_run {
        let plans = request.customers.iter().map(|id| dry_run(&state, &caller, id, request.goal));
        let plans: Vec<_> = plans.collect();
        let items = stream::iter(plans).buffered(SIDE_BY_SIDE).collect().await;
        return Ok((StatusCode::OK, Json(OperationList { items })));
    }
    let mut items = Vec::with_capacity(request.customers.len());
    for id in &request.customers {
        items.push(begin(&state, &caller, id, request.goal).await?);
    }
    state.operations.want();
    Ok((StatusCode::ACCEPTED, Json(OperationList { items })))
}

fn check(request: &OperationRequest) -> Result<(), Error> {
    let max = if request.dry_run { MAX_DRY_RUNS } else { MAX_CUSTOMERS };
    let mut customers: Vec<&CustomerId> = request.customers.iter().collect();
    customers.sort();
    customers.dedup();
    match customers.len() {
        0 => Err(Error::Contract("no customers".to_owned())),
        n if n != request.customers.len() => Err(Error::Contract("a customer is named twice".to_owned())),
        n if n > max => Err(Error::Contract(format!("more than {max} customers"))),
        _ => Ok(()),
    }
}

/// Every act that may come of it, now and later.
fn may_run(caller: &Identity, goal: Goal) -> Result<(), Error> {
    goal.acts().iter().try_for_each(|act| caller.check_right(Some(*act)))
}

/// Or what is open for this customer, where it is after the same.
async fn begin(state: &AppState, caller: &Identity, id: &CustomerId, goal: Goal) -> Result<Operation, Error> {
    let store = &state.operations.store;
    if let Some(begun) = store.begin(&caller.caller, id, goal).await? {
        metrics::operation_began(goal);
        return Ok(begun);
    }
    let newest = store.list(&caller.caller.partner_id, Some(id), LISTED).await?;
    let open = newest.into_iter().find(|it| !it.state.is_over() && it.goal == goal);
    Ok(open.unwrap_or_else(|| nothing(caller, id, goal, OperationState::Failed, Some(Code::StateConflict))))
}

async fn dry_run(state: &AppState, caller: &Identity, id: &CustomerId, goal: Goal) -> Operation {
    match state.partner_center.removal_facts(&caller.call(), id, now()).await {
        Ok(facts) => {
            let Plan { steps, waits } = plan(goal, &facts);
            let steps = (0..).zip(steps).map(|(number, step)| StepStatus {
                number,
                step,
                state: StepState::Queued,
                code: None,
                correlation_id: None,
            });
            let planned = nothing(caller, id, goal, OperationState::Planned, None);
            Operation { steps: steps.collect(), waits, ..planned }
        }
        Err(error) => nothing(caller, id, goal, OperationState::Failed, Some(Error::from(error).code())),
    }
}

fn nothing(
    caller: &Identity,
    customer_id: &CustomerId,
    goal: Goal,
    state: OperationState,
    code: Option<Code>,
) -> Operation {
    Operation {
        id: None,
        customer_id: customer_id.clone(),
        goal,
        state,
        code,
        steps: Vec::new(),
        waits: Vec::new(),
        user: caller.caller.user.clone(),
        began_at: now(),
        changed_at: now(),
        due_at: None,
        version: 0,
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// Of this one alone.
    customer: Option<CustomerId>,
    /// Those alone that are not over.
    #[serde(default)]
    open: bool,
}

/// The newest operations of the partner
#[utoipa::path(
    get,
    path = "/operations",
    params(Asked),
    responses((status = 200, description = "The operations, newest first", body = OperationList))
)]
async fn list_operations(
    State(state): State<AppState>,
    Query(Asked { customer, open }): Query<Asked>,
    caller: Caller<Read>,
) -> Result<Json<OperationList>, Error> {
    let customer = customer.or_else(|| caller.customer_id.clone());
    if let Some(id) = &customer {
        caller.check_customer(id.as_str())?;
    }
    let mut items = state.operations.store.list(&caller.caller.partner_id, customer.as_ref(), LISTED).await?;
    items.retain(|it| !open || !it.state.is_over());
    Ok(Json(OperationList { items }))
}

/// How far an operation is
#[utoipa::path(
    get,
    path = "/operations/{operation_id}",
    params(("operation_id" = Uuid, Path)),
    responses((status = 200, description = "The operation, with all its steps", body = Operation))
)]
async fn show_operation(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    caller: Caller<Read>,
) -> Result<Json<Operation>, Error> {
    Ok(Json(find(&state, &caller, id, 0).await?))
}

/// An operation as it goes on
///
/// An event for every change, with the steps that changed since the one before; the last one says that it is over.
#[utoipa::path(
    get,
    path = "/operations/{operation_id}/events",
    params(
        ("operation_id" = Uuid, Path),
        ("Last-Event-ID" = Option<String>, Header, description = "The last event that was seen, after a break")
    ),
    responses((
        status = 200,
        description = "Events, each with an operation as JSON",
        content_type = "text/event-stream",
        body = inline(OperationEvent)
    ))
)]
async fn follow_operation(
    State(state): State<AppState>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    caller: Caller<Read>,
) -> Result<Response, Error> {
    let last_seen = headers.get(LAST_EVENT_ID).and_then(|it| it.to_str().ok()?.parse().ok()).unwrap_or_default();
    let now = find(&state, &caller, id, last_seen).await?;
    let partner_id = caller.caller.partner_id.clone();
    Ok(Sse::new(changes(state, partner_id, id.to_string(), now, last_seen))
        .keep_alive(KeepAlive::default())
        .into_response())
}

/// What an event has, for the document.
#[derive(ToSchema)]
#[expect(dead_code, reason = "events are written by axum")]
struct OperationEvent {
    /// The operation's version: to be handed back as `Last-Event-ID`.
    id: String,
    /// `operation`.
    event: String,
    /// The operation, with the steps that changed.
    data: String,
}

/// Where a stream of events is.
struct Following {
    next: Option<Operation>,
    seen: i64,
}

fn changes(
    state: AppState,
    partner_id: String,
    id: String,
    now: Operation,
    seen: i64,
) -> impl Stream<Item = Result<Event, Infallible>> {
    // Who reconnects after the end is told the end again.
    let is_new = now.version > seen || now.state.is_over();
    let start = Some(Following { next: is_new.then_some(now), seen });
    stream::unfold(start, move |at| {
        let (state, partner_id, id) = (state.clone(), partner_id.clone(), id.clone());
        async move {
            let Following { mut next, seen } = at?;
            loop {
                if let Some(operation) = next.take() {
                    let is_over = operation.state.is_over();
                    let following = (!is_over).then_some(Following { next: None, seen: operation.version });
                    return Some((Ok(event(&operation)), following));
                }
                // Whoever follows comes again elsewhere.
                state.stopping.run_until_cancelled(state.operations.changed()).await?;
                let now = state.operations.store.operation_since(&partner_id, &id, seen).await.ok()??;
                next = (now.version > seen).then_some(now);
            }
        }
    })
}

fn event(operation: &Operation) -> Event {
    let event = Event::default().id(operation.version.to_string()).event("operation");
    event.json_data(operation).expect("an operation is JSON")
}

/// Pauses, resumes or stops an operation, or tries again what did not end well
///
/// Pausing and stopping come after what is being done; trying again takes along what was left because of it. A wish that
/// makes no sense changes nothing: the answer says what has come of it.
#[utoipa::path(
    post,
    path = "/operations/{operation_id}/{wish}",
    params(("operation_id" = Uuid, Path), ("wish" = inline(Wish), Path)),
    responses((status = 200, description = "The operation as it is now", body = Operation))
)]
async fn change_operation(
    State(state): State<AppState>,
    Path((id, wish)): Path<(Uuid, Wish)>,
    _: NoBody,
    preconditions: Preconditions,
    caller: Caller<RunOperation>,
) -> Result<Json<Operation>, Error> {
    let operation = find(&state, &caller, id, 0).await?;
    may_run(&caller, operation.goal)?;
    preconditions.idempotency_key()?;
    state.operations.store.wish(&caller.caller.partner_id, &id.to_string(), wish).await?;
    state.operations.want();
    Ok(Json(find(&state, &caller, id, 0).await?))
}

async fn find(state: &AppState, caller: &Identity, id: Uuid, since: i64) -> Result<Operation, Error> {
    let found = state.operations.store.operation_since(&caller.caller.partner_id, &id.to_string(), since).await?;
    let operation = found.ok_or(Error::NotFound)?;
    caller.check_customer(operation.customer_id.as_str())?;
    Ok(operation)
}
