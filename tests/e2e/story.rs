//! The whole task, as an admin agent does it: find the customer, clear what blocks, remove the relationship, have the
//! receipt, ask the customer for a new one.

use serde_json::json;

use crate::harness::{Page, STORY, Texts, World, customer_id, visit};

const RESERVATION: &str = "Reserved VM Instance, Standard_D2s_v5, West Europe, 1 Year";
const SOFTWARE: &str = "Windows Server 2025 Standard - 16 Core License Pack";
const REMOVE: &str = "[part~=remove-button]";

#[tokio::test]
async fn a_customer_is_offboarded_in_spanish() {
    visit("?lang=es-ES", async |page, world| offboard(page, world, "es-ES").await).await;
}

#[tokio::test]
async fn a_customer_is_offboarded_in_italian() {
    visit("?lang=it-IT", async |page, world| offboard(page, world, "it-IT").await).await;
}

/// Literally, so that a text that is lost or turned round in its file is noticed here.
#[tokio::test]
async fn the_page_speaks_the_words_of_the_documents() {
    let words = [
        ("es-ES", ["Clientes", "Cuenta", "Suscripciones"], "Quitar relación de revendedor"),
        ("it-IT", ["Clienti", "Account", "Sottoscrizioni"], "Rimuovi relazione come rivenditore"),
    ];
    for (lang, buttons, control) in words {
        visit(&format!("?lang={lang}"), async |page, _| {
            open_customer(page, &Texts::of(lang)).await;
            for name in buttons {
                page.has("button", name).await;
            }
            page.has("button", control).await;
        })
        .await;
    }
}

async fn offboard(page: &Page, world: &World, lang: &str) {
    let texts = Texts::of(lang);
    open_customer(page, &texts).await;
    account_is_blocked(page, &texts).await;
    suspend_licences(page, &texts).await;
    cancel_azure(page, &texts).await;
    cancel_purchases(page, &texts).await;
    remove(page, &texts).await;
    removed(page, &texts).await;
    come_back(page, world, &texts).await;
}

async fn search(page: &Page, texts: &Texts) {
    page.fill(&texts.get("customers-search-input.aria-label"), "Caff").await;
    page.click("button", &texts.get("customers-search-button")).await;
}

async fn open_customer(page: &Page, texts: &Texts) {
    search(page, texts).await;
    page.sees(&texts.count("customers-count-label", 1)).await;
    page.click("button", &texts.with("customers-open-button.aria-label", "customer", STORY)).await;
    page.has("heading", STORY).await;
}

async fn account_is_blocked(page: &Page, texts: &Texts) {
    page.sees(&texts.count("account-status-blocked", 8)).await;
    page.sees(&texts.get("account-remove-blocked")).await;
    page.has_attribute(REMOVE, "aria-disabled", "true").await;
}

/// One by its row and back again, then all that can be.
async fn suspend_licences(page: &Page, texts: &Texts) {
    let licence = "Microsoft 365 Business Standard";
    let suspend = texts.with("suspend-button.aria-label", "subscription", licence);
    let reactivate = texts.with("reactivate-button.aria-label", "subscription", licence);
    page.click("button", &texts.get("subs-heading")).await;
    page.click("button", &suspend).await;
    page.click("button", &reactivate).await;
    page.has("button", &suspend).await;

    page.click("button", &texts.count("suspend-all-button", 2)).await;
    page.has("heading", &texts.count("suspend-all-dialog-title", 2)).await;
    // The plan has to wait for what is under it.
    page.sees(&texts.get("suspend-all-left-heading")).await;
    page.click("button", &texts.count("suspend-all-confirm-button", 2)).await;
    page.sees(&texts.count("suspend-success", 2)).await;
    page.click("button", &texts.get("suspend-close-button")).await;
    page.has("button", &reactivate).await;
}

/// Each Azure subscription asks; then the plan can be suspended.
async fn cancel_azure(page: &Page, texts: &Texts) {
    let suspend_plan = texts.with("suspend-button.aria-label", "subscription", "Azure plan");
    for (i, azure) in ["Produzione", "Collaudo", "Sito web"].into_iter().enumerate() {
        assert_eq!(page.count("button", &suspend_plan).await, 0, "the plan comes after {azure}");
        page.click("button", &texts.with("azure-cancel-button.aria-label", "subscription", azure)).await;
        page.has("heading", &texts.get("azure-cancel-dialog-title")).await;
        page.sees(azure).await;
        page.click("button", &texts.get("azure-cancel-button")).await;
        page.closes_dialog().await;
        let canceled = "return all('row').filter((it) => it.textContent.includes(input[0])).length === input[1]";
        let status = texts.get("subs-status-inactive");
        page.eventually("the Azure subscription is cancelled", canceled, json!([status, i + 1])).await;
    }
    page.click("button", &suspend_plan).await;
    page.has("button", &texts.with("reactivate-button.aria-label", "subscription", "Azure plan")).await;
}

/// The reservation and the software: neither can be taken back, so both ask.
async fn cancel_purchases(page: &Page, texts: &Texts) {
    let purchases = [("reservations", "reservation", RESERVATION), ("software", "software", SOFTWARE)];
    for (slice, variable, item) in purchases {
        let of = |rest: &str| format!("{slice}-{rest}");
        page.click("button", &texts.get(&of("heading"))).await;
        page.click("button", &texts.with(&of("cancel-button.aria-label"), variable, item)).await;
        page.has("heading", &texts.get(&of("cancel-dialog-title"))).await;
        page.click("button", &texts.get(&of("cancel-dialog-confirm-button"))).await;
        page.closes_dialog().await;
        page.sees(&texts.get(&of("status-canceled"))).await;
    }
}

async fn remove(page: &Page, texts: &Texts) {
    page.click("button", &texts.get("account-heading")).await;
    page.sees(&texts.get("account-status-clear")).await;
    page.has_attribute(REMOVE, "aria-disabled", "false").await;
    page.click("button", &texts.get("account-remove-button")).await;
    page.has("heading", &texts.get("remove-dialog-title")).await;
    page.sees(&texts.with("removal-effect-list", "customer", STORY)).await;
    for effect in ["support", "dap", "purchases"] {
        page.sees(&texts.get(&format!("removal-effect-{effect}"))).await;
    }

    let (field, confirm) =
        (texts.with("remove-dialog-name-label", "customer", STORY), texts.get("remove-dialog-confirm-button"));
    page.fill(&field, "Caffè dell’Orzo").await;
    page.click("button", &confirm).await;
    page.sees(&texts.get("remove-dialog-name-mismatch")).await;
    assert!(page.has_dialog().await, "a wrong name removes nothing");

    page.empty(&field).await;
    page.fill(&field, STORY).await;
    page.sees_no(&texts.get("remove-dialog-name-mismatch")).await;
    page.click("button", &confirm).await;
    page.sees(&texts.get("remove-dialog-ack-missing")).await;
    page.click("checkbox", &texts.get("remove-dialog-ack-checkbox")).await;
    page.has_attribute("[part~=dialog-confirm][type=submit]", "aria-disabled", "false").await;
    page.click("button", &confirm).await;
}

async fn removed(page: &Page, texts: &Texts) {
    page.has("heading", &texts.with("remove-success", "customer", STORY)).await;
    page.has_focus("[data-heading]").await;
    let receipt = "return /\\bRO-[A-Z0-9-]+/.exec(text())?.[0]";
    page.eventually("a receipt with its number", receipt, json!(null)).await;
    page.click("button", &texts.get("request-again-button")).await;
    page.has("textbox", &texts.get("request-link-label")).await;
    let link = page.look("return all('textbox').map((it) => it.value).join()", json!(null)).await;
    assert!(link.as_str().unwrap().contains("invType=ResellerRelationship"), "{link}");

    page.click("button", &texts.get("common-done-button")).await;
    page.has("heading", &texts.get("customers-heading")).await;
    page.reload().await;
    search(page, texts).await;
    page.sees(&texts.with("customers-no-match", "text", "Caff")).await;
}

/// After the customer accepted: back in the list, without delegated administration.
async fn come_back(page: &Page, world: &World, texts: &Texts) {
    world.accept(&customer_id(STORY)).await;
    page.click("button", &texts.get("customers-clear-button")).await;
    open_customer(page, texts).await;
    page.sees(&texts.get("account-dap-none")).await;
    page.sees(&texts.get("account-status-clear")).await;
}
