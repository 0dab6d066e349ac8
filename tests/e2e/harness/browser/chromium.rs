//! Chromium, by chromedriver. The one engine with a protocol of its own that the tests use, and a log of its console.

use std::path::Path;

use fantoccini::wd::Capabilities;
use rustix::process::{Pid, Signal};
use serde_json::{Value, json};

use super::process::{Group, command, hear, program, spawn};
use super::{Driver, Missing};

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

/// It wants the same port twice, for both kinds of addresses, and gives up where only one is free: then it is started
/// again.
pub async fn start(home: &Path, language: &str) -> Result<Driver, Missing> {
    let driver = program("CHROMEDRIVER", "chromedriver")?;
    let capabilities = capabilities(&program("CHROMIUM", "chromium")?, home, language);
    for _ in 0..5 {
        let mut command = command(&driver, home);
        command.arg("--port=0");
        let (group, stdout) = spawn(command);
        if let Some(port) = hear(stdout, "was started successfully on port ").await {
            let port = port.trim_end_matches('.').parse().unwrap();
            return Ok(Driver { groups: vec![group], port, capabilities });
        }
    }
    panic!("chromedriver ends before it listens")
}

fn capabilities(chromium: &Path, home: &Path, language: &str) -> Value {
    let profile = format!("--user-data-dir={}", home.join("profile").display());
    let flags: Vec<&str> = FLAGS.into_iter().chain([profile.as_str()]).collect();
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "binary": chromium,
            "args": flags,
            "prefs": { "intl.accept_languages": language },
        },
    })
}

/// The browser is not in its driver's group.
pub fn group(capabilities: &Capabilities) -> Option<Group> {
    let id = capabilities.get("goog:processID").and_then(Value::as_i64)?;
    let leader = Pid::from_raw(i32::try_from(id).ok()?)?;
    Some(Group { leader, signal: Signal::KILL })
}
