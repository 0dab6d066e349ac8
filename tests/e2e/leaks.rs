//! What an element leaves behind where it is added, moved, adopted and removed a thousand times: nothing, by the browser's
//! own count after it collected what nobody holds.

use reseller_offboarding_server::Config;
use serde_json::{Value, json};

use crate::harness::{Page, READY, Texts, account_of, visit_with};

/// Defines `cycles(n)`: each shows a new element and one that was there before, moves both, has another document adopt them
/// and give them back, and removes them while they read.
const CYCLES: &str = include_str!("leaks/cycles.js");

/// Caches of the browser and of the allocator are full after so many.
const WARM_UP: usize = 200;
const CYCLES_COUNTED: usize = 1000;

/// A script may take half a minute.
const AT_ONCE: usize = 50;

/// Bytes for each element: the timeouts of its requests last for half a minute, and the module's memory grows in steps
/// when more are there at a time, and never shrinks. One that is held takes four times as much.
const SLACK: i64 = 300;

#[tokio::test]
async fn a_thousand_lives_leave_nothing_behind() {
    visit_with(Config::default(), "en-US", &account_of(READY, "es-ES"), async |page, _| {
        page.sees(&Texts::of("es-ES").get("account-status-clear")).await;
        page.look(CYCLES, json!(null)).await;
        live(page, WARM_UP).await;
        let before = Counts::of(page).await;
        live(page, CYCLES_COUNTED).await;
        let after = Counts::of(page).await;
        // Fewer is a round that let go of something late.
        for what in ["documents", "nodes", "jsEventListeners"] {
            let of = |it: &Counts| it.held[what].as_i64().unwrap();
            assert!(of(&after) <= of(&before), "{what}: {} from {}", of(&after), of(&before));
        }
        // Two in each cycle.
        let slack = SLACK * 2 * CYCLES_COUNTED as i64;
        for (what, before, after) in [("heap", before.heap, after.heap), ("module", before.module, after.module)] {
            assert!(after - before < slack, "the {what} grew by {} bytes, from {before}", after - before);
        }
    })
    .await;
}

async fn live(page: &Page, cycles: usize) {
    for _ in 0..cycles / AT_ONCE {
        page.look("return window.cycles(input)", json!(AT_ONCE)).await;
    }
}

struct Counts {
    /// Documents, nodes, listeners.
    held: Value,
    heap: i64,
    module: i64,
}

impl Counts {
    async fn of(page: &Page) -> Self {
        // What one round lets go of may hold on to what the next one finds.
        for _ in 0..3 {
            page.devtools("HeapProfiler.collectGarbage", json!({})).await;
        }
        let counters = page.devtools("Memory.getDOMCounters", json!({})).await;
        let memory = page.look("return window.moduleMemory()", json!(null)).await;
        let heap = page.devtools("Runtime.getHeapUsage", json!({})).await;
        let heap = heap["usedSize"].as_f64().unwrap() as i64;
        Self { held: counters, heap, module: memory.as_i64().unwrap() }
    }
}
