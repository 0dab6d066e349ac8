//! Chromium, and the program that drives it: started on a port of the system's, killed with all that it started.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// Headless as root, alone and offline: nothing but this machine is looked up.
const FLAGS: [&str; 18] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--password-store=basic",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--window-size=1280,900",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
];

/// Starting a browser on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A driver and the browser that it started.
pub struct Driver {
    process: Child,
    port: u16,
    browser: Mutex<Option<Pid>>,
    home: TempDir,
}

impl Driver {
    /// Starts a driver on any free port. It wants the same port twice, for both kinds of addresses, and gives up where
    /// only one is free: then it is started again.
    pub async fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        for _ in 0..5 {
            let mut process = spawn(&home);
            if let Some(port) = timeout(PATIENCE, announced_port(&mut process)).await.expect("chromedriver is silent") {
                return Self { process, port, browser: Mutex::new(None), home };
            }
        }
        panic!("chromedriver ends before it listens")
    }

    /// A browser whose person reads this language.
    pub async fn browser(&self, language: &str) -> Client {
        let profile = format!("--user-data-dir={}", self.home.path().join("profile").display());
        let flags: Vec<&str> = FLAGS.into_iter().chain([profile.as_str()]).collect();
        let capabilities = capabilities(json!({
            "browserName": "chrome",
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": { "script": 30_000, "pageLoad": 60_000, "implicit": 0 },
            "goog:chromeOptions": {
                "binary": program("CHROMIUM", "chromium"),
                "args": flags,
                "prefs": { "intl.accept_languages": language },
            },
        }));
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let url = format!("http://127.0.0.1:{}", self.port);
        let connecting = builder.capabilities(capabilities).connect(&url);
        let client = timeout(PATIENCE, connecting).await.expect("no browser in time").unwrap();
        let pid = client.capabilities().and_then(|it| it.get("goog:processID")).and_then(Value::as_i64);
        *self.browser.lock().unwrap() = pid.and_then(|it| Pid::from_raw(i32::try_from(it).ok()?));
        client
    }
}

/// The browser has a process group of its own.
impl Drop for Driver {
    fn drop(&mut self) {
        let driver = self.process.id().and_then(|it| Pid::from_raw(i32::try_from(it).ok()?));
        let browser = self.browser.lock().ok().and_then(|it| *it);
        for group in [browser, driver].into_iter().flatten() {
            // Fails for a group that has ended by itself.
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

fn spawn(home: &TempDir) -> Child {
    let program = program("CHROMEDRIVER", "chromedriver");
    let mut command = Command::new(&program);
    command.arg("--port=0").env("HOME", home.path()).env("TMPDIR", home.path()).env("TZ", "UTC");
    command.env_remove("DBUS_SESSION_BUS_ADDRESS").process_group(0).kill_on_drop(true);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().unwrap_or_else(|error| panic!("{}: {error}", program.display()))
}

/// It says itself which port it was given; none where it ended without.
async fn announced_port(process: &mut Child) -> Option<u16> {
    let mut lines = BufReader::new(process.stdout.take()?).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some((_, port)) = line.split_once("was started successfully on port ") {
            return Some(port.trim_end_matches('.').parse().unwrap());
        }
    }
    None
}

fn program(variable: &str, name: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(|| PathBuf::from("/usr/bin").join(name), PathBuf::from)
}

fn capabilities(json: Value) -> Capabilities {
    json.as_object().expect("capabilities are written as an object").clone()
}
