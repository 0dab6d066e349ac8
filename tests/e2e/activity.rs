//! The log of what was done: filtered and paged on the server, and taken along as a file.

use std::path::Path;

use reseller_offboarding_server::{Command, Config, JournalCommand};
use serde_json::{Value, json};

use crate::harness::{MANY, Page, Texts, account_of, customer_id, visit, visit_with};

/// One licence from before new commerce, suspended: clear.
const SUSPENDED: &str = "Società Agricola Pò di Levante";

const PAGE: usize = 20;

/// Suspends so many, tries to cancel the first, which is refused, and reactivates it.
const ACT: &str = "
    const { token } = await (await fetch('/demo/token', { method: 'POST' })).json();
    const authorization = `Bearer ${token}`;
    const customer = `/v1/customers/${input.customer}`;
    const { facts } = await (await fetch(customer, { headers: { authorization } })).json();
    const act = (id, action) => fetch(`${customer}/subscriptions/${id}`, {
      method: 'PATCH',
      body: JSON.stringify({ action }),
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    });
    const active = facts.subscriptions.filter((it) => it.status === 'active' && it.kind === 'legacy').slice(0, input.count);
    for (const { id } of active) await act(id, 'suspend');
    await act(active[0].id, 'cancel');
    await act(active[0].id, 'reactivate');
    return active.length;";

/// What the backend says of a customer's acts.
const ASK: &str = "
    const { token } = await (await fetch('/demo/token', { method: 'POST' })).json();
    const answer = await fetch(input, { headers: { authorization: `Bearer ${token}` } });
    return answer.text();";

/// The rows of the log, each by the texts of its cells.
const ROWS: &str = "return all('row').map((it) => [...it.children].map((cell) => clean(cell.innerText)))";

#[tokio::test]
async fn the_log_is_filtered_and_paged_by_the_server() {
    visit(&account_of(MANY, "it-IT"), async |page, _| {
        let texts = Texts::of("it-IT");
        page.forgive("status of 409");
        let suspended = run(page, ACT, json!({ "customer": customer_id(MANY), "count": PAGE + 2 })).await;
        assert_eq!(suspended, json!(PAGE + 2));
        let rest = PAGE + 2 + 2 - PAGE;
        open_log(page, &texts).await;
        has_rows(page, PAGE).await;

        page.click("button", &texts.get("common-next-page-button")).await;
        has_rows(page, rest).await;
        page.has_focus("[data-heading]").await;
        assert_eq!(page.count("button", &texts.get("common-next-page-button")).await, 0);
        page.click("button", &texts.get("common-previous-page-button")).await;
        has_rows(page, PAGE).await;

        // From the first page, wherever somebody was.
        page.click("button", &texts.get("common-next-page-button")).await;
        has_rows(page, rest).await;
        let (apply, clear) = (texts.get("activity-filter-button"), texts.get("activity-filter-clear-button"));
        page.choose(&texts.get("activity-column-action"), "reactivate-subscription").await;
        page.click("button", &apply).await;
        has_rows(page, 1).await;
        let rows = page.look(ROWS, json!(null)).await;
        assert_eq!(rows[0][0], json!(texts.get("activity-action-reactivate-subscription")));
        page.click("button", &clear).await;
        has_rows(page, PAGE).await;

        page.choose(&texts.get("activity-column-result"), "refused").await;
        page.click("button", &apply).await;
        has_rows(page, 1).await;
        page.sees(&texts.get("error-action-not-cancellable")).await;
        page.click("button", &clear).await;

        // The whole name.
        page.fill(&texts.get("activity-column-user"), "admin.agent@partner.exampl").await;
        page.click("button", &apply).await;
        page.sees(&texts.get("activity-none-match")).await;
        page.fill(&texts.get("activity-column-user"), "e").await;
        page.click("button", &apply).await;
        has_rows(page, PAGE).await;
        page.choose(&texts.get("activity-column-result"), "failed").await;
        page.click("button", &apply).await;
        page.sees(&texts.get("activity-none-match")).await;
        page.click("button", &clear).await;
        has_rows(page, PAGE).await;
    })
    .await;
}

/// A day begins 25 hours later at one end of the world than at the other.
#[tokio::test]
async fn days_are_those_of_the_time_zone_shown() {
    const EARLY: &str = "Pacific/Kiritimati";
    const LATE: &str = "Pacific/Pago_Pago";
    visit(&account_of(MANY, "en-US"), async |page, _| {
        let texts = Texts::of("en-US");
        page.forgive("status of 409");
        // From three days ago, as the browser's field takes them: month, day, year.
        let days = "const options = { timeZone: input, year: 'numeric', month: '2-digit', day: '2-digit' };
            const day = (_, at) => new Date(Date.now() + (at - 3) * 864e5).toLocaleDateString('en-US', options);
            return Array.from({ length: 6 }, day).map((it) => it.replaceAll('/', ''))";
        let days = page.look(days, json!(EARLY)).await;
        run(page, ACT, json!({ "customer": customer_id(MANY), "count": 1 })).await;
        for (zone, field, day_of_none, day_of_all) in
            [(EARLY, "from", 2, 0), (EARLY, "until", -1, 1), (LATE, "from", 0, -2), (LATE, "until", -3, -1)]
        {
            page.look("host.setAttribute('time-zone', input)", json!(zone)).await;
            page.click("button", &texts.get("account-heading")).await;
            open_log(page, &texts).await;
            for (day, rows) in [(day_of_none, 0), (day_of_all, 3)] {
                let day = days[(day + 3) as usize].as_str().unwrap();
                page.fill(&texts.get(&format!("activity-filter-{field}-label")), day).await;
                page.click("button", &texts.get("activity-filter-button")).await;
                has_rows(page, rows).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_log_is_taken_along_whole_as_it_is_filtered() {
    visit(&account_of(MANY, "es-ES"), async |page, _| {
        let (texts, folder) = (Texts::of("es-ES"), tempfile::tempdir().unwrap());
        page.save_into(folder.path()).await;
        page.forgive("status of 409");
        run(page, ACT, json!({ "customer": customer_id(MANY), "count": PAGE + 2 })).await;
        open_log(page, &texts).await;
        page.choose(&texts.get("activity-column-action"), "suspend-subscription").await;
        page.choose(&texts.get("activity-column-result"), "done").await;
        page.click("button", &texts.get("activity-filter-button")).await;
        page.sees(&texts.count("activity-count-label", PAGE)).await;
        for format in ["csv", "json"] {
            page.click("button", &texts.get(&format!("activity-export-{format}-button"))).await;
            let file = page.saved(&folder.path().join(format!("activity.{format}"))).await;
            let path = format!("/v1/customers/{}/activity?format={format}", customer_id(MANY));
            let asked = run(page, ASK, json!(format!("{path}&action=suspend-subscription&outcome=done"))).await;
            assert_eq!(json!(file), asked, "{format}");
            let whole = run(page, ASK, json!(path)).await;
            assert!(whole.as_str().unwrap().len() > file.len(), "{format} has more without the filter");
            assert_eq!(file.matches("suspend-subscription").count(), PAGE + 2, "{format}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_log_that_cannot_be_taken_along_says_why() {
    visit(&account_of(MANY, "es-ES"), async |page, _| {
        let texts = Texts::of("es-ES");
        page.forgive("status of 409");
        run(page, ACT, json!({ "customer": customer_id(MANY), "count": 1 })).await;
        open_log(page, &texts).await;
        has_rows(page, 3).await;
        let fail = "const send = window.fetch;
            const problem = JSON.stringify({ status: 503, code: 'api/unavailable', correlationId: '17' });
            window.fetch = async (request) => request.url.includes('format=') ? new Response(problem, { status: 503 }) : send(request);";
        page.look(fail, json!(null)).await;
        page.click("button", &texts.get("activity-export-csv-button")).await;
        page.sees(&texts.get("error-api-unavailable")).await;
        has_rows(page, 3).await;
    })
    .await;
}

#[tokio::test]
async fn a_receipt_that_was_saved_is_the_one_on_record() {
    let data = tempfile::tempdir().unwrap();
    let config = Config { data: Some(data.path().to_owned()), ..Config::default() };
    visit_with(config, "en-US", &account_of(SUSPENDED, "it-IT"), async |page, _| {
        let (texts, folder) = (Texts::of("it-IT"), tempfile::tempdir().unwrap());
        page.save_into(folder.path()).await;
        page.click("button", &texts.get("account-remove-button")).await;
        page.fill(&texts.with("remove-dialog-name-label", "customer", SUSPENDED), SUSPENDED).await;
        page.click("checkbox", &texts.get("remove-dialog-ack-checkbox")).await;
        page.click("button", &texts.get("remove-dialog-confirm-button")).await;
        page.has("heading", &texts.with("remove-success", "customer", SUSPENDED)).await;
        let exported = run(page, "return (await host.exportReceipt('json')).text()", json!(null)).await;
        let exported = exported.as_str().unwrap();
        let mut receipt: Value = serde_json::from_str(exported).unwrap();

        page.click("button", &texts.get("receipt-download-button")).await;
        let file = folder.path().join(format!("{}.json", receipt["id"].as_str().unwrap()));
        assert_eq!(page.saved(&file).await, exported);
        verify(data.path(), &file).await.unwrap();

        receipt["acts"][0]["user"] = json!("somebody.else@partner.example");
        std::fs::write(&file, receipt.to_string()).unwrap();
        let refused = verify(data.path(), &file).await.unwrap_err();
        assert!(refused.contains("the receipt says something else"), "{refused}");
    })
    .await;
}

/// What `reseller-offboarding-server journal verify --data DATA --receipt FILE` does.
async fn verify(data: &Path, receipt: &Path) -> Result<(), String> {
    let command = JournalCommand::Verify { head: None, receipt: Some(receipt.to_owned()) };
    Command::Journal(command)
        .run(&Config { data: Some(data.to_owned()), ..Config::default() })
        .await
        .map_err(|it| it.to_string())
}

/// Runs a script that waits.
async fn run(page: &Page, script: &str, input: Value) -> Value {
    page.look(&format!("return (async () => {{ {script} }})()"), input).await
}

async fn open_log(page: &Page, texts: &Texts) {
    page.click("button", &texts.get("activity-heading")).await;
    page.has("button", &texts.get("activity-filter-button")).await;
}

async fn has_rows(page: &Page, count: usize) {
    page.eventually(&format!("{count} rows"), "return all('row').length === input", json!(count)).await;
}
