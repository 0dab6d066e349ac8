//! The whole task, as an admin agent does it: find the customer, clear what blocks, remove the relationship, have the
//! receipt, ask the customer for a new one. In the very words.

mod words;

use serde_json::json;

use crate::harness::{Engine, Page, STORY, World, customer_id, in_every_engine, visit_in};
use words::Words;

in_every_engine!(a_customer_is_offboarded_in_spanish, a_customer_is_offboarded_in_italian);

const RESERVATION: &str = "Reserved VM Instance, Standard_D2s_v5, West Europe, 1 Year";
const SOFTWARE: &str = "Windows Server 2025 Standard - 16 Core License Pack";
const REMOVE: &str = "[part~=remove-button]";

async fn a_customer_is_offboarded_in_spanish(engine: Engine) {
    visit_in(engine, "?lang=es-ES", async |page, world| offboard(page, world, "es-ES").await).await;
}

async fn a_customer_is_offboarded_in_italian(engine: Engine) {
    visit_in(engine, "?lang=it-IT", async |page, world| offboard(page, world, "it-IT").await).await;
}

async fn offboard(page: &Page, world: &World, lang: &'static str) {
    let words = Words::of(lang);
    open_customer(page, &words).await;
    account_is_blocked(page, &words).await;
    suspend_licences(page, &words).await;
    cancel_azure(page, &words).await;
    cancel_purchases(page, &words).await;
    remove(page, &words).await;
    removed(page, &words).await;
    come_back(page, world, &words).await;
}

async fn search(page: &Page, words: &Words) {
    page.fill(&words.get("customers-search-input.aria-label"), "Caff").await;
    page.click("button", &words.get("customers-search-button")).await;
}

async fn open_customer(page: &Page, words: &Words) {
    search(page, words).await;
    page.sees(&words.count("customers-count-label", 1)).await;
    page.click("button", &words.with("customers-open-button.aria-label", STORY)).await;
    page.has("heading", STORY).await;
}

async fn account_is_blocked(page: &Page, words: &Words) {
    page.sees(&words.count("account-status-blocked", 8)).await;
    page.sees(&words.get("account-remove-blocked")).await;
    page.has_attribute(REMOVE, "aria-disabled", "true").await;
}

/// One by its row and back again, then all that can be.
async fn suspend_licences(page: &Page, words: &Words) {
    let licence = "Microsoft 365 Business Standard";
    let suspend = words.with("suspend-button.aria-label", licence);
    let reactivate = words.with("reactivate-button.aria-label", licence);
    page.click("button", &words.get("subs-heading")).await;
    page.click("button", &suspend).await;
    page.click("button", &reactivate).await;
    page.has("button", &suspend).await;

    page.click("button", &words.count("suspend-all-button", 2)).await;
    page.has("heading", &words.count("suspend-all-dialog-title", 2)).await;
    // The plan has to wait for what is under it.
    page.sees(&words.count("suspend-all-left-heading", 1)).await;
    page.click("button", &words.count("suspend-all-confirm-button", 2)).await;
    page.sees(&words.count("operation-done-note", 2)).await;
    page.click("button", &words.get("operation-close-button")).await;
    page.has("button", &reactivate).await;
}

/// Each Azure subscription asks; then the plan can be suspended.
async fn cancel_azure(page: &Page, words: &Words) {
    let suspend_plan = words.with("suspend-button.aria-label", "Azure plan");
    for (i, azure) in ["Produzione", "Collaudo", "Sito web"].into_iter().enumerate() {
        assert_eq!(page.count("button", &suspend_plan).await, 0, "the plan comes after {azure}");
        page.click("button", &words.with("azure-cancel-button.aria-label", azure)).await;
        page.has("heading", &words.get("azure-cancel-dialog-title")).await;
        page.sees(azure).await;
        page.click("button", &words.get("azure-cancel-button")).await;
        page.closes_dialog().await;
        let canceled = "return all('row').filter((it) => it.textContent.includes(input[0])).length === input[1]";
        let status = words.get("subs-status-inactive");
        page.eventually("the Azure subscription is cancelled", canceled, json!([status, i + 1])).await;
    }
    page.click("button", &suspend_plan).await;
    page.has("button", &words.with("reactivate-button.aria-label", "Azure plan")).await;
}

/// The reservation and the software: neither can be taken back, so both ask.
async fn cancel_purchases(page: &Page, words: &Words) {
    for (slice, item) in [("reservations", RESERVATION), ("software", SOFTWARE)] {
        let of = |rest: &str| format!("{slice}-{rest}");
        page.click("button", &words.get(&of("heading"))).await;
        page.click("button", &words.with(&of("cancel-button.aria-label"), item)).await;
        page.has("heading", &words.get(&of("cancel-dialog-title"))).await;
        page.click("button", &words.get(&of("cancel-dialog-confirm-button"))).await;
        page.closes_dialog().await;
        page.sees(&words.get(&of("status-canceled"))).await;
    }
}

async fn remove(page: &Page, words: &Words) {
    page.click("button", &words.get("account-heading")).await;
    page.sees(&words.get("account-status-clear")).await;
    page.has_attribute(REMOVE, "aria-disabled", "false").await;
    page.click("button", &words.get("account-remove-button")).await;
    page.has("heading", &words.get("remove-dialog-title")).await;
    page.sees(&words.with("removal-effect-list", STORY)).await;
    for effect in ["support", "dap", "purchases"] {
        page.sees(&words.get(&format!("removal-effect-{effect}"))).await;
    }

    let (field, confirm) = (words.with("remove-dialog-name-label", STORY), words.get("remove-dialog-confirm-button"));
    page.fill(&field, "Caffè dell’Orzo").await;
    page.click("button", &confirm).await;
    page.sees(&words.get("remove-dialog-name-mismatch")).await;
    assert!(page.has_dialog().await, "a wrong name removes nothing");

    page.empty(&field).await;
    page.fill(&field, STORY).await;
    page.sees_no(&words.get("remove-dialog-name-mismatch")).await;
    page.click("button", &confirm).await;
    page.sees(&words.get("remove-dialog-ack-missing")).await;
    page.click("checkbox", &words.get("remove-dialog-ack-checkbox")).await;
    page.has_attribute("[part~=dialog-confirm][type=submit]", "aria-disabled", "false").await;
    page.click("button", &confirm).await;
}

async fn removed(page: &Page, words: &Words) {
    page.has("heading", &words.with("remove-success", STORY)).await;
    page.has_focus("[data-heading]").await;
    let receipt = "return /\\bRO-[A-Z0-9-]+/.exec(text())?.[0]";
    page.eventually("a receipt with its number", receipt, json!(null)).await;
    page.click("button", &words.get("request-again-button")).await;
    page.has("textbox", &words.get("request-link-label")).await;
    let link = page.look("return all('textbox').map((it) => it.value).join()", json!(null)).await;
    assert!(link.as_str().unwrap().contains("invType=ResellerRelationship"), "{link}");

    page.click("button", &words.get("common-done-button")).await;
    page.has("heading", &words.get("customers-heading")).await;
    page.reload().await;
    search(page, words).await;
    page.sees(&words.with("customers-no-match", "Caff")).await;
}

/// After the customer accepted: back in the list, without delegated administration.
async fn come_back(page: &Page, world: &World, words: &Words) {
    world.accept(&customer_id(STORY)).await;
    page.click("button", &words.get("customers-clear-button")).await;
    open_customer(page, words).await;
    page.sees(&words.get("account-dap-none")).await;
    page.sees(&words.get("account-status-clear")).await;
}
