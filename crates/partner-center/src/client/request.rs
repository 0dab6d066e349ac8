//! One request and its answer: headers out, status and body in, and what each failure means.

use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::stream::{self, Stream, TryStreamExt};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue, IF_MATCH, LOCATION, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Call, PartnerCenter};
use crate::read::{parse, read};
use crate::wire::{self, Collection, ErrorBody};
use crate::{Config, Error, Refusal};

/// A list longer than this many pages is one that goes in circles.
const MAX_PAGES: usize = 1_000;
const CONTINUATION: &str = "MS-ContinuationToken";
const CORRELATION_ID: &str = "MS-CorrelationId";
const DEFAULT_RETRY_AFTER_S: u32 = 60;

/// No redirects: a token goes to the address that the operator named and nowhere else.
pub(super) fn http_client(config: &Config) -> Result<Client, Error> {
    Client::builder()
        .timeout(config.timeout)
        .connect_timeout(config.timeout.min(Duration::from_secs(10)))
        .redirect(Policy::none())
        .user_agent(concat!("reseller-offboarding/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(Error::Unreachable)
}

/// An answer with a status of 2xx.
pub(super) struct Answer {
    status: StatusCode,
    /// Whether it names a place to look at.
    has_location: bool,
    body: Bytes,
}

impl Answer {
    /// To what did not have to be sent.
    pub(super) fn not_needed() -> Self {
        Self { status: StatusCode::OK, has_location: false, body: Bytes::new() }
    }

    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        read(&self.body).map_err(unreadable)
    }

    pub(super) fn json(&self) -> Result<Value, Error> {
        parse(&self.body).map_err(unreadable)
    }

    /// Taken on, and not done: 202.
    pub(super) fn is_pending(&self) -> bool {
        self.status == StatusCode::ACCEPTED
    }

    /// Taken on, and to be looked at until it is done: 202 with `Location` ("Update a subscription by ID").
    pub(super) fn is_to_be_polled(&self) -> bool {
        self.is_pending() && self.has_location
    }
}

impl PartnerCenter {
    /// Reads one resource.
    pub(super) async fn get<T: DeserializeOwned>(&self, call: &Call<'_>, path: &str) -> Result<T, Error> {
        self.read(call, path).await?.read()
    }

    /// Reads a whole list, however many pages it has.
    pub(super) async fn get_all<T: DeserializeOwned>(
        &self,
        call: &Call<'_>,
        path: &str,
        query: &[(&str, String)],
    ) -> Result<Vec<T>, Error> {
        self.items(call, path, query).try_collect().await
    }

    /// The items of a list, page after page: the next one is asked for when the one before it is used up.
    pub(super) fn items<T: DeserializeOwned>(
        &self,
        call: &Call<'_>,
        path: &str,
        query: &[(&str, String)],
    ) -> impl Stream<Item = Result<T, Error>> {
        let pages = stream::try_unfold(Some((0, None)), move |at: Option<(usize, Option<wire::Link>)>| async move {
            let Some((n_before, next)) = at else { return Ok(None) };
            if n_before == MAX_PAGES {
                return Err(Error::contract("a list without an end"));
            }
            let mut page: Collection<T> = match &next {
                None => self.get_page(call, path, query, None).await?,
                Some(link) => self.follow(call, link).await?,
            };
            let items = std::mem::take(&mut page.items).into_iter().map(Ok);
            let following = next_page(&page).map(|it| (n_before + 1, Some(it.clone())));
            Ok(Some((stream::iter(items), following)))
        });
        pages.try_flatten()
    }

    async fn follow<T: DeserializeOwned>(&self, call: &Call<'_>, link: &wire::Link) -> Result<Collection<T>, Error> {
        let uri = link.uri.as_deref().unwrap_or_default();
        let path = uri.trim_start_matches('/').trim_start_matches("v1/");
        let mut request = self.request(call, &Method::GET, path);
        for header in link.headers.iter().flatten() {
            request =
                request.header(header.key.as_deref().unwrap_or_default(), header.value.as_deref().unwrap_or_default());
        }
        self.deliver(call, &Method::GET, request).await?.read()
    }

    /// Reads, whatever comes.
    pub(super) async fn read(&self, call: &Call<'_>, path: &str) -> Result<Answer, Error> {
        self.deliver(call, &Method::GET, self.request(call, &Method::GET, path)).await
    }

    /// Reads one page of a list that is continued by a token.
    pub(super) async fn get_page<T: DeserializeOwned>(
        &self,
        call: &Call<'_>,
        path: &str,
        query: &[(&str, String)],
        continuation: Option<&str>,
    ) -> Result<Collection<T>, Error> {
        let request = self.request(call, &Method::GET, path).query(query);
        let continued = match continuation {
            Some(token) => request.header(CONTINUATION, token),
            None => request,
        };
        self.deliver(call, &Method::GET, continued).await?.read()
    }

    /// Writes; `etag` only where the resource had one.
    pub(super) async fn write(
        &self,
        call: &Call<'_>,
        method: Method,
        path: &str,
        etag: Option<&str>,
        body: &Value,
    ) -> Result<Answer, Error> {
        let request = self.request(call, &method, path).header(CONTENT_TYPE, "application/json").body(body.to_string());
        let conditional = match etag {
            Some(etag) if etag.starts_with('"') => request.header(IF_MATCH, etag),
            Some(etag) => request.header(IF_MATCH, format!("\"{etag}\"")),
            None => request,
        };
        let _turn = self.turns.take(path).await;
        self.deliver(call, &method, conditional).await
    }

    /// Without its token and its id.
    fn request(&self, call: &Call<'_>, method: &Method, path: &str) -> RequestBuilder {
        let url = format!("{}/v1/{path}", self.config.base_url.trim_end_matches('/'));
        self.http
            .request(method.clone(), url)
            .header(ACCEPT, "application/json")
            .header(CORRELATION_ID, call.correlation_id.to_string())
            .header("MS-PartnerCenter-Application", "reseller-offboarding")
    }
}

/// The token of the next page, where there is one.
pub(super) fn continuation<T>(page: &Collection<T>) -> Result<Option<&str>, Error> {
    let Some(next) = next_page(page) else { return Ok(None) };
    let is_token = |it: &&wire::Header| it.key.as_deref().is_some_and(|key| key.eq_ignore_ascii_case(CONTINUATION));
    let token = next.headers.iter().flatten().find(is_token).and_then(|it| it.value.as_deref());
    token.map(Some).ok_or_else(|| Error::contract("a next page without its token"))
}

fn next_page<T>(page: &Collection<T>) -> Option<&wire::Link> {
    wire::link(page.links.as_ref(), "next").filter(|it| it.uri.is_some())
}

/// A token that no header can carry is sent as none, and refused.
pub(super) fn bearer(token: &str) -> HeaderValue {
    let mut value = HeaderValue::from_str(&format!("Bearer {token}")).unwrap_or(HeaderValue::from_static("Bearer"));
    value.set_sensitive(true);
    value
}

/// Sends it once.
pub(super) async fn finish(request: RequestBuilder) -> Result<Answer, Error> {
    let started = Instant::now();
    let ended = exchange(request).await;
    let outcome = ended.as_ref().err().map_or("answered", Error::kind);
    metrics::histogram!("partner_center_request_duration_seconds", "outcome" => outcome).record(started.elapsed());
    ended
}

async fn exchange(request: RequestBuilder) -> Result<Answer, Error> {
    let response = request.send().await.map_err(not_answered)?;
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.bytes().await.map_err(Error::UnknownOutcome)?;
    tracing::debug!(status = status.as_u16(), bytes = body.len(), "partner center answered");
    match status.is_success() {
        true => Ok(Answer { status, has_location: headers.contains_key(LOCATION), body }),
        false => Err(refused(status, &headers, &body)),
    }
}

fn not_answered(error: reqwest::Error) -> Error {
    match error {
        it if it.is_builder() => {
            Error::Contract { what: "an address that cannot be called", source: Some(Box::new(it)) }
        }
        it if it.is_connect() => Error::Unreachable(it),
        it => Error::UnknownOutcome(it),
    }
}

fn refused(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Error {
    let named =
        |it: Refusal| Refusal { correlation_id: header(headers, CORRELATION_ID).unwrap_or(it.correlation_id), ..it };
    let read = read::<ErrorBody>(body).ok().map(|it| named(it.into()));
    let refusal = || read.clone().unwrap_or_else(|| named(Refusal::default()));
    match (status.as_u16(), refusal().code.as_str()) {
        (403, "20002" | "900159") => Error::NoRelationship(refusal()),
        (404, _) => Error::NotFound(refusal()),
        (401, _) => Error::Unauthorized(refusal()),
        (429, _) => Error::RateLimited { retry_after_s: retry_after(headers) },
        (status @ 400..500, _) => Error::Refused { status, refusal: refusal() },
        (status @ 500.., _) => Error::Failed { status, refusal: read },
        _ => Error::contract("a status that is neither success nor refusal"),
    }
}

fn retry_after(headers: &HeaderMap) -> u32 {
    header(headers, RETRY_AFTER.as_str()).and_then(|it| it.trim().parse().ok()).unwrap_or(DEFAULT_RETRY_AFTER_S)
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn unreadable(error: serde_json::Error) -> Error {
    Error::Contract { what: "a body that cannot be read", source: Some(Box::new(error)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_is_what_the_header_says_in_seconds() {
        let headers = |text: &'static str| HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(text))]);
        assert_eq!(retry_after(&headers("57")), 57);
        assert_eq!(retry_after(&headers("Sat, 21 Nov 2026 10:00:00 GMT")), DEFAULT_RETRY_AFTER_S);
        assert_eq!(retry_after(&HeaderMap::new()), DEFAULT_RETRY_AFTER_S);
    }

    #[test]
    fn a_token_is_not_printed() {
        assert!(!format!("{:?}", bearer("secret")).contains("secret"));
    }
}
