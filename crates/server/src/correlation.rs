//! One id for everything that a request causes: in the answer, in problems, in the journal, in the log and upstream.

use std::future::Future;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;
use uuid::Uuid;

use crate::metrics;

/// The header that carries it, in both directions.
pub const X_CORRELATION_ID: HeaderName = HeaderName::from_static("x-correlation-id");

tokio::task_local! {
    static CORRELATION_ID: Uuid;
}

/// The id of the request that is being answered; outside of one, a new id.
pub fn id() -> Uuid {
    CORRELATION_ID.try_with(|it| *it).unwrap_or_else(|_| Uuid::new_v4())
}

/// Lets `future` run on under the id and in the span of this request, for a task of its own.
pub fn carry<F: Future>(future: F) -> impl Future<Output = F::Output> {
    CORRELATION_ID.scope(id(), future).in_current_span()
}

/// Middleware: takes over the caller's id where it is a GUID, else makes one.
pub async fn correlate(request: Request, next: Next) -> Response {
    let id = asked_for(request.headers()).unwrap_or_else(Uuid::new_v4);
    // The path alone: a search holds names of customers.
    let path = request.uri().path().to_owned();
    // Of the highest level, so that it is on every line that the filter lets through.
    let span = tracing::error_span!("request", method = %request.method(), path, correlation_id = %id);
    CORRELATION_ID.scope(id, answer(id, request, next)).instrument(span).await
}

async fn answer(id: Uuid, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    let (status, took) = (response.status(), started.elapsed());
    // The widget's files have no route, and paths that nobody knows are without number.
    let route = matched.as_ref().map_or("none", MatchedPath::as_str);
    metrics::answered(&method, route, status, took);
    let value = HeaderValue::from_str(&id.to_string()).expect("a GUID is a header value");
    response.headers_mut().insert(X_CORRELATION_ID, value);
    tracing::info!(status = status.as_u16(), route, elapsed_ms = took.as_millis() as u64, "answered");
    response
}

fn asked_for(headers: &HeaderMap) -> Option<Uuid> {
    let text = headers.get(X_CORRELATION_ID)?.to_str().ok()?;
    // Uuid also reads braces and URNs, which are no GUIDs on this wire.
    (text.len() == 36).then(|| Uuid::try_parse(text).ok()).flatten()
}
