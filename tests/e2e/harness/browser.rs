//! A browser and the program that drives it: started on a port of the system's, killed with all that they start.

mod chromium;
mod firefox;
mod process;
mod webkit;

use std::path::Path;
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::time::timeout;

use super::Engine;
use process::Group;

/// Starting a browser on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Ends with the test.
pub struct Browser {
    pub engine: Engine,
    pub client: Client,
    _groups: Vec<Group>,
    _home: TempDir,
}

/// A driver that listens, and what it is asked for.
struct Driver {
    groups: Vec<Group>,
    port: u16,
    capabilities: Value,
}

impl Browser {
    /// A browser whose person reads this language; none where the engine is not on this machine.
    pub async fn start(engine: Engine, language: &str) -> Option<Self> {
        let home = tempfile::tempdir().unwrap();
        let starting = timeout(PATIENCE, start_driver(engine, home.path(), language));
        let driver = match starting.await.expect("the driver is silent") {
            Ok(driver) => driver,
            Err(Missing(why)) => {
                engine.is_missing(&why);
                return None;
            }
        };
        let client = timeout(PATIENCE, connect(&driver)).await.expect("no browser in time");
        let got = client.capabilities().unwrap();
        engine.runs(got["browserVersion"].as_str().unwrap());
        let mut groups = driver.groups;
        groups.extend(chromium::group(got));
        Some(Self { engine, client, _groups: groups, _home: home })
    }
}

/// A program that is not on this machine.
struct Missing(String);

async fn start_driver(engine: Engine, home: &Path, language: &str) -> Result<Driver, Missing> {
    match engine {
        Engine::Chromium => chromium::start(home, language).await,
        Engine::Firefox => firefox::start(home, language).await,
        Engine::WebKit => webkit::start(home, language).await,
    }
}

async fn connect(driver: &Driver) -> Client {
    let mut capabilities = driver.capabilities.as_object().expect("capabilities are written as an object").clone();
    capabilities.insert("timeouts".to_owned(), json!({ "script": 30_000, "pageLoad": 60_000, "implicit": 0 }));
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities(capabilities).connect(&format!("http://127.0.0.1:{}", driver.port)).await.unwrap()
}
