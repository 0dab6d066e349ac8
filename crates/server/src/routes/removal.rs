//! Removing the reseller relationship: the one act that nothing takes back.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use offboarding_domain::api::{
    Account, ActivityAction, Code, Outcome, Profile, RemovalOutcome, RemovalRequest, RemovalStatus,
};
use offboarding_domain::{CustomerId, SubscriptionId, check_removal, fold_confirmation};
use partner_center::{Call, Error as Upstream};
use unicode_normalization::UnicodeNormalization;

use super::{Route, route};
use crate::account::{is_named_by, read_account};
use crate::auth::{Caller, Identity, Read, RemoveRelationship};
use crate::error::Error;
use crate::journal::{Finality, Removal, Snapshot};
use crate::metrics;
use crate::request::{Body, Path, Preconditions};
use crate::state::AppState;
use crate::watch::{settle, watch};

pub fn routes() -> Vec<Route> {
    vec![route!(remove_relationship), route!(show_removal)]
}

/// Removes the reseller relationship
///
/// The facts are read again before: where something blocks, nothing is removed and every blocker is named.
#[utoipa::path(
    post,
    path = "/customers/{customer_id}/removal",
    params(("customer_id" = CustomerId, Path), ("If-Match" = String, Header, description = "The account's `ETag`")),
    request_body = RemovalRequest,
    responses(
        (status = 200, description = "Seen removed, with the receipt", body = RemovalStatus),
        (
            status = 202,
            description = "Partner Center took it on; not seen gone yet",
            body = RemovalStatus,
            headers(("Location" = String, description = "Where it stands"))
        ),
    )
)]
async fn remove_relationship(
    State(state): State<AppState>,
    Path(id): Path<CustomerId>,
    Body(request): Body<RemovalRequest>,
    preconditions: Preconditions,
    caller: Caller<RemoveRelationship>,
) -> Result<RemovalAnswer, Error> {
    let turn = state.removal_turns.of(&(caller.caller.partner_id.clone(), id.clone()));
    let _turn = turn.lock().await;
    let account = match read_account(&state, &caller, &id).await {
        Err(error) if error.code() == Code::StateNotFound => return answer_gone(&state, &caller, &id, error).await,
        read => read?,
    };
    preconditions.idempotency_key()?;
    let if_match = preconditions.if_match()?;
    confirm(&request, &account.profile)?;
    if let Some(accepted) = accepted_before(&state, &caller, &id).await? {
        return Ok(RemovalAnswer(accepted));
    }
    let Ok(clearance) = check_removal(&id, &account.facts) else { return Err(Error::Blocked(account.into())) };
    if !is_named_by(if_match, &account) {
        return Err(Error::Conflict(account.into()));
    }
    let call = caller.call();
    let snapshot = take_snapshot(&state, &call, account, &request).await;
    let act = state.journal.record_removal(&snapshot).await?;
    metrics::began(&ActivityAction::RemoveRelationship);
    let removal = state.journal.removal(act).await?;
    match state.partner_center.remove_relationship(&call, &clearance).await {
        Ok(()) => confirm_removed(&state, removal, None).await,
        Err(error) if error.is_in_doubt() => confirm_removed(&state, removal, Some(error)).await,
        Err(error) => Err(refuse(&state, &caller, removal, error).await?),
    }
}

/// Where the latest removal of this customer stands
///
/// Also after the customer is gone.
#[utoipa::path(
    get,
    path = "/customers/{customer_id}/removal",
    params(("customer_id" = CustomerId, Path)),
    responses((status = 200, description = "Where it stands", body = RemovalStatus))
)]
async fn show_removal(
    State(state): State<AppState>,
    Path(id): Path<CustomerId>,
    caller: Caller<Read>,
) -> Result<Json<RemovalStatus>, Error> {
    let removal = state.journal.latest_removal(&caller.caller.partner_id, &id).await?.ok_or(Error::NotFound)?;
    Ok(Json(removal.status()))
}

/// 200 with the receipt, or 202 and where to look.
struct RemovalAnswer(Removal);

impl IntoResponse for RemovalAnswer {
    fn into_response(self) -> Response {
        let status = self.0.status();
        if status.outcome == RemovalOutcome::Removed {
            return Json(status).into_response();
        }
        let location = format!("/v1/customers/{}/removal", self.0.snapshot.customer.id);
        (StatusCode::ACCEPTED, [(LOCATION, location)], Json(status)).into_response()
    }
}

/// A customer that cannot be read was removed from here, or is being removed, or is none of this partner's.
async fn answer_gone(
    state: &AppState,
    caller: &Identity,
    id: &CustomerId,
    error: Error,
) -> Result<RemovalAnswer, Error> {
    let Some(removal) = state.journal.latest_removal(&caller.caller.partner_id, id).await? else { return Err(error) };
    match removal.is_open {
        true => Ok(RemovalAnswer(settle(state, &removal).await?.unwrap_or(removal))),
        false if removal.outcome == RemovalOutcome::Removed => Err(Error::AlreadyRemoved),
        false => Err(error),
    }
}

/// The name as the customer's, the consequences acknowledged.
fn confirm(request: &RemovalRequest, customer: &Profile) -> Result<(), Error> {
    let fold = |name: &str| fold_confirmation(&name.nfc().collect::<String>());
    match request.acknowledged && fold(&request.confirmation) == fold(&customer.name) {
        true => Ok(()),
        false => Err(Error::ConfirmationMismatch),
    }
}

/// Upstream took on a removal that it does not show yet: a second one would be refused for the wrong reason.
async fn accepted_before(state: &AppState, caller: &Identity, id: &CustomerId) -> Result<Option<Removal>, Error> {
    let latest = state.journal.latest_removal(&caller.caller.partner_id, id).await?;
    Ok(latest.filter(|it| it.is_open && it.outcome == RemovalOutcome::Accepted))
}

/// Support contacts can only be read before.
async fn take_snapshot(state: &AppState, call: &Call<'_>, account: Account, request: &RemovalRequest) -> Snapshot {
    let subscriptions: Vec<SubscriptionId> = account.facts.subscriptions.iter().map(|it| it.id.clone()).collect();
    Snapshot {
        support_contacts: state.partner_center.support_contacts(call, &account.profile.id, &subscriptions).await,
        customer: account.profile,
        caller: account.caller,
        facts: account.facts,
        acknowledged: request.acknowledged,
        correlation_id: call.correlation_id,
    }
}

/// Nothing is reported removed that was not seen gone: until then the removal is watched.
async fn confirm_removed(state: &AppState, removal: Removal, doubt: Option<Upstream>) -> Result<RemovalAnswer, Error> {
    if let Some(removed) = settle(state, &removal).await? {
        return Ok(RemovalAnswer(removed));
    }
    let error = doubt.map(Error::of_write);
    let outcome = if error.is_some() { Outcome::UnknownOutcome } else { Outcome::Accepted };
    let code = error.as_ref().map(Error::code);
    state.journal.record_outcome(removal.act, &outcome, code.as_ref(), Finality::Open).await?;
    metrics::ended(&ActivityAction::RemoveRelationship, &outcome);
    let removal = state.journal.removal(removal.act).await?;
    watch(state, removal.clone());
    match error {
        Some(error) => Err(error),
        None => Ok(RemovalAnswer(removal)),
    }
}

/// Upstream said no. What blocks is read again; where nothing does, Microsoft's own words are passed on.
async fn refuse(state: &AppState, caller: &Identity, removal: Removal, error: Upstream) -> Result<Error, Error> {
    let error = match error {
        Upstream::Refused { .. } => match read_account(state, caller, &removal.snapshot.customer.id).await {
            Ok(account) if !account.blockers.is_empty() => Error::Blocked(account.into()),
            Err(gone) if gone.code() == Code::StateNotFound => gone,
            _ => Error::RemovalRefused(error),
        },
        error => error.into(),
    };
    state.journal.record_outcome(removal.act, &error.outcome(), Some(&error.code()), Finality::Final).await?;
    metrics::ended(&ActivityAction::RemoveRelationship, &error.outcome());
    Ok(error)
}
