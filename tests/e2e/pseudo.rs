//! Every view on the narrowest screen: nothing is cut off and nothing sticks out. In two made-up languages as well, and
//! there nothing is left in English.
//!
//! en-XA is as long as a translation may get, ar-XB runs from right to left. Both are made from the English texts, so
//! that whatever is neither made up nor data was never translated.

use fantoccini::key::Key;
use reseller_offboarding_server::Config;
use serde_json::{Value, json};

use crate::harness::{Page, READY, STORY, Texts, World, account_of, dist_with_languages, visit_with};

const RECORD: &str = include_str!("pseudo/record.js");
const AUDIT: &str = include_str!("pseudo/audit.js");

/// The narrowest that has to do without scrolling sideways: 1280 pixels at 400 % (WCAG 1.4.10).
const NARROW: usize = 320;

const IS_MADE_UP: bool = true;
const IS_REAL: bool = false;

#[tokio::test]
async fn a_longer_language_has_room_and_is_all_there_is_to_read() {
    check("en-XA", "ltr", IS_MADE_UP).await;
}

#[tokio::test]
async fn a_language_from_right_to_left_has_room_and_is_all_there_is_to_read() {
    check("ar-XB", "rtl", IS_MADE_UP).await;
}

#[tokio::test]
async fn english_has_room() {
    check("en-US", "ltr", IS_REAL).await;
}

#[tokio::test]
async fn spanish_has_room() {
    check("es-ES", "ltr", IS_REAL).await;
}

#[tokio::test]
async fn italian_has_room() {
    check("it-IT", "ltr", IS_REAL).await;
}

/// Walks every view and tells everything that is wrong at once.
async fn check(tag: &str, dir: &str, is_made_up: bool) {
    let dist = dist_with_languages();
    let texts = Texts::published(&dist, tag);
    let wanted = json!({ "tag": tag, "dir": dir, "isMadeUp": is_made_up });
    let config = Config { dist, ..Config::default() };
    visit_with(config, "en-US", "", async |page, world| {
        page.resize(NARROW, 800).await;
        page.before_load(RECORD).await;
        let mut walk = Walk { page, world, texts, tag, wanted, found: vec![] };
        walk.customers().await;
        walk.request().await;
        walk.account().await;
        walk.subscriptions().await;
        walk.purchases().await;
        walk.activity().await;
        walk.removal().await;
        walk.another_role().await;
        walk.failure().await;
        assert!(walk.found.is_empty(), "in {tag}:\n{}", walk.found.join("\n"));
    })
    .await;
}

struct Walk<'a> {
    page: &'a Page,
    world: &'a World,
    texts: Texts,
    tag: &'a str,
    wanted: Value,
    found: Vec<String>,
}

impl Walk<'_> {
    /// What was seen in a view before is not told again.
    async fn audit(&mut self, view: &str) {
        let offenders = self.page.look(AUDIT, self.wanted.clone()).await;
        for offender in offenders.as_array().unwrap().iter().filter_map(Value::as_str) {
            if !self.found.iter().any(|it| it.ends_with(offender)) {
                self.found.push(format!("{view}: {offender}"));
            }
        }
    }

    async fn open(&self, query: &str) {
        self.page.open(&format!("{}/{query}", self.world.server.url)).await;
    }

    /// Opens a dialog, looks at it and leaves it as it was.
    async fn dialog(&mut self, view: &str, button: &str, title: &str) {
        self.page.click("button", button).await;
        self.page.has("heading", title).await;
        self.audit(view).await;
        self.page.press(&[Key::Escape]).await;
        self.page.closes_dialog().await;
    }

    async fn customers(&mut self) {
        self.open(&format!("?lang={}", self.tag)).await;
        self.page.has("button", &self.texts.with("customers-open-button.aria-label", "customer", STORY)).await;
        self.audit("customers").await;

        // Nobody's name, and no word of any language.
        self.page.fill(&self.texts.get("customers-search-input.aria-label"), "0000").await;
        self.page.click("button", &self.texts.get("customers-search-button")).await;
        self.page.sees(&self.texts.with("customers-no-match", "text", "0000")).await;
        self.audit("no match").await;
    }

    async fn request(&mut self) {
        self.open(&format!("?lang={}", self.tag)).await;
        self.page.click("button", &self.texts.get("request-open-button")).await;
        self.page.has("textbox", &self.texts.get("request-link-label")).await;
        self.audit("request").await;
    }

    async fn account(&mut self) {
        self.open(&account_of(STORY, self.tag)).await;
        self.page.sees(&self.texts.get("account-remove-blocked")).await;
        self.audit("account").await;
    }

    /// Suspends one, so that the log has something to show.
    async fn subscriptions(&mut self) {
        self.page.click("button", &self.texts.get("subs-heading")).await;
        let licence = "Microsoft 365 Business Standard";
        let suspend = self.texts.with("suspend-button.aria-label", "subscription", licence);
        self.page.has("button", &suspend).await;
        self.audit("subscriptions").await;

        let (open, title) =
            (self.texts.count("suspend-all-button", 2), self.texts.count("suspend-all-dialog-title", 2));
        self.dialog("suspend all", &open, &title).await;
        let azure = self.texts.with("azure-cancel-button.aria-label", "subscription", "Collaudo");
        let title = self.texts.get("azure-cancel-dialog-title");
        self.dialog("cancel Azure subscription", &azure, &title).await;

        self.page.click("button", &suspend).await;
        self.page.has("button", &self.texts.with("reactivate-button.aria-label", "subscription", licence)).await;
        self.audit("subscription suspended").await;

        self.page.click("button", &self.texts.count("suspend-all-button", 1)).await;
        self.page.click("button", &self.texts.count("suspend-all-confirm-button", 1)).await;
        self.page.sees(&self.texts.count("suspend-success", 1)).await;
        self.audit("summary of suspending").await;
        self.page.click("button", &self.texts.get("suspend-close-button")).await;
    }

    async fn purchases(&mut self) {
        let purchases = [
            ("reservations", "reservation", "Reserved VM Instance, Standard_D2s_v5, West Europe, 1 Year"),
            ("software", "software", "Windows Server 2025 Standard - 16 Core License Pack"),
        ];
        for (slice, variable, item) in purchases {
            self.page.click("button", &self.texts.get(&format!("{slice}-heading"))).await;
            let cancel = self.texts.with(&format!("{slice}-cancel-button.aria-label"), variable, item);
            self.page.has("button", &cancel).await;
            self.audit(slice).await;
            let title = self.texts.get(&format!("{slice}-cancel-dialog-title"));
            self.dialog(&format!("cancel {slice}"), &cancel, &title).await;
        }
    }

    async fn activity(&mut self) {
        self.page.click("button", &self.texts.get("activity-heading")).await;
        self.page.sees(&self.texts.get("activity-action-suspend-subscription")).await;
        self.audit("activity").await;
    }

    async fn removal(&mut self) {
        self.open(&account_of(READY, self.tag)).await;
        self.page.sees(&self.texts.get("account-remove-ready")).await;
        self.audit("account that can be removed").await;
        self.page.click("button", &self.texts.get("account-remove-button")).await;
        self.page.has("heading", &self.texts.get("remove-dialog-title")).await;
        self.audit("removal").await;

        self.page.click("button", &self.texts.get("remove-dialog-confirm-button")).await;
        self.page.sees(&self.texts.get("remove-dialog-ack-missing")).await;
        self.audit("removal that is not confirmed").await;

        self.page.fill(&self.texts.with("remove-dialog-name-label", "customer", READY), READY).await;
        self.page.click("checkbox", &self.texts.get("remove-dialog-ack-checkbox")).await;
        self.page.click("button", &self.texts.get("remove-dialog-confirm-button")).await;
        self.page.has("heading", &self.texts.with("remove-success", "customer", READY)).await;
        self.page.click("button", &self.texts.get("request-again-button")).await;
        self.page.has("textbox", &self.texts.get("request-link-label")).await;
        self.audit("receipt").await;
    }

    async fn failure(&mut self) {
        self.page.forgive("status of 404");
        self.open(&format!("?lang={}&customer=00000000-0000-4000-8000-000000000000", self.tag)).await;
        self.page.sees(&self.texts.get("error-state-not-found")).await;
        self.audit("failure").await;
    }

    /// Who may do less is told who may, in a list.
    async fn another_role(&mut self) {
        self.open(&format!("{}&who=helpdesk-agent+direct", account_of(STORY, self.tag))).await;
        self.page.sees(&self.texts.get("account-role-helpdesk-agent")).await;
        self.audit("account for another role").await;
    }
}
