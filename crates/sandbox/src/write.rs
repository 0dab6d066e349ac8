//! One write: done at once or not at all, and once however often it is sent.
//!
//! Who repeats a request with its `MS-RequestId` gets the answer that was given ("REST headers"); how long it is
//! remembered is not documented.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Sandbox;
use crate::refusal::Refusal;
use crate::routes::body;
use crate::store::Work;

/// What was sent: the last argument of every handler that writes.
#[derive(Debug)]
pub(crate) struct Write {
    pub(crate) headers: HeaderMap,
    pub(crate) key: Option<RequestKey>,
    bytes: Bytes,
}

/// What makes two requests the same.
#[derive(Clone, Debug)]
pub(crate) struct RequestKey {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: Bytes,
}

/// What was answered.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Write {
    /// The body, however it is spelled.
    pub(crate) fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        body(&self.bytes)
    }
}

impl<S: Send + Sync> FromRequest<S> for Write {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let headers = request.headers().clone();
        let bytes = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let id = text(&headers, "ms-requestid").map(|it| it.to_lowercase());
        let key = id.map(|id| RequestKey { id, method, path, body: bytes.clone() });
        Ok(Self { headers, key, bytes })
    }
}

impl Sandbox {
    /// Acts in one unit of work and answers; a refusal takes everything back. A repeat is only answered.
    pub(crate) async fn write<T: Serialize>(
        &self,
        write: &Write,
        status: StatusCode,
        act: impl AsyncFnOnce(&mut Work) -> Result<T, Refusal>,
    ) -> Result<Response, Refusal> {
        let mut work = self.store.write().await?;
        work.correlation_id = text(&write.headers, "ms-correlationid");
        if let Some(given) = work.answer(write.key.as_ref()).await? {
            return Ok(given.into_response());
        }
        let answer = match act(&mut work).await {
            Ok(body) => Answer { status: status.as_u16(), body: to_json(&body)? },
            Err(refusal) => {
                drop(work);
                work = self.store.write().await?;
                refusal.answer()
            }
        };
        work.keep_answer(write.key.as_ref(), &answer).await?;
        work.commit().await?;
        Ok(answer.into_response())
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn to_json<T: Serialize>(body: &T) -> Result<String, Refusal> {
    serde_json::to_string(body).map_err(|error| sqlx::Error::Encode(Box::new(error)).into())
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        // Every status here was one before.
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        match self.body.as_str() {
            "null" => status.into_response(),
            _ => (status, [(CONTENT_TYPE, "application/json")], self.body).into_response(),
        }
    }
}
