//! A program that ends with the test, and so does all that it starts.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader, copy, sink};
use tokio::process::{ChildStdout, Command};

use super::Missing;

/// Processes that are killed together.
pub struct Group {
    pub leader: Pid,
    pub signal: Signal,
}

impl Drop for Group {
    fn drop(&mut self) {
        // Fails for a group that has ended by itself.
        let _ = kill_process_group(self.leader, self.signal);
    }
}

/// The program that a variable names, or Debian's.
pub fn program(variable: &str, name: &str) -> Result<PathBuf, Missing> {
    let path = std::env::var_os(variable).map_or_else(|| Path::new("/usr/bin").join(name), PathBuf::from);
    path.is_file().then_some(path).ok_or_else(|| Missing(format!("no {name}: install it, or set {variable}")))
}

/// A program that knows nothing of the person who runs the tests.
pub fn command(program: &Path, home: &Path) -> Command {
    let mut command = Command::new(program);
    command.env("HOME", home).env("TMPDIR", home).env("XDG_RUNTIME_DIR", home);
    command.env("TZ", "UTC").env("LC_ALL", "en_US.UTF-8").env_remove("DBUS_SESSION_BUS_ADDRESS");
    command
}

/// Starts it in a group of its own.
pub fn spawn(mut command: Command) -> (Group, ChildStdout) {
    command.process_group(0).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let id = child.id().expect("nobody has waited for it");
    let leader = Pid::from_raw(i32::try_from(id).unwrap()).expect("it is not nought");
    let stdout = child.stdout.take().expect("it is piped");
    (Group { leader, signal: Signal::KILL }, stdout)
}

/// What comes in its output after these words; none where it ends without.
pub async fn hear(stdout: ChildStdout, words: &str) -> Option<String> {
    let mut lines = BufReader::new(stdout).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some((_, heard)) = line.split_once(words) {
            let heard = heard.to_owned();
            ignore(lines.into_inner());
            return Some(heard);
        }
    }
    None
}

/// Reads its output and throws it away: some programs fail where nobody reads.
pub fn ignore(mut output: impl AsyncRead + Unpin + Send + 'static) {
    tokio::spawn(async move { copy(&mut output, &mut sink()).await });
}
