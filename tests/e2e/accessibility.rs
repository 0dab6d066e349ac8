//! No barriers that a machine can find, in any view or state; and what a screen reader is given, name by name.

pub mod axe;
mod given;
mod product;

use serde_json::json;

use given::{check, given};
use product::wear;

use crate::harness::{Page, READY, STORY, Texts, account_of, visit};
use crate::tour::tour;

const REMOVE: &str = "[part~=remove-button]";

#[tokio::test]
async fn axe_finds_nothing_in_any_view_or_state() {
    visit("", async |page, world| {
        axe::bring(page).await;
        let mut found = Vec::new();
        tour(page, world, async |name| note(page, name, &mut found).await).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

/// The rest of the product is long: `product.rs`.
#[tokio::test]
async fn axe_finds_nothing_in_any_language_and_scheme() {
    visit("", async |page, world| {
        axe::bring(page).await;
        let mut found = Vec::new();
        for lang in ["en-US", "es-ES", "it-IT"] {
            page.open(&format!("{}/{}", world.server.url, account_of(READY, lang))).await;
            page.sees(&Texts::of(lang).get("account-remove-ready")).await;
            for scheme in ["light", "dark"] {
                wear(page, scheme).await;
                note(page, &format!("{lang}, {scheme}"), &mut found).await;
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

/// Axe reads the colours that the style sheet asks for: it cannot judge those that a person forces.
#[tokio::test]
async fn forced_colours_leave_every_state_its_sign() {
    visit(&account_of(STORY, "en-US"), async |page, _| {
        let forced = json!({ "features": [{ "name": "forced-colors", "value": "active" }] });
        page.devtools("Emulation.setEmulatedMedia", forced).await;
        assert_eq!(page.look("return matchMedia('(forced-colors: active)').matches", json!(null)).await, json!(true));
        page.click("button", &Texts::of("en-US").get("subs-heading")).await;
        let unsigned = page.look(UNSIGNED, json!(null)).await;
        assert_eq!(unsigned, json!([]));
    })
    .await;
}

/// What colour alone tells, or what is gone with the colours: states without a sign, the section shown.
const UNSIGNED: &str = "
    const states = [...root.querySelectorAll('.status, .reason, .badge[data-status]')];
    const unsigned = states.filter((it) => !/\\p{S}|\\p{P}/u.test(getComputedStyle(it, '::before').content.slice(1, -1)));
    const current = [...root.querySelectorAll('[aria-current]')];
    const alike = current.filter((it) => getComputedStyle(it).textDecorationLine !== 'underline');
    return [...unsigned, ...alike].map((it) => it.outerHTML);";

/// What was found in a state before is not told again.
async fn note(page: &Page, state: &str, found: &mut Vec<String>) {
    for violation in axe::run(page).await {
        if !found.iter().any(|it| it.ends_with(&violation)) {
            found.push(format!("{state}: {violation}"));
        }
    }
}

/// Signs stand for the eye only; a table laid out as cards is still a table.
#[tokio::test]
async fn a_screen_reader_is_given_names_reasons_and_tables() {
    visit(&account_of(STORY, "en-US"), async |page, _| {
        let texts = Texts::of("en-US");
        for (width, status) in [(1280, "Suspended"), (320, "Status: Suspended")] {
            page.resize(width, 900).await;
            page.click("button", &texts.get("account-heading")).await;
            page.has_attribute(REMOVE, "aria-disabled", "true").await;
            check(&given(page).await, &ACCOUNT);
            page.click("button", &texts.get("subs-heading")).await;
            page.has("heading", &texts.get("subs-heading")).await;
            check(&given(page).await, &SUBSCRIPTIONS);
            check(&given(page).await, &[&format!("cell {status:?}")]);
        }
    })
    .await;
}

const ACCOUNT: [&str; 9] = [
    "region \"Customer offboarding\"",
    "heading \"Caffè dell’Orso S.r.l.\" (level 2)",
    "navigation \"Sections of this customer\"",
    "heading \"Account\" (level 3)",
    "button \"Remove reseller relationship\": You can’t remove the relationship yet. \
     Complete the steps listed on this page first. (disabled)",
    "button \"Suspend Exchange Online (Plan 1)\"",
    "button \"Cancel Azure subscription: Collaudo\"",
    "button \"Copy Microsoft ID\"",
    "combobox \"Language\"",
];

const SUBSCRIPTIONS: [&str; 6] = [
    "table \"Subscriptions of Caffè dell’Orso S.r.l.: 4 subscriptions\"",
    "columnheader \"Status\"",
    "rowheader \"Visio Plan 2\"",
    "rowheader \"Produzione\"",
    "button \"Reactivate Visio Plan 2\"",
    "combobox \"Status\"",
];

#[tokio::test]
async fn a_screen_reader_is_given_the_dialog_and_what_is_wrong_in_it() {
    visit(&account_of(READY, "en-US"), async |page, _| {
        let texts = Texts::of("en-US");
        page.click("button", &texts.get("account-remove-button")).await;
        page.click("button", &texts.get("remove-dialog-confirm-button")).await;
        page.sees(&texts.get("remove-dialog-ack-missing")).await;
        let given = given(page).await;
        check(&given, &DIALOG);
        // What is behind it is not there.
        assert!(!given.iter().any(|it| it.contains("Sections of this customer")), "{}", given.join("\n"));
    })
    .await;
}

const DIALOG: [&str; 5] = [
    "dialog \"Remove the reseller relationship?\" (modal)",
    "textbox \"Enter Panadería Ibáñez e Hijos, S.L. to confirm\": The name doesn’t match. (invalid true)",
    "checkbox \"I’m acting in good faith, I’ve given the notices that are due, and I understand that this can’t be \
     undone.\": Select this box to continue. (invalid true)",
    "button \"Keep relationship\"",
    "button \"Remove relationship\" (disabled)",
];

/// Notes what the live regions say from now on, those of dialogs as well.
const EAR: &str = "
    window.said = [];
    const hear = (changes) => changes.forEach(({ target }) => {
      const region = target.parentElement?.closest('.unseen[role]');
      if (region?.textContent) window.said.push(clean(region.textContent));
    });
    new MutationObserver(hear).observe(root, { childList: true, characterData: true, subtree: true });";

#[tokio::test]
async fn what_acts_came_to_is_said_in_their_order() {
    visit(&account_of(STORY, "en-US"), async |page, _| {
        let texts = Texts::of("en-US");
        let licence = "Exchange Online (Plan 1)";
        page.has_attribute(REMOVE, "aria-disabled", "true").await;
        page.look(EAR, json!(null)).await;
        page.look("host.setAttribute('announcements', 'off')", json!(null)).await;
        page.click_on(REMOVE).await;
        page.has_focus("[data-blockers-heading]").await;
        // How far the run below is depends on how fast it is.
        page.look("host.setAttribute('announcements', 'terse')", json!(null)).await;

        page.click("button", &texts.get("subs-heading")).await;
        page.click("button", &texts.with("suspend-button.aria-label", "subscription", licence)).await;
        hears(page, &texts.with("suspend-done", "subscription", licence)).await;
        page.click("button", &texts.with("reactivate-button.aria-label", "subscription", licence)).await;
        hears(page, &texts.with("reactivate-done", "subscription", licence)).await;
        page.click("button", &texts.count("suspend-all-button", 2)).await;
        page.click("button", &texts.count("suspend-all-confirm-button", 2)).await;
        hears(page, &texts.count("operation-done-note", 2)).await;

        let said = page.look("return window.said", json!(null)).await;
        assert_eq!(said.as_array().unwrap().len(), 3, "nothing else, and nothing twice: {said}");
    })
    .await;
}

/// Waits until this is the last that was said.
async fn hears(page: &Page, text: &str) {
    page.eventually(&format!("hears {text:?}"), "return window.said.at(-1) === clean(input)", json!(text)).await;
}
