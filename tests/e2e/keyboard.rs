//! Everything by the keyboard alone, with the focus where the next step is.

use fantoccini::key::Key;
use serde_json::json;

use crate::harness::{READY, Texts, visit};

#[tokio::test]
async fn a_customer_is_removed_without_a_mouse() {
    visit("?lang=en-US", async |page, _| {
        let texts = Texts::of("en-US");
        page.tab_to("textbox", &texts.get("customers-search-input.aria-label")).await;
        page.type_text("Panad").await;
        page.press(&[Key::Enter]).await;
        page.sees(&texts.count("customers-count-label", 1)).await;
        page.tab_to("button", &texts.with("customers-open-button.aria-label", "customer", READY)).await;
        page.press(&[Key::Enter]).await;
        page.has("heading", READY).await;

        let control = texts.get("account-remove-button");
        page.tab_to("button", &control).await;
        page.press(&[Key::Space]).await;
        page.has("heading", &texts.get("remove-dialog-title")).await;
        page.has_focus("#dialog-title").await;
        page.press(&[Key::Escape]).await;
        page.closes_dialog().await;
        page.has_focus("[part~=remove-button]").await;

        page.press(&[Key::Enter]).await;
        page.tab_to("textbox", &texts.with("remove-dialog-name-label", "customer", READY)).await;
        page.type_text(READY).await;
        page.tab_to("checkbox", &texts.get("remove-dialog-ack-checkbox")).await;
        page.press(&[Key::Space]).await;
        page.tab_to("button", &texts.get("remove-dialog-confirm-button")).await;
        page.press(&[Key::Enter]).await;
        page.has("heading", &texts.with("remove-success", "customer", READY)).await;
        page.has_focus("[data-heading]").await;
    })
    .await;
}

#[tokio::test]
async fn escape_closes_our_dialog_and_not_the_host_pages_layer() {
    visit(&crate::harness::account_of(READY, "en-US"), async |page, _| {
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
