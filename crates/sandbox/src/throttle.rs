//! So many requests a minute for each customer, where Microsoft says that it counts ("API throttling guidance").

use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::Sandbox;
use crate::faults::throttled;

/// What each customer has left; everything where nothing is counted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Throttle(Option<Arc<DefaultKeyedRateLimiter<String>>>);

impl Throttle {
    pub(crate) fn new(per_minute: Option<NonZeroU32>) -> Self {
        Self(per_minute.map(|it| Arc::new(RateLimiter::keyed(Quota::per_minute(it)))))
    }

    /// Seconds to wait, where there is nothing left.
    fn take(&self, customer: &str) -> Option<u32> {
        let refused = self.0.as_ref()?.check_key(&customer.to_lowercase()).err()?;
        let wait = refused.wait_time_from(DefaultClock::default().now());
        Some(wait.as_secs_f64().ceil().max(1.0) as u32)
    }
}

/// Middleware: refuses what comes too often.
pub(crate) async fn limit(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let customer = counted_for(request.method(), request.uri().path());
    match customer.and_then(|it| sandbox.throttle.take(it)) {
        Some(retry_after_s) => throttled(retry_after_s),
        None => next.run(request).await,
    }
}

/// The customer that a request is counted for: customers, subscriptions and orders are, and nothing else yet.
fn counted_for<'a>(method: &Method, path: &'a str) -> Option<&'a str> {
    let segments: Vec<&str> = path.strip_prefix("/v1/customers/")?.split('/').collect();
    let is_counted = match segments[1..] {
        [] => *method == Method::GET,
        ["subscriptions", ..] => !path.ends_with("/supportcontact"),
        ["orders", ..] => true,
        _ => false,
    };
    is_counted.then_some(segments[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_what_is_listed() {
        for (method, path, expected) in [
            (Method::GET, "/v1/customers", None),
            (Method::GET, "/v1/customers/a", Some("a")),
            (Method::PATCH, "/v1/customers/a", None),
            (Method::PATCH, "/v1/customers/a/subscriptions/b", Some("a")),
            (Method::GET, "/v1/customers/a/subscriptions/b/azureentitlements", Some("a")),
            (Method::GET, "/v1/customers/a/subscriptions/b/supportcontact", None),
            (Method::POST, "/v1/customers/a/orders", Some("a")),
            (Method::GET, "/v1/customers/a/entitlements", None),
        ] {
            assert_eq!(counted_for(&method, path), expected, "{method} {path}");
        }
    }
}
