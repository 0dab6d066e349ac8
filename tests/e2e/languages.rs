//! The language follows the page and the person, at any moment, and nothing else changes with it.

use fantoccini::key::Key;
use reseller_offboarding_server::Config;
use serde_json::json;

use crate::harness::{
    Engine, MANY, Page, READY, STORY, Texts, account_of, copy_of_dist, dist_with_languages, in_every_engine, visit,
    visit_in, visit_with,
};

in_every_engine!(
    switching_keeps_the_dialog_as_the_person_left_it,
    the_person_switches_and_the_page_hears_of_it,
    every_text_of_a_page_follows,
);

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

async fn switching_keeps_the_dialog_as_the_person_left_it(engine: Engine) {
    visit_in(engine, &account_of(READY, "es-ES"), async |page, _| {
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

async fn the_person_switches_and_the_page_hears_of_it(engine: Engine) {
    visit_in(engine, "?lang=it-IT", async |page, _| {
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

async fn every_text_of_a_page_follows(engine: Engine) {
    visit_in(engine, &account_of(STORY, "es-ES"), async |page, _| {
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

/// Every text, `lang` and `dir` of what is drawn, frame after frame; a state that lasts is kept once.
const FILM: &str = "
    window.frames_seen = [];
    const draw = () => {
      const base = root.querySelector('[part~=base]');
      const names = [...root.querySelectorAll('[aria-label]')].map((it) => it.getAttribute('aria-label'));
      const seen = [base.lang, base.dir, host.lang, base.textContent, ...names].join('|');
      if (window.frames_seen.at(-1) !== seen) window.frames_seen.push(seen);
      window.film = requestAnimationFrame(draw);
    };
    draw();";

#[tokio::test]
async fn everything_changes_in_one_frame() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let (spanish, italian) = (Texts::of("es-ES"), Texts::of("it-IT"));
        page.sees(&spanish.count("account-status-blocked", 8)).await;
        page.look(FILM, json!(null)).await;
        page.choose(&spanish.get("common-language-label"), "it-IT").await;
        page.sees(&italian.count("account-status-blocked", 8)).await;
        let frames = page.look("cancelAnimationFrame(window.film); return window.frames_seen", json!(null)).await;
        let frames: Vec<&str> = frames.as_array().unwrap().iter().filter_map(|it| it.as_str()).collect();
        assert!(frames[0].starts_with("es-ES|ltr||"), "{frames:#?}");
        for frame in &frames[1..] {
            assert!(frame.starts_with("it-IT|ltr|it-IT|"), "{frame}");
            assert!(!frame.contains(&spanish.get("account-remove-button")), "{frame}");
        }
        // The second is the announcement being there as well.
        assert!(frames.len() <= 3, "{frames:#?}");
    })
    .await;
}

/// Notes what every live region says from now on.
const EAR: &str = "
    window.said = [];
    for (const region of root.querySelectorAll('[role=status], [role=alert]')) {
      new MutationObserver(() => { if (region.textContent) window.said.push(region.textContent); })
        .observe(region, { childList: true, characterData: true, subtree: true });
    }";

#[tokio::test]
async fn a_switch_is_announced_once_in_the_new_language() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let (spanish, italian) = (Texts::of("es-ES"), Texts::of("it-IT"));
        page.sees(&spanish.count("account-status-blocked", 8)).await;
        page.look(EAR, json!(null)).await;
        page.choose(&spanish.get("common-language-label"), "it-IT").await;
        page.sees(&italian.count("account-status-blocked", 8)).await;
        let said = "return window.said.map(clean).length > 0 && window.said.map(clean)";
        let said = page.eventually("it is said", said, json!(null)).await;
        assert_eq!(said, json!([italian.with("common-language-changed", "language", "Italiano")]));
    })
    .await;
}

#[tokio::test]
async fn no_view_is_built_anew_or_scrolled_by_a_switch() {
    visit(&account_of(MANY, "es-ES"), async |page, _| {
        let (spanish, english) = (Texts::of("es-ES"), Texts::of("en-US"));
        for view in ["account", "subs", "reservations", "software", "activity"] {
            let heading = format!("{view}-heading");
            page.click("button", &spanish.get(&heading)).await;
            page.has("heading", &spanish.get(&heading)).await;
            // Its words come half a second late: they say nothing about what is still to come.
            page.eventually("the data is there", "return !root.querySelector('[aria-busy]')", json!(null)).await;
            let mark = "window.scrollTo(0, 300);
                const switcher = root.querySelector('[part~=language] select');
                switcher.focus({ preventScroll: true });
                window.elements = [...root.querySelectorAll('*')];
                return window.scrollY;";
            let scrolled = page.look(mark, json!(null)).await;
            // By the page: choosing would scroll to the switcher.
            page.look("host.lang = 'en-US'", json!(null)).await;
            page.has("heading", &english.get(&heading)).await;
            let after = "const now = [...root.querySelectorAll('*')];
                const fresh = now.filter((it) => !window.elements.includes(it)).map((it) => it.outerHTML.slice(0, 200));
                const gone = window.elements.filter((it) => !it.isConnected).map((it) => it.outerHTML.slice(0, 200));
                return { fresh, gone, focus: active().localName, scrolled: window.scrollY };";
            let after = page.look(after, json!(null)).await;
            let expected = json!({ "fresh": [], "gone": [], "focus": "select", "scrolled": scrolled });
            assert_eq!(after, expected, "{view}");
            page.look("host.lang = 'es-ES'", json!(null)).await;
            page.has("heading", &spanish.get(&heading)).await;
        }
    })
    .await;
}

#[tokio::test]
async fn running_work_goes_on_through_a_switch() {
    visit(&account_of(STORY, "es-ES"), async |page, world| {
        let (spanish, italian) = (Texts::of("es-ES"), Texts::of("it-IT"));
        world.faults(json!([{ "method": "PATCH", "fault": { "kind": "held" } }])).await;
        page.click("button", &spanish.get("subs-heading")).await;
        page.click("button", &spanish.count("suspend-all-button", 2)).await;
        page.click("button", &spanish.count("suspend-all-confirm-button", 2)).await;
        page.sees(&spanish.numbers("operation-progress", &[("done", 0), ("total", 2)])).await;
        page.choose(&spanish.get("common-language-label"), "it-IT").await;
        page.has("heading", &italian.get("operation-suspend-heading")).await;
        page.sees(&italian.numbers("operation-progress", &[("done", 0), ("total", 2)])).await;
        page.has("button", &italian.get("operation-stop-button")).await;
        assert_eq!(page.count("row", &italian.get("operation-row-running")).await, 2);
        world.faults(json!([])).await;
        page.sees(&italian.count("operation-done-note", 2)).await;
    })
    .await;
}

/// The page's network loses one language.
const LOSE: &str = "
    window.real_fetch = window.fetch;
    window.fetch = (...request) => String(request[0]?.url ?? request[0]).includes(input)
      ? Promise.reject(new TypeError('the network is gone')) : window.real_fetch(...request);";

#[tokio::test]
async fn a_language_that_cannot_be_loaded_leaves_the_current_one_and_says_so() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let (spanish, italian) = (Texts::of("es-ES"), Texts::of("it-IT"));
        page.sees(&spanish.count("account-status-blocked", 8)).await;
        page.look(&format!("{LISTEN}{LOSE}"), json!("/locales/it-IT")).await;
        page.choose(&spanish.get("common-language-label"), "it-IT").await;
        page.sees(&spanish.get("error-locale-unavailable")).await;
        shows_texts_of(page, "es-ES").await;
        let select = "return root.querySelector('[part~=language] select').value";
        assert_eq!(page.look(select, json!(null)).await, json!("es-ES"), "the switcher tells what is shown");
        assert_eq!(page.look("return window.heard", json!(null)).await, json!([]));

        // The same by the page's own `lang`; and once the network is back it works.
        page.look("host.lang = 'it'", json!(null)).await;
        page.sees(&spanish.get("error-locale-unavailable")).await;
        shows_texts_of(page, "es-ES").await;
        page.look("window.fetch = window.real_fetch; document.documentElement.lang = 'it'", json!(null)).await;
        page.sees(&italian.count("account-status-blocked", 8)).await;
    })
    .await;
}

#[tokio::test]
async fn only_the_language_shown_is_fetched_and_before_the_module_is_there() {
    visit(&account_of(STORY, "es-MX"), async |page, _| {
        page.sees(&Texts::of("es-ES").count("account-status-blocked", 8)).await;
        let fetched = "return performance.getEntriesByType('resource')
            .map((it) => ({ name: new URL(it.name).pathname, start: it.startTime, end: it.responseEnd }))";
        let fetched = page.look(fetched, json!(null)).await;
        let named = |part: &str| {
            let all = fetched.as_array().unwrap().iter();
            all.filter(|it| it["name"].as_str().unwrap().contains(part)).cloned().collect::<Vec<_>>()
        };
        // The first of them is the one that the page began with.
        let (texts, module) = (named("/locales/"), named(".wasm"));
        assert_eq!(texts.len(), 1, "{fetched:#}");
        assert!(texts[0]["name"].as_str().unwrap().contains("/locales/es-ES-"), "{fetched:#}");
        assert!(texts[0]["start"].as_f64() < module[0]["end"].as_f64(), "{fetched:#}");
    })
    .await;
}

#[tokio::test]
async fn numbers_and_dates_are_those_of_the_region_asked_for() {
    visit(&account_of(STORY, "es-MX"), async |page, world| {
        let updated = "return /\\d{1,2}:\\d{2}.*/.exec(text())?.[0]";
        page.eventually("a time", updated, json!(null)).await;
        let mexican = page.look("return /\\d:\\d{2} [ap]\\.\\s?m\\./.test(text())", json!(null)).await;
        assert_eq!(mexican, json!(true), "{}", page.text().await);
        page.open(&format!("{}/{}", world.server.url, account_of(STORY, "es-ES"))).await;
        page.eventually("a time", updated, json!(null)).await;
        let spanish = page.look("return /[ap]\\.\\s?m\\./.test(text())", json!(null)).await;
        assert_eq!(spanish, json!(false), "{}", page.text().await);
    })
    .await;
}

#[tokio::test]
async fn a_lang_further_up_the_page_is_followed_until_the_person_chooses() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let (spanish, italian, english) = (Texts::of("es-ES"), Texts::of("it-IT"), Texts::of("en-US"));
        page.sees(&spanish.count("account-status-blocked", 8)).await;
        page.look("document.documentElement.lang = 'it'", json!(null)).await;
        page.sees(&italian.count("account-status-blocked", 8)).await;
        assert_eq!(page.look("return host.hasAttribute('lang')", json!(null)).await, json!(false));
        page.look("host.parentElement.lang = 'es'", json!(null)).await;
        page.sees(&spanish.count("account-status-blocked", 8)).await;

        page.choose(&spanish.get("common-language-label"), "it-IT").await;
        page.sees(&italian.count("account-status-blocked", 8)).await;
        page.look("host.parentElement.lang = 'en'", json!(null)).await;
        shows(page, "it-IT").await;
        // The page has the last word: it speaks to the element itself.
        page.look("host.removeAttribute('lang')", json!(null)).await;
        page.sees(&english.count("account-status-blocked", 8)).await;
    })
    .await;
}

#[tokio::test]
async fn the_host_page_says_things_in_its_own_words() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let (spanish, italian) = (Texts::of("es-ES"), Texts::of("it-IT"));
        page.sees(&spanish.get("account-heading")).await;
        let listen = "window.errors = []; window.addEventListener('ro-error', (it) => window.errors.push(it.detail));";
        page.look(listen, json!(null)).await;
        for refused in ["$partner is not given", "is empty", "a consequence has to keep its whole text"] {
            page.forgive(refused);
        }
        let words = "account-heading = Ficha del cliente\nno-such-text = Nada\nsubs-heading = { \"\" }\n\
             account-status-blocked = Quedan { $count } de { $partner }\nremoval-effect-dap = Nada cambia.\n\
             removal-effect-purchases = Ya no podrá realizar compras para el cliente. Tampoco renovaciones.\n";
        page.look("host.messages = { 'es-ES': input }", json!(words)).await;
        page.has("button", "Ficha del cliente").await;
        page.sees("Tampoco renovaciones.").await;
        // What is refused is not shown, and nothing of the rest is lost.
        page.sees(&spanish.count("account-status-blocked", 8)).await;
        page.sees(&spanish.get("removal-effect-dap")).await;
        page.has("button", &spanish.get("subs-heading")).await;
        let errors = page.look("return window.errors", json!(null)).await;
        let bad = |cause: &str| json!({ "code": "config/bad-override", "message": cause, "retryable": false });
        let expected = [
            "account-status-blocked: $partner is not given",
            "removal-effect-dap: a consequence has to keep its whole text",
            "subs-heading: is empty",
        ];
        assert_eq!(errors, json!(expected.map(bad)));

        // Another language has its own words; and the host takes its words back.
        page.choose(&spanish.get("common-language-label"), "it-IT").await;
        page.has("button", &italian.get("account-heading")).await;
        page.choose(&italian.get("common-language-label"), "es-ES").await;
        page.has("button", "Ficha del cliente").await;
        page.look("host.messages = undefined", json!(null)).await;
        page.has("button", &spanish.get("account-heading")).await;
    })
    .await;
}

/// The texts that are shown, each with the language that it says it is in.
const SPOKEN: &str = "
    const lang = (node) => node.closest('[lang]').lang;
    const spoken = (selector) => {
      const element = root.querySelector(selector);
      return [clean(element.textContent), lang(element)];
    };
    const fetched = performance.getEntriesByType('resource').map((it) => new URL(it.name).pathname)
      .filter((it) => it.startsWith('/locales/')).map((it) => it.slice(9, 14)).sort();
    return { control: spoken('[part~=remove-button]'), reason: spoken('[part~=remove-reason]'), fetched };";

#[tokio::test]
async fn a_language_is_added_by_a_folder_and_english_fills_its_gaps() {
    let config = Config { dist: dist_with_languages(), ..Config::default() };
    visit_with(config, "en-US", &account_of(READY, "pt"), async |page, _| {
        page.sees("Nada impede a remoção.").await;
        let options =
            "return [...root.querySelectorAll('[part~=language] option')].map((it) => [it.value, it.textContent])";
        let options = page.look(options, json!(null)).await;
        assert!(options.as_array().unwrap().contains(&json!(["pt-BR", "Português"])), "{options}");
        let english = Texts::of("en-US");
        let spoken = page.look(SPOKEN, json!(null)).await;
        let (control, filled) = (json!("Remover relação de revendedor"), english.get("activity-heading"));
        assert_eq!(spoken["control"], json!([control, "pt-BR"]));
        assert_eq!(spoken["reason"], json!(["Agora você pode remover a relação.", "pt-BR"]));
        assert_eq!(spoken["fetched"], json!(["en-US", "pt-BR"]));
        page.has("button", &filled).await;
        let tab = "return all('button').find((it) => name(it) === input).lang";
        assert_eq!(page.look(tab, json!(filled)).await, json!("en-US"));

        // A complete language says nothing of the kind, and needs no other.
        page.choose("Idioma", "it-IT").await;
        let italian = Texts::of("it-IT");
        page.has("button", &italian.get("activity-heading")).await;
        let foreign = "return [...root.querySelectorAll('[lang]:not(option, [part~=base])')].map((it) => it.outerHTML)";
        assert_eq!(page.look(foreign, json!(null)).await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_language_that_was_tampered_with_is_not_shown() {
    let dist = copy_of_dist();
    for entry in std::fs::read_dir(dist.path().join("locales")).unwrap() {
        let path = entry.unwrap().path();
        match path.extension().is_some_and(|it| it == "br") {
            true => std::fs::remove_file(path).unwrap(),
            false => std::fs::write(&path, std::fs::read_to_string(&path).unwrap().replace("irreversibile", "facile"))
                .unwrap(),
        }
    }
    let config = Config { dist: dist.path().to_owned(), ..Config::default() };
    visit_with(config, "en-US", &account_of(READY, "it-IT"), async |page, _| {
        page.forgive("integrity");
        page.forgive("Fetch API cannot load");
        let english = Texts::of("en-US");
        page.sees(&english.get("account-status-clear")).await;
        page.sees(&english.get("error-locale-unavailable")).await;
        page.has_attribute("[part~=base]", "lang", "en-US").await;
    })
    .await;
}

async fn shows_texts_of(page: &Page, tag: &str) {
    page.has_attribute("[part~=base]", "lang", tag).await;
    page.sees(&Texts::of(tag).count("account-status-blocked", 8)).await;
}

async fn shows(page: &Page, tag: &str) {
    page.has_attribute("[part~=base]", "lang", tag).await;
    assert_eq!(page.look("return [host.lang, host.locale]", json!(null)).await, json!([tag, tag]));
}

async fn hears(page: &Page, tag: &str, cause: &str) {
    let heard = page.look("return window.heard", json!(null)).await;
    assert_eq!(heard, json!([{ "locale": tag, "requested": tag, "cause": cause }]));
}
