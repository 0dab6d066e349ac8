//! The receipt: what was removed, when, by whom, and what the customer had.

use js_sys::JSON;
use leptos::prelude::*;
use offboarding_domain::api::Receipt;
use wasm_bindgen::JsValue;

use crate::app::Session;
use crate::ui::download;

/// On the page and for keeping.
#[component]
pub fn ReceiptCard(
    /// The element's session.
    session: Session,
    /// The receipt.
    receipt: Box<Receipt>,
) -> impl IntoView {
    let tr = session.tr;
    let (file, text) = (format!("{}.json", receipt.id), file(&receipt));
    let save = move |_| _ = download(&file, "application/json", &text);
    let removed_at = receipt.removed_at;
    let counts = [receipt.facts.subscriptions.len(), receipt.facts.reservations.len(), receipt.facts.software.len()];
    let items = move || {
        let [subscriptions, reservations, software] = counts;
        let counts = [
            ("subscriptions", subscriptions.into()),
            ("reservations", reservations.into()),
            ("software", software.into()),
        ];
        tr.with("receipt-items-note", counts)
    };
    let contacts = receipt.support_contacts.join(", ");
    let contacts = (!contacts.is_empty())
        .then(|| view! { <div><dt>{tr.text("receipt-support-label")}</dt><dd>{contacts}</dd></div> });
    view! {
        <section class="card receipt">
            <h3>{tr.text("receipt-heading")}</h3>
            <dl class="details">
                <div><dt>{tr.text("receipt-number-label")}</dt><dd><code>{receipt.id.clone()}</code></dd></div>
                <div>
                    <dt>{tr.text("receipt-customer-label")}</dt>
                    <dd>
                        {receipt.customer.name.clone()}
                        <span class="muted line">{receipt.customer.domain.clone()}</span>
                        <code class="line">{receipt.customer.id.to_string()}</code>
                    </dd>
                </div>
                <div><dt>{tr.text("receipt-time-label")}</dt><dd>{move || tr.date_time(removed_at)}</dd></div>
                <div><dt>{tr.text("receipt-user-label")}</dt><dd>{receipt.removed_by.user.clone()}</dd></div>
                <div><dt>{tr.text("receipt-items-label")}</dt><dd>{items}</dd></div>
                {contacts}
                <div>
                    <dt>{tr.text("receipt-correlation-label")}</dt>
                    <dd><code>{receipt.correlation_id.clone()}</code></dd>
                </div>
            </dl>
            <p class="actions no-print">
                <button type="button" on:click=save>{tr.text("receipt-download-button")}</button>
            </p>
        </section>
    }
}

/// The whole receipt as the contract has it: moments in milliseconds, words of the contract.
fn file(receipt: &Receipt) -> String {
    let value = serde_wasm_bindgen::to_value(receipt).unwrap_or(JsValue::NULL);
    let indent = JsValue::from(2);
    JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &indent).map(String::from).unwrap_or_default()
}
