//! The language follows the page and the person, at any moment, and nothing else changes with it.

use fantoccini::key::Key;
use reseller_offboarding_server::Config;
use serde_json::json;

use crate::harness::{Page, READY, STORY, Texts, account_of, visit, visit_with};

/// Keeps what is told of every change of language, as the host page hears it.
const LISTEN: &str = "
    window.heard = [];
    window.addEventListener('ro-locale-change', (event) => window.heard.push(event.detail));";

/// Where the person is: the field's text and selection, the box, the focus, the dialog.
const WHERE: &str = "
    const field = root.querySelector('#confirm-name');
    return {
      value: field.value,
      selection: [field.selectionStart, field.selectionEnd],
      isChecked: root.querySelector('#confirm-ack').checked,
      focus: active().id,
      isOpen: root.querySelector('dialog[open]').matches(':modal'),
    };";

#[tokio::test]
async fn switching_keeps_the_dialog_as_the_person_left_it() {
    visit(&account_of(READY, "es-ES"), async |page, _| {
        let (spanish, italian) = (Texts::of("es-ES"), Texts::of("it-IT"));
        page.click("button", &spanish.get("account-remove-button")).await;
        page.click("checkbox", &spanish.get("remove-dialog-ack-checkbox")).await;
        page.fill(&spanish.with("remove-dialog-name-label", "customer", READY), "Panadería Ibá").await;
        page.press_with(Key::Shift, Key::Left, 3).await;
        let before = page.look(WHERE, json!(null)).await;
        assert_eq!(before["selection"], json!([10, 13]));
        assert_eq!((&before["focus"], &before["isChecked"]), (&json!("confirm-name"), &json!(true)));

        // With a modal dialog open only the page itself can switch: everything else is out of reach.
        page.look(LISTEN, json!(null)).await;
        page.look("host.lang = 'it-IT'", json!(null)).await;
        page.has("heading", &italian.get("remove-dialog-title")).await;
        page.has("textbox", &italian.with("remove-dialog-name-label", "customer", READY)).await;
        assert_eq!(page.look(WHERE, json!(null)).await, before);
        shows(page, "it-IT").await;
        hears(page, "it-IT", "host").await;
    })
    .await;
}

#[tokio::test]
async fn the_person_switches_and_the_page_hears_of_it() {
    visit("?lang=it-IT", async |page, _| {
        let (spanish, italian) = (Texts::of("es-ES"), Texts::of("it-IT"));
        page.look(LISTEN, json!(null)).await;
        page.fill(&italian.get("customers-search-input.aria-label"), "Caff").await;
        page.choose(&italian.get("common-language-label"), "es-ES").await;
        page.has("heading", &spanish.get("customers-heading")).await;
        shows(page, "es-ES").await;
        hears(page, "es-ES", "user").await;
        assert_eq!(page.look("return root.querySelector('[type=search]').value", json!(null)).await, json!("Caff"));
        assert_eq!(page.look("return host.lang", json!(null)).await, json!("es-ES"));
        assert_eq!(
            page.look("return new URLSearchParams(location.search).get('lang')", json!(null)).await,
            json!("es-ES")
        );

        page.reload().await;
        page.has("heading", &spanish.get("customers-heading")).await;
    })
    .await;
}

#[tokio::test]
async fn every_text_of_a_page_follows() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let (spanish, italian) = (Texts::of("es-ES"), Texts::of("it-IT"));
        page.sees(&spanish.count("account-status-blocked", 8)).await;
        page.choose(&spanish.get("common-language-label"), "it-IT").await;
        page.sees(&italian.count("account-status-blocked", 8)).await;
        page.choose(&italian.get("common-language-label"), "es-ES").await;
        page.sees(&spanish.count("account-status-blocked", 8)).await;
        let shown = page.text().await;
        for id in
            ["account-status-heading", "blocker-list-heading", "removal-effects-heading", "account-remove-blocked"]
        {
            assert!(shown.contains(&spanish.get(id)), "{id}");
            assert!(!shown.contains(&italian.get(id)), "{id}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_language_without_texts_of_its_own_finds_the_nearest() {
    visit("?lang=en-US", async |page, world| {
        for (asked, shown) in
            [("pt-BR", "en-US"), ("es-MX", "es-ES"), ("es-419", "es-ES"), ("it-CH", "it-IT"), ("zz", "en-US")]
        {
            page.open(&format!("{}/?lang={asked}", world.server.url)).await;
            page.has("heading", &Texts::of(shown).get("customers-heading")).await;
            let base = "return root.querySelector('[part~=base]').lang";
            assert_eq!(page.look(base, json!(null)).await, json!(shown), "{asked}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_that_names_no_language_follows_the_browser() {
    visit_with(Config::default(), "it-IT", "", async |page, _| {
        page.has("heading", &Texts::of("it-IT").get("customers-heading")).await;
    })
    .await;
}

async fn shows(page: &Page, tag: &str) {
    page.has_attribute("[part~=base]", "lang", tag).await;
    assert_eq!(page.look("return [host.lang, host.locale]", json!(null)).await, json!([tag, tag]));
}

async fn hears(page: &Page, tag: &str, cause: &str) {
    let heard = page.look("return window.heard", json!(null)).await;
    assert_eq!(heard, json!([{ "locale": tag, "cause": cause }]));
}
