//! Room in every view at every width: nothing sticks out or is cut off, every target can be hit, and nothing that is
//! there moves when data comes.

use serde_json::{Value, json};

use crate::harness::{Page, STORY, Texts, account_of, customer_id, visit};
use crate::tour::{ANSWERS, tour};

const AUDIT: &str = include_str!("pseudo/audit.js");

/// A phone, a tablet, a desktop.
const WIDTHS: [usize; 3] = [320, 768, 1280];

/// Pixels from side to side, and the size of text: WCAG 1.4.10 and 1.4.4.
const SIZES: [(usize, &str); 4] = [(320, "100%"), (768, "100%"), (1280, "100%"), (1280, "200%")];

/// What a finger cannot hit: smaller than WCAG 2.5.8 asks for.
const SMALL: &str = "
    const targets = [...scope.querySelectorAll('a[href], button, input, select, summary')].filter(isSeen);
    const size = (it) => [it.getBoundingClientRect().width, it.getBoundingClientRect().height];
    const small = targets.filter((it) => !it.closest('.skip') && Math.min(...size(it)) < 24);
    return small.map((it) => `a target of ${size(it).map(Math.round).join(' × ')} pixels: ${it.localName} ${name(it)}`);";

/// Before anything else on the page: notes what moves without a person's doing.
const WATCH_SHIFTS: &str = "
    window.shifts = [];
    const note = ({ value, sources }) => {
      const moved = sources.map(({ node, previousRect, currentRect }) =>
        `${node?.outerHTML?.slice(0, 60)} from ${JSON.stringify(previousRect)} to ${JSON.stringify(currentRect)}`);
      window.shifts.push(`${value}: ${moved.join('; ')}`);
    };
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: 'layout-shift', buffered: true });";

/// The browser tells of a shift after it has drawn.
const SHIFTS: &str = "return (async () => {
    for (let i = 0; i < 3; i++) await new Promise((go) => requestAnimationFrame(go));
    await new Promise((go) => setTimeout(go));
    return window.shifts;
  })()";

#[tokio::test]
async fn every_view_has_room_and_can_be_hit_at_every_width() {
    visit("", async |page, world| {
        let mut found = Vec::new();
        let at = async |name: &str| {
            for (width, text) in SIZES {
                page.resize(width, 900).await;
                page.look("document.documentElement.style.fontSize = input", json!(text)).await;
                let wanted = json!({ "tag": "en-US", "dir": "ltr", "isMadeUp": false });
                let [crowded, small] = [page.look(AUDIT, wanted).await, page.look(SMALL, json!(null)).await];
                for what in texts_of(&crowded).chain(texts_of(&small)) {
                    let what = format!("{what} (at {width} pixels, text of {text})");
                    if !found.iter().any(|it: &String| it.ends_with(&what)) {
                        found.push(format!("{name}: {what}"));
                    }
                }
            }
        };
        tour(page, world, at).await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn nothing_moves_when_data_comes() {
    visit("", async |page, world| {
        let texts = Texts::of("en-US");
        page.before_load(WATCH_SHIFTS).await;
        page.before_load(&keep_waiting("/v1/customers")).await;
        page.before_load(&keep_waiting(&customer_id(STORY).to_string())).await;
        page.before_load(&keep_waiting("/activity")).await;
        let waiting = [
            ("?lang=en-US".to_owned(), texts.with("customers-open-button.aria-label", "customer", STORY)),
            (account_of(STORY, "en-US"), texts.get("account-remove-button")),
        ];
        for width in WIDTHS {
            page.resize(width, 900).await;
            for (query, button) in &waiting {
                page.open(&format!("{}/{query}", world.server.url)).await;
                nothing_moved(page, "while it waits").await;
                page.look("window.release()", json!(null)).await;
                page.has("button", button).await;
                nothing_moved(page, query).await;
            }
        }
    })
    .await;
}

fn keep_waiting(path: &str) -> String {
    let input = json!({ "method": "GET", "path": path });
    format!("{{ const input = {input}; {ANSWERS} }}")
}

async fn nothing_moved(page: &Page, when: &str) {
    let shifts = page.look(SHIFTS, json!(null)).await;
    assert_eq!(shifts, json!([]), "{when}");
}

fn texts_of(found: &Value) -> impl Iterator<Item = &str> {
    found.as_array().unwrap().iter().filter_map(Value::as_str)
}
