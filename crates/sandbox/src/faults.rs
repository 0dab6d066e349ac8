//! Faults on demand: what a network, a gateway or a hurried service does, on the routes and as often as asked for.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::{Notify, RwLock};
use tokio::time::sleep;

use crate::Sandbox;
use crate::product::previous_etag;
use crate::refusal::Refusal;

/// As much as any answer here has.
const LARGEST_BODY: usize = 64 << 20;
const PIECES: usize = 8;
const BOM: &[u8] = "\u{feff}".as_bytes();

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "kind")]
pub(crate) enum Fault {
    /// The request waits before anything is done.
    Latency { ms: u64 },
    /// The request waits before anything is done, until other faults are set.
    Held,
    /// Too many requests, in their own shape; nothing is done.
    Throttled { retry_after_s: u32 },
    /// An unexpected error (500); nothing is done.
    ServerError,
    /// Out of service for now (503); nothing is done.
    Unavailable,
    /// The connection ends before anything is done.
    CutBefore,
    /// The connection ends in the place of an answer: what was asked for is done.
    CutAfter,
    /// Taken on with 202 and `Location`, and done after this time.
    Accepted { ms: u64 },
    /// The version in the answer is one that was.
    StaleEtag,
    /// Words that no client knows stand for states.
    UnknownWords,
    /// A byte order mark before the body.
    Bom,
    /// The body comes in pieces, with this time between them.
    SlowBody { ms: u64 },
}

/// A fault, and where and how often it happens.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Rule {
    /// Such as `PATCH`; all of them without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// Such as `/v1/customers/*/subscriptions`: `*` is one segment, `**` at the end any more; everything without it.
    #[serde(default = "everything")]
    path: String,
    fault: Fault,
    /// Of requests that match, the first of each so many.
    #[serde(default = "one")]
    one_in: u64,
    /// How often at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u64>,
    /// How many matched since the rule was set.
    #[serde(skip_deserializing)]
    matched: u64,
    /// How often it happened since.
    #[serde(skip_deserializing)]
    fired: u64,
}

fn everything() -> String {
    "/**".to_owned()
}

fn one() -> u64 {
    1
}

/// The rules in force, first to last. Shared by all clones; gone with the process.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    rules: Arc<Mutex<Vec<Rule>>>,
    replaced: Arc<Notify>,
    /// Held by each request that was taken on and is still to be done.
    taken_on: Arc<RwLock<()>>,
}

impl Faults {
    pub(crate) fn list(&self) -> Vec<Rule> {
        self.rules().clone()
    }

    pub(crate) fn replace(&self, rules: Vec<Rule>) {
        *self.rules() = rules;
        self.replaced.notify_waiters();
    }

    /// Waits until everything that was taken on is done.
    pub(crate) async fn settle(&self) {
        drop(self.taken_on.write().await);
    }

    /// What happens to this request: the first rule that is due.
    fn due(&self, method: &str, path: &str) -> Option<Fault> {
        let mut rules = self.rules();
        rules.iter_mut().filter(|it| it.matches(method, path)).find_map(Rule::fire)
    }

    /// A panic in between leaves whole rules.
    fn rules(&self) -> MutexGuard<'_, Vec<Rule>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rule {
    fn matches(&self, method: &str, path: &str) -> bool {
        let is_method = self.method.as_deref().is_none_or(|it| it.eq_ignore_ascii_case(method));
        is_method && matches(&self.path, path)
    }

    fn fire(&mut self) -> Option<Fault> {
        let is_due = self.matched.is_multiple_of(self.one_in.max(1)) && self.times.is_none_or(|it| self.fired < it);
        self.matched += 1;
        self.fired += u64::from(is_due);
        is_due.then_some(self.fault)
    }
}

fn matches(pattern: &str, path: &str) -> bool {
    let mut segments: VecDeque<&str> = path.split('/').collect();
    for wanted in pattern.split('/') {
        match (wanted, segments.pop_front()) {
            ("**", _) => return true,
            (_, None) => return false,
            ("*", Some(_)) => {}
            (wanted, Some(segment)) if wanted.eq_ignore_ascii_case(segment) => {}
            _ => return false,
        }
    }
    segments.is_empty()
}

/// Middleware: lets a fault happen in the place of the answer, or to it.
pub(crate) async fn inject(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    // From before the rules are looked at: no change of them is missed.
    let replaced = sandbox.faults.replaced.clone().notified_owned();
    match sandbox.faults.due(request.method().as_str(), &path) {
        None => next.run(request).await,
        Some(Fault::Latency { ms }) => {
            sleep(Duration::from_millis(ms)).await;
            next.run(request).await
        }
        Some(Fault::Held) => {
            replaced.await;
            next.run(request).await
        }
        Some(Fault::Throttled { retry_after_s }) => throttled(retry_after_s),
        Some(Fault::ServerError) => {
            Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, 800_003, "An unexpected error occurred.").into_response()
        }
        Some(Fault::Unavailable) => {
            Refusal::new(StatusCode::SERVICE_UNAVAILABLE, 900_192, "The service is not available. Try later.")
                .into_response()
        }
        Some(Fault::CutBefore) => cut(),
        Some(Fault::CutAfter) => {
            next.run(request).await;
            cut()
        }
        Some(Fault::Accepted { ms }) => {
            let taken_on = sandbox.faults.taken_on.clone().read_owned().await;
            tokio::spawn(async move {
                let _taken_on = taken_on;
                sleep(Duration::from_millis(ms)).await;
                next.run(request).await;
            });
            let location = path.trim_start_matches("/v1").parse().unwrap_or(HeaderValue::from_static("/"));
            (StatusCode::ACCEPTED, [(LOCATION, location)]).into_response()
        }
        Some(Fault::StaleEtag) => rewritten(next.run(request).await, make_stale).await,
        Some(Fault::UnknownWords) => rewritten(next.run(request).await, make_strange).await,
        Some(Fault::Bom) => with_body(next.run(request).await, |body| Body::from([BOM, &body].concat())).await,
        Some(Fault::SlowBody { ms }) => {
            with_body(next.run(request).await, |body| slowly(&body, Duration::from_millis(ms))).await
        }
    }
}

/// In the shape that throttling alone has ("API throttling guidance").
pub(crate) fn throttled(retry_after_s: u32) -> Response {
    let message = format!("Rate limit is exceeded. Try again in {retry_after_s} seconds.");
    let body = json!({ "statusCode": 429, "message": message });
    (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, retry_after_s)], axum::Json(body)).into_response()
}

/// Ends the task of this connection, and so the connection, without an answer. Not a panic that anybody hears of.
fn cut() -> ! {
    std::panic::resume_unwind(Box::new("the connection is cut"))
}

async fn with_body(response: Response, change: impl FnOnce(Bytes) -> Body) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    let body = to_bytes(body, LARGEST_BODY).await.map_or_else(|_| Body::empty(), change);
    Response::from_parts(parts, body)
}

async fn rewritten(response: Response, change: fn(&str, &mut Value)) -> Response {
    with_body(response, |body| match serde_json::from_slice::<Value>(&body) {
        Ok(mut value) => {
            rewrite(&mut value, change);
            Body::from(value.to_string())
        }
        Err(_) => Body::from(body),
    })
    .await
}

/// Looks at every member, however deep.
fn rewrite(value: &mut Value, change: fn(&str, &mut Value)) {
    match value {
        Value::Object(members) => members.iter_mut().for_each(|(name, value)| {
            change(name, value);
            rewrite(value, change);
        }),
        Value::Array(items) => items.iter_mut().for_each(|it| rewrite(it, change)),
        _ => {}
    }
}

fn make_stale(name: &str, value: &mut Value) {
    if let ("etag", Some(etag)) = (name, value.as_str()) {
        *value = previous_etag(etag).into();
    }
}

fn make_strange(name: &str, value: &mut Value) {
    if matches!(name, "status" | "billingType" | "contractType" | "operationStatus") && value.is_string() {
        *value = "quiesced".into();
    }
}

fn slowly(body: &Bytes, pause: Duration) -> Body {
    let size = body.len().div_ceil(PIECES).max(1);
    let pieces: VecDeque<Bytes> = body.chunks(size).map(Bytes::copy_from_slice).collect();
    Body::from_stream(stream::unfold(pieces, move |mut pieces| async move {
        let piece = pieces.pop_front()?;
        sleep(pause).await;
        Some((Ok::<_, std::convert::Infallible>(piece), pieces))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_matches_by_segments() {
        for (pattern, path, expected) in [
            ("/**", "/v1/customers", true),
            ("/v1/customers/*", "/v1/customers/a", true),
            ("/v1/customers/*", "/v1/customers", false),
            ("/v1/customers/*", "/v1/customers/a/orders", false),
            ("/v1/customers/*/**", "/v1/customers/a/orders/b", true),
            ("/V1/Customers", "/v1/customers", true),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }

    #[test]
    fn a_rule_is_due_once_in_so_many_and_so_many_times() {
        let rule = json!({ "path": "/a", "fault": { "kind": "bom" }, "oneIn": 3, "times": 2 });
        let faults = Faults::default();
        faults.replace(vec![serde_json::from_value(rule).unwrap()]);
        let fired: Vec<_> = (0..9).map(|_| faults.due("GET", "/a").is_some()).collect();
        assert_eq!(fired, [true, false, false, true, false, false, false, false, false]);
        assert_eq!(faults.due("GET", "/b"), None);
        let rule = &faults.list()[0];
        assert_eq!((rule.matched, rule.fired), (9, 2));
    }
}
