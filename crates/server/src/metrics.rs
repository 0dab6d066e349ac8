//! What is counted, for Prometheus: by words of which there are few, never by customer or person.
//!
//! What goes upstream is counted in `partner_center`, through the same facade.

use std::sync::OnceLock;
use std::time::Duration;

use ::metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use axum::Router;
use axum::http::{Method, StatusCode};
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use offboarding_domain::Goal;
use offboarding_domain::api::{ActivityAction, OperationState, Outcome};

const REQUEST_SECONDS: &str = "offboarding_http_request_duration_seconds";
const WRITES: &str = "offboarding_writes_under_way";
const ACTS: &str = "offboarding_acts_total";
const OUTCOMES: &str = "offboarding_outcomes_total";
const OPERATIONS: &str = "offboarding_operations_total";
const TURNS: &str = "offboarding_operation_turns_total";

/// From a read of the journal to an upstream that takes its time.
const BUCKETS: [f64; 10] = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 30.0];

/// Counts from now on. The facade has one recorder a process.
pub fn record() -> &'static PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(|| {
        let seconds = Matcher::Suffix("_seconds".to_owned());
        let builder = PrometheusBuilder::new().set_buckets_for_metric(seconds, &BUCKETS);
        let recorder = builder.expect("there are buckets").build_recorder();
        let handle = recorder.handle();
        if ::metrics::set_global_recorder(recorder).is_err() {
            tracing::error!("somebody else records the metrics");
        }
        describe();
        handle
    })
}

fn describe() {
    describe_histogram!(REQUEST_SECONDS, "Requests by method, route and class of status");
    describe_gauge!(WRITES, "Writes that were begun and not yet answered");
    describe_counter!(ACTS, "Acts put on record, before they were tried");
    describe_counter!(OUTCOMES, "How acts ended, as put on record");
    describe_counter!(OPERATIONS, "Operations that were begun");
    describe_counter!(TURNS, "Turns of operations, by where the operation rested afterwards");
    describe_histogram!("partner_center_request_duration_seconds", "Requests to Partner Center by how they ended");
    describe_counter!("partner_center_retries_total", "Requests to Partner Center sent again, by the reason");
    describe_counter!("partner_center_token_renewals_total", "Tokens asked for, by outcome");
}

/// `GET /metrics`.
pub fn router(handle: &'static PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(async || handle.render()))
}

/// A request was answered.
pub fn answered(method: &Method, route: &str, status: StatusCode, took: Duration) {
    // Anybody may make up a method.
    let method = match *method {
        Method::GET | Method::POST | Method::PATCH | Method::OPTIONS | Method::HEAD => method.to_string(),
        _ => "other".to_owned(),
    };
    let class = format!("{}xx", status.as_u16() / 100);
    histogram!(REQUEST_SECONDS, "method" => method, "route" => route.to_owned(), "status" => class).record(took);
}

/// An act was put on record.
pub fn began(action: &ActivityAction) {
    counter!(ACTS, "action" => action.to_string()).increment(1);
}

/// An outcome was put on record.
pub fn ended(action: &ActivityAction, outcome: &Outcome) {
    counter!(OUTCOMES, "action" => action.to_string(), "outcome" => outcome.to_string()).increment(1);
}

/// An operation was begun.
pub fn operation_began(goal: Goal) {
    counter!(OPERATIONS, "goal" => goal.as_str()).increment(1);
}

/// An operation rests.
pub fn operation_rested(goal: Goal, state: &OperationState) {
    counter!(TURNS, "goal" => goal.as_str(), "state" => state.to_string()).increment(1);
}

/// A write that is under way for as long as this lives.
pub struct Write(());

impl Write {
    /// It begins.
    pub fn begin() -> Self {
        gauge!(WRITES).increment(1);
        Self(())
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        gauge!(WRITES).decrement(1);
    }
}
