//! What is said to people who do not see the page change.

use leptos::prelude::*;

use super::{El, el};

/// Spoken text is taken away after this long, so that browsing does not find it.
const CLEAR_AFTER_MS: u64 = 10_000;

/// The two live regions of an element: one waits for its turn, one does not.
#[derive(Clone, Copy)]
pub struct Live {
    polite: RwSignal<String>,
    assertive: RwSignal<String>,
    turn: StoredValue<u32>,
}

impl Live {
    /// Silent.
    pub fn new() -> Self {
        Self {
            polite: RwSignal::new(String::new()),
            assertive: RwSignal::new(String::new()),
            turn: StoredValue::new(0),
        }
    }

    /// Says what an act came to.
    pub fn say(self, text: String) {
        self.speak(self.polite, text);
    }

    /// Interrupts: only for a removal that failed and a session that was lost.
    pub fn alert(self, text: String) {
        self.speak(self.assertive, text);
    }

    fn speak(self, region: RwSignal<String>, text: String) {
        self.turn.update_value(|it| *it = it.wrapping_add(1));
        let turn = self.turn.get_value();
        region.set(text);
        let clear = move || {
            if self.turn.try_get_value() == Some(turn) {
                region.set(String::new());
            }
        };
        set_timeout(clear, std::time::Duration::from_millis(CLEAR_AFTER_MS));
    }
}

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}

/// The regions themselves, present from the first render on: one that appears together with its text is not read.
pub fn live_regions(live: Live) -> [El; 2] {
    let region = |role: &'static str, text: RwSignal<String>| {
        el("div").class("unseen").attr("role", role).live_text(move || text.get())
    };
    [region("status", live.polite), region("alert", live.assertive)]
}
