//! The built widget and the page around it: public files, for any origin, cached for as long as their names allow.

pub mod policy;

use std::fs;
use std::path::Path;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tower_http::services::ServeDir;

/// Who may load an answer without asking first.
pub const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const TIMING_ALLOW_ORIGIN: HeaderName = HeaderName::from_static("timing-allow-origin");

/// The files under `dist`, brotli-compressed where a `.br` lies beside; `/` is its `index.html`.
pub fn router(dist: &Path) -> Router {
    let page = fs::read_to_string(dist.join("index.html")).unwrap_or_default();
    let policy = policy::of_page(&page);
    let files = ServeDir::new(dist).precompressed_br();
    Router::new().fallback_service(files).layer(from_fn_with_state(policy, describe))
}

async fn describe(State(policy): State<HeaderValue>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let is_forever = has_content_hash(&path) && !response.status().is_client_error();
    let headers = response.headers_mut();
    name_the_type(&path, headers);
    if headers.get(CONTENT_TYPE).is_some_and(|it| it.as_bytes().starts_with(b"text/html")) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    let cache = if is_forever { "public, max-age=31536000, immutable" } else { "no-cache" };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    headers.insert(TIMING_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.append(VARY, HeaderValue::from(ACCEPT_ENCODING));
    response
}

/// Fluent's texts have no type of their own.
fn name_the_type(path: &str, headers: &mut HeaderMap) {
    if path.ends_with(".ftl") && headers.contains_key(CONTENT_TYPE) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    }
}

/// `name-0123456789abcdef.ext`: the name changes with the content.
fn has_content_hash(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_hash = |it: &str| it.len() == 16 && it.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    name.split('.').rev().skip(1).any(|part| part.rsplit_once('-').is_some_and(|(_, hash)| is_hash(hash)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_hash_stands_before_a_dot() {
        for forever in
            ["/widget-0123456789abcdef.js", "/locales/es-ES/account-fedcba9876543210.ftl", "/x-0123456789abcdef.d.ts"]
        {
            assert!(has_content_hash(forever), "{forever}");
        }
        for changing in
            ["/", "/index.html", "/element.js", "/x-0123456789ABCDEF.js", "/x-0123.js", "/x-0123456789abcdef"]
        {
            assert!(!has_content_hash(changing), "{changing}");
        }
    }
}
