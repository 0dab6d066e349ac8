//! Writes that can be repeated: one middleware around all of them.
//!
//! The same key with the same request is answered from the journal; a second request that comes while the first is
//! being answered waits for it. A write is finished even if its caller has hung up.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::auth::{Caller, Right};
use crate::correlation;
use crate::error::Error;
use crate::journal::{Answer, AnswerKey, Journal};
use crate::metrics::Write;
use crate::request::{Buffered, Preconditions};
use crate::state::AppState;

/// No body of ours comes near.
const MAX_BODY_BYTES: usize = 64 * 1024;

/// Middleware: reads the body of a write, and answers a repeated one as before, to whom may still ask for it.
pub async fn answer_once<R: Right>(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    if request.method().is_safe() {
        return Ok(next.run(request).await);
    }
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY_BYTES).await.map_err(|it| Error::Contract(it.to_string()))?;
    parts.extensions.insert(Buffered(body.clone()));
    let key = key_of::<R>(&mut parts, &state).await;
    let fingerprint = fingerprint(&parts, &body);
    let request = Request::from_parts(parts, Body::empty());

    let state_for_task = state.clone();
    let answer = async move {
        let _write = Write::begin();
        match key {
            Some(key) => answer_or_repeat(&state_for_task, key, fingerprint, request, next).await,
            None => Ok(next.run(request).await),
        }
    };
    state.tasks.spawn(correlation::carry(answer)).await.map_err(|_| Error::Panic)?
}

/// None where the handler will refuse anyway: to a caller who may not, or without a key.
async fn key_of<R: Right>(parts: &mut Parts, state: &AppState) -> Option<AnswerKey> {
    let caller = Caller::<R>::from_request_parts(parts, state).await.ok()?.caller.clone();
    let preconditions = Preconditions::of(parts).ok()?;
    let key = preconditions.idempotency_key().ok()?.to_owned();
    Some(AnswerKey { partner_id: caller.partner_id, user: caller.user, key })
}

fn fingerprint(parts: &Parts, body: &Bytes) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{} {}\n", parts.method, parts.uri.path()));
    hash.update(body);
    hex(&hash.finalize())
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

async fn answer_or_repeat(
    state: &AppState,
    key: AnswerKey,
    fingerprint: String,
    request: Request,
    next: Next,
) -> Result<Response, Error> {
    let _turn = state.turns.take(&["answer", &key.partner_id, &key.user, &key.key]).await?;
    if let Some(kept) = state.journal.kept_answer(&key).await? {
        return match kept.fingerprint == fingerprint {
            true => Ok(repeat(kept)),
            false => Err(Error::KeyReused),
        };
    }
    let response = next.run(request).await;
    match is_kept(response.status()) {
        true => Ok(keep(&state.journal, &key, fingerprint, response).await),
        false => Ok(response),
    }
}

/// Successes and final refusals. Anything else may end differently next time.
fn is_kept(status: StatusCode) -> bool {
    status.is_success() || [400, 404, 409, 412, 422].contains(&status.as_u16())
}

async fn keep(journal: &Journal, key: &AnswerKey, fingerprint: String, response: Response) -> Response {
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body made here is in memory");
    let headers: Vec<(&str, &str)> =
        KEPT_HEADERS.iter().filter_map(|name| Some((name.as_str(), parts.headers.get(name)?.to_str().ok()?))).collect();
    let headers = serde_json::to_string(&headers).expect("a list of texts is JSON");
    let answer = Answer { fingerprint, status: parts.status.as_u16(), headers, body: body.to_vec() };
    // What was done was done: an answer that cannot be kept is still given.
    if let Err(error) = journal.keep_answer(key, &answer).await {
        tracing::error!(error = &error as &dyn std::error::Error, "answer not kept");
    }
    Response::from_parts(parts, Body::from(body))
}

const KEPT_HEADERS: [HeaderName; 3] = [CONTENT_TYPE, ETAG, LOCATION];

fn repeat(kept: Answer) -> Response {
    let status = StatusCode::from_u16(kept.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, kept.body).into_response();
    let headers: Vec<(String, String)> = serde_json::from_str(&kept.headers).unwrap_or_default();
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
