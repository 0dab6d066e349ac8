//! The playground: what is chosen there is shown, stays in the address, and is in the snippet.

use std::fs;

use fantoccini::key::Key;
use reseller_offboarding_server::Config;
use serde_json::{Value, json};

use crate::accessibility::axe;
use crate::harness::{Page, READY, STORY, Texts, customer_id, dist, visit, visit_with};
use crate::package::portal::static_host;

/// Something of everything that can be chosen.
const CHOICE: &str = "view=subscriptions&lang=it-IT&without-activity=&scheme=dark&role=helpdesk-agent&page.lang=es\
    &--ro-color-accent=%23ff8ab5&--ro-radius=0px&messages.it-IT=subs-heading+%3D+Abbonamenti&token=expires\
    &slot.=%3Cb%3Ewait%3C%2Fb%3E";

/// What is seen of the element, without the moment at which it was read.
const SEEN: &str = "
    const roles = ['heading', 'link', 'button', 'row', 'combobox', 'checkbox'];
    const base = getComputedStyle(root.querySelector('[part~=base]'));
    const { version, ...state } = host.state;
    return {
      things: roles.map((it) => all(it).map(name)),
      attributes: [...host.attributes].filter((it) => it.name !== 'style').map((it) => [it.name, it.value]),
      looks: ['--ro-color-accent', '--ro-radius'].map((it) => getComputedStyle(host).getPropertyValue(it)),
      base: ['color', 'backgroundColor', 'fontFamily', 'fontSize', 'borderRadius', 'direction'].map((it) => base[it]),
      words: host.messages,
      children: host.innerHTML.trim(),
      state,
    };";

const WATCH_POLICY: &str = "
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (it) => window.violations.push(it.violatedDirective));";

fn playground(customer: &str, query: &str) -> String {
    format!("playground?customer-id={}&{query}", customer_id(customer))
}

async fn open_all(around: &Page) {
    around.look("document.querySelectorAll('details').forEach((it) => { it.open = true; })", json!(null)).await;
}

async fn snippet(around: &Page) -> String {
    let text = around.look("return document.querySelector('#snippet').value", json!(null)).await;
    text.as_str().unwrap().to_owned()
}

/// Types into a field of the playground in the place of what is there, and goes on.
async fn write(around: &Page, name: &str, text: &str) {
    around.empty(name).await;
    around.fill(name, text).await;
    around.press(&[Key::Tab]).await;
}

/// The choice is shown, with the customer's data.
async fn is_there(page: &Page) {
    page.has("heading", "Abbonamenti").await;
    page.eventually("the customer is there", "return host.state.phase === 'blocked'", json!(null)).await;
}

#[tokio::test]
async fn everything_in_the_contract_has_a_control() {
    visit("playground", async |page, _| {
        let manifest = fs::read_to_string(dist().join("custom-elements.json")).unwrap();
        let manifest: Value = serde_json::from_str(&manifest).unwrap();
        let element = &manifest["modules"][0]["declarations"][0];
        let missing = "
            const fields = new Set([...document.querySelectorAll('form [name]')].map((it) => it.name));
            const buttons = new Set([...document.querySelectorAll('#methods button')].map((it) => it.textContent));
            const lacks = (names) => names.filter((it) => !fields.has(it));
            const { attributes, cssProperties, slots, members } = input;
            return [
              ...lacks([...attributes, ...cssProperties].map((it) => it.name)),
              ...lacks(slots.map((it) => `slot.${it.name}`)),
              ...lacks(document.querySelector('reseller-offboarding').availableLocales.map((it) => `messages.${it}`)),
              ...members.filter((it) => it.kind === 'method' && !buttons.has(`${it.name}()`)).map((it) => it.name),
            ];";
        assert_eq!(page.around().look(missing, element.clone()).await, json!([]));
        for list in ["attributes", "cssProperties", "slots", "members", "events"] {
            assert!(element[list].as_array().is_some_and(|it| !it.is_empty()), "{list}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_chosen_is_shown_at_once() {
    visit("playground", async |page, _| {
        let (english, italian, around) = (Texts::of("en-US"), Texts::of("it-IT"), page.around());
        page.has("heading", &english.get("customers-heading")).await;
        open_all(&around).await;

        around.choose("Customer", customer_id(STORY).as_str()).await;
        page.has("heading", STORY).await;
        around.choose("view", "subscriptions").await;
        page.has("heading", &english.get("subs-heading")).await;
        let suspend = english.with("suspend-button.aria-label", "subscription", "Exchange Online (Plan 1)");
        page.has("button", &suspend).await;
        around.click("checkbox", "readonly").await;
        let is_readonly = "return host.hasAttribute('readonly') && all('row').length > 0 && !named('button', input)[0]";
        page.eventually("shows and offers nothing", is_readonly, json!(suspend)).await;
        around.click("checkbox", "readonly").await;
        page.has("button", &suspend).await;

        write(&around, "Language of the page", "it").await;
        page.has("heading", &italian.get("subs-heading")).await;
        write(&around, "lang", "en-US").await;
        page.has("heading", &english.get("subs-heading")).await;
        write(&around, "en-US", "subs-heading = Our subscriptions").await;
        page.has("heading", "Our subscriptions").await;

        write(&around, "--ro-radius", "3px").await;
        let radius = "return getComputedStyle(root.querySelector('select')).borderRadius === input";
        page.eventually("the corners", radius, json!("3px")).await;
        around.look(PICK, json!(["--ro-color-accent", "#c2185b"])).await;
        let accent = "return getComputedStyle(host).getPropertyValue('--ro-color-accent') === input";
        page.eventually("the colour", accent, json!("#c2185b")).await;
        around.choose("scheme", "dark").await;
        page.eventually("the scheme", "return getComputedStyle(host).colorScheme === input", json!("dark")).await;
        around.choose("Direction of the page", "rtl").await;
        page.eventually("the page's direction", "return getComputedStyle(host).direction === input", json!("rtl"))
            .await;

        around.choose("Role", "helpdesk-agent").await;
        page.click("button", &english.get("account-heading")).await;
        page.sees(&english.get("account-role-helpdesk-agent")).await;
    })
    .await;
}

/// As the picker of a colour does when somebody moves it.
const PICK: &str = "
    const picker = document.querySelector(`[aria-label='Pick ${input[0]}']`);
    picker.value = input[1];
    picker.dispatchEvent(new Event('input', { bubbles: true }));";

#[tokio::test]
async fn what_a_person_does_in_the_element_is_chosen_as_well() {
    visit(&playground(STORY, ""), async |page, _| {
        let (english, spanish, around) = (Texts::of("en-US"), Texts::of("es-ES"), page.around());
        page.click("button", &english.get("software-heading")).await;
        page.choose(&english.get("common-language-label"), "es-ES").await;
        page.has("heading", &spanish.get("software-heading")).await;
        let is_chosen = "
            const of = (name) => document.querySelector(`form [name=${name}]`).value;
            return of('lang') === 'es-ES' && of('view') === 'software' && location.search.includes('lang=es-ES')";
        around.eventually("it is chosen", is_chosen, json!(null)).await;
        let snippet = snippet(&around).await;
        assert!(snippet.contains("lang=\"es-ES\"") && snippet.contains("view=\"software\""), "{snippet}");
    })
    .await;
}

#[tokio::test]
async fn the_snippet_and_the_address_show_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let host = static_host(folder.path()).await;
    let config = Config { origins: vec![host.clone()], ..Config::default() };
    visit_with(config, "en-US", &playground(STORY, CHOICE), async |page, _| {
        is_there(page).await;
        let (seen, snippet_of_it) = (page.look(SEEN, json!(null)).await, snippet(&page.around()).await);
        assert_eq!(seen["state"]["phase"], json!("blocked"), "{seen:#}");
        // The link to the page brings text and no markup.
        assert_eq!(seen["children"], json!("<p>&lt;b&gt;wait&lt;/b&gt;</p>"));

        page.reload().await;
        is_there(page).await;
        assert_eq!(page.look(SEEN, json!(null)).await, seen, "after a reload");
        assert_eq!(snippet(&page.around()).await, snippet_of_it, "after a reload");

        fs::write(folder.path().join("index.html"), &snippet_of_it).unwrap();
        page.forgive("favicon.ico");
        page.open(&format!("{host}/index.html")).await;
        is_there(page).await;
        assert_eq!(page.look(SEEN, json!(null)).await, seen, "{snippet_of_it}");
        let lasts = "return host.getToken({}).then(({ expiresAt }) => new Date(expiresAt) - Date.now() <= 30_000)";
        assert_eq!(page.look(lasts, json!(null)).await, json!(true));
    })
    .await;
}

#[tokio::test]
async fn what_an_address_cannot_mean_is_left_out() {
    visit("playground?role=king&token=none&view=garden&nothing=1&customer-id=unknown", async |page, _| {
        page.forgive("status of 4");
        let snippet = snippet(&page.around()).await;
        assert!(snippet.contains("role=admin-agent&partner-kind=direct"), "{snippet}");
        assert!(snippet.contains("<reseller-offboarding customer-id=\"unknown\">"), "{snippet}");
    })
    .await;
}

#[tokio::test]
async fn a_token_fails_or_is_refused_for_the_removal() {
    visit(&playground(READY, "lang=en-US&token=fails"), async |page, _| {
        let (texts, around) = (Texts::of("en-US"), page.around());
        page.sees(&texts.get("error-auth-token-failed")).await;
        around.choose("Token", "refuses-step-up").await;
        page.sees(&texts.get("account-status-clear")).await;
        page.click("button", &texts.get("account-remove-button")).await;
        page.fill(&texts.with("remove-dialog-name-label", "customer", READY), READY).await;
        page.click("checkbox", &texts.get("remove-dialog-ack-checkbox")).await;
        page.click("button", &texts.get("remove-dialog-confirm-button")).await;
        page.sees(&texts.get("error-auth-token-failed")).await;
        let asked = "return document.querySelector('#log').innerText.includes('step-up')";
        around.eventually("the question is in the log", asked, json!(null)).await;
    })
    .await;
}

#[tokio::test]
async fn methods_events_and_state_can_be_watched() {
    visit(&playground(STORY, "lang=en-US"), async |page, _| {
        let (texts, around) = (Texts::of("en-US"), page.around());
        page.sees(&texts.get("account-remove-blocked")).await;
        let newest = "return document.querySelector('#log li')?.innerText.startsWith(input)";
        around.click("button", "openRemoval()").await;
        around.eventually("the answer", newest, json!("openRemoval()\nfalse")).await;
        around.click("button", "exportReceipt()").await;
        around.eventually("the refusal", newest, json!("exportReceipt() failed\n{\n  \"message\"")).await;
        around.click("button", "Clear").await;
        assert_eq!(around.look("return document.querySelector('#log').children.length", json!(null)).await, json!(0));

        around.choose("view", "software").await;
        around.click_on("#methods option[value=reservations]").await;
        around.click("button", "goTo()").await;
        page.has("heading", &texts.get("reservations-heading")).await;
        let view = "return JSON.parse(document.querySelector('#state').textContent).view === input";
        around.eventually("the state", view, json!("reservations")).await;
        around.click("button", "logout()").await;
        let heard = "return [...document.querySelectorAll('#log li > code')].some((it) => it.textContent === input)";
        around.eventually("the event", heard, json!("ro-exit")).await;
    })
    .await;
}

#[tokio::test]
async fn the_snippet_is_copied_or_selected() {
    visit("playground", async |page, world| {
        let around = page.around();
        let allow = async |setting: &str| {
            let permission = json!({ "name": "clipboard-write" });
            let wish = json!({ "origin": world.server.url, "permission": permission, "setting": setting });
            page.devtools("Browser.setPermission", wish).await;
        };
        let says = "return document.querySelector('#copied').textContent.startsWith(input)";
        allow("granted").await;
        around.click("button", "Copy").await;
        around.eventually("copied", says, json!("Copied.")).await;

        allow("denied").await;
        around.click("button", "Copy").await;
        around.eventually("not copied", says, json!("The browser keeps its clipboard closed.")).await;
        let selected = "return document.activeElement.value.slice(active().selectionStart, active().selectionEnd)";
        assert_eq!(around.look(selected, json!(null)).await, json!(snippet(&around).await));
    })
    .await;
}

#[tokio::test]
async fn the_page_is_accessible_has_room_and_keeps_to_its_policy() {
    visit("playground", async |page, world| {
        let around = page.around();
        axe::bring(page).await;
        page.before_load(WATCH_POLICY).await;
        page.open(&format!("{}/{}", world.server.url, playground(STORY, CHOICE))).await;
        is_there(page).await;
        open_all(&around).await;
        for scheme in ["light", "dark"] {
            let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            page.devtools("Emulation.setEmulatedMedia", media).await;
            for width in [320, 768, 1280] {
                page.resize(width, 900).await;
                assert_eq!(axe::run(&around).await, [""; 0], "{scheme}, {width} pixels");
                let sticks_out = "return document.documentElement.scrollWidth - innerWidth";
                assert_eq!(around.look(sticks_out, json!(null)).await, json!(0), "{scheme}, {width} pixels");
            }
        }
        around.click("button", "diagnose()").await;
        around
            .eventually("it is done", "return document.querySelector('#log').innerText.includes('mime')", json!(null))
            .await;
        assert_eq!(page.look("return window.violations", json!(null)).await, json!([]));
    })
    .await;
}
