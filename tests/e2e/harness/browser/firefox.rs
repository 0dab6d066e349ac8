//! Firefox, by geckodriver. A driver serves one browser.

use std::path::Path;

use serde_json::json;

use super::process::{command, hear, program, spawn};
use super::{Driver, Missing};

/// Headless and offline: nobody is told that it runs.
pub async fn start(home: &Path, language: &str) -> Result<Driver, Missing> {
    let mut command = command(&program("GECKODRIVER", "geckodriver")?, home);
    let capabilities = json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": program("FIREFOX", "firefox-esr")?,
            "args": ["-headless"],
            "prefs": {
                "intl.accept_languages": language,
                "datareporting.policy.dataSubmissionEnabled": false,
                "toolkit.telemetry.enabled": false,
                "network.captive-portal-service.enabled": false,
                "network.connectivity-service.enabled": false,
            },
        },
    });
    command.args(["--host", "127.0.0.1", "--port", "0", "--websocket-port", "0", "--profile-root"]).arg(home);
    let (group, stdout) = spawn(command);
    let port = hear(stdout, "Listening on 127.0.0.1:").await.expect("geckodriver ends before it listens");
    Ok(Driver { groups: vec![group], port: port.parse().unwrap(), capabilities })
}
