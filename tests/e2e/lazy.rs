//! The second file of WebAssembly: the account page does without it, and whoever needs it can try again.

use std::fs;
use std::path::PathBuf;

use reseller_offboarding_server::Config;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{Page, STORY, Texts, account_of, copy_of_dist, customer_id, visit, visit_with};

const RESERVATION: &str = "Reserved VM Instance, Standard_D2s_v5, West Europe, 1 Year";

/// Keeps the codes of what goes wrong.
const LISTEN: &str = "window.codes = []; host.addEventListener('ro-error', (it) => window.codes.push(it.detail.code))";

/// A built widget of which this file can be taken away.
struct Widget {
    dist: TempDir,
    lazy: PathBuf,
}

impl Widget {
    fn new() -> Self {
        let dist = copy_of_dist();
        let manifest = fs::read_to_string(dist.path().join("integrity.json")).unwrap();
        let manifest: Value = serde_json::from_str(&manifest).unwrap();
        let lazy = dist.path().join(manifest["lazy"]["path"].as_str().unwrap());
        fs::remove_file(lazy.with_extension("wasm.br")).unwrap();
        Self { dist, lazy }
    }

    /// The file is not there; with what would be in it.
    fn without_lazy() -> (Self, Vec<u8>) {
        let widget = Self::new();
        let content = fs::read(&widget.lazy).unwrap();
        fs::remove_file(&widget.lazy).unwrap();
        (widget, content)
    }

    fn config(&self) -> Config {
        Config { dist: self.dist.path().to_owned(), ..Config::default() }
    }
}

#[tokio::test]
async fn the_account_page_does_without_it_and_the_rest_can_be_tried_again() {
    let (widget, content) = Widget::without_lazy();
    visit_with(widget.config(), "en-US", &account_of(STORY, "es-ES"), async |page, _| {
        forgive_not_loaded(page);
        let texts = Texts::of("es-ES");
        let failed = texts.get("error-load-failed");
        let cancel = texts.with("reservations-cancel-button.aria-label", "reservation", RESERVATION);
        page.look(LISTEN, json!(null)).await;
        page.sees(&texts.count("account-status-blocked", 8)).await;
        page.sees_no(&failed).await;

        page.click("button", &cancel).await;
        page.sees(&failed).await;
        assert!(!page.has_dialog().await);
        page.click("button", &texts.get("subs-heading")).await;
        page.has("link", &texts.get("common-partner-center-link")).await;
        assert_eq!(page.look("return window.codes", json!(null)).await, json!(["load/network", "load/network"]));

        fs::write(&widget.lazy, content).unwrap();
        page.click("button", &texts.get("common-retry-button")).await;
        page.has("button", &texts.with("suspend-button.aria-label", "subscription", "Exchange Online (Plan 1)")).await;
        page.click("button", &texts.get("account-heading")).await;
        page.click("button", &cancel).await;
        page.has("heading", &texts.get("reservations-cancel-dialog-title")).await;
    })
    .await;
}

#[tokio::test]
async fn an_act_that_failed_without_it_is_done_when_it_is_tried_again() {
    let (widget, content) = Widget::without_lazy();
    visit_with(widget.config(), "en-US", &account_of(STORY, "it-IT"), async |page, _| {
        forgive_not_loaded(page);
        let texts = Texts::of("it-IT");
        let failed = texts.get("error-load-failed");
        page.click("button", &texts.count("clear-all-button", 8)).await;
        page.sees(&failed).await;
        fs::write(&widget.lazy, content).unwrap();
        page.click("button", &texts.count("clear-all-button", 8)).await;
        page.has("heading", &texts.count("clear-all-dialog-title", 8)).await;
        page.click("button", &texts.get("clear-all-keep-button")).await;
        page.sees_no(&failed).await;
    })
    .await;
}

#[tokio::test]
async fn one_that_was_tampered_with_is_not_run() {
    let widget = Widget::new();
    // An empty section: as good a module as before.
    fs::write(&widget.lazy, [fs::read(&widget.lazy).unwrap(), vec![0, 1, 0]].concat()).unwrap();
    visit_with(widget.config(), "en-US", &account_of(STORY, "es-ES"), async |page, _| {
        forgive_not_loaded(page);
        let texts = Texts::of("es-ES");
        page.look(LISTEN, json!(null)).await;
        page.click("button", &texts.get("software-heading")).await;
        page.sees(&texts.get("error-load-failed")).await;
        assert_eq!(page.look("return window.codes", json!(null)).await, json!(["load/integrity"]));
    })
    .await;
}

#[tokio::test]
async fn it_is_fetched_when_the_account_page_is_there() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let account = format!("/v1/customers/{}", customer_id(STORY));
        let (lazy, account) = (fetched(page, "/lazy-").await, fetched(page, &account).await);
        assert!(lazy.start > account.end, "at {} and {}", lazy.start, account.end);
    })
    .await;
}

#[tokio::test]
async fn a_view_that_needs_both_asks_for_them_side_by_side() {
    visit("?lang=es-ES", async |page, _| {
        page.has("heading", &Texts::of("es-ES").get("customers-heading")).await;
        both_at_once(page).await;

        let name_it = "document.addEventListener('readystatechange', () => {
            document.querySelector('reseller-offboarding').setAttribute('view', 'subscriptions');
          }, { once: true })";
        page.before_load(name_it).await;
        let url = page.look("return location.origin", json!(null)).await;
        page.open(&format!("{}/{}", url.as_str().unwrap(), account_of(STORY, "es-ES"))).await;
        page.has("heading", &Texts::of("es-ES").get("subs-heading")).await;
        both_at_once(page).await;
    })
    .await;
}

/// What the browser itself says of it.
fn forgive_not_loaded(page: &Page) {
    ["status of 404", "integrity", "Fetch API cannot load"].into_iter().for_each(|it| page.forgive(it));
}

async fn both_at_once(page: &Page) {
    let (lazy, widget) = (fetched(page, "/lazy-").await, fetched(page, "/widget-.+wasm").await);
    assert!(lazy.start < widget.end, "at {} and {}", lazy.start, widget.end);
}

/// When the page asked for a file, and when it had it.
struct Fetched {
    start: f64,
    end: f64,
}

/// The one whose address matches.
async fn fetched(page: &Page, part: &str) -> Fetched {
    let find = "const entry = performance.getEntriesByType('resource').find((it) => new RegExp(input).test(it.name));
        return entry ? [entry.startTime, entry.responseEnd] : null";
    let times = page.eventually(part, find, json!(part)).await;
    Fetched { start: times[0].as_f64().unwrap(), end: times[1].as_f64().unwrap() }
}
