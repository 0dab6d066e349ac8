//! How the program is set up: by a file, the environment and flags.

use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

use offboarding_domain::Rule;
use offboarding_domain::api::Account;
use reqwest::Client;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::Command;

use crate::support::{READY, SECRET, admin_agent, answer, customer, program, token};

fn program_with(settings: &Path) -> Command {
    let mut command = program();
    command.env("RO_CONFIG", settings);
    command
}

/// The rule that a program set up like this goes by.
async fn rule_of(mut command: Command) -> Rule {
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let url = lines.next_line().await.unwrap().expect("the program prints its address");
    let request = Client::new().get(format!("{url}/v1/customers/{}", customer(READY)));
    let account: Account = answer(request.bearer_auth(token(&admin_agent()))).await.read(200);
    account.facts.rule
}

#[tokio::test]
async fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let folder = TempDir::new().unwrap();
    let settings = folder.path().join("server.toml");
    let text = format!("listen = \"127.0.0.1:0\"\ntoken-secret = \"{SECRET}\"\nrule = \"cancel-new-commerce\"\n");
    fs::write(&settings, text).unwrap();
    assert_eq!(rule_of(program_with(&settings)).await, Rule::CancelNewCommerce);
    let mut by_environment = program_with(&settings);
    by_environment.env("RO_RULE", "suspend");
    assert_eq!(rule_of(by_environment).await, Rule::Suspend);
    let mut by_flag = program_with(&settings);
    by_flag.env("RO_RULE", "suspend").args(["--rule", "cancel-new-commerce"]);
    assert_eq!(rule_of(by_flag).await, Rule::CancelNewCommerce);
}

#[tokio::test]
async fn what_cannot_work_is_refused_at_the_start_in_one_line() {
    let folder = TempDir::new().unwrap();
    let settings = folder.path().join("server.toml");
    let half = "upstream = \"https://api.partnercenter.microsoft.com\"\nupstream-client-id = \"id\"\n\
                upstream-client-secret = \"hush\"\n";
    for (text, expected) in [
        (
            format!("token-secret = \"{SECRET}\"\n{half}"),
            "Error: the upstream's registration is not complete: RO_UPSTREAM_TOKEN_URL, RO_UPSTREAM_REFRESH_TOKEN missing",
        ),
        ("listen = \"0.0.0.0:0\"\n".to_owned(), "Error: listening on 0.0.0.0:0 needs the keys of the portal's tokens"),
        ("lisen = \"0.0.0.0:0\"\n".to_owned(), "error: the settings in FILE: there is no setting \"lisen\""),
    ] {
        fs::write(&settings, text).unwrap();
        let Output { status, stdout, stderr } = program_with(&settings).output().await.unwrap();
        let said = String::from_utf8(stderr).unwrap().replace(settings.to_str().unwrap(), "FILE");
        let lines: Vec<&str> = said.lines().filter(|it| it.to_lowercase().starts_with("error")).collect();
        assert!(!status.success() && stdout.is_empty(), "{said}");
        assert!(matches!(lines[..], [line] if line.starts_with(expected)), "{said}");
        assert!(!said.contains("hush") && !said.contains(SECRET), "{said}");
    }
}
