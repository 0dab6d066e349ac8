//! Everything by the keyboard alone, with the focus where the next step is.

use fantoccini::key::Key;
use serde_json::json;

use crate::harness::{Engine, Page, READY, STORY, Texts, account_of, in_every_engine, visit, visit_in};

in_every_engine!(
    a_customer_is_offboarded_by_the_keyboard_with_text_of_twice_the_size,
    leaving_the_dialog_leads_back_to_its_control,
    escape_closes_our_dialog_and_not_the_host_pages_layer,
);

const HEADING: &str = "[data-heading]";
const REMOVE: &str = "[part~=remove-button]";

/// 1280 pixels at 400 % (WCAG 1.4.10).
#[tokio::test]
async fn a_customer_is_offboarded_by_the_keyboard_on_the_narrowest_screen() {
    visit("?lang=en-US", async |page, _| {
        page.resize(320, 640).await;
        offboard(page).await;
    })
    .await;
}

/// WCAG 1.4.4.
async fn a_customer_is_offboarded_by_the_keyboard_with_text_of_twice_the_size(engine: Engine) {
    visit_in(engine, "?lang=en-US", async |page, _| {
        page.look("document.documentElement.style.fontSize = '200%'", json!(null)).await;
        offboard(page).await;
    })
    .await;
}

async fn offboard(page: &Page) {
    let hands = Hands { page, texts: Texts::of("en-US") };
    hands.find_the_customer().await;
    hands.ask_why_it_is_blocked().await;
    hands.suspend().await;
    hands.cancel_azure().await;
    hands.cancel_purchases().await;
    hands.remove().await;
}

/// On the keyboard only.
struct Hands<'a> {
    page: &'a Page,
    texts: Texts,
}

impl Hands<'_> {
    async fn press(&self, name: &str) {
        self.page.tab_to("button", name).await;
        self.page.press(&[Key::Enter]).await;
    }

    /// In a table's row.
    async fn press_of(&self, act: &str, variable: &str, item: &str) {
        self.press(&self.texts.with(&format!("{act}.aria-label"), variable, item)).await;
    }

    /// Focus goes to the view's heading, which stays when the data comes.
    async fn open_section(&self, name: &str) {
        let name = self.texts.get(&format!("{name}-heading"));
        self.press(&name).await;
        self.page.has("heading", &name).await;
        self.page.has_focus(HEADING).await;
    }

    /// Focus goes into the dialog, to the answer that changes nothing.
    async fn confirm(&self, slice: &str, confirm: &str) {
        self.page.has("heading", &self.texts.get(&format!("{slice}-dialog-title"))).await;
        self.page.has_focus("[part~=dialog-cancel]").await;
        self.press(&self.texts.get(confirm)).await;
        self.page.closes_dialog().await;
    }

    async fn find_the_customer(&self) {
        self.page.tab_to("textbox", &self.texts.get("customers-search-input.aria-label")).await;
        self.page.type_text("Caff").await;
        self.page.press(&[Key::Enter]).await;
        self.page.sees(&self.texts.count("customers-count-label", 1)).await;
        self.page.has_focus("[type=search]").await;
        self.press_of("customers-open-button", "customer", STORY).await;
        self.page.has("heading", STORY).await;
        self.page.has_focus(HEADING).await;
    }

    async fn ask_why_it_is_blocked(&self) {
        self.press(&self.texts.get("account-remove-button")).await;
        self.page.has_focus("[data-blockers-heading]").await;
    }

    /// One, and back again: the row's next act has the focus. Then all: the summary has it, then the heading.
    async fn suspend(&self) {
        let licence = "Microsoft 365 Business Standard";
        self.open_section("subs").await;
        self.press_of("suspend-button", "subscription", licence).await;
        self.has_focus_on("reactivate-button", licence).await;
        self.page.press(&[Key::Space]).await;
        self.has_focus_on("suspend-button", licence).await;

        self.press(&self.texts.count("suspend-all-button", 2)).await;
        self.page.has_focus("[part~=dialog-cancel]").await;
        self.press(&self.texts.count("suspend-all-confirm-button", 2)).await;
        self.page.sees(&self.texts.count("operation-done-note", 2)).await;
        self.page.has_focus("[data-operation]").await;
        self.press(&self.texts.get("operation-close-button")).await;
        self.page.has_focus(HEADING).await;
    }

    async fn has_focus_on(&self, act: &str, item: &str) {
        let name = self.texts.with(&format!("{act}.aria-label"), "subscription", item);
        let script = "return named('button', clean(input)).includes(active())";
        self.page.eventually(&format!("the focus is on {name:?}"), script, json!(name)).await;
    }

    /// Nothing is left to do in such a row.
    async fn cancel_azure(&self) {
        for azure in ["Produzione", "Collaudo", "Sito web"] {
            self.press_of("azure-cancel-button", "subscription", azure).await;
            self.confirm("azure-cancel", "azure-cancel-button").await;
            self.page.has_focus(HEADING).await;
        }
        self.press_of("suspend-button", "subscription", "Azure plan").await;
        self.has_focus_on("reactivate-button", "Azure plan").await;
    }

    async fn cancel_purchases(&self) {
        let purchases = [
            ("reservations", "reservation", "Reserved VM Instance, Standard_D2s_v5, West Europe, 1 Year"),
            ("software", "software", "Windows Server 2025 Standard - 16 Core License Pack"),
        ];
        for (slice, variable, item) in purchases {
            self.open_section(slice).await;
            self.press_of(&format!("{slice}-cancel-button"), variable, item).await;
            self.confirm(&format!("{slice}-cancel"), &format!("{slice}-cancel-dialog-confirm-button")).await;
            self.page.sees(&self.texts.get(&format!("{slice}-status-canceled"))).await;
            self.page.has_focus(HEADING).await;
        }
    }

    async fn remove(&self) {
        let confirm = self.texts.get("remove-dialog-confirm-button");
        self.open_section("account").await;
        self.press(&self.texts.get("account-remove-button")).await;
        self.page.has_focus("#dialog-title").await;
        self.press(&confirm).await;
        self.page.has_focus("#confirm-name").await;
        self.page.type_text(STORY).await;
        self.press(&confirm).await;
        self.page.has_focus("#confirm-ack").await;
        self.page.press(&[Key::Space]).await;
        self.press(&confirm).await;
        self.page.has("heading", &self.texts.with("remove-success", "customer", STORY)).await;
        self.page.has_focus(HEADING).await;
        self.press(&self.texts.get("request-again-button")).await;
        self.page.has("textbox", &self.texts.get("request-link-label")).await;
        self.page.has_focus(HEADING).await;
        self.press(&self.texts.get("common-done-button")).await;
        self.page.has("heading", &self.texts.get("customers-heading")).await;
        self.page.has_focus(HEADING).await;
    }
}

async fn leaving_the_dialog_leads_back_to_its_control(engine: Engine) {
    visit_in(engine, &account_of(READY, "en-US"), async |page, _| {
        page.tab_to("button", &Texts::of("en-US").get("account-remove-button")).await;
        page.press(&[Key::Space]).await;
        page.has_focus("#dialog-title").await;
        page.press(&[Key::Escape]).await;
        page.closes_dialog().await;
        page.has_focus(REMOVE).await;
    })
    .await;
}

/// The button that had the focus goes with the failure.
#[tokio::test]
async fn trying_again_after_a_failure_keeps_the_focus() {
    let nobody = "?lang=en-US&customer=00000000-0000-4000-8000-000000000000";
    visit(nobody, async |page, _| {
        page.forgive("status of 404");
        let retry = Texts::of("en-US").get("common-retry-button");
        for _ in 0..2 {
            page.tab_to("button", &retry).await;
            page.press(&[Key::Enter]).await;
            page.has_focus(HEADING).await;
        }
    })
    .await;
}

async fn escape_closes_our_dialog_and_not_the_host_pages_layer(engine: Engine) {
    visit_in(engine, &account_of(READY, "en-US"), async |page, _| {
        let texts = Texts::of("en-US");
        let listen = "window.escapes = 0;
            document.addEventListener('keydown', (event) => { if (event.key === 'Escape') window.escapes += 1; });";
        page.look(listen, json!(null)).await;
        page.click("button", &texts.get("account-remove-button")).await;
        page.has_focus("#dialog-title").await;
        page.press(&[Key::Escape]).await;
        page.closes_dialog().await;
        assert_eq!(page.look("return window.escapes", json!(null)).await, json!(0));
        page.press(&[Key::Escape]).await;
        page.eventually("a second Escape is the page's", "return window.escapes === 1", json!(null)).await;
    })
    .await;
}
