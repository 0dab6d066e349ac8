//! Many acts at once: each row tells where it stands, pages come and go, and the summary tells the truth.

use std::time::Duration;

use reseller_offboarding_server::{Config, Pace};
use serde_json::{Value, json};

use crate::harness::{MANY, Page, STORY, Texts, World, account_of, customer_id, visit, visit_with};
use crate::host_api::place;

/// Three licences, all active.
const THREE: &str = "O’Sullivan & Byrne Ltd";

/// New commerce, past its window.
const PAST_WINDOW: &str = "Hastings & Whitlock Solicitors LLP";

/// Upstream.
const SUBSCRIPTION: &str = "/v1/customers/*/subscriptions/*";

/// How many of the 200 are active.
const ACTIVE: usize = 101;

const WORDS: &str = "[data-operation]";

/// Of the partner, whatever page asks.
const API: &str = "
    const ask = async (path, body) => {
      const { token } = await (await fetch('/demo/token', { method: 'POST' })).json();
      const headers = { authorization: `Bearer ${token}` };
      if (!body) return (await fetch(`/v1/${path}`, { headers })).json();
      Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() });
      return (await fetch(`/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json();
    };";

/// How many subscriptions are active upstream.
async fn count_active(page: &Page, customer: &str) -> Value {
    let count = "return ask(`customers/${input}`)
        .then((it) => it.facts.subscriptions.filter((it) => it.status === 'active').length)";
    page.look(&format!("{API}{count}"), json!(customer_id(customer))).await
}

/// Lets that many acts through, and holds the others until there are other faults.
pub async fn hold_after(world: &World, acts: usize) {
    let fault = json!({ "kind": "latency", "ms": 0 });
    let through = json!({ "method": "PATCH", "path": SUBSCRIPTION, "fault": fault, "times": acts });
    let held = json!({ "method": "PATCH", "path": SUBSCRIPTION, "fault": { "kind": "held" } });
    world.faults(json!([through, held])).await;
}

/// Lets go of what is held.
pub async fn release(world: &World) {
    world.faults(json!([])).await;
}

async fn suspend_all(page: &Page, texts: &Texts, count: usize) {
    page.click("button", &texts.get("subs-heading")).await;
    page.click("button", &texts.count("suspend-all-button", count)).await;
    page.click("button", &texts.count("suspend-all-confirm-button", count)).await;
}

async fn is_at(page: &Page, texts: &Texts, done: usize, total: usize) {
    page.sees(&texts.numbers("operation-progress", &[("done", done), ("total", total)])).await;
}

#[tokio::test]
async fn a_run_of_many_can_be_stopped_and_taken_up_again() {
    visit(&account_of(MANY, "it-IT"), async |page, world| {
        let texts = Texts::of("it-IT");
        hold_after(world, 6).await;
        page.click("button", &texts.get("subs-heading")).await;
        page.click("button", &texts.count("suspend-all-button", ACTIVE)).await;
        // Some are new commerce, which goes on costing.
        page.sees(&texts.get("suspend-dialog-billing-note")).await;
        page.click("button", &texts.count("suspend-all-confirm-button", ACTIVE)).await;
        is_at(page, &texts, 6, ACTIVE).await;
        page.has_focus(WORDS).await;
        let bar = "const bar = root.querySelector('progress'); return [bar.value, bar.max]";
        assert_eq!(page.look(bar, json!(null)).await, json!([6, ACTIVE]));
        assert_eq!(page.count("row", &texts.get("operation-row-running")).await, 2);
        assert_eq!(page.count("row", &texts.get("operation-row-queued")).await, ACTIVE - 8);

        page.click("button", &texts.get("operation-stop-button")).await;
        let stopped = "return all('row').filter((it) => name(it).includes(input[0])).length === input[1]";
        let skipped = json!([texts.get("operation-row-skipped"), ACTIVE - 8]);
        page.eventually("the others are left alone", stopped, skipped.clone()).await;
        release(world).await;
        page.sees(&texts.count("operation-done-note", 8)).await;
        page.sees(&texts.count("operation-skipped-note", ACTIVE - 8)).await;
        page.has_focus(WORDS).await;
        page.eventually("and stay so", stopped, skipped).await;
        assert_eq!(count_active(page, MANY).await, json!(ACTIVE - 8));

        page.click("button", &texts.get("operation-close-button")).await;
        suspend_all(page, &texts, ACTIVE - 8).await;
        page.sees(&texts.count("operation-done-note", ACTIVE - 8)).await;
        assert_eq!(count_active(page, MANY).await, json!(0));
        page.click("button", &texts.get("account-heading")).await;
        page.sees(&texts.get("account-status-clear")).await;
    })
    .await;
}

#[tokio::test]
async fn what_failed_is_told_in_its_row_and_tried_again_alone() {
    visit(&account_of(STORY, "es-ES"), async |page, world| {
        let texts = Texts::of("es-ES");
        let fault = json!({ "kind": "throttled", "retryAfterS": 3600 });
        world.faults(json!([{ "method": "PATCH", "path": SUBSCRIPTION, "fault": fault, "times": 1 }])).await;
        suspend_all(page, &texts, 2).await;
        page.sees(&texts.count("operation-done-note", 1)).await;
        page.sees(&texts.count("operation-failed-note", 1)).await;
        assert_eq!(page.count("row", &texts.get("operation-row-failed")).await, 1);
        assert_eq!(page.count("row", &texts.get("error-api-rate-limited")).await, 1);
        // The plan is the other.
        assert_eq!(count_active(page, STORY).await, json!(2));
        page.click("button", &texts.count("operation-retry-button", 1)).await;
        page.sees(&texts.count("operation-done-note", 2)).await;
        page.sees_no(&texts.count("operation-failed-note", 1)).await;
        assert_eq!(count_active(page, STORY).await, json!(1));
    })
    .await;
}

#[tokio::test]
async fn it_pauses_after_what_is_being_done_and_goes_on() {
    visit(&account_of(MANY, "en-US"), async |page, world| {
        let texts = Texts::of("en-US");
        hold_after(world, 3).await;
        suspend_all(page, &texts, ACTIVE).await;
        is_at(page, &texts, 3, ACTIVE).await;
        page.click("button", &texts.get("operation-pause-button")).await;
        page.has("button", &texts.get("operation-resume-button")).await;
        release(world).await;
        page.sees(&texts.numbers("operation-paused-note", &[("done", 5), ("total", ACTIVE)])).await;
        assert_eq!(count_active(page, MANY).await, json!(ACTIVE - 5));
        page.click("button", &texts.get("operation-resume-button")).await;
        page.sees(&texts.count("operation-done-note", ACTIVE)).await;
        page.has_focus(WORDS).await;
    })
    .await;
}

#[tokio::test]
async fn closing_the_page_loses_nothing() {
    visit(&account_of(MANY, "es-ES"), async |page, world| {
        let texts = Texts::of("es-ES");
        hold_after(world, 6).await;
        suspend_all(page, &texts, ACTIVE).await;
        is_at(page, &texts, 6, ACTIVE).await;
        page.reload().await;
        is_at(page, &texts, 6, ACTIVE).await;
        page.has("heading", &texts.get("operation-suspend-heading")).await;
        assert_eq!(page.look("return host.state.busy", json!(null)).await, json!(true));

        // Nor does taking the element away and putting it back.
        page.look("window.place = host.parentElement; window.element = host; host.remove()", json!(null)).await;
        page.around()
            .eventually("it is gone", "return window.element.shadowRoot.querySelector('.base') === null", json!(null))
            .await;
        page.look("window.place.append(window.element)", json!(null)).await;
        is_at(page, &texts, 6, ACTIVE).await;
        release(world).await;
        page.sees(&texts.count("operation-done-note", ACTIVE)).await;
        page.sees(&texts.get("account-status-clear")).await;
        assert_eq!(count_active(page, MANY).await, json!(0));
    })
    .await;
}

#[tokio::test]
async fn a_second_page_shows_the_same_run_and_its_end() {
    visit(&account_of(MANY, "es-ES"), async |page, world| {
        let texts = Texts::of("es-ES");
        page.sees(&texts.count("account-status-blocked", ACTIVE)).await;
        let before = place(page, MANY, "element.getToken = host.getToken;").await;
        before.sees(&texts.count("account-status-blocked", ACTIVE)).await;
        hold_after(world, 6).await;
        suspend_all(page, &texts, ACTIVE).await;
        // One that was there hears of it, one that comes later asks.
        is_at(&before, &texts, 6, ACTIVE).await;
        place(page, MANY, "element.getToken = host.getToken;").await;
        let after = page.widget(2);
        is_at(&after, &texts, 6, ACTIVE).await;

        // It can be stopped there as well.
        after.click("button", &texts.get("operation-stop-button")).await;
        release(world).await;
        for page in [page, &before, &after] {
            page.sees(&texts.count("operation-done-note", 8)).await;
            page.sees(&texts.count("operation-skipped-note", ACTIVE - 8)).await;
        }
        before.sees(&texts.count("account-status-blocked", ACTIVE - 8)).await;
        after.sees(&texts.count("account-status-blocked", ACTIVE - 8)).await;
    })
    .await;
}

/// Notes what streams of events are asked for, and cuts them when it is told to; the first attempt after that fails.
const CUT: &str = "
    const send = window.fetch;
    window.asked = [];
    let refuse = 0;
    let cut = () => {};
    window.cut = () => { refuse = 1; cut(); };
    window.fetch = async (request, ...rest) => {
      if (!request.url?.endsWith('/events')) return send(request, ...rest);
      window.asked.push(Number(request.headers.get('last-event-id')));
      if (refuse-- > 0) throw new TypeError('no network');
      const answer = await send(request, ...rest);
      const through = new TransformStream();
      const ending = new AbortController();
      answer.body.pipeTo(through.writable, { signal: ending.signal }).catch(() => {});
      cut = () => ending.abort(new TypeError('the connection is cut'));
      return new Response(through.readable, answer);
    };";

#[tokio::test]
async fn a_broken_stream_goes_on_where_it_was() {
    visit(&account_of(MANY, "en-US"), async |page, world| {
        let texts = Texts::of("en-US");
        page.look(CUT, json!(null)).await;
        hold_after(world, 6).await;
        suspend_all(page, &texts, ACTIVE).await;
        is_at(page, &texts, 6, ACTIVE).await;
        page.look("window.cut()", json!(null)).await;
        release(world).await;
        page.sees(&texts.count("operation-done-note", ACTIVE)).await;
        let asked = page.look("return window.asked", json!(null)).await;
        let asked: Vec<i64> = asked.as_array().unwrap().iter().map(|it| it.as_i64().unwrap()).collect();
        // Begun, refused, and taken up again after the last that was seen.
        assert!(asked.len() >= 3 && asked[1] > asked[0] && asked[2] == asked[1], "{asked:?}");
        assert_eq!(page.count("row", &texts.get("operation-row-queued")).await, 0);
        assert_eq!(page.count("row", &texts.get("operation-row-running")).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_host_page_may_say_no_to_all_of_it() {
    visit(&account_of(THREE, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        let veto = "window.asked = [];
            host.addEventListener('ro-before-action', (event) => {
              window.asked.push([event.detail.action, event.detail.ids.length]);
              event.preventDefault();
            })";
        page.look(veto, json!(null)).await;
        suspend_all(page, &texts, 3).await;
        page.sees(&texts.get("error-action-vetoed")).await;
        assert_eq!(page.look("return window.asked", json!(null)).await, json!([["suspend", 3]]));
        let begun = format!("{API} return ask('operations').then((it) => it.items.length)");
        assert_eq!(page.look(&begun, json!(null)).await, json!(0));
        page.has("button", &texts.count("suspend-all-button", 3)).await;
    })
    .await;
}

#[tokio::test]
async fn everything_is_cleared_and_a_person_removes() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        page.click("button", &texts.count("clear-all-button", 8)).await;
        page.has("heading", &texts.get("clear-all-dialog-title")).await;
        for message in ["suspend-dialog-message", "clear-all-cancel-message", "clear-all-azure-message"] {
            page.sees(&texts.get(message)).await;
        }
        page.has("heading", &texts.count("blocker-suspend-heading", 3)).await;
        page.has("heading", &texts.count("blocker-cancel-heading", 5)).await;
        page.click("button", &texts.get("clear-all-keep-button")).await;
        page.closes_dialog().await;
        page.sees(&texts.count("account-status-blocked", 8)).await;

        page.click("button", &texts.count("clear-all-button", 8)).await;
        page.click("button", &texts.get("clear-all-confirm-button")).await;
        page.has("heading", &texts.get("operation-offboard-heading")).await;
        page.sees(&texts.count("operation-done-note", 8)).await;
        page.sees(&texts.get("account-status-clear")).await;
        page.has_focus(WORDS).await;
        page.click("button", &texts.get("operation-close-button")).await;
        page.sees_no(&texts.count("operation-done-note", 8)).await;

        page.click("button", &texts.get("account-remove-button")).await;
        page.fill(&texts.with("remove-dialog-name-label", "customer", STORY), STORY).await;
        page.click("checkbox", &texts.get("remove-dialog-ack-checkbox")).await;
        page.click("button", &texts.get("remove-dialog-confirm-button")).await;
        page.has("heading", &texts.with("remove-success", "customer", STORY)).await;
    })
    .await;
}

#[tokio::test]
async fn what_has_to_be_waited_for_is_told_until_it_is_over() {
    let pace = Pace { recheck: Duration::from_millis(50), ..Pace::default() };
    let rule = Some(offboarding_domain::Rule::CancelNewCommerce);
    let config = Config { pace, rule, ..Config::default() };
    visit_with(config, "en-US", &account_of(PAST_WINDOW, "it-IT"), async |page, world| {
        let texts = Texts::of("it-IT");
        page.click("button", &texts.count("clear-all-button", 1)).await;
        page.has("heading", &texts.count("clear-all-renewals-heading", 1)).await;
        page.has("heading", &texts.count("blocker-wait-heading", 1)).await;
        page.click("button", &texts.get("clear-all-confirm-button")).await;
        page.sees(&texts.count("operation-done-note", 1)).await;
        page.has("heading", &texts.count("blocker-wait-heading", 1)).await;
        let waiting = texts.with("operation-waiting-note", "time", "");
        page.sees(waiting.trim()).await;
        page.reload().await;
        page.sees(waiting.trim()).await;

        let until = "return new Date(Date.parse(host.state.blockers[0].until) + 864e5).toISOString()";
        let after = page.look(until, json!(null)).await;
        world.clock(after.as_str().unwrap()).await;
        page.sees_no(waiting.trim()).await;
        page.sees(&texts.get("account-status-clear")).await;
        page.has("button", &texts.get("operation-close-button")).await;
    })
    .await;
}

#[tokio::test]
async fn something_else_that_is_under_way_is_told_and_shown() {
    visit(&account_of(STORY, "en-US"), async |page, world| {
        let texts = Texts::of("en-US");
        hold_after(world, 0).await;
        page.has("button", &texts.count("clear-all-button", 8)).await;
        // On another machine.
        let begin = format!("{API} return ask('operations', {{ customers: [input], goal: 'suspend-all' }})");
        page.look(&begin, json!(customer_id(STORY))).await;
        page.click("button", &texts.count("clear-all-button", 8)).await;
        page.click("button", &texts.get("clear-all-confirm-button")).await;
        page.sees(&texts.get("operation-other-note")).await;
        page.has("heading", &texts.get("operation-suspend-heading")).await;
        release(world).await;
        page.sees(&texts.count("operation-done-note", 2)).await;
    })
    .await;
}
