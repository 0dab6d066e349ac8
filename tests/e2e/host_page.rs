//! The element in a page that moves it, removes it, has two of it, and has a strict policy.

use serde_json::json;

use crate::harness::{Engine, READY, STORY, Texts, account_of, customer_id, in_every_engine, visit_in};

in_every_engine!(
    every_view_lives_under_a_strict_policy,
    a_policy_that_forbids_webassembly_is_named,
    an_element_that_is_moved_goes_on_where_it_was,
    an_element_that_is_removed_and_added_again_starts_anew,
    two_elements_on_a_page_speak_two_languages,
    the_host_page_names_another_customer,
);

async fn every_view_lives_under_a_strict_policy(engine: Engine) {
    visit_in(engine, &account_of(STORY, "es-ES"), async |page, world| {
        let policy = world.page_header("content-security-policy").await;
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(!policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"), "{policy}");
        let texts = Texts::of("es-ES");
        let listen = "window.violations = [];
            document.addEventListener('securitypolicyviolation', (it) => window.violations.push(it.violatedDirective));";
        page.look(listen, json!(null)).await;
        for view in ["subs", "reservations", "software", "activity", "account"] {
            page.click("button", &texts.get(&format!("{view}-heading"))).await;
            page.has("heading", &texts.get(&format!("{view}-heading"))).await;
        }
        assert_eq!(page.look("return window.violations", json!(null)).await, json!([]));
    })
    .await;
}

/// In Firefox it used to be `load/unsupported`, since its words are others, and WebKit forbids to run a module and not to
/// compile it.
async fn a_policy_that_forbids_webassembly_is_named(engine: Engine) {
    visit_in(engine, &account_of(READY, "es-ES"), async |page, _| {
        page.forgive("Content Security Policy");
        // What is loaded is not loaded again, but from another place.
        let load = "const meta = document.createElement('meta');
            meta.httpEquiv = 'Content-Security-Policy';
            meta.content = `script-src 'self'`;
            document.head.append(meta);
            const second = document.createElement('reseller-offboarding');
            second.setAttribute('asset-base', './?elsewhere');
            const failed = new Promise((done) => second.addEventListener('ro-load-error', (event) => {
              event.preventDefault();
              done(event.detail.code);
            }));
            document.querySelector('main').append(second);
            return failed";
        assert_eq!(page.look(load, json!(null)).await, json!("load/csp-wasm"));
        let advice = "Content-Security-Policy: script-src needs 'wasm-unsafe-eval'.";
        let failed = "return host.diagnose().then((all) =>
            all.filter((it) => !it.ok).map(({ name, code, advice }) => [name, code, advice]))";
        assert_eq!(page.look(failed, json!(null)).await, json!([["csp", "load/csp-wasm", advice]]));
    })
    .await;
}

async fn an_element_that_is_moved_goes_on_where_it_was(engine: Engine) {
    visit_in(engine, &account_of(STORY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        page.click("button", &texts.get("subs-heading")).await;
        let move_it = "window.starts = 0;
            window.addEventListener('ro-load-start', () => { window.starts += 1; });
            const section = document.createElement('section');
            document.querySelector('main').append(section);
            section.appendChild(host);";
        page.look(move_it, json!(null)).await;
        page.has("heading", &texts.get("subs-heading")).await;
        page.click("button", &texts.with("suspend-button.aria-label", "subscription", "Exchange Online (Plan 1)"))
            .await;
        page.has("button", &texts.with("reactivate-button.aria-label", "subscription", "Exchange Online (Plan 1)"))
            .await;
        assert_eq!(page.look("return window.starts", json!(null)).await, json!(0));
    })
    .await;
}

async fn an_element_that_is_removed_and_added_again_starts_anew(engine: Engine) {
    visit_in(engine, &account_of(STORY, "it-IT"), async |page, _| {
        let texts = Texts::of("it-IT");
        page.has("heading", STORY).await;
        for _ in 0..3 {
            // Away in the middle of reading.
            let reload = "named('button', clean(input))[0].click(); window.kept = host; host.remove();";
            page.look(reload, json!(texts.get("common-refresh-button"))).await;
            let is_gone = "return window.kept.shadowRoot.querySelector('[part~=base]') === null";
            page.eventually("nothing is left of it", is_gone, json!(null)).await;
            page.look("document.querySelector('main').append(window.kept)", json!(null)).await;
            page.has("heading", STORY).await;
            page.sees(&texts.count("account-status-blocked", 8)).await;
        }
        page.click("button", &texts.get("software-heading")).await;
        page.has("heading", &texts.get("software-heading")).await;
    })
    .await;
}

async fn two_elements_on_a_page_speak_two_languages(engine: Engine) {
    visit_in(engine, &account_of(STORY, "es-ES"), async |page, _| {
        let (spanish, italian) = (Texts::of("es-ES"), Texts::of("it-IT"));
        let add = "const second = document.createElement('reseller-offboarding');
            second.lang = 'it-IT';
            second.getToken = host.getToken;
            second.setAttribute('customer-id', input);
            document.querySelector('main').append(second);";
        page.look(add, json!(customer_id(READY))).await;
        let second = page.widget(1);
        second.sees(&italian.get("account-status-clear")).await;
        page.sees(&spanish.count("account-status-blocked", 8)).await;

        second.click("button", &italian.get("account-remove-button")).await;
        second.has("heading", &italian.get("remove-dialog-title")).await;
        assert!(!page.has_dialog().await, "each has a dialog of its own");
        second.click("button", &italian.get("remove-dialog-keep-button")).await;
        second.closes_dialog().await;
        page.choose(&spanish.get("common-language-label"), "en-US").await;
        page.sees(&Texts::of("en-US").count("account-status-blocked", 8)).await;
        second.sees(&italian.get("account-status-clear")).await;
    })
    .await;
}

async fn the_host_page_names_another_customer(engine: Engine) {
    visit_in(engine, &account_of(STORY, "es-ES"), async |page, _| {
        page.has("heading", STORY).await;
        page.look("host.setAttribute('customer-id', input)", json!(customer_id(READY))).await;
        page.has("heading", READY).await;
        page.sees(&Texts::of("es-ES").get("account-status-clear")).await;
        page.look("host.setAttribute('view', 'activity')", json!(null)).await;
        page.has("heading", &Texts::of("es-ES").get("activity-heading")).await;
        page.look("host.removeAttribute('customer-id')", json!(null)).await;
        page.has("heading", &Texts::of("es-ES").get("customers-heading")).await;
        page.look("host.setAttribute('customer-id', input)", json!(customer_id(READY))).await;
        page.has("heading", READY).await;
    })
    .await;
}
