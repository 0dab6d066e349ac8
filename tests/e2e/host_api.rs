//! What a portal's developer does with the element: gives tokens, says no, asks how it stands, calls methods.

use serde_json::json;

use crate::harness::{MANY, Page, READY, STORY, Texts, account_of, customer_id, visit};
use crate::operations::{hold_after, release};

/// Keeps the events of these names, with their details.
const LISTEN: &str = "
    window.heard = [];
    for (const name of input) window.addEventListener(name, (event) => window.heard.push([name, event.detail]));";

/// Puts a second element on the page, made by the script; it is the one to look at from then on.
pub async fn place(page: &Page, customer: &str, script: &str) -> Page {
    let place = format!(
        "const element = document.createElement('reseller-offboarding');
         element.lang = 'es-ES';
         element.setAttribute('customer-id', input);
         {script}
         document.querySelector('main').append(element);"
    );
    page.look(&place, json!(customer_id(customer))).await;
    page.widget(1)
}

/// A token that is given at once.
const TOKEN: &str = "return host.getToken({ reason: 'initial', scope: [] }).then((it) => { window.token = it; })";

/// Keeps which account was asked for, by which sender, and whether the element had shown anything by then. Its module is
/// loaded anew.
const SENDERS: &str = "
    window.asked = [];
    window.sender = (name) => (request) => {
      const path = new URL(request.url).pathname.split('/');
      if (path.length === 4) window.asked.push([name, path[3], Boolean(element.shadowRoot.querySelector('.base'))]);
      return fetch(request);
    };
    element.setAttribute('asset-base', `./?${crypto.randomUUID()}`);
    element.getToken = () => window.token;
    element.fetch = window.sender('first');";

#[tokio::test]
async fn the_account_is_asked_for_beside_the_module_and_once() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        page.look(TOKEN, json!(null)).await;
        let second = place(page, READY, SENDERS).await;
        second.sees(&Texts::of("es-ES").get("account-status-clear")).await;
        let asked = page.look("return window.asked", json!(null)).await;
        assert_eq!(asked, json!([["first", customer_id(READY), false]]));
    })
    .await;
}

#[tokio::test]
async fn what_was_asked_beside_the_module_is_not_taken_for_what_is_wanted_since() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        page.look(TOKEN, json!(null)).await;
        // While the first answer is on its way.
        let then = |act: &str| {
            format!("{SENDERS} {{ const ask = element.fetch; element.fetch = (it) => {{ {act}; return ask(it); }}; }}")
        };
        let other = format!("element.setAttribute('customer-id', '{}')", customer_id(READY));
        let second = place(page, STORY, &then(&other)).await;
        second.sees(&texts.get("account-status-clear")).await;
        page.look("document.querySelectorAll('reseller-offboarding')[1].remove()", json!(null)).await;

        let second = place(page, READY, &then("element.fetch = window.sender('second')")).await;
        second.sees(&texts.get("account-status-clear")).await;
        let asked = page.look("return window.asked", json!(null)).await;
        assert_eq!(asked, json!([["first", customer_id(READY), false], ["second", customer_id(READY), true]]));
    })
    .await;
}

#[tokio::test]
async fn the_host_page_may_say_no() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        let suspend = texts.with("suspend-button.aria-label", "subscription", "Exchange Online (Plan 1)");
        let reactivate = texts.with("reactivate-button.aria-label", "subscription", "Exchange Online (Plan 1)");
        page.click("button", &texts.get("subs-heading")).await;
        page.look(LISTEN, json!(["ro-action-start", "ro-action-end"])).await;
        for answer in [
            "event.preventDefault()",
            "event.detail.waitUntil(Promise.resolve(false))",
            "event.detail.waitUntil(Promise.reject(new Error('no')))",
        ] {
            let once =
                format!("host.addEventListener('ro-before-action', (event) => {{ {answer} }}, {{ once: true }})");
            page.look(&once, json!(null)).await;
            page.click("button", &suspend).await;
            page.sees(&texts.get("error-action-vetoed")).await;
            page.has("button", &suspend).await;
            page.click("button", &texts.get("common-refresh-button")).await;
            page.sees_no(&texts.get("error-action-vetoed")).await;
        }
        assert_eq!(page.look("return window.heard", json!(null)).await, json!([]), "nothing was begun");

        let ask = "host.addEventListener('ro-before-action', (event) => {
            window.question = [event.detail.action, event.detail.ids.length];
            event.detail.waitUntil(new Promise((answer) => { window.answer = answer; }));
          }, { once: true })";
        page.look(ask, json!(null)).await;
        page.click("button", &suspend).await;
        page.eventually("it is asked", "return window.question ?? null", json!(null)).await;
        assert_eq!(page.look("return window.question", json!(null)).await, json!(["suspend", 1]));
        page.look("window.answer(true)", json!(null)).await;
        page.has("button", &reactivate).await;
        let heard = page.look("return window.heard", json!(null)).await;
        let (start, end) = (&heard[0], &heard[1]);
        assert_eq!((&start[0], &end[0]), (&json!("ro-action-start"), &json!("ro-action-end")));
        assert_eq!(start[1]["operationId"], end[1]["operationId"]);
        assert_eq!(end[1]["results"][0]["outcome"], json!("done"));
        assert!(end[1]["results"][0]["correlationId"].as_str().is_some_and(|it| !it.is_empty()), "{heard}");
    })
    .await;
}

#[tokio::test]
async fn how_it_stands_is_told_and_cannot_be_changed() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        page.sees(&texts.count("account-status-blocked", 8)).await;
        let state = page.look("return host.state", json!(null)).await;
        assert_eq!((&state["phase"], &state["view"]), (&json!("blocked"), &json!("account")));
        assert_eq!(state["customer"], json!({ "id": customer_id(STORY), "name": STORY }));
        let counts = json!({ "total": 8, "suspend": 3, "cancel": 5, "external": 0, "wait": 0 });
        assert_eq!(state["counts"], counts);
        let plan = state["blockers"].as_array().unwrap().iter().find(|it| it["label"] == "Azure plan").unwrap();
        assert_eq!(plan["dependsOn"].as_array().unwrap().len(), 3);
        assert_eq!((&plan["kind"], &plan["resolution"]), (&json!("subscription"), &json!("suspend")));
        assert_eq!(state["can"], json!({ "suspend": true, "cancel": true, "remove": true }));
        let whole = "return Object.isFrozen(host.state) && Object.isFrozen(host.state.blockers[0]) &&
            !JSON.stringify(host.state).includes('eyJ')";
        assert_eq!(page.look(whole, json!(null)).await, json!(true));
        assert_eq!(page.look("return host.matches(':state(blocked)')", json!(null)).await, json!(true));
        assert_eq!(page.look("return host.openRemoval()", json!(null)).await, json!(false));
        assert!(!page.has_dialog().await);

        page.look(LISTEN, json!(["ro-state-change"])).await;
        page.look("host.goTo('subscriptions')", json!(null)).await;
        let suspend = texts.with("suspend-button.aria-label", "subscription", "Exchange Online (Plan 1)");
        page.click("button", &suspend).await;
        let told = "return window.heard.at(-1)?.[1].counts.total ?? null";
        assert_eq!(page.eventually("the change is told", told, json!(null)).await, json!(7));
    })
    .await;
}

#[tokio::test]
async fn methods_lead_to_places_and_never_remove() {
    visit(&account_of(READY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        page.sees(&texts.get("account-status-clear")).await;
        let names = "return Object.getOwnPropertyNames(Object.getPrototypeOf(host)).filter((it) => typeof
            Object.getOwnPropertyDescriptor(Object.getPrototypeOf(host), it).value === 'function').sort()";
        let names = page.look(names, json!(null)).await;
        for name in names.as_array().unwrap() {
            let name = name.as_str().unwrap();
            assert!(!["remove", "suspend", "cancel"].iter().any(|it| name.starts_with(it)), "{name}");
        }
        page.look("host.goTo('activity')", json!(null)).await;
        page.has("heading", &texts.get("activity-heading")).await;
        assert_eq!(page.look("return host.getAttribute('view')", json!(null)).await, json!("activity"));
        page.look("host.focus()", json!(null)).await;
        page.has_focus("[data-heading]").await;
        let refreshed = page.look("return host.refresh().then((it) => it.phase)", json!(null)).await;
        assert_eq!(refreshed, json!("clear"));
        let none = "return host.exportReceipt().catch((error) => error.code)";
        assert_eq!(page.look(none, json!(null)).await, json!("state/not-found"));

        assert_eq!(page.look("return host.openRemoval()", json!(null)).await, json!(true));
        page.has("heading", &texts.get("remove-dialog-title")).await;
        page.fill(&texts.with("remove-dialog-name-label", "customer", READY), READY).await;
        page.click("checkbox", &texts.get("remove-dialog-ack-checkbox")).await;
        page.click("button", &texts.get("remove-dialog-confirm-button")).await;
        page.has("heading", &texts.with("remove-success", "customer", READY)).await;
        let receipt = page.look("return host.exportReceipt('text').then((it) => it.text())", json!(null)).await;
        assert!(receipt.as_str().unwrap().contains(READY), "{receipt}");
        let receipt =
            page.look("return host.exportReceipt().then((it) => it.text()).then(JSON.parse)", json!(null)).await;
        assert_eq!(receipt["customer"]["id"], json!(customer_id(READY)));
        assert_eq!(page.look("return host.state.phase", json!(null)).await, json!("removed"));

        page.look(LISTEN, json!(["ro-exit"])).await;
        page.look("host.logout()", json!(null)).await;
        page.sees(&texts.get("error-auth-token-failed")).await;
        let heard = page.look("return window.heard", json!(null)).await;
        assert_eq!(heard, json!([["ro-exit", { "reason": "signed-out" }]]));
    })
    .await;
}

#[tokio::test]
async fn a_run_tells_its_progress_and_can_be_stopped_by_the_page() {
    visit(&account_of(MANY, "es-ES"), async |page, world| {
        let texts = Texts::of("es-ES");
        hold_after(world, 1).await;
        page.click("button", &texts.get("subs-heading")).await;
        page.look(LISTEN, json!(["ro-action-start", "ro-action-progress", "ro-action-end"])).await;
        page.look("host.addEventListener('ro-action-progress', () => host.stopBulk(), { once: true })", json!(null))
            .await;
        page.click("button", &texts.count("suspend-all-button", 101)).await;
        page.click("button", &texts.count("suspend-all-confirm-button", 101)).await;
        let skipped = "return all('row').some((it) => name(it).includes(input))";
        page.eventually("the others are left alone", skipped, json!(texts.get("operation-row-skipped"))).await;
        release(world).await;
        let end = "return window.heard.find((it) => it[0] === 'ro-action-end')?.[1] ?? null";
        let end = page.eventually("the run ends", end, json!(null)).await;
        let (total, done) = (end["total"].as_u64(), end["results"].as_array().unwrap().len());
        assert_eq!(total, Some(101));
        assert!((1..=3).contains(&done), "{end}");
        assert_eq!(end["done"], json!(done));
        let heard = page.look("return window.heard", json!(null)).await;
        let (name, start) = (&heard[0][0], &heard[0][1]);
        assert_eq!((name, start["ids"].as_array().unwrap().len()), (&json!("ro-action-start"), 101));
        assert_eq!((&start["operationId"], &start["action"]), (&end["operationId"], &json!("suspend")));
    })
    .await;
}

/// The checks that failed, by name, code and advice.
const DIAGNOSE: &str = "return host.diagnose().then((all) =>
    [all.length, ...all.filter((it) => !it.ok).map(({ name, code, advice }) => [name, code, advice])])";

#[tokio::test]
async fn what_stands_in_the_way_is_named_with_what_to_mend() {
    visit(&account_of(READY, "es-ES"), async |page, _| {
        page.forgive("status of 401");
        page.forgive("violates the following Content Security Policy");
        page.forgive("Refused to connect");
        page.forgive("Fetch API cannot load");
        page.forgive("integrity");
        page.sees(&Texts::of("es-ES").get("account-status-clear")).await;
        assert_eq!(page.look(DIAGNOSE, json!(null)).await, json!([10]), "nothing is in the way");

        let check = async |break_it: &str, mend_it: &str, expected: serde_json::Value| {
            page.look(break_it, json!(null)).await;
            let found = page.look(DIAGNOSE, json!(null)).await;
            assert!(found.as_array().unwrap().contains(&expected), "{break_it}: {found:#}");
            page.look(mend_it, json!(null)).await;
        };
        let advice = "Set getToken on the element.";
        let out = "window.own = host.getToken; host.logout(); host.getToken = undefined";
        check(out, "host.getToken = window.own", json!(["token", "config/no-token-provider", advice])).await;

        let stale = "host.logout(); host.getToken = async () => ({ token: 'stale' })";
        let advice = "The backend does not accept the token: look at its issuer, audience and keys.";
        check(stale, "host.logout(); host.getToken = window.own", json!(["api", "auth/rejected", advice])).await;

        // A policy can be added to a page and not be taken away: last.
        let policy = "const meta = document.createElement('meta');
            meta.httpEquiv = 'Content-Security-Policy';
            meta.content = `connect-src ${location.origin}/v1/ ${location.origin}/demo/`;
            document.head.append(meta)";
        page.look(policy, json!(null)).await;
        let found = page.look(DIAGNOSE, json!(null)).await.to_string();
        assert!(found.contains("Content-Security-Policy: connect-src needs http://127.0.0.1"), "{found}");
    })
    .await;
}

#[tokio::test]
async fn attributes_leave_out_what_the_page_does_itself() {
    visit(&account_of(READY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        let script = "element.getToken = document.querySelector('reseller-offboarding').getToken;
            for (const name of ['readonly', 'without-header', 'without-activity']) element.setAttribute(name, '');";
        let quiet = place(page, STORY, script).await;
        quiet.sees(&texts.count("account-status-blocked", 8)).await;
        for part in ["header", "title", "remove-button", "row-action"] {
            let found = quiet.look("return root.querySelectorAll(`[part~=${input}]`).length", json!(part)).await;
            assert_eq!(found, json!(0), "{part}");
        }
        page.look("document.querySelectorAll('reseller-offboarding')[1].goTo('subscriptions')", json!(null)).await;
        quiet.has("heading", &texts.get("subs-heading")).await;
        assert_eq!(quiet.count("button", &texts.count("suspend-all-button", 2)).await, 0);
        assert_eq!(quiet.look("return root.querySelectorAll('button.act').length", json!(null)).await, json!(0));
        assert_eq!(quiet.look("return host.openRemoval()", json!(null)).await, json!(false));

        let header = "element.getToken = document.querySelector('reseller-offboarding').getToken;
            element.setAttribute('without-activity', '');";
        place(page, STORY, header).await;
        let third = page.widget(2);
        third.has("button", &texts.get("software-heading")).await;
        assert_eq!(third.count("button", &texts.get("activity-heading")).await, 0);
    })
    .await;
}

#[tokio::test]
async fn attributes_may_change_at_any_moment() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        page.forgive("status of 404");
        let texts = Texts::of("es-ES");
        let set = async |name: &str, value: &str| {
            page.look("host.setAttribute(...input)", json!([name, value])).await;
        };
        let suspend = texts.with("suspend-button.aria-label", "subscription", "Exchange Online (Plan 1)");
        page.click("button", &texts.get("subs-heading")).await;
        page.has("button", &suspend).await;
        set("readonly", "").await;
        page.eventually("nothing is offered", "return !root.querySelector('button.act')", json!(null)).await;
        page.look("host.removeAttribute('readonly')", json!(null)).await;
        page.has("button", &suspend).await;

        let levels = "return [...root.querySelectorAll('h2, h3, h4, h5')].filter(isSeen)
            .map((it) => it.tagName[1] + (it.ariaLevel ?? '')).join(' ')";
        assert_eq!(page.look(levels, json!(null)).await, json!("2 3"));
        set("heading-level", "4").await;
        page.eventually("the outline is the page's", &format!("{levels} === '24 35'"), json!(null)).await;
        set("view", "account").await;
        page.sees(&texts.count("account-status-blocked", 8)).await;
        let deepest = page.look("return root.querySelector('h5').ariaLevel", json!(null)).await;
        assert_eq!(deepest, json!("6"), "there is no level further down");

        page.sees("UTC").await;
        set("time-zone", "Pacific/Auckland").await;
        page.sees_no("UTC").await;
        set("without-language-switcher", "").await;
        page.eventually("the switcher is gone", "return !root.querySelector('[part~=language]')", json!(null)).await;

        set("api-base", "/nowhere/").await;
        page.click("button", &texts.get("common-refresh-button")).await;
        page.sees(&texts.get("error-state-not-found")).await;
        page.look("host.removeAttribute('api-base'); host.refresh()", json!(null)).await;
        page.sees(&texts.count("account-status-blocked", 8)).await;
    })
    .await;
}

#[tokio::test]
async fn the_page_has_places_for_content_of_its_own() {
    visit(&account_of(READY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        let fill = "for (const name of ['heading', 'notice', 'before-blockers', 'confirm-extra', 'empty', 'footer']) {
            const own = document.createElement('p');
            own.slot = own.id = own.textContent = name;
            host.append(own);
          }";
        page.sees(&texts.get("account-status-clear")).await;
        page.look(fill, json!(null)).await;
        let seen = "return [...host.querySelectorAll('p[slot]')].filter((it) => it.checkVisibility() && it.assignedSlot)
            .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top).map((it) => it.slot)";
        let places = async |expected: &[&str]| {
            assert_eq!(page.look(seen, json!(null)).await, json!(expected));
        };
        places(&["heading", "notice", "before-blockers", "footer"]).await;
        page.click("button", &texts.get("software-heading")).await;
        page.has("heading", &texts.get("software-heading")).await;
        places(&["heading", "notice", "empty", "footer"]).await;
        page.sees_no(&texts.get("software-empty")).await;

        page.look("host.openRemoval()", json!(null)).await;
        page.has("heading", &texts.get("remove-dialog-title")).await;
        let is_inside = "return root.querySelector('dialog[open]').contains(host.querySelector('#confirm-extra').assignedSlot)";
        assert_eq!(page.look(is_inside, json!(null)).await, json!(true));
    })
    .await;
}

#[tokio::test]
async fn elements_of_one_customer_hear_of_each_other() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        let like_the_first = "element.getToken = document.querySelector('reseller-offboarding').getToken;
            window.reads ??= [];
            element.fetch = (request) => {
              if (!request.url.includes('/operations')) window.reads.push(element.getAttribute('customer-id'));
              return fetch(request);
            };";
        let same = place(page, STORY, like_the_first).await;
        place(page, READY, like_the_first).await;
        same.sees(&texts.count("account-status-blocked", 8)).await;
        page.widget(2).sees(&texts.get("account-status-clear")).await;
        page.look("window.reads.length = 0", json!(null)).await;

        page.click("button", &texts.get("subs-heading")).await;
        let suspend = texts.with("suspend-button.aria-label", "subscription", "Exchange Online (Plan 1)");
        page.click("button", &suspend).await;
        same.sees(&texts.count("account-status-blocked", 7)).await;
        assert_eq!(page.look("return window.reads", json!(null)).await, json!([customer_id(STORY)]));
    })
    .await;
}
