//! What is announced: in which order, how much at once, and for how long. Faster than people listen.

use reseller_offboarding::ui::{Live, Pace, el, live_regions, wait};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::Stage;

/// Longer than any test.
const NEVER: i32 = 1_000_000;

fn stage(pace: Pace) -> (Live, Stage) {
    let live = Live::at(pace);
    (live, Stage::show(move || el("div").push(Vec::from(live_regions(live)))))
}

/// Waits until the region of this role says this.
async fn says(stage: &Stage, role: &str, text: &str) {
    let region = stage.find(&format!("[role={role}]"));
    for _ in 0..5_000 {
        if region.text_content().as_deref() == Some(text) {
            return;
        }
        wait(1).await;
    }
    panic!("never says {text:?}, but {:?}", region.text_content());
}

fn say(live: Live, text: &'static str) {
    live.say(|| text.to_owned());
}

fn progress(live: Live, text: &'static str) {
    live.progress(|| text.to_owned());
}

#[wasm_bindgen_test]
async fn nothing_is_lost_of_what_comes_at_once() {
    let (live, stage) = stage(Pace { settle_ms: 1, between_ms: 50, clear_ms: NEVER });
    say(live, "One.");
    says(&stage, "status", "One.").await;
    say(live, "Two.");
    say(live, "Three.");
    assert_eq!(stage.text(), "One.");
    says(&stage, "status", "Two. Three.").await;
}

#[wasm_bindgen_test]
async fn how_far_something_got_gives_way_to_what_it_came_to() {
    let (live, stage) = stage(Pace { settle_ms: 1, between_ms: 50, clear_ms: NEVER });
    progress(live, "1 of 4");
    progress(live, "2 of 4");
    says(&stage, "status", "2 of 4").await;
    progress(live, "3 of 4");
    say(live, "All done.");
    progress(live, "4 of 4");
    says(&stage, "status", "All done.").await;
}

#[wasm_bindgen_test]
async fn the_same_is_not_said_twice_in_a_row() {
    let (live, stage) = stage(Pace { settle_ms: 1, between_ms: 50, clear_ms: NEVER });
    say(live, "Blocked.");
    says(&stage, "status", "Blocked.").await;
    say(live, "Blocked.");
    say(live, "Removed.");
    says(&stage, "status", "Removed.").await;
}

/// An alert used to keep the other region's text for ever.
#[wasm_bindgen_test]
async fn both_regions_are_cleared() {
    let (live, stage) = stage(Pace { settle_ms: 1, between_ms: 1, clear_ms: 50 });
    say(live, "One.");
    live.alert(|| "Two!".to_owned());
    says(&stage, "status", "One.").await;
    says(&stage, "alert", "Two!").await;
    says(&stage, "status", "").await;
    says(&stage, "alert", "").await;
}

#[wasm_bindgen_test]
async fn an_element_that_is_gone_says_nothing() {
    let (live, mut stage) = stage(Pace { settle_ms: 1, between_ms: 1, clear_ms: 1 });
    say(live, "One.");
    live.alert(|| "Two!".to_owned());
    stage.take_off();
    // After every timer that was set before.
    wait(5).await;
    assert_eq!(stage.text(), "");
}
