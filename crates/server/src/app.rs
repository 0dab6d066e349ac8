//! The whole application as one value: the API, the demo's tokens, the widget's files.

use std::any::Any;
use std::path::Path;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_LANGUAGE, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MATCH, LOCATION, RETRY_AFTER,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, Method};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::CorsLayer;

use crate::assets::CROSS_ORIGIN_RESOURCE_POLICY;
use crate::auth::authenticate;
use crate::correlation::{X_CORRELATION_ID, correlate};
use crate::error::Error;
use crate::limits::limit;
use crate::request::{IDEMPOTENCY_KEY, LAST_EVENT_ID};
use crate::state::AppState;
use crate::{assets, demo, health, openapi, routes};

/// What the application serves besides the API.
pub struct Surface<'a> {
    /// The built widget.
    pub dist: &'a Path,
    /// The origins whose pages may call the API.
    pub origins: Vec<HeaderValue>,
    /// Whether tokens are given to whoever asks.
    pub has_demo: bool,
}

/// The application.
pub fn router(state: AppState, surface: Surface<'_>) -> Router {
    let cors = cors(surface.origins);
    let v1 = routes::router(&state)
        .layer(CatchPanicLayer::custom(on_panic))
        .layer(from_fn_with_state(state.clone(), limit))
        .layer(from_fn_with_state(state.clone(), authenticate))
        .layer(cors.clone())
        .layer(from_fn(keep_private));
    let demo = match surface.has_demo {
        true => demo::router().layer(cors).layer(from_fn(keep_private)),
        false => Router::new(),
    };
    Router::new()
        .nest("/v1", v1)
        // Nesting leaves this one out, and the files would answer it.
        .route("/v1/", any(async || Error::NoSuchPath))
        .merge(demo)
        .merge(openapi::router().layer(from_fn(keep_private)))
        .merge(health::router().layer(from_fn(keep_private)))
        .with_state(state)
        .fallback_service(assets::router(surface.dist))
        .layer(CatchPanicLayer::custom(on_panic))
        .layer(from_fn(correlate))
}

/// How long a browser need not ask again whether it may ask.
const PREFLIGHT: Duration = Duration::from_mins(10);

/// Listed origins only, and no cookies: the token is the only credential.
fn cors(origins: Vec<HeaderValue>) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::POST, Method::PATCH])
        .allow_headers([
            AUTHORIZATION,
            CONTENT_TYPE,
            IDEMPOTENCY_KEY,
            IF_MATCH,
            LAST_EVENT_ID,
            ACCEPT_LANGUAGE,
            X_CORRELATION_ID,
        ])
        .expose_headers([ETAG, RETRY_AFTER, X_CORRELATION_ID, LOCATION])
        .max_age(PREFLIGHT)
}

async fn keep_private(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("same-site"));
    response
}

fn on_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    Error::Panic.into_response()
}
