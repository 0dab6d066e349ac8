//! The receipt on paper: all of it, and nothing else.

use serde_json::json;

use crate::harness::{Page, READY, Texts, account_of, visit};

/// Software for ever, bought long ago.
const LICENSED: &str = "Studio Legale Calò e Associati";

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
    const rows = [...root.querySelectorAll('[data-receipt] dl > div')];
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
            assert_eq!((&paper["rows"], paper["texts"].as_u64() > Some(12)), (&json!(7), true), "{paper:#}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_receipt_says_what_remains() {
    visit(&account_of(LICENSED, "it-IT"), async |page, _| {
        let texts = Texts::of("it-IT");
        remove(page, LICENSED, &texts).await;
        let receipt = page.look("return root.querySelector('[data-receipt]').textContent", json!(null)).await;
        let receipt = receipt.as_str().unwrap();
        for remains in ["removal-remains-gdap", "removal-remains-apps", "removal-remains-azure"] {
            assert!(receipt.contains(&texts.get(remains)), "{remains}: {receipt}");
        }
        assert!(receipt.contains("Office LTSC Professional Plus 2024"), "{receipt}");
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
