//! Whether the process answers, and whether it can do its work: for whoever runs it. Names and states, nothing else.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use partner_center::PartnerCenter;
use serde::Serialize;
use tokio::sync::Mutex;

use crate::state::AppState;

/// `GET /healthz` and `GET /readyz`.
pub fn router() -> Router<AppState> {
    Router::new().route("/healthz", get(async || "ok\n")).route("/readyz", get(show_readiness))
}

/// Whether upstream is there, as it was seen a moment ago.
#[derive(Clone, Debug)]
pub struct Upstream {
    good_for: Duration,
    seen: Arc<Mutex<Option<(Instant, bool)>>>,
}

impl Upstream {
    /// What was seen counts for so long.
    pub fn new(good_for: Duration) -> Self {
        Self { good_for, seen: Arc::default() }
    }

    /// Whoever asks while somebody looks waits for what they see.
    async fn is_there(&self, partner_center: &PartnerCenter) -> bool {
        let mut seen = self.seen.lock().await;
        if let Some((_, is_there)) = seen.filter(|(at, _)| at.elapsed() < self.good_for) {
            return is_there;
        }
        let is_there = partner_center.is_reachable().await;
        *seen = Some((Instant::now(), is_there));
        is_there
    }
}

#[derive(Serialize)]
struct Readiness {
    ready: bool,
    checks: [Check; 4],
}

#[derive(Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
}

async fn show_readiness(State(state): State<AppState>) -> (StatusCode, Json<Readiness>) {
    let (migrated, is_there) =
        tokio::join!(state.journal.database().is_migrated(), state.upstream.is_there(&state.partner_center));
    let checks = [
        Check { name: "accepting", ok: !state.ending.is_cancelled() },
        Check { name: "database", ok: migrated.is_ok() },
        Check { name: "migrations", ok: migrated.unwrap_or_default() },
        Check { name: "upstream", ok: is_there },
    ];
    let ready = checks.iter().all(|it| it.ok);
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Readiness { ready, checks }))
}
