//! The token, from the element's side: asked for once, renewed in time, given up with all that was read by it.

use serde_json::json;

use crate::harness::{READY, STORY, Texts, account_of, visit};
use crate::host_api::place;

/// Counts what is asked of `getToken`, and asks the page's own.
const ASKED: &str = "
    window.asked = [];
    const own = host.getToken;
    host.getToken = async (context) => {
      window.asked.push([context.reason, context.scope.length, context.signal instanceof AbortSignal]);
      return own(context);
    };";

#[tokio::test]
async fn one_token_serves_all_and_a_removal_has_its_own() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        let counted = format!(
            "{ASKED}
            element.getToken = host.getToken;"
        );
        let second = place(page, READY, &counted).await;
        second.sees(&texts.get("account-status-clear")).await;
        second.click("button", &texts.get("activity-heading")).await;
        second.sees(&texts.get("activity-empty")).await;
        second.click("button", &texts.get("account-heading")).await;
        assert_eq!(page.look("return window.asked", json!(null)).await, json!([["initial", 3, true]]));

        second.click("button", &texts.get("account-remove-button")).await;
        second.fill(&texts.with("remove-dialog-name-label", "customer", READY), READY).await;
        second.click("checkbox", &texts.get("remove-dialog-ack-checkbox")).await;
        second.click("button", &texts.get("remove-dialog-confirm-button")).await;
        second.has("heading", &texts.with("remove-success", "customer", READY)).await;
        let asked = page.look("return window.asked", json!(null)).await;
        assert_eq!(asked, json!([["initial", 3, true], ["step-up", 4, true]]));
    })
    .await;
}

#[tokio::test]
async fn a_token_that_is_rejected_is_asked_about_once_more() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        page.forgive("status of 401");
        let texts = Texts::of("es-ES");
        let stale = format!(
            "const fresh = host.getToken;
            let turn = 0;
            host.getToken = async () => (turn++ ? fresh() : {{ token: 'stale' }});
            {ASKED}
            element.getToken = host.getToken;"
        );
        let second = place(page, READY, &stale).await;
        second.sees(&texts.get("account-status-clear")).await;
        assert_eq!(
            page.look("return window.asked.map((it) => it[0])", json!(null)).await,
            json!(["initial", "rejected"])
        );
    })
    .await;
}

#[tokio::test]
async fn without_a_token_it_says_so_and_goes_on_once_there_is_one() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        let second = place(page, READY, "").await;
        second.sees(&texts.get("error-config-no-token-provider")).await;
        page.look(
            "window.own = host.getToken; window.second =
            document.querySelectorAll('reseller-offboarding')[1];
            second.getToken = () => Promise.reject(new Error('not signed in'))",
            json!(null),
        )
        .await;
        second.click("button", &texts.get("common-retry-button")).await;
        second.sees(&texts.get("error-auth-token-failed")).await;
        page.look(
            "second.getToken = undefined;
            second.addEventListener('ro-token-request', (it) => it.detail.respondWith(window.own()))",
            json!(null),
        )
        .await;
        second.click("button", &texts.get("common-sign-in-button")).await;
        second.sees(&texts.get("account-status-clear")).await;
    })
    .await;
}

#[tokio::test]
async fn the_list_goes_with_the_token() {
    visit("?lang=es-ES", async |page, _| {
        let texts = Texts::of("es-ES");
        let open = texts.with("customers-open-button.aria-label", "customer", STORY);
        page.has("button", &open).await;
        page.look("host.logout()", json!(null)).await;
        page.sees(&texts.get("error-auth-token-failed")).await;
        assert_eq!(page.count("button", &open).await, 0);
        assert_eq!(page.look("return host.state.phase", json!(null)).await, json!("error"));
        page.click("button", &texts.get("common-sign-in-button")).await;
        page.has("button", &open).await;
        assert_eq!(page.look("return host.state.phase", json!(null)).await, json!("ready"));
    })
    .await;
}

/// Long waits are over when the test says so.
const CLOCK: &str = "
    window.waits = [];
    const real = window.setTimeout;
    window.setTimeout = (act, ms, ...rest) => (ms > 1_000 ? window.waits.push({ act, ms }) : real(act, ms, ...rest));
    window.pass = (ms) => window.waits.splice(window.waits.findIndex((it) => it.ms === ms), 1)[0].act();";

#[tokio::test]
async fn a_token_is_renewed_before_it_ends_and_kept_while_that_fails() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        let held = format!(
            "{CLOCK}
            const good = host.getToken;
            window.reasons = [];
            element.getToken = async (context) => {{
              window.reasons.push(context.reason);
              if (window.isDown) throw new Error('no');
              return good(context);
            }};"
        );
        let second = place(page, READY, &held).await;
        second.sees(&texts.get("account-status-clear")).await;
        // Of five minutes, all but the last.
        let renewal = "return window.waits.find(({ ms }) => ms > 200_000 && ms <= 240_000)?.ms ?? null";
        let renewal = page.eventually("a renewal is due", renewal, json!(null)).await;

        page.look("window.isDown = true; window.pass(input)", json!(renewal)).await;
        for pause in [2_000, 4_000, 8_000, 16_000] {
            let is_due = "return window.waits.some(({ ms }) => ms === input)";
            page.eventually("it is tried again", is_due, json!(pause)).await;
            page.look("window.pass(input)", json!(pause)).await;
        }
        let n_asked = "return window.reasons.length === 6 && window.reasons";
        let reasons = page.eventually("five attempts were made", n_asked, json!(null)).await;
        assert_eq!(reasons, json!(["initial", "expiring", "expiring", "expiring", "expiring", "expiring"]));
        // What is held is good until it ends.
        second.click("button", &texts.get("common-refresh-button")).await;
        second.click("button", &texts.get("activity-heading")).await;
        second.sees(&texts.get("activity-empty")).await;
        assert_eq!(page.look("return window.reasons.length", json!(null)).await, json!(6));

        // Then the next request asks, and the person may sign in again.
        page.look("const now = Date.now; Date.now = () => now() + 300_000", json!(null)).await;
        second.click("button", &texts.get("common-refresh-button")).await;
        second.sees(&texts.get("error-auth-token-failed")).await;
        page.look("window.isDown = false", json!(null)).await;
        second.click("button", &texts.get("common-refresh-button")).await;
        second.sees_no(&texts.get("error-auth-token-failed")).await;
    })
    .await;
}
