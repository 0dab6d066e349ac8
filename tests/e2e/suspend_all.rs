//! Suspending many at once: each row tells where it stands, stopping leaves the rest, the summary tells the numbers.

use serde_json::json;

use crate::harness::{MANY, Texts, account_of, customer_id, visit};

/// Three licences, all active.
const THREE: &str = "O’Sullivan & Byrne Ltd";

/// How many of the 200 are active.
const ACTIVE: usize = 101;

/// Lets that many acts through and holds the others until they are released.
const HOLD: &str = "
    let free = input;
    const held = [];
    const send = window.fetch;
    window.fetch = async (request, ...rest) => {
      if (request.method === 'PATCH' && free-- <= 0) await new Promise((go) => held.push(go));
      return send(request, ...rest);
    };
    window.release = () => { free = Infinity; held.splice(0).forEach((go) => go()); };";

/// Answers the first act as an upstream that is not there.
const FAIL_ONCE: &str = "
    const send = window.fetch;
    window.fetch = async (request, ...rest) => {
      if (request.method !== 'PATCH') return send(request, ...rest);
      window.fetch = send;
      const problem = { status: 502, code: 'upstream/failed', correlationId: 'x' };
      return new Response(JSON.stringify(problem), { status: 502, headers: { 'content-type': 'application/problem+json' } });
    };";

/// How many subscriptions are active upstream.
const COUNT_ACTIVE: &str = "return (async () => {
    const { token } = await (await fetch('/demo/token', { method: 'POST' })).json();
    const answer = await fetch(`/v1/customers/${input}`, { headers: { authorization: `Bearer ${token}` } });
    return (await answer.json()).facts.subscriptions.filter((it) => it.status === 'active').length;
  })()";

#[tokio::test]
async fn a_run_of_many_can_be_stopped_and_taken_up_again() {
    visit(&account_of(MANY, "it-IT"), async |page, _| {
        let texts = Texts::of("it-IT");
        page.click("button", &texts.get("subs-heading")).await;
        page.look(HOLD, json!(6)).await;
        page.click("button", &texts.count("suspend-all-button", ACTIVE)).await;
        // Some are new commerce, which goes on costing.
        page.sees(&texts.get("suspend-dialog-billing-note")).await;
        page.click("button", &texts.count("suspend-all-confirm-button", ACTIVE)).await;
        page.sees(&texts.numbers("suspend-progress", &[("done", 6), ("total", ACTIVE)])).await;
        let bar = "const bar = root.querySelector('progress'); return [bar.value, bar.max]";
        assert_eq!(page.look(bar, json!(null)).await, json!([6, ACTIVE]));
        assert_eq!(page.count("row", &texts.get("suspend-row-running")).await, 2);
        assert_eq!(page.count("row", &texts.get("suspend-row-queued")).await, ACTIVE - 8);

        page.click("button", &texts.get("suspend-stop-button")).await;
        page.look("window.release()", json!(null)).await;
        page.sees(&texts.count("suspend-success", 8)).await;
        page.sees(&texts.count("suspend-skipped-note", ACTIVE - 8)).await;
        page.has_focus("[data-run-summary]").await;
        assert_eq!(page.count("row", &texts.get("suspend-row-skipped")).await, ACTIVE - 8);
        assert_eq!(page.look(COUNT_ACTIVE, json!(customer_id(MANY))).await, json!(ACTIVE - 8));

        page.click("button", &texts.get("suspend-close-button")).await;
        page.click("button", &texts.count("suspend-all-button", ACTIVE - 8)).await;
        page.click("button", &texts.count("suspend-all-confirm-button", ACTIVE - 8)).await;
        page.sees(&texts.count("suspend-success", ACTIVE - 8)).await;
        assert_eq!(page.look(COUNT_ACTIVE, json!(customer_id(MANY))).await, json!(0));
        page.click("button", &texts.get("account-heading")).await;
        page.sees(&texts.get("account-status-clear")).await;
    })
    .await;
}

#[tokio::test]
async fn what_failed_is_told_and_tried_again() {
    visit(&account_of(THREE, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        page.click("button", &texts.get("subs-heading")).await;
        page.look(FAIL_ONCE, json!(null)).await;
        page.click("button", &texts.count("suspend-all-button", 3)).await;
        page.click("button", &texts.count("suspend-all-confirm-button", 3)).await;
        page.sees(&texts.count("suspend-success", 2)).await;
        page.sees(&texts.count("suspend-partial-error", 1)).await;
        page.click("button", &texts.count("suspend-retry-failed-button", 1)).await;
        page.sees(&texts.count("suspend-success", 1)).await;
        page.sees_no(&texts.count("suspend-partial-error", 1)).await;
        assert_eq!(page.look(COUNT_ACTIVE, json!(customer_id(THREE))).await, json!(0));
    })
    .await;
}
