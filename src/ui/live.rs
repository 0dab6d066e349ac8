//! What is said to people who do not see the page change.
//!
//! At most one message in three seconds: what comes in between is said together. How far something got is only worth
//! saying while nothing newer is there; what an act came to is never lost.

use std::time::Duration;

use leptos::prelude::*;

use super::{El, el};
use crate::host::Host;
use crate::i18n::{DEFAULT_LOCALE, noting_fallback};

/// How long things take, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Before a message: dialogs close and the focus moves first, and neither interrupts it.
    pub settle_ms: u64,
    /// From one message to the next.
    pub between_ms: u64,
    /// Until a message is taken away, so that browsing does not find it.
    pub clear_ms: u64,
}

impl Pace {
    const OF_SPEECH: Self = Self { settle_ms: 100, between_ms: 3_000, clear_ms: 10_000 };
}

/// What is said, and whether it is not in the language shown.
type Words = (String, bool);

/// What is said next.
#[derive(Default)]
struct Waiting {
    words: Words,
    /// It is only how far something got.
    is_progress: bool,
    /// Something was said a moment ago, or is about to be.
    is_held: bool,
}

/// The live regions of an element: one waits for its turn, one does not.
#[derive(Clone, Copy)]
pub struct Live {
    polite: RwSignal<Words>,
    assertive: RwSignal<Words>,
    waiting: StoredValue<Waiting>,
    pace: Pace,
    host: Option<Host>,
}

impl Live {
    /// Silent; says as much as the host page's `announcements` asks for.
    pub fn new(host: Host) -> Self {
        Self { host: Some(host), ..Self::at(Pace::OF_SPEECH) }
    }

    /// On no page, and faster or slower.
    pub fn at(pace: Pace) -> Self {
        Self {
            polite: RwSignal::new(Words::default()),
            assertive: RwSignal::new(Words::default()),
            waiting: StoredValue::new(Waiting::default()),
            pace,
            host: None,
        }
    }

    /// Says what an act came to.
    pub fn say(self, words: impl FnOnce() -> String) {
        self.queue(noting_fallback(words), false);
    }

    /// Says how far something got, unless the host page wants few words.
    pub fn progress(self, words: impl FnOnce() -> String) {
        self.queue(noting_fallback(words), true);
    }

    /// Interrupts: only for a removal that failed and a session that was lost.
    pub fn alert(self, words: impl FnOnce() -> String) {
        let words = noting_fallback(words);
        if self.is_heard(false) {
            self.interrupt(words);
        }
    }

    #[inline(never)]
    fn interrupt(self, words: Words) {
        after(self.pace.settle_ms, move || self.speak(self.assertive, words));
    }

    /// `normal`, `terse` or `off`.
    #[inline(never)]
    fn is_heard(self, is_progress: bool) -> bool {
        let asked = self.host.and_then(|it| it.attribute("announcements"));
        match asked.as_deref() {
            Some("off") => false,
            Some("terse") => !is_progress,
            _ => true,
        }
    }

    /// What is being said already is not said again.
    #[inline(never)]
    fn queue(self, words: Words, is_progress: bool) {
        if !self.is_heard(is_progress) || self.polite.with_untracked(|it| *it == words) {
            return;
        }
        let was_held = self.waiting.try_update_value(|it| {
            if it.words.0.is_empty() || it.is_progress {
                (it.words, it.is_progress) = (words, is_progress);
            } else if !is_progress {
                it.words = (format!("{} {}", it.words.0, words.0), it.words.1 || words.1);
            }
            std::mem::replace(&mut it.is_held, true)
        });
        if was_held == Some(false) {
            after(self.pace.settle_ms, move || self.say_what_waits());
        }
    }

    /// Says it, and looks again for more when the next may be said. Nothing happens once the element is gone.
    fn say_what_waits(self) {
        let words = self.waiting.try_update_value(|it| {
            it.is_held = !it.words.0.is_empty();
            std::mem::take(&mut it.words)
        });
        if let Some(words) = words.filter(|it| !it.0.is_empty()) {
            self.speak(self.polite, words);
            after(self.pace.between_ms, move || self.say_what_waits());
        }
    }

    #[inline(never)]
    fn speak(self, region: RwSignal<Words>, words: Words) {
        region.try_set(words.clone());
        after(self.pace.clear_ms, move || {
            if region.try_with_untracked(|it| *it == words) == Some(true) {
                region.set(Words::default());
            }
        });
    }
}

fn after(ms: u64, act: impl FnOnce() + 'static) {
    after_boxed(ms, Box::new(act));
}

#[inline(never)]
fn after_boxed(ms: u64, act: Box<dyn FnOnce()>) {
    set_timeout(act, Duration::from_millis(ms));
}

/// The regions themselves, present from the first render on: one that appears together with its text is not read.
/// Once more inside a dialog: while it is open nothing outside of it is read.
pub fn live_regions(live: Live) -> [El; 2] {
    let region = |role: &'static str, words: RwSignal<Words>| {
        let lang = move || words.with(|it| it.1.then(|| DEFAULT_LOCALE.to_owned()));
        el("div").class("unseen").attr("role", role).live_attr("lang", lang).live_text(move || words.get().0)
    };
    [region("status", live.polite), region("alert", live.assertive)]
}
