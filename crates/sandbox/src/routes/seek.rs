//! Seek paging: the token of the next page carries all that makes it, since clients send nothing else.

use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use partner_center::wire::{Header, Link, fold};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

const CONTINUATION: &str = "MS-ContinuationToken";

/// What the token of a request carries; `operation` is the request's `seekOperation`.
pub(super) fn continued<T: DeserializeOwned>(operation: &str, headers: &HeaderMap) -> Result<T, Refusal> {
    if !matches!(fold(operation).as_str(), "next" | "0") {
        return Err(Refusal::bad_request(2000, "Lists are read from page to next page only."));
    }
    let token = headers.get(CONTINUATION).and_then(|it| decode(it.to_str().ok()?));
    token.ok_or_else(|| Refusal::bad_request(2000, "The continuation token is not valid."))
}

/// Where the next page is.
pub(super) fn link<T: Serialize>(path: &str, size: u32, next: &T) -> Link {
    let token = Header { key: Some(CONTINUATION.to_owned()), value: Some(encode(next)) };
    Link { headers: Some(vec![token]), ..Link::to(format!("{path}?size={size}&seekOperation=Next")) }
}

fn encode<T: Serialize>(next: &T) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(next).expect("texts and numbers are JSON"))
}

fn decode<T: DeserializeOwned>(token: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token).ok()?).ok()
}
