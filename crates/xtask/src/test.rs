//! Checks and tests everything, the way CI does. Every part runs even after one failed, so that one run says all.
//!
//! Cargo's run over the workspace comes last, so that its summary is what one sees.

mod expected;
pub mod tally;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail, ensure};
use serde_json::json;
use xshell::{Shell, cmd};

use crate::languages::{self, More};
use crate::tools::{self, Browser, Postgres};
use crate::{dist, package, root, secrets, size, tidy};
use tally::Tally;

const WASM: &str = "wasm32-unknown-unknown";

/// Headless as root, alone and offline: nothing but this machine is looked up.
const CHROMIUM_FLAGS: [&str; 12] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--window-size=1280,900",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
];

/// Runs every part; what follows `--` goes to the test programs.
pub fn run(sh: &Shell, args: &[String]) -> Result<ExitCode> {
    let mut parts = Parts::default();
    parts.run("format", || Ok(cmd!(sh, "cargo fmt --all --check").run()?));
    parts.run("clippy", || Ok(cmd!(sh, "cargo clippy --workspace --all-targets -- -D warnings").run()?));
    parts.run("clippy for the browser", || clippy_for_the_browser(sh));
    parts.run("tidy", || tidy::run(sh));
    parts.run("dependencies", || judge_dependencies(sh));
    parts.run("secrets", || secrets::check(sh));
    parts.run("size", || size::run(&dist::build(sh)?));
    parts.run("package", || package::try_out(sh, &package::make(&root().join("dist"))?));
    parts.run("languages", || add_languages(sh));
    let machine = Machine::of(sh)?;
    let browser = &machine.browser;
    let in_browser = parts.run("tests in the browser", || test_in_the_browser(sh, browser, args)).unwrap_or_default();
    parts.run("tests of the server over PostgreSQL", || test_over_postgres(sh, &machine, args));
    parts.run("tests", || test_natively(sh, &machine, &in_browser, args));
    Ok(parts.summary())
}

fn clippy_for_the_browser(sh: &Shell) -> Result<()> {
    tools::wasm_target(sh)?;
    let package = "reseller-offboarding";
    Ok(cmd!(sh, "cargo clippy --target {WASM} --package {package} --all-targets -- -D warnings").run()?)
}

/// Without advisories: those come from GitHub, and are the hosted workflow's affair.
fn judge_dependencies(sh: &Shell) -> Result<()> {
    let deny = tools::cargo_deny(sh)?;
    Ok(cmd!(sh, "{deny} --log-level error --all-features --workspace check bans licenses sources").run()?)
}

/// A copy of the widget for the tests: with the made-up languages, and with one that only a folder adds.
pub fn add_languages(sh: &Shell) -> Result<()> {
    let more = More { pseudo: true, folders: vec![root().join("tests/e2e/locales")] };
    languages::add(sh, &root().join("dist"), &languages::folder("dist"), &more)
}

fn test_in_the_browser(sh: &Shell, browser: &Browser, args: &[String]) -> Result<Tally> {
    let runner = tools::wasm_bindgen(sh)?.join("wasm-bindgen-test-runner");
    let test =
        cmd!(sh, "cargo test --target {WASM} --package reseller-offboarding --tests --no-fail-fast -- {args...}")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("CHROMEDRIVER", &browser.driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", write_capabilities(sh, browser)?)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    let (status, tally) = tally::stream(test.into())?;
    ensure!(status.success(), "some tests in the browser failed");
    ensure!(!args.is_empty() || tally.total() > 0, "no test ran in the browser");
    Ok(tally)
}

/// The runner reads a file; the repository has no place for one that names this machine's browser.
fn write_capabilities(sh: &Shell, browser: &Browser) -> Result<PathBuf> {
    let options = json!({ "binary": browser.chromium, "args": CHROMIUM_FLAGS });
    let path = root().join("target/webdriver.json");
    sh.write_file(&path, json!({ "goog:chromeOptions": options }).to_string())?;
    Ok(path)
}

/// What tests need that is not built here.
pub struct Machine {
    browser: Browser,
    postgres: Postgres,
}

impl Machine {
    /// Finds, installs and starts it.
    pub fn of(sh: &Shell) -> Result<Self> {
        Ok(Self { browser: tools::browser(sh)?, postgres: tools::postgres(sh)? })
    }
}

/// Cargo's run over the workspace, with all that its tests need of this machine; `options` are cargo's own.
pub fn natively(sh: &Shell, machine: &Machine, options: &[&str], args: &[String]) -> Result<Command> {
    cargo_test(sh, machine, &[&["--workspace"], options].concat(), args)
}

/// The tests of the server that keep something, once more in the other database.
pub fn over_postgres(sh: &Shell, machine: &Machine, options: &[&str], args: &[String]) -> Result<Command> {
    let tests = ["--package", "reseller-offboarding-server", "--test", "api", "--test", "killed"];
    let mut test = cargo_test(sh, machine, &[&tests, options].concat(), args)?;
    test.env("STORAGE", "postgres");
    Ok(test)
}

fn cargo_test(sh: &Shell, Machine { browser, postgres }: &Machine, which: &[&str], args: &[String]) -> Result<Command> {
    let test = cmd!(sh, "cargo test {which...} --no-fail-fast -- {args...}")
        .env("RO_DIST", root().join("dist"))
        .env("RO_DIST_LANGUAGES", languages::folder("dist"))
        .env("RO_NPM", package::folder())
        .env("AXE", tools::axe(sh)?)
        .env("PYJWT", tools::pyjwt(sh)?)
        .env("SCHEMATHESIS", tools::schemathesis(sh)?)
        .env("POSTGRES", postgres.url())
        .env("POSTGRES_BIN", postgres.programs())
        .env("WRK", tools::wrk(sh)?)
        .env("CHROMIUM", &browser.chromium)
        .env("CHROMEDRIVER", &browser.driver)
        .envs(tools::more_browsers(sh));
    Ok(test.into())
}

fn test_over_postgres(sh: &Shell, machine: &Machine, args: &[String]) -> Result<()> {
    let (status, tally) = tally::stream(over_postgres(sh, machine, &[], args)?)?;
    ensure!(status.success(), "some tests over PostgreSQL failed");
    ensure!(!args.is_empty() || tally.total() > 0, "no test ran over PostgreSQL");
    Ok(())
}

fn test_natively(sh: &Shell, machine: &Machine, in_browser: &Tally, args: &[String]) -> Result<()> {
    let expected = expected::binaries(sh)?;
    let (status, tally) = tally::stream(natively(sh, machine, &[], args)?)?;
    if !tally.engines().is_empty() {
        eprintln!("engines: {}", tally.engines().join(", "));
    }
    ensure!(status.success(), "some tests failed");
    match args.is_empty() {
        true => expected::check(&expected, &tally, in_browser),
        false if tally.total() + in_browser.total() > 0 => Ok(()),
        false => bail!("no test has such a name"),
    }
}

/// Runs one part after another and remembers which failed.
#[derive(Default)]
struct Parts {
    failed: Vec<&'static str>,
}

impl Parts {
    fn run<T>(&mut self, name: &'static str, part: impl FnOnce() -> Result<T>) -> Option<T> {
        eprintln!("\n== {name}");
        part().map_err(|error| self.note(name, &error)).ok()
    }

    fn note(&mut self, name: &'static str, error: &anyhow::Error) {
        eprintln!("error: {name}: {error:#}");
        self.failed.push(name);
    }

    fn summary(self) -> ExitCode {
        if self.failed.is_empty() {
            return ExitCode::SUCCESS;
        }
        eprintln!("error: failed: {}", self.failed.join(", "));
        ExitCode::FAILURE
    }
}
