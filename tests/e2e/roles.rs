//! Who may not is told so at the control, before the click, and is offered nothing that would be refused.

use serde_json::json;

use crate::harness::{Page, READY, STORY, Texts, account_of, visit};

const REMOVE: &str = "[part~=remove-button]";
const REASON: &str = "[part~=remove-reason]";

fn as_caller(who: &str, customer: &str, lang: &str) -> String {
    format!("{}&who={}", account_of(customer, lang), who.replace(' ', "%20"))
}

#[tokio::test]
async fn a_helpdesk_agent_sees_everything_and_changes_nothing() {
    visit(&as_caller("helpdesk-agent direct", STORY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        let roles = "administrador global, agente de administración o agente de ventas";
        control_is_inactive(page, &texts.with("account-remove-role-required", "roles", roles)).await;
        page.sees(&texts.with("account-change-role-required", "roles", roles)).await;
        page.sees(&texts.get("account-role-helpdesk-agent")).await;
        for view in ["account-heading", "subs-heading", "reservations-heading", "software-heading"] {
            page.click("button", &texts.get(view)).await;
            page.has("heading", &texts.get(view)).await;
            let acts = page.look("return root.querySelectorAll('button.act').length", json!(null)).await;
            assert_eq!(acts, json!(0), "{view}");
        }
        assert_eq!(page.count("button", &texts.count("suspend-all-button", 2)).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_sales_agent_suspends_and_is_told_that_cancelling_takes_another_role() {
    visit(&as_caller("sales-agent direct", STORY, "it-IT"), async |page, _| {
        let texts = Texts::of("it-IT");
        let roles = "amministratore globale o agente amministratore";
        page.sees(&texts.with("account-cancel-role-required", "roles", roles)).await;
        page.click("button", &texts.get("subs-heading")).await;
        page.has("button", &texts.with("suspend-button.aria-label", "subscription", "Exchange Online (Plan 1)")).await;
        let cancel = texts.with("azure-cancel-button.aria-label", "subscription", "Collaudo");
        assert_eq!(page.count("button", &cancel).await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_indirect_reseller_is_sent_to_the_provider() {
    visit(&as_caller("admin-agent indirect-reseller", READY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        page.sees(&texts.get("account-status-clear")).await;
        control_is_inactive(page, &texts.get("account-remove-indirect-reseller")).await;
    })
    .await;
}

#[tokio::test]
async fn a_token_for_less_than_the_role_offers_less_and_says_so() {
    visit(&account_of(STORY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        let (suspend, cancel) = (
            texts.with("suspend-button.aria-label", "subscription", "Exchange Online (Plan 1)"),
            texts.with("azure-cancel-button.aria-label", "subscription", "Collaudo"),
        );
        page.click("button", &texts.get("subs-heading")).await;
        page.has("button", &suspend).await;
        for (scope, suspends, cancels) in [("read", 0, 0), ("suspend", 1, 0), ("cancel", 0, 1)] {
            let sign_in_again = "host.getToken = async () =>
                (await fetch(`/demo/token?scope=offboarding:read offboarding:${input}`, { method: 'POST' })).json();
                host.logout();
                host.refresh();";
            page.look(sign_in_again, json!(scope)).await;
            page.sees(&texts.get("account-scope-missing")).await;
            let offered = (page.count("button", &suspend).await, page.count("button", &cancel).await);
            assert_eq!(offered, (suspends, cancels), "{scope}");
            page.look("host.logout()", json!(null)).await;
            page.sees(&texts.get("error-auth-token-failed")).await;
        }
    })
    .await;
}

async fn control_is_inactive(page: &Page, reason: &str) {
    page.has_attribute(REMOVE, "aria-disabled", "true").await;
    page.sees(reason).await;
    let described = "const control = root.querySelector(input[0]);
        return root.getElementById(control.getAttribute('aria-describedby')) === root.querySelector(input[1])";
    assert_eq!(page.look(described, json!([REMOVE, REASON])).await, json!(true));
    page.click_on(REMOVE).await;
    let announced = "return clean(root.querySelector('.unseen[role=status]').textContent) === clean(input)";
    page.eventually("the reason is announced", announced, json!(reason)).await;
    assert!(!page.has_dialog().await);
}
