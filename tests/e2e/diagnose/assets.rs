//! A static host that does one thing wrong with WebAssembly: the first folder of an address says what.

use std::fs;
use std::future::pending;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::Notify;

use crate::package::installed;
use crate::package::portal::host;

/// The package, served in so many ways.
pub struct Assets {
    pub url: String,
    /// Lets go of the answers of `late`.
    pub release: Arc<Notify>,
}

impl Assets {
    pub async fn start() -> Self {
        let release = Arc::new(Notify::new());
        let routes = Router::new().route("/{fault}/{*file}", get(answer)).with_state((installed(), release.clone()));
        Self { url: host(routes).await, release }
    }
}

async fn answer(
    State((folder, release)): State<(PathBuf, Arc<Notify>)>,
    Path((fault, file)): Path<(String, String)>,
) -> Response {
    let mut body = fs::read(folder.join(&file)).unwrap();
    let mut mime = match file.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        _ => "text/plain",
    };
    if file.ends_with(".wasm") {
        match fault.as_str() {
            "silent" => pending().await,
            "late" => release.notified().await,
            "missing" => return (StatusCode::NOT_FOUND, [(ACCESS_CONTROL_ALLOW_ORIGIN, "*")]).into_response(),
            // An empty section: as good a module as before.
            "tampered" => body.extend([0, 1, 0]),
            "octets" => mime = "application/octet-stream",
            _ => {}
        }
    }
    let mut response = ([(CONTENT_TYPE, mime)], body).into_response();
    if fault != "private" {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    response
}
