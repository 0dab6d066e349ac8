//! Seek paging: a token tells the page that it came with and the list, since clients send nothing else along.

use axum::http::{HeaderMap, Uri};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use partner_center::wire::{Header, Link, Links};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::word;
use crate::refusal::Refusal;
use crate::store::{Page, Seek};

const CONTINUATION: &str = "MS-ContinuationToken";

/// Microsoft's operations, in the order of their numbers.
const OPERATIONS: [&str; 5] = ["next", "previous", "first", "last", "pageindex"];

/// What a token tells: a page by its ends, and the list that it is of.
#[derive(Serialize, Deserialize)]
struct Shown<L, P> {
    list: L,
    first: P,
    last: P,
}

/// The list that the token of a request is of, and where to look in it by the request's `seekOperation`.
pub(super) fn sought<L: DeserializeOwned, P: DeserializeOwned>(
    operation: &str,
    headers: &HeaderMap,
) -> Result<(L, Seek<P>), Refusal> {
    let token = headers.get(CONTINUATION).and_then(|it| decode(it.to_str().ok()?));
    let shown: Shown<L, P> = token.ok_or_else(|| Refusal::bad_request(2000, "The continuation token is not valid."))?;
    let seek = match word(operation, &OPERATIONS).as_str() {
        "next" => Seek::After(shown.last),
        "previous" => Seek::Before(shown.first),
        "first" => Seek::First,
        "last" => Seek::Last,
        // No parameter says which page an index would be of.
        _ => return Err(Refusal::bad_request(2000, "The seek operation is not supported.")),
    };
    Ok((shown.list, seek))
}

/// Links to a page as it was asked for, and to those beside it.
pub(super) fn links<L: Serialize, P: Clone + Serialize, T>(
    (asked, headers): (&Uri, &HeaderMap),
    (list, size): (L, u32),
    page: &Page<P, T>,
) -> Links {
    let asked_with = headers.get(CONTINUATION).and_then(|it| it.to_str().ok()).map(continuation);
    let itself = Link { headers: Some(asked_with.into_iter().collect()), ..Link::to(asked.to_string()) };
    let mut links = Links::from([("self".to_owned(), itself)]);
    if let (Some((first, _)), Some((last, _))) = (page.items.first(), page.items.last()) {
        let token = encode(&Shown { list, first: first.clone(), last: last.clone() });
        let beside = |operation: &str| {
            let uri = format!("{}?size={size}&seekOperation={operation}", asked.path());
            Link { headers: Some(vec![continuation(&token)]), ..Link::to(uri) }
        };
        links.extend(page.has_next.then(|| ("next".to_owned(), beside("Next"))));
        links.extend(page.has_previous.then(|| ("previous".to_owned(), beside("Previous"))));
    }
    links
}

fn continuation(token: &str) -> Header {
    Header { key: Some(CONTINUATION.to_owned()), value: Some(token.to_owned()) }
}

fn encode<T: Serialize>(shown: &T) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(shown).expect("texts and numbers are JSON"))
}

fn decode<T: DeserializeOwned>(token: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token).ok()?).ok()
}
