//! Every view in every state, one after another on one page: at each stop a test looks at what it is about.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{Page, READY, STORY, Texts, World, account_of, customer_id};

/// Answers requests in the place of the server, or keeps them waiting.
pub const ANSWERS: &str = include_str!("tour/answers.js");

/// What waits for half a second or for eight is shown at once.
const SHOW_LATE_WORDS: &str = "root.getAnimations({ subtree: true })
    .filter((it) => it.animationName === 'appear').forEach((it) => it.finish());";

/// Legacy licences, all suspended: clear.
const SUSPENDED: &str = "Società Agricola Pò di Levante";

/// Walks it, and stops at each view and state with its name.
pub async fn tour(page: &Page, world: &World, at: impl AsyncFnMut(&str)) {
    tour_in("en-US", Texts::of("en-US"), page, world, at).await;
}

/// As `tour`, in another language.
pub async fn tour_in(tag: &str, texts: Texts, page: &Page, world: &World, at: impl AsyncFnMut(&str)) {
    let mut tour = Tour { tag, page, world, texts, at };
    tour.customers().await;
    tour.loading().await;
    tour.account().await;
    tour.subscriptions().await;
    tour.run().await;
    tour.purchases().await;
    tour.activity().await;
    tour.other_subscriptions().await;
    tour.nothing_there().await;
    tour.roles().await;
    tour.removal().await;
    tour.outcomes().await;
    tour.failure().await;
}

const IS_GONE: bool = true;
const IS_THERE: bool = false;

struct Tour<'a, At> {
    tag: &'a str,
    page: &'a Page,
    world: &'a World,
    texts: Texts,
    at: At,
}

impl<At: AsyncFnMut(&str)> Tour<'_, At> {
    async fn stop(&mut self, name: &str) {
        (self.at)(name).await;
    }

    async fn open(&self, query: &str) {
        self.page.open(&format!("{}/{query}", self.world.server.url)).await;
    }

    async fn open_account(&self, name: &str) {
        self.open(&account_of(name, self.tag)).await;
        self.page.has("heading", name).await;
    }

    async fn section(&self, name: &str) {
        self.page.click("button", &self.texts.get(&format!("{name}-heading"))).await;
        self.page.has("heading", &self.texts.get(&format!("{name}-heading"))).await;
    }

    /// Opens a dialog, stops, and leaves it.
    async fn dialog(&mut self, name: &str, opener: &str, title: &str) {
        self.page.click("button", opener).await;
        self.page.has("heading", title).await;
        self.stop(name).await;
        self.page.press(&[Key::Escape]).await;
        self.page.closes_dialog().await;
    }

    async fn keep_waiting(&self, method: &str, path: &str) {
        self.page.look(ANSWERS, json!({ "method": method, "path": path })).await;
    }

    async fn answer(&self, method: &str, path: &str, status: u16, body: Value) {
        let answer = json!({ "method": method, "path": path, "status": status, "body": body });
        self.page.look(ANSWERS, answer).await;
    }

    async fn fail(&self, method: &str, path: &str) {
        let problem = json!({ "status": 502, "code": "upstream/failed", "correlationId": "17" });
        self.answer(method, path, 502, problem).await;
    }

    async fn network(&self, is_gone: bool) {
        let conditions = json!({ "offline": is_gone, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.page.devtools("Network.emulateNetworkConditions", conditions).await;
    }

    async fn release(&self) {
        self.page.look("window.release()", json!(null)).await;
    }

    async fn customers(&mut self) {
        self.open(&format!("?lang={}", self.tag)).await;
        self.page.has("button", &self.texts.with("customers-open-button.aria-label", "customer", STORY)).await;
        self.stop("customers").await;
        self.page.click("button", &self.texts.get("request-open-button")).await;
        self.page.has("textbox", &self.texts.get("request-link-label")).await;
        self.stop("request").await;

        self.page.fill(&self.texts.get("customers-search-input.aria-label"), "0000").await;
        self.page.click("button", &self.texts.get("customers-search-button")).await;
        self.page.sees(&self.texts.with("customers-no-match", "text", "0000")).await;
        self.stop("search without a match").await;
        self.page.click("button", &self.texts.get("customers-clear-button")).await;
    }

    async fn loading(&mut self) {
        self.keep_waiting("GET", &customer_id(STORY).to_string()).await;
        self.page.click("button", &self.texts.with("customers-open-button.aria-label", "customer", STORY)).await;
        self.page.look(SHOW_LATE_WORDS, json!(null)).await;
        self.page.sees(&self.texts.get("common-loading-slow")).await;
        self.stop("loading").await;
        self.release().await;
        self.page.has("heading", STORY).await;
    }

    async fn account(&mut self) {
        self.page.sees(&self.texts.get("account-remove-blocked")).await;
        self.stop("account, blocked").await;
        self.network(IS_GONE).await;
        self.page.sees(&self.texts.get("common-offline-note")).await;
        self.stop("account, offline").await;
        self.network(IS_THERE).await;
        self.page.look("host.logout()", json!(null)).await;
        self.page.has("button", &self.texts.get("common-sign-in-button")).await;
        self.stop("account, signed out").await;
        self.page.click("button", &self.texts.get("common-sign-in-button")).await;
        self.page.sees(&self.texts.get("account-remove-blocked")).await;
    }

    async fn subscriptions(&mut self) {
        self.section("subs").await;
        self.stop("subscriptions").await;
        let azure = self.texts.with("azure-cancel-button.aria-label", "subscription", "Collaudo");
        self.dialog("cancel an Azure subscription", &azure, &self.texts.get("azure-cancel-dialog-title")).await;
        let (all, title) = (self.texts.count("suspend-all-button", 2), self.texts.count("suspend-all-dialog-title", 2));
        self.dialog("suspend all", &all, &title).await;

        self.fail("PATCH", "").await;
        let licence = self.texts.with("suspend-button.aria-label", "subscription", "Exchange Online (Plan 1)");
        self.page.click("button", &licence).await;
        self.page.sees(&self.texts.get("error-upstream-failed")).await;
        self.stop("an act that failed").await;
        self.release().await;
    }

    /// All fail, are tried again, and go well.
    async fn run(&mut self) {
        let of_all = |fault: &str| json!([{ "method": "PATCH", "fault": { "kind": fault, "retryAfterS": 3600 } }]);
        self.world.faults(of_all("throttled")).await;
        self.page.click("button", &self.texts.count("suspend-all-button", 2)).await;
        self.page.click("button", &self.texts.count("suspend-all-confirm-button", 2)).await;
        self.page.sees(&self.texts.count("operation-failed-note", 2)).await;
        self.stop("summary of what failed").await;

        self.world.faults(of_all("held")).await;
        self.page.click("button", &self.texts.count("operation-retry-button", 2)).await;
        self.page.sees(&self.texts.numbers("operation-progress", &[("done", 0), ("total", 2)])).await;
        self.stop("suspending").await;
        self.page.click("button", &self.texts.get("operation-pause-button")).await;
        self.world.faults(json!([])).await;
        self.page.sees(&self.texts.numbers("operation-paused-note", &[("done", 2), ("total", 2)])).await;
        self.stop("paused").await;
        self.page.click("button", &self.texts.get("operation-resume-button")).await;
        self.page.sees(&self.texts.count("operation-done-note", 2)).await;
        self.stop("summary").await;
        self.page.click("button", &self.texts.get("operation-close-button")).await;
        self.section("account").await;
        let (clear, title) = (self.texts.count("clear-all-button", 6), self.texts.get("clear-all-dialog-title"));
        self.dialog("clear everything", &clear, &title).await;
    }

    async fn purchases(&mut self) {
        let purchases = [
            ("reservations", "reservation", "Reserved VM Instance, Standard_D2s_v5, West Europe, 1 Year"),
            ("software", "software", "Windows Server 2025 Standard - 16 Core License Pack"),
        ];
        for (slice, variable, item) in purchases {
            self.section(slice).await;
            let cancel = self.texts.with(&format!("{slice}-cancel-button.aria-label"), variable, item);
            self.page.has("button", &cancel).await;
            self.stop(slice).await;
            let title = self.texts.get(&format!("{slice}-cancel-dialog-title"));
            self.dialog(&format!("cancel {slice}"), &cancel, &title).await;
        }
    }

    async fn activity(&mut self) {
        self.section("activity").await;
        self.page.sees(&self.texts.get("activity-action-suspend-subscription")).await;
        self.stop("activity").await;
        self.page.choose(&self.texts.get("activity-column-action"), "remove-relationship").await;
        self.page.click("button", &self.texts.get("activity-filter-button")).await;
        self.page.sees(&self.texts.get("activity-none-match")).await;
        self.stop("activity, filtered to nothing").await;
    }

    /// New commerce asks first; the marketplace cancels.
    async fn other_subscriptions(&mut self) {
        let others = [
            ("Hastings & Whitlock Solicitors LLP", "Microsoft 365 E5", "suspend", "suspend-one-dialog-title"),
            (
                "Farmacia Sant’Agàta S.a.s.",
                "Aljibe Backup for Microsoft 365",
                "cancel-subscription",
                "cancel-subscription-dialog-title",
            ),
        ];
        for (customer, item, act, title) in others {
            self.open_account(customer).await;
            let opener = self.texts.with(&format!("{act}-button.aria-label"), "subscription", item);
            self.dialog(&format!("{act} one"), &opener, &self.texts.get(title)).await;
        }
    }

    async fn nothing_there(&mut self) {
        self.open_account(READY).await;
        self.page.sees(&self.texts.get("account-status-clear")).await;
        self.stop("account, clear").await;
        for section in ["subs", "reservations", "software", "activity"] {
            self.section(section).await;
            self.page.sees(&self.texts.get(&format!("{section}-empty"))).await;
            self.stop(&format!("{section}, empty")).await;
        }
    }

    async fn roles(&mut self) {
        for who in ["helpdesk-agent+direct", "admin-agent+indirect-reseller"] {
            self.open(&format!("{}&who={who}", account_of(STORY, self.tag))).await;
            self.page.has("heading", STORY).await;
            self.stop(&format!("account, for {who}")).await;
        }
    }

    async fn removal(&mut self) {
        self.open_account(READY).await;
        self.page.click("button", &self.texts.get("account-remove-button")).await;
        self.page.has("heading", &self.texts.get("remove-dialog-title")).await;
        self.stop("removal").await;
        self.page.click("button", &self.texts.get("remove-dialog-confirm-button")).await;
        self.page.sees(&self.texts.get("remove-dialog-ack-missing")).await;
        self.stop("removal, not confirmed").await;

        self.page.fill(&self.texts.with("remove-dialog-name-label", "customer", READY), READY).await;
        self.page.click("checkbox", &self.texts.get("remove-dialog-ack-checkbox")).await;
        self.fail("POST", "/removal").await;
        self.page.click("button", &self.texts.get("remove-dialog-confirm-button")).await;
        self.page.sees(&self.texts.get("error-upstream-failed")).await;
        self.stop("removal, failed").await;
        self.release().await;

        self.keep_waiting("POST", "/removal").await;
        self.page.click("button", &self.texts.get("remove-dialog-confirm-button")).await;
        self.page.has("button", &self.texts.get("remove-dialog-progress")).await;
        self.stop("removal, under way").await;
        self.release().await;
        self.page.has("heading", &self.texts.with("remove-success", "customer", READY)).await;
        self.stop("removed").await;
        self.page.click("button", &self.texts.get("request-again-button")).await;
        self.page.has("textbox", &self.texts.get("request-link-label")).await;
        self.stop("removed, asking again").await;
    }

    /// Not seen yet, or not known.
    async fn outcomes(&mut self) {
        for outcome in ["accepted", "unknown"] {
            self.open_account(SUSPENDED).await;
            let status = json!({ "outcome": outcome, "receipt": null, "correlationId": "17" });
            self.answer("POST", "/removal", 202, status.clone()).await;
            self.answer("GET", "/removal", 200, status).await;
            self.page.click("button", &self.texts.get("account-remove-button")).await;
            self.page.fill(&self.texts.with("remove-dialog-name-label", "customer", SUSPENDED), SUSPENDED).await;
            self.page.click("checkbox", &self.texts.get("remove-dialog-ack-checkbox")).await;
            self.page.click("button", &self.texts.get("remove-dialog-confirm-button")).await;
            self.page.sees(&self.texts.get(&format!("remove-{outcome}-note"))).await;
            self.stop(&format!("removal, {outcome}")).await;
        }
    }

    async fn failure(&mut self) {
        self.page.forgive("status of 404");
        self.open(&format!("?lang={}&customer=00000000-0000-4000-8000-000000000000", self.tag)).await;
        self.page.sees(&self.texts.get("error-state-not-found")).await;
        self.stop("failure").await;
    }
}
