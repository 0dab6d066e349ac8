//! No barriers that a machine can find, in any view or state; and what a screen reader is given, name by name.

mod axe;

use serde_json::json;

use crate::harness::{Page, READY, STORY, Texts, account_of, visit};
use crate::tour::tour;

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

#[tokio::test]
async fn axe_finds_nothing_in_other_languages_and_in_the_dark() {
    visit("", async |page, world| {
        axe::bring(page).await;
        let mut found = Vec::new();
        for lang in ["es-ES", "it-IT"] {
            page.open(&format!("{}/{}", world.server.url, account_of(READY, lang))).await;
            page.sees(&Texts::of(lang).get("account-remove-ready")).await;
            note(page, lang, &mut found).await;
        }
        page.look("host.setAttribute('scheme', 'dark')", json!(null)).await;
        note(page, "dark", &mut found).await;
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
