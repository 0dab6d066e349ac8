//! Removing the reseller relationship: the one act that nothing takes back.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use offboarding_domain::api::{
    Account, ActivityAction, Code, Outcome, Profile, Receipt, RemovalOutcome, RemovalRequest, RemovalStatus,
};
use offboarding_domain::{CustomerId, SubscriptionId, check_removal, fold_confirmation};
use partner_center::{Call, Error as Upstream, with_request_ids};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use super::{Route, route};
use crate::account::{is_named_by, read_account};
use crate::auth::{Caller, Identity, Read, RemoveRelationship};
use crate::error::Error;
use crate::journal::{Ending, Finality, Removal, Snapshot, Status};
use crate::metrics;
use crate::request::{Body, Path, Preconditions};
use crate::state::AppState;
use crate::watch::{removal_turn, settle, watch};

pub fn routes() -> Vec<Route> {
    vec![route!(remove_relationship), route!(show_removal), route!(show_receipt)]
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
    let _turn = state.turns.take(&removal_turn(&caller.caller.partner_id, &id)).await?;
    let is_repeated = is_pending(&state, &caller, &id).await?;
    let account = match read_account(&state, &caller, &id).await {
        Err(error) if error.code() == Code::StateNotFound => return answer_gone(&state, &caller, &id, error).await,
        read => read?,
    };
    let idempotency_key = preconditions.idempotency_key()?;
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
    let (snapshot, upstream) = take_snapshot(&state, &call, account, &request).await;
    let act = state.journal.record_removal(snapshot, upstream, idempotency_key).await?;
    metrics::began(&ActivityAction::RemoveRelationship);
    let removal = state.journal.removal(act).await?;
    let (removed, request_ids) = with_request_ids(state.partner_center.remove_relationship(&call, &clearance)).await;
    match removed {
        Ok(()) => confirm_removed(&state, removal, None, &request_ids).await,
        Err(error) if error.is_in_doubt() => confirm_removed(&state, removal, Some(error), &request_ids).await,
        // The earlier attempt may be what came first, and is seen now.
        Err(Upstream::Refused { .. }) if is_repeated && is_unseen(&state, &caller, &id).await => {
            confirm_removed(&state, removal, None, &request_ids).await
        }
        Err(error) => Err(refuse(&state, &caller, removal, error, &request_ids).await?),
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
) -> Result<Json<Status>, Error> {
    let removal = state.journal.latest_removal(&caller.caller.partner_id, &id).await?.ok_or(Error::NotFound)?;
    Ok(Json(removal.status()))
}

/// The receipt of the latest removal that was seen
///
/// What was done, what is left, what remains elsewhere, and where it stands in the journal.
#[utoipa::path(
    get,
    path = "/customers/{customer_id}/removal/receipt",
    params(("customer_id" = CustomerId, Path)),
    responses((status = 200, description = "The receipt, as it is on record", body = Receipt))
)]
async fn show_receipt(
    State(state): State<AppState>,
    Path(id): Path<CustomerId>,
    caller: Caller<Read>,
) -> Result<Json<Value>, Error> {
    let receipt = state.journal.latest_receipt(&caller.caller.partner_id, &id).await?;
    receipt.map(Json).ok_or(Error::NotFound)
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
        true => Ok(RemovalAnswer(settle(state, &removal, &[]).await?.unwrap_or(removal))),
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

/// An earlier attempt was made whose end is still to come.
async fn is_pending(state: &AppState, caller: &Identity, id: &CustomerId) -> Result<bool, Error> {
    let latest = state.journal.latest_removal(&caller.caller.partner_id, id).await?;
    Ok(latest.is_some_and(|it| it.is_open))
}

/// The customer is gone, or cannot be read just now.
async fn is_unseen(state: &AppState, caller: &Identity, id: &CustomerId) -> bool {
    state.partner_center.profile(&caller.call(), id).await.is_err()
}

/// All that can only be read before, in our words and in Microsoft's.
async fn take_snapshot(
    state: &AppState,
    call: &Call<'_>,
    account: Account,
    request: &RemovalRequest,
) -> (Snapshot, partner_center::Snapshot) {
    let subscriptions: Vec<SubscriptionId> = account.facts.subscriptions.iter().map(|it| it.id.clone()).collect();
    let upstream = state.partner_center.snapshot(call, &account.profile.id, &subscriptions).await;
    let snapshot = Snapshot {
        support_contacts: upstream.support_contact_names(),
        customer: account.profile,
        caller: account.caller,
        facts: account.facts,
        acknowledged: request.acknowledged,
        correlation_id: call.correlation_id,
    };
    (snapshot, upstream)
}

/// Nothing is reported removed that was not seen gone: until then the removal is watched.
async fn confirm_removed(
    state: &AppState,
    removal: Removal,
    doubt: Option<Upstream>,
    request_ids: &[Uuid],
) -> Result<RemovalAnswer, Error> {
    if let Some(removed) = settle(state, &removal, request_ids).await? {
        return Ok(RemovalAnswer(removed));
    }
    let error = doubt.map(Error::of_write);
    let outcome = if error.is_some() { Outcome::UnknownOutcome } else { Outcome::Accepted };
    let code = error.as_ref().map(Error::code);
    let ending = Ending { outcome: &outcome, code: code.as_ref(), finality: Finality::Open, after: None, request_ids };
    state.journal.record_outcome(removal.act, ending).await?;
    let removal = state.journal.removal(removal.act).await?;
    watch(state, removal.clone());
    match error {
        Some(error) => Err(error),
        None => Ok(RemovalAnswer(removal)),
    }
}

/// Upstream said no. What blocks is read again; where nothing does, Microsoft's own words are passed on.
async fn refuse(
    state: &AppState,
    caller: &Identity,
    removal: Removal,
    error: Upstream,
    request_ids: &[Uuid],
) -> Result<Error, Error> {
    let error = match error {
        Upstream::Refused { .. } => match read_account(state, caller, &removal.snapshot.customer.id).await {
            Ok(account) if !account.blockers.is_empty() => Error::Blocked(account.into()),
            Err(gone) if gone.code() == Code::StateNotFound => gone,
            _ => Error::RemovalRefused(error),
        },
        error => error.into(),
    };
    let (outcome, code) = (error.outcome(), error.code());
    let ending = Ending { outcome: &outcome, code: Some(&code), finality: Finality::Final, after: None, request_ids };
    if state.journal.record_outcome(removal.act, ending).await? {
        metrics::ended(&ActivityAction::RemoveRelationship, &outcome);
    }
    Ok(error)
}
