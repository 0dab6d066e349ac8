//! While something blocks nothing can be removed: not by the control, not past it, not in the moment between.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::harness::{READY, STORY, Texts, account_of, customer_id, visit};

const REMOVE: &str = "[part~=remove-button]";
const BLOCKERS: &str = "[data-blockers-heading]";

/// Legacy licences, all suspended: clear, until one is taken back.
const SUSPENDED: &str = "Società Agricola Pò di Levante";

/// Nothing but a savings plan.
const COMMITTED: &str = "Ludlow Ceramics & Glaze Ltd";

/// Keeps the address of every request to the backend from now on.
const WATCH_REQUESTS: &str = "
    window.requests = [];
    const send = window.fetch;
    window.fetch = (request, ...rest) => {
      if (request.url?.includes('/v1/')) window.requests.push(request.url);
      return send(request, ...rest);
    };";

/// What the page would never send: a removal of a customer that is blocked, with all that a removal needs.
const REMOVE_PAST_THE_PAGE: &str = "return (async () => {
    const { token } = await (await fetch('/demo/token', { method: 'POST' })).json();
    const headers = { authorization: `Bearer ${token}` };
    const customer = `/v1/customers/${input}`;
    const account = await fetch(customer, { headers });
    const answer = await fetch(`${customer}/removal`, {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        'if-match': account.headers.get('etag'),
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify({ confirmation: (await account.json()).profile.name, acknowledged: true }),
    });
    const problem = await answer.json();
    const afterwards = await fetch(customer, { headers });
    return [answer.status, problem.code, problem.blockers.length, afterwards.status];
  })()";

/// Somebody else takes a suspension back.
const REACTIVATE_ELSEWHERE: &str = "return (async () => {
    const { token } = await (await fetch('/demo/token', { method: 'POST' })).json();
    const headers = { authorization: `Bearer ${token}` };
    const customer = `/v1/customers/${input}`;
    const { facts } = await (await fetch(customer, { headers })).json();
    const answer = await fetch(`${customer}/subscriptions/${facts.subscriptions[0].id}`, {
      method: 'PATCH',
      headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({ action: 'reactivate' }),
    });
    return answer.status;
  })()";

#[tokio::test]
async fn the_inactive_control_sends_nothing_and_leads_to_what_blocks() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        page.has_attribute(REMOVE, "aria-disabled", "true").await;
        page.look(WATCH_REQUESTS, json!(null)).await;
        let announced = "return clean(root.querySelector('.unseen[role=status]').textContent) === input";
        let wanted = Texts::of("es-ES").count("account-status-blocked-announcement", 8);
        page.click_on(REMOVE).await;
        page.eventually("it is announced", announced, json!(wanted)).await;
        let focus = "scope.querySelector(input).focus()";
        for way in ["mouse", "Enter", "Space", "script", "script, without aria-disabled"] {
            page.look(focus, json!(REMOVE)).await;
            page.has_focus(REMOVE).await;
            match way {
                "mouse" => page.click_on(REMOVE).await,
                "Enter" => page.press(&[Key::Enter]).await,
                "Space" => page.press(&[Key::Space]).await,
                "script" => _ = page.look("scope.querySelector(input).click()", json!(REMOVE)).await,
                _ => {
                    let force = "const control = scope.querySelector(input);
                        control.removeAttribute('aria-disabled');
                        control.click();";
                    page.look(force, json!(REMOVE)).await;
                }
            }
            page.has_focus(BLOCKERS).await;
            assert!(!page.has_dialog().await, "{way}");
        }
        assert_eq!(page.look("return window.requests", json!(null)).await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn the_backend_refuses_what_the_page_would_never_send() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        page.forgive("status of 409");
        page.has_attribute(REMOVE, "aria-disabled", "true").await;
        let refusal = page.look(REMOVE_PAST_THE_PAGE, json!(customer_id(STORY))).await;
        assert_eq!(refusal, json!([409, "state/blocked", 8, 200]));
    })
    .await;
}

#[tokio::test]
async fn what_blocks_since_the_dialog_opened_closes_it_and_is_shown() {
    visit(&account_of(SUSPENDED, "it-IT"), async |page, _| {
        page.forgive("status of 409");
        let texts = Texts::of("it-IT");
        page.click("button", &texts.get("account-remove-button")).await;
        page.fill(&texts.with("remove-dialog-name-label", "customer", SUSPENDED), SUSPENDED).await;
        page.click("checkbox", &texts.get("remove-dialog-ack-checkbox")).await;
        let status = page.look(REACTIVATE_ELSEWHERE, json!(customer_id(SUSPENDED))).await;
        assert_eq!(status, json!(200));
        page.click("button", &texts.get("remove-dialog-confirm-button")).await;
        page.closes_dialog().await;
        page.sees(&texts.count("account-status-blocked", 1)).await;
        page.has_focus(BLOCKERS).await;
        page.has_attribute(REMOVE, "aria-disabled", "true").await;
    })
    .await;
}

#[tokio::test]
async fn what_blocks_before_the_dialog_opens_keeps_it_closed() {
    visit(&account_of(SUSPENDED, "en-US"), async |page, _| {
        let texts = Texts::of("en-US");
        page.has_attribute(REMOVE, "aria-disabled", "false").await;
        page.look(REACTIVATE_ELSEWHERE, json!(customer_id(SUSPENDED))).await;
        page.click("button", &texts.get("account-remove-button")).await;
        page.sees(&texts.count("account-status-blocked", 1)).await;
        page.has_focus(BLOCKERS).await;
        assert!(!page.has_dialog().await);
    })
    .await;
}

#[tokio::test]
async fn leaving_the_dialog_removes_nothing_and_forgets_what_was_typed() {
    visit(&account_of(READY, "en-US"), async |page, _| {
        let texts = Texts::of("en-US");
        let field = texts.with("remove-dialog-name-label", "customer", READY);
        page.click("button", &texts.get("account-remove-button")).await;
        page.look(WATCH_REQUESTS, json!(null)).await;
        page.fill(&field, READY).await;
        page.click("checkbox", &texts.get("remove-dialog-ack-checkbox")).await;
        page.click("button", &texts.get("remove-dialog-keep-button")).await;
        page.closes_dialog().await;
        assert_eq!(page.look("return window.requests", json!(null)).await, json!([]));
        page.click("button", &texts.get("account-remove-button")).await;
        page.has("textbox", &field).await;
        let kept = "return [named('textbox', clean(input))[0].value, all('checkbox')[0].checked]";
        assert_eq!(page.look(kept, json!(field)).await, json!(["", false]) as Value);
    })
    .await;
}

#[tokio::test]
async fn what_only_time_solves_says_until_when_and_offers_nothing() {
    visit(&account_of(COMMITTED, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        page.sees(&texts.count("blocker-wait-heading", 1)).await;
        // The browser of these tests lives in UTC.
        let moment = "return /\\d\\d:\\d\\d UTC/.test(text().split(clean(input))[1] ?? '')";
        page.eventually("the moment with its zone", moment, json!(texts.with("blocker-wait-until", "date", ""))).await;
        assert_eq!(page.look("return root.querySelectorAll('button.act').length", json!(null)).await, json!(0));
    })
    .await;
}
