//! The program itself, as an operator starts it.

use std::fs;
use std::process::{ExitStatus, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Child;

use super::{Proxy, SECRET, program};

/// A process, and what it writes into its log.
pub struct Program {
    pub url: String,
    process: Child,
    folder: TempDir,
}

impl Program {
    /// In front of this upstream, with tokens under [`SECRET`], and with more arguments.
    pub async fn start(upstream: &Proxy, args: &[&str], filter: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut command = program();
        command.args(["--listen", "127.0.0.1:0", "--upstream", &upstream.url, "--token-secret", SECRET]).args(args);
        command.env("RUST_LOG", filter).stdout(Stdio::piped());
        let mut process = command.stderr(fs::File::create(folder.path().join("log")).unwrap()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let url = lines.next_line().await.unwrap().expect("the program prints its address");
        Self { url, process, folder }
    }

    /// What is in the log by now.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    /// Asks it to end.
    pub fn terminate(&self) {
        let id = self.process.id().expect("it has not ended yet");
        kill_process(Pid::from_raw(id.try_into().unwrap()).unwrap(), Signal::TERM).unwrap();
    }

    /// How it ended.
    pub async fn ended(&mut self) -> ExitStatus {
        self.process.wait().await.unwrap()
    }
}
