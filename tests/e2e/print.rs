//! The receipt on paper: all of it, and nothing else.

use serde_json::{Value, json};

use crate::harness::{Page, READY, Texts, account_of, visit};

/// Software for ever, bought long ago.
const LICENSED: &str = "Studio Legale Calò e Associati";

/// New-commerce licences, suspended: billed until their term ends.
const COMMITTED: &str = "Bodegas Valdeolmos, S.A.";

/// A licence from before new commerce, suspended.
const SUSPENDED: &str = "Società Agricola Pò di Levante";

/// Contrast of every text in the receipt, what can be used and is seen, and rows that are cut or hidden.
const ON_PAPER: &str = "
    const light = (colour) => {
      const [r, g, b, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
      const part = (it) => (it /= 255) <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4;
      return { alpha, value: 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b) };
    };
    const behind = (it) => {
      const own = light(getComputedStyle(it).backgroundColor);
      const around = it.assignedSlot ?? it.parentElement ?? it.getRootNode().host;
      return own.alpha === 1 || !around ? (own.alpha ? own.value : 1) : behind(around);
    };
    const base = root.querySelector('[part~=base]');
    const texts = [...base.querySelectorAll('*')].filter((it) => isSeen(it) && !it.closest('.unseen') && [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && clean(node.data)));
    const rows = [...root.querySelectorAll('[data-receipt] :is(dl > div, li, tr)')];
    return {
      texts: texts.length,
      rows: rows.length,
      pale: texts.filter((it) => light(getComputedStyle(it).color).value > 0.05 || behind(it) < 0.95).map((it) => it.outerHTML),
      controls: [...base.querySelectorAll('a, button, input, select, summary, nav')].filter(isSeen).map((it) => it.outerHTML),
      hidden: rows.filter((it) => !isSeen(it) || !clean(it.innerText)).map((it) => it.outerHTML),
      cut: rows.filter((it) => getComputedStyle(it).breakInside !== 'avoid' || it.scrollWidth > it.clientWidth).map((it) => it.outerHTML),
    };";

#[tokio::test]
async fn the_receipt_is_black_on_white_and_whole() {
    visit(&account_of(READY, "it-IT"), async |page, _| {
        remove(page, READY, &Texts::of("it-IT")).await;
        // Pale on dark, by the person's wish, by the page's, and by the page's own colours.
        let looks = "
            host.setAttribute('scheme', 'dark');
            document.documentElement.style.colorScheme = 'dark';
            host.style.cssText = '--ro-color-text: #fff; --ro-color-background: #000; --ro-color-surface: #111';";
        page.look(looks, json!(null)).await;
        let features = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print", "features": features })).await;
        // As wide as A4 and Letter are between their margins.
        for width in [718, 740] {
            page.resize(width, 1000).await;
            let paper = page.look(ON_PAPER, json!(null)).await;
            for wrong in ["pale", "controls", "hidden", "cut"] {
                assert_eq!(paper[wrong], json!([]), "{wrong}");
            }
            // Seven details; four things elsewhere; the head of the table of acts, and the removal in it.
            assert_eq!((&paper["rows"], paper["texts"].as_u64() > Some(20)), (&json!(7 + 4 + 2), true), "{paper:#}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_receipt_says_what_remains_elsewhere() {
    let remains = ["gdap", "apps", "azure-roles", "billing"];
    check(LICENSED, async |_, texts, receipt, _| {
        for remains in remains.map(|it| texts.get(&format!("removal-remains-{it}"))) {
            assert!(receipt.contains(&remains), "{remains}: {receipt}");
        }
        assert!(receipt.contains("Office LTSC Professional Plus 2024"), "{receipt}");
    })
    .await;
}

#[tokio::test]
async fn the_receipt_says_what_is_left_suspended_and_until_when_it_is_billed() {
    check(COMMITTED, async |page, texts, receipt, content| {
        let [left] = content["left"]["subscriptions"].as_array().unwrap().as_slice() else { panic!("{content:#}") };
        let end = page
            .look(
                "return new Date(input).toLocaleDateString('it-IT', { dateStyle: 'medium' })",
                left["termEnd"].clone(),
            )
            .await;
        for said in [&texts.get("receipt-billed-note"), left["name"].as_str().unwrap(), end.as_str().unwrap()] {
            assert!(receipt.contains(said), "{said}: {receipt}");
        }
    })
    .await;
    check(SUSPENDED, async |_, texts, receipt, _| {
        assert!(receipt.contains(&texts.get("receipt-not-billed-note")), "{receipt}");
    })
    .await;
}

#[tokio::test]
async fn the_receipt_says_what_was_done_and_where_that_is_on_record() {
    check(SUSPENDED, async |_, texts, receipt, content| {
        let journal = &content["journal"];
        let row = |it: &str| journal[it].as_u64().unwrap() as usize;
        let place = texts.numbers("receipt-journal-note", &[("first", row("firstRow")), ("last", row("lastRow"))]);
        let said = [
            texts.get("activity-action-remove-relationship"),
            texts.get("activity-result-done"),
            content["acts"][0]["user"].as_str().unwrap().to_owned(),
            place,
            journal["head"].as_str().unwrap().to_owned(),
        ];
        for said in said {
            assert!(receipt.contains(&said), "{said}: {receipt}");
        }
    })
    .await;
}

/// What the receipt of a customer's removal says in Italian, and as data.
async fn check(customer: &str, look: impl AsyncFnOnce(&Page, &Texts, &str, &Value)) {
    visit(&account_of(customer, "it-IT"), async |page, _| {
        let texts = Texts::of("it-IT");
        remove(page, customer, &texts).await;
        let shown = page.look("return clean(root.querySelector('[data-receipt]').textContent)", json!(null)).await;
        let content = "return host.exportReceipt('json').then((it) => it.text()).then(JSON.parse)";
        let content = page.look(content, json!(null)).await;
        look(page, &texts, shown.as_str().unwrap(), &content).await;
        // The same for other programs, as it is shown.
        for format in ["text", "csv"] {
            let exported = page.look("return host.exportReceipt(input).then((it) => it.text())", json!(format)).await;
            let exported = exported.as_str().unwrap();
            for part in [texts.get("activity-action-remove-relationship"), texts.get("removal-remains-gdap")] {
                assert!(exported.contains(&part), "{format}: {exported}");
            }
        }
    })
    .await;
}

async fn remove(page: &Page, customer: &str, texts: &Texts) {
    page.click("button", &texts.get("account-remove-button")).await;
    page.fill(&texts.with("remove-dialog-name-label", "customer", customer), customer).await;
    page.click("checkbox", &texts.get("remove-dialog-ack-checkbox")).await;
    page.click("button", &texts.get("remove-dialog-confirm-button")).await;
    page.has("heading", &texts.with("remove-success", "customer", customer)).await;
}
