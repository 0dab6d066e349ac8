//! A portal on an origin of its own: a folder of files, and what gives its pages a token. The backend is elsewhere.

use std::path::Path;
use std::process::Stdio;

use axum::Router;
use axum::http::header::ACCESS_CONTROL_ALLOW_ORIGIN;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::routing::get;
use reseller_offboarding_server::{Config, Running, start};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::Command;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::harness::{Engine, Page, browse, browse_blindly, dist};

/// Ends with the test's runtime.
pub struct Portal {
    url: String,
    backend: Running,
}

impl Portal {
    /// Serves a folder, beside a backend that knows its origin.
    pub async fn over(folder: &Path) -> Self {
        Self::sending(&[], folder).await
    }

    /// As `over`, with these headers in every answer.
    pub async fn sending(headers: &[(&'static str, &'static str)], folder: &Path) -> Self {
        let (listener, url) = listener().await;
        let config = Config { dist: dist(), origins: vec![url.clone()], ..Config::default() };
        let backend = start(config).await.unwrap();
        let tokens = format!("{}/demo/token?role=admin-agent&partner-kind=direct", backend.url);
        let routes = Router::new()
            .route("/portal/offboarding-token", get(async move || token(&tokens).await))
            .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
            .fallback_service(ServeDir::new(folder));
        let with_header = |routes: Router, (name, value): &(&'static str, &'static str)| {
            let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
            routes.layer(SetResponseHeaderLayer::overriding(name, value))
        };
        serve(listener, headers.iter().fold(routes, with_header));
        Self { url, backend }
    }

    /// The backend's address.
    pub fn api(&self) -> String {
        self.backend.url.to_string()
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Opens its page in a browser and runs the test on it.
    pub async fn visit(&self, query: &str, test: impl AsyncFnOnce(&Page)) {
        self.visit_in(Engine::Chromium, query, test).await;
    }

    /// As `visit`, in another engine.
    pub async fn visit_in(&self, engine: Engine, query: &str, test: impl AsyncFnOnce(&Page)) {
        browse(engine, "en-US", &format!("{}/{query}", self.url), test).await;
    }

    /// Opens one of its pages in a browser, whatever comes of it, and runs the test there.
    pub async fn visit_blindly(&self, path: &str, test: impl AsyncFnOnce(&Page)) {
        self.visit_blindly_in(Engine::Chromium, path, test).await;
    }

    /// As `visit_blindly`, in another engine.
    pub async fn visit_blindly_in(&self, engine: Engine, path: &str, test: impl AsyncFnOnce(&Page)) {
        browse_blindly(engine, "en-US", &format!("{}/{path}", self.url), test).await;
    }

    /// As `visit`, through Vite's development server, which makes the page of the project's sources.
    pub async fn visit_in_development(&self, project: &Path, query: &str, test: impl AsyncFnOnce(&Page)) {
        let mut vite = Command::new("node");
        vite.args(["node_modules/vite/bin/vite.js", "--host", "127.0.0.1", "--port", "0", "--clearScreen", "false"]);
        vite.env("RO_PORTAL", &self.url).env("RO_BACKEND", self.api()).env("NO_COLOR", "1").env_remove("FORCE_COLOR");
        vite.current_dir(project).stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut vite = vite.spawn().unwrap();
        let mut lines = BufReader::new(vite.stdout.take().unwrap()).lines();
        let address = loop {
            let line = lines.next_line().await.unwrap().expect("Vite ends before it listens");
            if let Some((_, address)) = line.split_once("Local:") {
                break address.trim().to_owned();
            }
        };
        browse(Engine::Chromium, "en-US", &format!("{address}{query}"), test).await;
    }
}

/// The portal's own server asks for the token; its pages never see how.
async fn token(address: &str) -> String {
    reqwest::Client::new().post(address).send().await.unwrap().text().await.unwrap()
}

/// Serves a folder to any origin, as a static host does, and says where.
pub async fn static_host(folder: &Path) -> String {
    let header = SetResponseHeaderLayer::overriding(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    host(Router::new().fallback_service(ServeDir::new(folder)).layer(header)).await
}

/// Serves whatever it is on an origin of its own, and says where.
pub async fn host(routes: Router) -> String {
    let (listener, url) = listener().await;
    serve(listener, routes);
    url
}

async fn listener() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

fn serve(listener: TcpListener, routes: Router) {
    tokio::spawn(async move { axum::serve(listener, routes).await });
}
