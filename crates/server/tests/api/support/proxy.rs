//! Stands before the sandbox: passes everything on and keeps a record, unless told to fail.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// What no sandbox does.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Waits at the gate, then passes on.
    Hold(Arc<Gate>),
    /// Never answers, and does nothing.
    Hang,
    /// Does it, and never answers.
    DoAndHang,
    /// Answers this, and does nothing.
    Answer(u16, &'static str),
}

/// Holds a request until the test lets it go.
#[derive(Debug, Default)]
pub struct Gate {
    /// Tells that a request has come.
    pub reached: Notify,
    /// Lets one request go.
    pub open: Notify,
}

type Choose = Box<dyn Fn(&Method, &str) -> Option<Fault> + Send + Sync>;

#[derive(Clone)]
pub struct Proxy {
    pub url: String,
    inner: Arc<Inner>,
}

struct Inner {
    target: String,
    http: reqwest::Client,
    choose: Mutex<Option<Choose>>,
    record: Mutex<Vec<(Method, String, HeaderMap)>>,
}

impl Proxy {
    pub async fn start(target: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let http = reqwest::Client::new();
        let inner = Arc::new(Inner { target, http, choose: Mutex::default(), record: Mutex::default() });
        let app = Router::new().fallback(pass).with_state(Arc::clone(&inner));
        tokio::spawn(axum::serve(listener, app).into_future());
        Self { url, inner }
    }

    /// From now on fails where `choose` says so.
    pub fn fail(&self, choose: impl Fn(&Method, &str) -> Option<Fault> + Send + Sync + 'static) {
        *self.inner.choose.lock().unwrap() = Some(Box::new(choose));
    }

    /// From now on fails every request of this method.
    pub fn fail_every(&self, failing: Method, fault: Fault) {
        self.fail(move |method, _| (*method == failing).then(|| fault.clone()));
    }

    /// Fails no more.
    pub fn heal(&self) {
        *self.inner.choose.lock().unwrap() = None;
    }

    /// What came so far, as `METHOD /path`.
    pub fn requests(&self) -> Vec<String> {
        self.inner.record.lock().unwrap().iter().map(|(method, path, _)| format!("{method} {path}")).collect()
    }

    /// What came so far and was no mere reading.
    pub fn writes(&self) -> Vec<String> {
        self.requests().into_iter().filter(|it| !it.starts_with("GET ")).collect()
    }

    /// The `MS-RequestId` of each write that came so far.
    pub fn write_ids(&self) -> Vec<String> {
        let record = self.inner.record.lock().unwrap();
        let writes = record.iter().filter(|(method, ..)| *method != Method::GET);
        writes.map(|(_, _, headers)| headers["ms-requestid"].to_str().unwrap().to_owned()).collect()
    }

    /// The correlation ids that came so far.
    pub fn correlation_ids(&self) -> Vec<String> {
        let record = self.inner.record.lock().unwrap();
        record.iter().map(|(_, _, headers)| headers["ms-correlationid"].to_str().unwrap().to_owned()).collect()
    }
}

async fn pass(State(proxy): State<Arc<Inner>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap();
    let path = parts.uri.path().to_owned();
    proxy.record.lock().unwrap().push((parts.method.clone(), path.clone(), parts.headers.clone()));
    let fault = proxy.choose.lock().unwrap().as_ref().and_then(|choose| choose(&parts.method, &path));
    let uri = parts.uri.to_string();
    let passed_on = proxy.pass_on(parts.method, &uri, parts.headers, body);
    match fault {
        None => passed_on.await,
        Some(Fault::Hold(gate)) => {
            gate.reached.notify_one();
            gate.open.notified().await;
            passed_on.await
        }
        Some(Fault::Hang) => std::future::pending().await,
        Some(Fault::DoAndHang) => {
            passed_on.await;
            std::future::pending().await
        }
        Some(Fault::Answer(status, body)) => {
            let headers = [("content-type", "application/json"), ("retry-after", "57")];
            (StatusCode::from_u16(status).unwrap(), headers, body).into_response()
        }
    }
}

impl Inner {
    async fn pass_on(&self, method: Method, uri: &str, mut headers: HeaderMap, body: Bytes) -> Response {
        headers.remove("host");
        headers.remove("content-length");
        let request = self.http.request(method, format!("{}{uri}", self.target)).headers(headers).body(body);
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut response = Response::new(Body::from(answer.bytes().await.unwrap()));
        *response.status_mut() = status;
        for (name, value) in &headers {
            if name != "transfer-encoding" && name != "content-length" {
                response.headers_mut().append(name, value.clone());
            }
        }
        response
    }
}
