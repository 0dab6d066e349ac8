//! Pages of portals, one for each place where an element may have to live. The backend, and where said the element's
//! files, are on other origins.

use std::fs;
use std::path::Path;

use fantoccini::key::Key;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{Engine, Page, READY, STORY, Texts, customer_id, in_every_engine};
use crate::package::portal::{Portal, static_host};
use crate::package::{installed, project, shows_the_account};

/// A license of the story's customer.
const LICENSE: &str = "Exchange Online (Plan 1)";

in_every_engine!(
    react_sets_properties_hears_events_and_lets_go,
    vue_sets_properties_hears_events_and_lets_go,
    it_lives_in_the_shadow_roots_of_other_components,
    a_form_around_it_is_neither_sent_nor_filled_by_it,
    a_frame_works_with_its_own_origin_and_is_refused_in_words_without_one,
    what_the_page_styles_changes_nothing_inside,
    a_base_of_the_page_leads_nothing_astray,
    an_isolated_page_takes_it_from_another_origin,
    the_strictest_policy_lets_it_live_by_the_documented_directives,
    two_copies_on_a_page_send_one_request_for_one_click,
    the_class_alone_registers_loads_and_leaves_nothing,
    what_was_set_before_it_was_defined_counts,
    elements_removed_in_the_middle_of_something_leave_the_others_alive,
    an_element_adopted_by_another_document_goes_on_there_and_back_here,
    an_element_kept_in_a_template_goes_on_when_it_is_back,
);

async fn react_sets_properties_hears_events_and_lets_go(engine: Engine) {
    check_framework(engine, "react.html").await;
}

async fn vue_sets_properties_hears_events_and_lets_go(engine: Engine) {
    check_framework(engine, "vue.html").await;
}

/// What a framework does with the element: it makes it, changes what it is given, and takes it away.
async fn check_framework(engine: Engine, file: &str) {
    let portal = Portal::over(&project().join("dist")).await;
    let (story, ready) = (customer_id(STORY), customer_id(READY));
    let query = format!("{file}?api={}&customer={story}&customer={ready}", portal.api());
    portal
        .visit_in(engine, &query, async |page| {
            let (spanish, italian) = (Texts::of("es-ES"), Texts::of("it-IT"));
            let press = async |id: &str| page.look("document.getElementById(input).click()", json!(id)).await;
            let heard = "return document.querySelector('output').textContent === input";
            shows_the_account(page, "es-ES").await;
            page.eventually("ready is heard", heard, json!("ready es-ES")).await;
            let left_out = spanish.get("activity-heading");
            assert_eq!(page.count("button", &left_out).await, 0, "without-activity counts");
            let given = "window.kept = host; return [host.className, host.hasAttribute('gettoken')]";
            assert_eq!(page.look(given, json!(null)).await, json!(["wide", false]));

            press("language").await;
            press("customer").await;
            page.has("heading", READY).await;
            page.sees(&italian.get("account-status-clear")).await;
            let all = "ready es-ES ro-locale-change it-IT";
            page.eventually("the language is heard, and no second start", heard, json!(all)).await;
            assert_eq!(page.look("return host === window.kept", json!(null)).await, json!(true));

            press("close").await;
            let is_gone = "return !host && !window.kept.shadowRoot.querySelector('[part~=base]')";
            page.eventually("nothing is left of it", is_gone, json!(null)).await;
        })
        .await;
}

async fn it_lives_in_the_shadow_roots_of_other_components(engine: Engine) {
    let pages = Pages::with("shadow_root.html", &[]).await;
    let test = async |page: &Page| {
        page.look(
            "window.heard = []; document.addEventListener('ro-view-change', (it) => window.heard.push(it.detail.to))",
            json!(null),
        )
        .await;
        shows_the_account(page, "it-IT").await;
        let texts = Texts::of("it-IT");
        page.click("button", &texts.get("subs-heading")).await;
        page.has_focus("[data-heading]").await;
        page.click("button", &texts.with("suspend-button.aria-label", "subscription", LICENSE)).await;
        page.has("button", &texts.with("reactivate-button.aria-label", "subscription", LICENSE)).await;
        assert_eq!(page.look("return window.heard", json!(null)).await, json!(["subscriptions"]));
    };
    pages.visit(engine, test).await;
}

async fn a_form_around_it_is_neither_sent_nor_filled_by_it(engine: Engine) {
    let pages = Pages::with("form.html", &[]).await;
    let test = async |page: &Page| {
        let texts = Texts::of("es-ES");
        page.has("heading", READY).await;
        page.click("button", &texts.get("account-remove-button")).await;
        let name = texts.with("remove-dialog-name-label", "customer", READY);
        page.fill(&name, READY).await;
        page.press(&[Key::Enter]).await;
        page.click("checkbox", &texts.get("remove-dialog-ack-checkbox")).await;
        page.click("button", &texts.get("remove-dialog-keep-button")).await;
        page.closes_dialog().await;
        page.look("host.removeAttribute('customer-id')", json!(null)).await;
        page.fill(&texts.get("customers-search-input.aria-label"), "Pana").await;
        page.press(&[Key::Enter]).await;
        page.sees(&texts.count("customers-count-label", 1)).await;
        page.click("button", &texts.get("customers-clear-button")).await;

        let form = "const form = document.querySelector('form');
            return [window.submits ?? 0, [...new FormData(form).keys()], [...form.elements].map((it) => it.id || it.name)]";
        assert_eq!(page.look(form, json!(null)).await, json!([0, ["note"], ["note", "send"]]));
        page.look("document.querySelector('#send').click()", json!(null)).await;
        assert_eq!(
            page.look("return window.submits", json!(null)).await,
            json!(1),
            "the page's own button still sends"
        );
    };
    pages.visit(engine, test).await;
}

async fn a_frame_works_with_its_own_origin_and_is_refused_in_words_without_one(engine: Engine) {
    let pages = Pages::with("frames.html", &["framed.html"]).await;
    let test = async |page: &Page| {
        page.forgive("has been blocked by CORS policy");
        page.forgive("net::ERR_FAILED");
        page.enter_frame("#own").await;
        shows_the_account(page, "es-ES").await;
        page.leave_frame().await;

        page.enter_frame("#opaque").await;
        page.sees(&Texts::of("es-ES").get("error-api-unreachable")).await;
        assert_eq!(page.look("return window.failures", json!(null)).await, json!(["api/unreachable"]));
        let api = "return host.diagnose().then((all) => all.filter((it) => !it.ok))";
        let failed = page.look(api, json!(null)).await;
        assert_eq!(failed.as_array().map(Vec::len), Some(1), "{failed:#}");
        let advice = failed[0]["advice"].as_str().unwrap_or_default();
        assert!(advice.contains("does not allow the origin null"), "{advice}");
    };
    pages.visit_blindly(engine, test).await;
}

/// Every computed style and box inside, by the way to its element.
const LOOKS: &str = "return [...root.querySelectorAll('.host *')].flatMap((it, i) =>
    [null, ...{ input: ['::placeholder'], dialog: ['::backdrop'] }[it.localName] ?? []].map((pseudo) => {
        const style = getComputedStyle(it, pseudo);
        const { x, y, width, height } = it.getBoundingClientRect();
        const from = (it.closest('dialog') ?? host).getBoundingClientRect();
        const name = `${i} ${it.localName}.${it.className}${pseudo ?? ''}`;
        return [name, Object.fromEntries([...[...style].map((name) => [name, style.getPropertyValue(name)]), ['box', it.checkVisibility() && [x - from.x, y - from.y, width, height].map((it) => it.toFixed(2)).join()]])];
    }))";

async fn what_the_page_styles_changes_nothing_inside(engine: Engine) {
    let pages = Pages::with("loud_styles.html", &[]).await;
    let test = async |page: &Page| {
        let texts = Texts::of("es-ES");
        page.has("heading", READY).await;
        // Without a pointer: what is under it looks otherwise, and browsers differ in when they notice.
        for (view, heading) in [("subscriptions", "subs"), ("software", "software"), ("account", "account")] {
            page.look("host.goTo(input)", json!(view)).await;
            page.has("heading", &texts.get(&format!("{heading}-heading"))).await;
            check_looks(page, view).await;
        }
        page.look("host.openRemoval()", json!(null)).await;
        page.has("heading", &texts.get("remove-dialog-title")).await;
        check_looks(page, "dialog").await;
        page.press(&[Key::Escape]).await;
        page.closes_dialog().await;
        page.look("host.removeAttribute('customer-id')", json!(null)).await;
        page.has("heading", &texts.get("customers-heading")).await;
        page.has("button", &texts.with("customers-open-button.aria-label", "customer", STORY)).await;
        check_looks(page, "customers").await;
    };
    pages.visit(engine, test).await;
}

/// The same with and without the page's loud style sheet.
async fn check_looks(page: &Page, place: &str) {
    let settle = "return !root.querySelector('[part~=skeleton]')
        && document.getAnimations().every((it) => it.playState === 'finished')";
    page.eventually("nothing loads or moves", settle, json!(null)).await;
    let quiet = page.look(LOOKS, json!(null)).await;
    page.look("document.styleSheets[0].media.mediaText = ''", json!(null)).await;
    let loud = page.look(LOOKS, json!(null)).await;
    page.look("document.styleSheets[0].media.mediaText = 'not all'", json!(null)).await;
    let (quiet, loud) = (quiet.as_array().unwrap(), loud.as_array().unwrap());
    assert_eq!(quiet.len(), loud.len());
    let different: Vec<String> = quiet.iter().zip(loud).flat_map(|(quiet, loud)| differences(quiet, loud)).collect();
    assert!(
        different.is_empty(),
        "{place}: {} differences: {:#?}",
        different.len(),
        &different[..different.len().min(40)]
    );
}

fn differences(quiet: &Value, loud: &Value) -> Vec<String> {
    let styles = quiet[1].as_object().unwrap().iter();
    let different = styles.filter(|(name, value)| loud[1][name.as_str()] != **value);
    different.map(|(name, value)| format!("{} {name}: {value} became {}", quiet[0], loud[1][name.as_str()])).collect()
}

async fn a_base_of_the_page_leads_nothing_astray(engine: Engine) {
    let pages = Pages::with("base.html", &[]).await;
    let test = async |page: &Page| {
        shows_the_account(page, "es-ES").await;
        let texts = Texts::of("es-ES");
        page.click("button", &texts.get("subs-heading")).await;
        page.click("button", &texts.with("suspend-button.aria-label", "subscription", LICENSE)).await;
        page.has("button", &texts.with("reactivate-button.aria-label", "subscription", LICENSE)).await;
    };
    pages.visit(engine, test).await;
}

async fn an_isolated_page_takes_it_from_another_origin(engine: Engine) {
    let headers = [("cross-origin-embedder-policy", "require-corp"), ("cross-origin-opener-policy", "same-origin")];
    let pages = Pages::sending(&headers, "isolated.html", &[]).await;
    let test = async |page: &Page| {
        shows_the_account(page, "es-ES").await;
        assert_eq!(page.look("return crossOriginIsolated", json!(null)).await, json!(true));
    };
    pages.visit(engine, test).await;
}

async fn the_strictest_policy_lets_it_live_by_the_documented_directives(engine: Engine) {
    let pages = Pages::with("strict.html", &[]).await;
    let test = async |page: &Page| {
        shows_the_account(page, "es-ES").await;
        let texts = Texts::of("es-ES");
        for view in ["subs", "reservations", "software", "activity", "account"] {
            page.click("button", &texts.get(&format!("{view}-heading"))).await;
            page.has("heading", &texts.get(&format!("{view}-heading"))).await;
        }
        page.choose(&texts.get("common-language-label"), "it-IT").await;
        page.sees(&Texts::of("it-IT").count("account-status-blocked", 8)).await;
        assert_eq!(page.look("return window.violations", json!(null)).await, json!([]));
        // Such a page throws at what is not trusted: or the test would say nothing.
        let sink = "try { document.createElement('p').innerHTML = '<b>'; } catch (error) { return error.name; }";
        page.forgive("TrustedHTML");
        page.forgive("trusted-types-sink");
        assert_eq!(page.look(sink, json!(null)).await, json!("TypeError"));
    };
    pages.visit(engine, test).await;
}

async fn two_copies_on_a_page_send_one_request_for_one_click(engine: Engine) {
    let pages = Pages::with("two_copies.html", &[]).await;
    let test = async |page: &Page| {
        shows_the_account(page, "es-ES").await;
        let second = page.widget(1);
        shows_the_account(&second, "it-IT").await;
        for (widget, lang, license) in [(page, "es-ES", LICENSE), (&second, "it-IT", "Microsoft 365 Business Standard")]
        {
            let texts = Texts::of(lang);
            widget.click("button", &texts.get("subs-heading")).await;
            widget.click("button", &texts.with("suspend-button.aria-label", "subscription", license)).await;
            widget.has("button", &texts.with("reactivate-button.aria-label", "subscription", license)).await;
        }
        let writes = page.look("return window.writes", json!(null)).await;
        assert_eq!(writes.as_array().map(Vec::len), Some(2), "{writes:#}");
        let kept = "const [First, Second] = window.copies; return [First !== Second, customElements.get('reseller-offboarding') === First,
            host instanceof First, window.widgets()[1] instanceof Second, window.warnings]";
        let warnings = ["<reseller-offboarding> is defined already; this copy is not used."];
        assert_eq!(page.look(kept, json!(null)).await, json!([true, true, true, true, warnings]));
    };
    pages.visit(engine, test).await;
}

async fn the_class_alone_registers_loads_and_leaves_nothing(engine: Engine) {
    let pages = Pages::with("class_only.html", &[]).await;
    let test = async |page: &Page| {
        // One of them is the driver's own, one the harness's.
        let added = "return window.added?.filter((it) => !['ret_nodes', 'consoleErrors'].includes(it)) ?? null";
        let imported = page.eventually("imported", added, json!(null)).await;
        assert_eq!(imported, json!([]), "no name is added to the page");
        let seen = "return [customElements.get('reseller-offboarding') === undefined, host.shadowRoot,
            performance.getEntriesByType('resource').map((it) => it.name.split('/').pop()).filter((it) => it !== 'favicon.ico')]";
        assert_eq!(page.look(seen, json!(null)).await, json!([true, null, ["element.js"]]));

        page.look("window.ResellerOffboardingElement.define('our-offboarding')", json!(null)).await;
        let named = "return customElements.get('our-offboarding') === window.ResellerOffboardingElement && !customElements.get('reseller-offboarding')";
        assert_eq!(page.look(named, json!(null)).await, json!(true));
    };
    pages.visit_blindly(engine, test).await;
}

async fn what_was_set_before_it_was_defined_counts(engine: Engine) {
    let pages = Pages::with("early.html", &[]).await;
    let test = async |page: &Page| {
        shows_the_account(page, "it-IT").await;
        page.has("button", "Abbonamenti della casa").await;
        let kept = "return [window.sent > 0, host.locale, host.messages['it-IT'].startsWith('subs-heading'),
            Object.keys(host).filter((it) => it !== 'getToken' && it !== 'fetch')]";
        assert_eq!(page.look(kept, json!(null)).await, json!([true, "it-IT", true, []]));
        let folders =
            "const fetched = performance.getEntriesByType('resource').filter((it) => /wasm$|css$|ftl$/.test(it.name));
            return [...new Set(fetched.map((it) => new URL(it.name).pathname.split('/')[1]))]";
        assert_eq!(page.look(folders, json!(null)).await, json!(["second-copy"]));
    };
    pages.visit(engine, test).await;
}

/// What an element had begun used to stop every other one on the page.
async fn elements_removed_in_the_middle_of_something_leave_the_others_alive(engine: Engine) {
    let pages = Pages::with("plain.html", &[]).await;
    let test = async |page: &Page| {
        shows_the_account(page, "es-ES").await;
        let place = "for (let i = 0; i < 2; i++) {
            const element = host.cloneNode(true);
            element.getToken = host.getToken;
            document.querySelector('main').append(element);
        }";
        page.look(place, json!(null)).await;
        for i in [1, 2] {
            page.widget(i).sees(&Texts::of("es-ES").count("account-status-blocked", 8)).await;
        }
        let remove = "const [, second, third] = document.querySelectorAll('reseller-offboarding');
            second.addEventListener('ro-view-change', () => second.remove());
            second.goTo('subscriptions');
            const read = third.refresh();
            third.remove();
            return read.then((state) => [second.isConnected, state.phase]);";
        assert_eq!(page.look(remove, json!(null)).await, json!([false, "loading"]));
        let texts = Texts::of("es-ES");
        page.click("button", &texts.get("subs-heading")).await;
        page.has_focus("[data-heading]").await;
        page.click("button", &texts.with("suspend-button.aria-label", "subscription", LICENSE)).await;
        page.has("button", &texts.with("reactivate-button.aria-label", "subscription", LICENSE)).await;
    };
    pages.visit(engine, test).await;
}

async fn an_element_adopted_by_another_document_goes_on_there_and_back_here(engine: Engine) {
    let pages = Pages::with("plain.html", &[]).await;
    let test = async |page: &Page| {
        shows_the_account(page, "es-ES").await;
        let adopt = "const frame = document.createElement('iframe');
            frame.id = 'other';
            frame.width = 1200;
            frame.height = 800;
            document.body.append(frame);
            frame.contentDocument.documentElement.lang = 'es-ES';
            window.kept = host;
            frame.contentDocument.body.append(host);";
        page.look(adopt, json!(null)).await;
        page.enter_frame("#other").await;
        shows_the_account(page, "es-ES").await;
        let texts = Texts::of("es-ES");
        // The driver takes an element of another document's making for a stale one.
        for name in [texts.get("subs-heading"), texts.with("suspend-button.aria-label", "subscription", LICENSE)] {
            page.has("button", &name).await;
            page.look("named('button', clean(input))[0].click()", json!(name)).await;
        }
        page.has("button", &texts.with("reactivate-button.aria-label", "subscription", LICENSE)).await;
        page.leave_frame().await;

        page.look("document.querySelector('main').append(window.kept)", json!(null)).await;
        page.click("button", &texts.get("account-heading")).await;
        page.sees(&texts.count("account-status-blocked", 7)).await;
        let display = "return getComputedStyle(root.querySelector('[part~=header]')).display";
        assert_eq!(page.look(display, json!(null)).await, json!("flex"));
    };
    pages.visit(engine, test).await;
}

/// The document of what is in a template has no window.
async fn an_element_kept_in_a_template_goes_on_when_it_is_back(engine: Engine) {
    let pages = Pages::with("plain.html", &[]).await;
    let test = async |page: &Page| {
        shows_the_account(page, "es-ES").await;
        let keep = "window.kept = host;
            window.failures = [];
            window.addEventListener('error', (event) => window.failures.push(event.message));
            window.addEventListener('unhandledrejection', (event) => window.failures.push(String(event.reason)));
            document.createElement('template').content.append(host);";
        page.look(keep, json!(null)).await;
        page.around().look("document.querySelector('main').append(window.kept)", json!(null)).await;
        shows_the_account(page, "es-ES").await;
        let display = "return getComputedStyle(root.querySelector('[part~=header]')).display";
        assert_eq!(page.look(display, json!(null)).await, json!("flex"));
        assert_eq!(page.look("return window.failures", json!(null)).await, json!([]));
    };
    pages.visit(engine, test).await;
}

/// A portal with a page of `host_pages`, and the package twice beside it and once on another origin.
struct Pages {
    portal: Portal,
    _folder: TempDir,
}

impl Pages {
    async fn with(page: &str, others: &[&str]) -> Self {
        Self::sending(&[], page, others).await
    }

    /// As `with`, with these headers.
    async fn sending(headers: &[(&'static str, &'static str)], page: &str, others: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let portal = Portal::sending(headers, folder.path()).await;
        let cdn = static_host(&installed()).await;
        for copy in ["reseller-offboarding", "second-copy"] {
            std::os::unix::fs::symlink(installed(), folder.path().join(copy)).unwrap();
        }
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/host_pages");
        for (source, name) in [(page, "index.html")].into_iter().chain(others.iter().map(|it| (*it, *it))) {
            let text = fs::read_to_string(sources.join(source)).unwrap();
            let names = [("{api}", portal.api()), ("{cdn}", cdn.clone())];
            let customers =
                [("{story}", STORY), ("{ready}", READY)].map(|(mark, it)| (mark, customer_id(it).to_string()));
            let text = names.iter().chain(&customers).fold(text, |text, (mark, value)| text.replace(mark, value));
            fs::write(folder.path().join(name), text).unwrap();
        }
        Self { portal, _folder: folder }
    }

    async fn visit(&self, engine: Engine, test: impl AsyncFnOnce(&Page)) {
        self.portal.visit_in(engine, "", test).await;
    }

    /// As `visit`, where the widget may not show.
    async fn visit_blindly(&self, engine: Engine, test: impl AsyncFnOnce(&Page)) {
        self.portal.visit_blindly_in(engine, "", test).await;
    }
}
