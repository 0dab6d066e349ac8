//! WebKit as GTK has it, by WebKitWebDriver, which knows its browser. A driver serves one browser, and it needs a screen.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal};
use serde_json::json;

use super::process::{Group, command, hear, ignore, program, spawn};
use super::{Driver, Missing};

const BETWEEN_LOOKS: Duration = Duration::from_millis(5);

/// Its person reads English: it takes the language of the system, and the system has no other.
pub async fn start(home: &Path, language: &str) -> Result<Driver, Missing> {
    assert_eq!(language, "en-US", "WebKit cannot be told another language");
    let mut command = command(&program("WEBKIT_DRIVER", "WebKitWebDriver")?, home);
    let (screen, display) = start_screen(home).await?;
    command.args(["--host=127.0.0.1", "--port=0"]).env("DISPLAY", display);
    let (group, stdout) = spawn(command);
    ignore(stdout);
    let port = loop {
        match listening_port(group.leader) {
            Some(port) => break port,
            None => tokio::time::sleep(BETWEEN_LOOKS).await,
        }
    };
    Ok(Driver { groups: vec![group, screen], port, capabilities: json!({}) })
}

/// It is asked to end, so that it takes the file away that holds its display.
async fn start_screen(home: &Path) -> Result<(Group, String), Missing> {
    let mut command = command(&program("XVFB", "Xvfb")?, home);
    command.args(["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset"]);
    let (mut group, stdout) = spawn(command);
    group.signal = Signal::TERM;
    let display = hear(stdout, "").await.expect("Xvfb ends before it has a display");
    Ok((group, format!(":{display}")))
}

/// It takes any port, and does not say which.
fn listening_port(process: Pid) -> Option<u16> {
    let process = Path::new("/proc").join(process.to_string());
    let files = fs::read_dir(process.join("fd")).ok()?;
    let sockets: Vec<String> = files
        .filter_map(|it| fs::read_link(it.ok()?.path()).ok())
        .filter_map(|it| Some(it.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned()))
        .collect();
    fs::read_to_string(process.join("net/tcp")).ok()?.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let (_, port) = fields.get(1)?.split_once(':')?;
        let is_it = fields.get(3) == Some(&LISTENS) && sockets.iter().any(|it| fields.get(9) == Some(&it.as_str()));
        is_it.then(|| u16::from_str_radix(port, 16).ok())?
    })
}

/// A state in the system's table of connections.
const LISTENS: &str = "0A";
