//! A page to try the element on: its attributes, looks and words, and the snippet that shows the same.
//!
//! It is in the program and not among the widget's files, which are published.

use axum::Router;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::routing::get;

use crate::assets::policy;
use crate::state::AppState;

const PAGE: &str = include_str!("playground/index.html");

/// Where each is, what it is, and what is in it.
const FILES: [(&str, &str, &str); 3] = [
    ("/playground", "text/html; charset=utf-8", PAGE),
    ("/playground/playground.js", "text/javascript", include_str!("playground/playground.js")),
    ("/playground/style.css", "text/css", include_str!("playground/style.css")),
];

/// `GET /playground`, and what its page loads besides the widget.
pub fn router() -> Router<AppState> {
    FILES.into_iter().fold(Router::new(), |router, (path, kind, text)| {
        let headers =
            [(CONTENT_TYPE, HeaderValue::from_static(kind)), (CONTENT_SECURITY_POLICY, policy::of_page(PAGE))];
        router.route(path, get(async move || (headers, text)))
    })
}
