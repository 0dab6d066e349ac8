//! One request: token, headers, time limit, and what its answer means.

use gloo_net::http::Response;
use js_sys::{JSON, JsString, Reflect};
use offboarding_domain::api::{Code, Problem};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestInit};

use super::Result;
use super::json::{from_json, parse};
use crate::element::Loader;
use crate::host::object;
use crate::ui::StoredValue;

const READ_TIMEOUT_MS: u32 = 30_000;
const WRITE_TIMEOUT_MS: u32 = 90_000;

/// What is sent.
pub struct Request<'a> {
    method: &'static str,
    path: &'a str,
    body: Option<JsValue>,
    if_match: Option<&'a str>,
    idempotency_key: Option<&'a str>,
    last_event: Option<(String, Option<AbortSignal>)>,
    needs_step_up: bool,
}

impl<'a> Request<'a> {
    pub fn get(path: &'a str) -> Self {
        Self {
            method: "GET",
            path,
            body: None,
            if_match: None,
            idempotency_key: None,
            last_event: None,
            needs_step_up: false,
        }
    }

    pub fn post(path: &'a str) -> Self {
        Self { method: "POST", ..Self::get(path) }
    }

    pub fn patch(path: &'a str) -> Self {
        Self { method: "PATCH", ..Self::get(path) }
    }

    pub fn if_match(self, etag: &'a str) -> Self {
        Self { if_match: Some(etag), ..self }
    }

    pub fn idempotency_key(self, key: &'a str) -> Self {
        Self { idempotency_key: Some(key), ..self }
    }

    /// Asks for the events after this one, until the signal ends it.
    pub fn last_event(self, id: String, signal: Option<AbortSignal>) -> Self {
        Self { last_event: Some((id, signal)), ..self }
    }

    /// Sends a token that was asked for just now, for this alone.
    pub fn step_up(self) -> Self {
        Self { needs_step_up: true, ..self }
    }

    /// The members of a flat object: the two bodies of the contract are no more, and a serializer is 1 KB.
    pub fn body(self, members: &[(&str, JsValue)]) -> Self {
        Self { body: JSON::stringify(&object(members)).ok().map(Into::into), ..self }
    }

    /// JSON as it is.
    pub fn json(self, body: String) -> Self {
        Self { body: Some(body.into()), ..self }
    }

    fn is_write(&self) -> bool {
        self.method != "GET"
    }
}

/// An answer that is not a refusal.
pub struct Reply {
    pub etag: Option<String>,
    pub text: JsString,
}

impl Reply {
    #[inline(never)]
    pub fn body(&self) -> Result<JsValue> {
        parse(&self.text).map_err(|_| failure(Code::ApiContract))
    }

    pub fn json<T: DeserializeOwned>(self) -> Result<T> {
        from_json(self.body()?).map_err(|_| failure(Code::ApiContract))
    }

    /// As `json`, and the text of one member as it came.
    pub fn json_and_part<T: DeserializeOwned>(self, member: &str) -> Result<(T, String)> {
        let part = Reflect::get(&self.body()?, &member.into()).unwrap_or_default();
        let text = JSON::stringify_with_replacer_and_space(&part, &JsValue::NULL, &2.into());
        let text = text.ok().and_then(|it| it.as_string()).unwrap_or_default();
        Ok((self.json()?, text))
    }
}

/// Where requests go. The host page gives the token, and may send in its own way.
#[derive(Clone, Copy)]
pub struct Connection {
    loader: StoredValue<Loader>,
}

impl Connection {
    pub fn new(loader: Loader) -> Self {
        Self { loader: StoredValue::new(loader) }
    }

    /// Sends it, and reads the answer.
    pub async fn send(self, request: Request<'_>) -> Result<Reply> {
        let response = self.answer(&request).await?;
        read(&request, response).await
    }

    /// Sends it; what comes is left to whoever asked. None of it is read but a refusal.
    pub async fn open(self, request: Request<'_>) -> Result<JsValue> {
        let response = self.answer(&request).await?;
        if response.ok() {
            return Ok(web_sys::Response::from(response).into());
        }
        Err(read(&request, response).await.err().unwrap_or_else(|| failure(Code::ApiContract)))
    }

    /// Asks once for another token where this one is rejected. A write repeats with the same key.
    async fn answer(self, request: &Request<'_>) -> Result<Response> {
        let reason = if request.needs_step_up { "step-up" } else { "" };
        let token = self.token(reason, "").await?;
        let response = self.send_once(request, &token).await?;
        match response.status() {
            401 => {
                let token = self.token(reason, &token).await?;
                self.send_once(request, &token).await
            }
            _ => Ok(response),
        }
    }

    async fn token(self, reason: &str, rejected: &str) -> Result<String> {
        let answer = self.loader.get_value().token(reason, rejected).await;
        let token = answer.map_err(|error| failure(code_of(&error).unwrap_or(Code::AuthTokenFailed)))?;
        token.as_string().ok_or_else(|| failure(Code::AuthTokenFailed))
    }

    async fn send_once(self, request: &Request<'_>, token: &str) -> Result<Response> {
        let timeout_ms = if request.is_write() { WRITE_TIMEOUT_MS } else { READ_TIMEOUT_MS };
        let loader = self.loader.get_value();
        // Built here: gloo-net would bring a parser of methods and put the address together again, 1.2 KB (brotli).
        let mut headers = vec![("authorization", ["Bearer ", token].concat().into())];
        headers.extend(request.if_match.map(|it| ("if-match", it.into())));
        headers.extend(request.idempotency_key.map(|it| ("idempotency-key", it.into())));
        let init = RequestInit::new();
        init.set_method(request.method);
        match &request.last_event {
            Some((id, signal)) => {
                headers.push(("last-event-id", id.as_str().into()));
                init.set_signal(signal.as_ref());
            }
            None => init.set_signal(Some(&AbortSignal::timeout_with_u32(timeout_ms))),
        }
        if let Some(body) = &request.body {
            headers.push(("content-type", "application/json".into()));
            init.set_body(body);
        }
        init.set_headers(&object(&headers));
        let sendable = web_sys::Request::new_with_str_and_init(&(loader.api_base() + request.path), &init);
        let sendable = sendable.map_err(|_| failure(Code::ApiContract))?;
        let answer = loader.fetch(&sendable).await.map_err(|_| no_answer(request))?;
        Ok(answer.unchecked_into::<web_sys::Response>().into())
    }
}

async fn read(request: &Request<'_>, response: Response) -> Result<Reply> {
    let (is_ok, status, etag) = (response.ok(), response.status(), response.headers().get("etag"));
    let reading = web_sys::Response::from(response).text().map_err(|_| no_answer(request))?;
    let text = JsFuture::from(reading).await.map_err(|_| no_answer(request))?.unchecked_into();
    if is_ok {
        return Ok(Reply { etag, text });
    }
    let problem = parse(&text).ok().and_then(|it| from_json::<Problem>(it).ok());
    Err(problem.map_or_else(|| failure(code_of_status(status)), Box::new))
}

/// A read that got no answer can simply be asked again; of a write nobody knows what became.
fn no_answer(request: &Request<'_>) -> Box<Problem> {
    let is_offline = web_sys::window().is_some_and(|it| !it.navigator().on_line());
    failure(match request.is_write() && !is_offline {
        true => Code::ActionUnknownOutcome,
        false => Code::ApiUnreachable,
    })
}

/// For answers that something between us and the backend made.
fn code_of_status(status: u16) -> Code {
    match status {
        401 => Code::AuthRejected,
        403 => Code::AuthForbidden,
        404 => Code::StateNotFound,
        408 | 504 => Code::ApiTimeout,
        429 => Code::ApiRateLimited,
        500.. => Code::ApiUnavailable,
        _ => Code::ApiContract,
    }
}

/// What `element.js` rejects with.
pub fn code_of(error: &JsValue) -> Option<Code> {
    Reflect::get(error, &"code".into()).ok()?.as_string().map(Code::from)
}

/// A failure on our side of the wire.
pub fn failure(code: Code) -> Box<Problem> {
    Box::new(Problem {
        status: 0,
        code,
        correlation_id: String::new(),
        blockers: Vec::new(),
        account: None,
        denial: None,
        upstream: None,
        retry_after: None,
    })
}

/// Names one act of the person, however often it is sent: 128 random bits.
pub fn random_id() -> String {
    let mut bytes = [0_u8; 16];
    if let Some(Ok(crypto)) = web_sys::window().map(|it| it.crypto()) {
        // Fails for more than 65,536 bytes only.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}
