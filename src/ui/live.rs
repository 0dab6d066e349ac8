//! What is said to people who do not see the page change.
//!
//! At most one message in three seconds: what comes in between is said together. How far something got is only worth
//! saying while nothing newer is there; what an act came to is never lost.

use super::{El, RwSignal, after, el};
use crate::host::Host;
use crate::i18n::{DEFAULT_LOCALE, noting_fallback};

/// How long things take, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Before a message: dialogs close and the focus moves first, and neither interrupts it.
    pub settle_ms: i32,
    /// From one message to the next.
    pub between_ms: i32,
    /// Until a message is taken away, so that browsing does not find it.
    pub clear_ms: i32,
}

impl Pace {
    const OF_SPEECH: Self = Self { settle_ms: 100, between_ms: 3_000, clear_ms: 10_000 };
}

/// The live regions of an element: one waits for its turn, one does not. All of it in signals of everyday types: a type
/// of its own would weigh half a kilobyte.
#[derive(Clone, Copy)]
pub struct Live {
    polite: RwSignal<String>,
    assertive: RwSignal<String>,
    /// What is said is not in the language shown.
    is_fallback: RwSignal<bool>,
    /// What is said next, and whether that is only how far something got.
    waiting: RwSignal<String>,
    is_progress: RwSignal<bool>,
    /// Something was said a moment ago, or is about to be.
    is_held: RwSignal<bool>,
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
        let [polite, assertive, waiting] = [(); 3].map(|()| RwSignal::new(String::new()));
        let [is_fallback, is_progress, is_held] = [(); 3].map(|()| RwSignal::new(false));
        Self { polite, assertive, is_fallback, waiting, is_progress, is_held, pace, host: None }
    }

    /// Says what an act came to.
    pub fn say(self, words: impl FnOnce() -> String) {
        self.queue(noting_fallback(words), false);
    }

    /// Says how far something got, unless the host page wants few words.
    pub fn progress(self, words: impl FnOnce() -> String) {
        self.queue(noting_fallback(words), true);
    }

    /// Interrupts, whatever the host page asks for: only for a removal that failed and a session that was lost.
    pub fn alert(self, words: impl FnOnce() -> String) {
        self.interrupt(noting_fallback(words));
    }

    /// `normal`, `terse` or `off`.
    fn is_heard(self, is_progress: bool) -> bool {
        let asked = self.host.and_then(|it| it.attribute("announcements"));
        match asked.as_deref() {
            Some("off") => false,
            Some("terse") => !is_progress,
            _ => true,
        }
    }

    #[inline(never)]
    fn interrupt(self, (text, is_fallback): (String, bool)) {
        self.is_fallback.set(is_fallback);
        after(self.pace.settle_ms, Box::new(move || self.speak(self.assertive, text)));
    }

    /// What is being said already is not said again.
    #[inline(never)]
    fn queue(self, (text, is_fallback): (String, bool), is_progress: bool) {
        if !self.is_heard(is_progress) || self.polite.get_untracked() == text {
            return;
        }
        let waiting = self.waiting.get_untracked();
        match (waiting.is_empty() || self.is_progress.get_untracked(), is_progress) {
            (true, _) => self.waiting.set(text),
            (false, false) => self.waiting.set([waiting, text].join(" ")),
            (false, true) => return,
        }
        self.is_progress.set(is_progress);
        self.is_fallback.set(is_fallback);
        if !self.is_held.get_untracked() {
            self.is_held.set(true);
            after(self.pace.settle_ms, Box::new(move || self.say_what_waits()));
        }
    }

    /// Says it, and looks again for more when the next may be said. Nothing happens once the element is gone.
    fn say_what_waits(self) {
        let Some(text) = self.waiting.try_get_untracked() else { return };
        self.is_held.set(!text.is_empty());
        if !text.is_empty() {
            self.waiting.set(String::new());
            self.speak(self.polite, text);
            after(self.pace.between_ms, Box::new(move || self.say_what_waits()));
        }
    }

    #[inline(never)]
    fn speak(self, region: RwSignal<String>, text: String) {
        region.set(text.clone());
        let clear = move || {
            if region.try_get_untracked() == Some(text) {
                region.set(String::new());
            }
        };
        after(self.pace.clear_ms, Box::new(clear));
    }
}

/// The regions themselves, present from the first render on: one that appears together with its text is not read.
/// Once more inside a dialog: while it is open nothing outside of it is read.
pub fn live_regions(live: Live) -> [El; 2] {
    let lang = move || live.is_fallback.get().then(|| DEFAULT_LOCALE.to_owned());
    let region = |role: &'static str, text: RwSignal<String>| {
        el("div").class("unseen").attr("role", role).live_attr("lang", lang).live_text(move || text.get())
    };
    [region("status", live.polite), region("alert", live.assertive)]
}
