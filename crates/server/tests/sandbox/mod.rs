//! The sandbox as a program of its own, on a port of its own.

use std::process::Stdio;
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

/// Good for so short that tokens are asked for all the time.
const TOKEN_LIFETIME_S: &str = "1";

/// The program over a file.
pub struct Program {
    pub url: String,
    process: Child,
    said: Said,
    listening: [JoinHandle<()>; 2],
    _data: TempDir,
}

/// All that it wrote, line by line.
type Said = Arc<Mutex<Vec<String>>>;

impl Program {
    /// Built by the cargo that built this test: the program is another package's.
    pub async fn start(n_customers: u32) -> Self {
        let data = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO"));
        command.args(["run", "--quiet", "--package", "partner-center-sandbox", "--", "--listen", "127.0.0.1:0"]);
        command.args(["--token-lifetime-s", TOKEN_LIFETIME_S, "--generate", &n_customers.to_string(), "--data"]);
        command.arg(data.path().join("sandbox.sqlite")).env("NO_COLOR", "1").env("RUST_LOG", "info");
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().unwrap();
        let said = Said::default();
        let errors = tokio::spawn(listen(process.stderr.take().unwrap(), Arc::clone(&said)));
        let mut output = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        let url = loop {
            line.clear();
            let n_bytes = output.read_line(&mut line).await.unwrap();
            assert!(n_bytes > 0, "the program ends before it listens: {:#?}", said.lock().unwrap());
            if let Some((_, url)) = line.split_once("sandbox is at ") {
                break url.trim().to_owned();
            }
        };
        let listening = [errors, tokio::spawn(listen(output, Arc::clone(&said)))];
        Self { url, process, said, listening, _data: data }
    }

    /// Ends it. The panics and errors among what it said.
    pub async fn stop(mut self) -> Vec<String> {
        assert_eq!(self.process.try_wait().unwrap(), None, "it ended by itself: {:#?}", self.said.lock().unwrap());
        self.process.kill().await.unwrap();
        for listening in self.listening {
            listening.await.unwrap();
        }
        let mut said = std::mem::take(&mut *self.said.lock().unwrap());
        said.retain(|it| it.contains("panicked") || it.contains("ERROR"));
        said
    }
}

async fn listen(stream: impl AsyncRead + Unpin, said: Said) {
    let mut lines = BufReader::new(stream).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        said.lock().unwrap().push(line);
    }
}
