//! What is said to people who do not see the page change.

use leptos::prelude::*;

use super::{El, el};
use crate::i18n::{DEFAULT_LOCALE, noting_fallback};

/// Spoken text is taken away after this long, so that browsing does not find it.
const CLEAR_AFTER_MS: u64 = 10_000;

/// What is said, and whether it is not in the language shown.
type Words = (String, bool);

/// The two live regions of an element: one waits for its turn, one does not.
#[derive(Clone, Copy)]
pub struct Live {
    polite: RwSignal<Words>,
    assertive: RwSignal<Words>,
    turn: StoredValue<u32>,
}

impl Live {
    /// Silent.
    pub fn new() -> Self {
        Self {
            polite: RwSignal::new(Words::default()),
            assertive: RwSignal::new(Words::default()),
            turn: StoredValue::new(0),
        }
    }

    /// Says what an act came to.
    pub fn say(self, words: impl FnOnce() -> String) {
        self.speak(self.polite, noting_fallback(words));
    }

    /// Interrupts: only for a removal that failed and a session that was lost.
    pub fn alert(self, words: impl FnOnce() -> String) {
        self.speak(self.assertive, noting_fallback(words));
    }

    #[inline(never)]
    fn speak(self, region: RwSignal<Words>, words: Words) {
        self.turn.update_value(|it| *it = it.wrapping_add(1));
        let turn = self.turn.get_value();
        region.set(words);
        let clear = move || {
            if self.turn.try_get_value() == Some(turn) {
                region.set(Words::default());
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
    let region = |role: &'static str, words: RwSignal<Words>| {
        let lang = move || words.with(|it| it.1.then(|| DEFAULT_LOCALE.to_owned()));
        el("div").class("unseen").attr("role", role).live_attr("lang", lang).live_text(move || words.get().0)
    };
    [region("status", live.polite), region("alert", live.assertive)]
}
