//! Texts, numbers and dates in the language shown.
//!
//! A language is its Fluent messages and the browser's `Intl` formatters for it. Everything that reads a text tracks
//! the language, so that switching changes texts and nothing else.

mod intl;
mod overrides;
mod texts;

use std::cell::Cell;
use std::rc::Rc;

use js_sys::JsString;
use leptos::prelude::*;
use offboarding_domain::Timestamp;

use crate::ui::{ByText, forget_readers};

/// Marks a text as a message's id, for `cargo xtask tidy` to compare with the `.ftl` files.
macro_rules! id {
    ($id:literal) => {
        $id
    };
}

pub(crate) use id;
pub use intl::{Formats, LEAST};
pub use overrides::Fault;
pub use texts::Arg;
use texts::{Catalog, Texts};

/// The language every text is written in first; it fills the gaps of the others.
pub const DEFAULT_LOCALE: &str = "en-US";

/// What a language is made of.
pub struct Source {
    /// The tag of its texts.
    pub tag: String,
    /// The tag that numbers and dates are written by: the same language, perhaps of another region.
    pub regional: String,
    /// What the browser knows of both, from `intl.js`.
    pub formats: Formats,
    /// `ltr` or `rtl`.
    pub dir: String,
    /// Its `.ftl` file, then the default language's where it has gaps.
    pub texts: Vec<String>,
    /// What the host page puts over each of these.
    pub overrides: Vec<String>,
}

/// A language that can be shown.
pub struct Language {
    tags: (String, String),
    dir: String,
    catalog: Catalog,
    formats: Formats,
    /// Messages without variables that were written before.
    written: ByText,
}

impl Language {
    /// Messages that do not parse are left out; `cargo xtask tidy` finds ours, the host page hears of its own.
    pub fn new(source: Source) -> (Self, Vec<Fault>) {
        let Source { tag, regional, formats, dir, texts, overrides } = source;
        let tags = (tag, regional);
        let (mut catalog, mut faults) = (Catalog::new(Vec::new()), Vec::new());
        for (rank, (texts, overrides)) in texts.into_iter().zip(overrides).enumerate().rev() {
            catalog.put_first(Texts::new(texts, rank > 0));
            if !overrides.trim().is_empty() {
                let (texts, found) = overrides::check(&overrides, rank > 0, &catalog, &formats);
                catalog.put_first(texts);
                faults.extend(found);
            }
        }
        (Self { tags, dir, catalog, formats, written: ByText::default() }, faults)
    }

    /// The tag of its texts.
    pub fn tag(&self) -> &str {
        &self.tags.0
    }

    /// The tags of its texts and of its formats.
    pub fn tags(&self) -> (String, String) {
        self.tags.clone()
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number as usize)
    }
}

impl From<Timestamp> for Arg {
    fn from(moment: Timestamp) -> Self {
        Self::DateTime(moment)
    }
}

thread_local! {
    static FELL_BACK: Cell<bool> = const { Cell::new(false) };
}

/// Writes a text, and says whether any message in it is not in the language shown: then it carries its own `lang`.
pub fn noting_fallback<T>(write: impl FnOnce() -> T) -> (T, bool) {
    FELL_BACK.set(false);
    (write(), FELL_BACK.take())
}

/// The language shown, and everything written in it.
#[derive(Clone, Copy)]
pub struct Tr {
    language: RwSignal<Rc<Language>, LocalStorage>,
}

impl Tr {
    /// Starts with a language that was loaded.
    pub fn new(language: Language) -> Self {
        Self { language: RwSignal::new_local(Rc::new(language)) }
    }

    /// Shows another language from now on.
    pub fn switch_to(self, language: Language) {
        self.language.set(Rc::new(language));
        forget_readers(&self.language);
    }

    /// The language's tag.
    pub fn tag(self) -> String {
        self.language.with(|it| it.tag().to_owned())
    }

    /// `ltr` or `rtl`.
    pub fn dir(self) -> String {
        self.language.with(|it| it.dir.clone())
    }

    /// A message, for a view: written anew when the language changes.
    pub fn text(self, id: &'static str) -> impl Fn() -> String + Copy + Send + Sync + 'static {
        move || self.now(id)
    }

    /// A message as it reads now. `id.attribute` names an attribute.
    #[inline(never)]
    pub fn now(self, id: &str) -> String {
        self.write(id, &[])
    }

    /// A message without variables, as it reads now: written once, and handed over as it was then.
    #[inline(never)]
    pub fn word(self, id: &'static str) -> JsString {
        let write = || {
            let (text, is_fallback) = noting_fallback(|| self.now(id));
            (text.into(), is_fallback)
        };
        let fell_back = FELL_BACK.get();
        let (text, is_fallback) = self.language.with(|it| it.written.get(id, &write));
        FELL_BACK.set(fell_back || is_fallback);
        text
    }

    /// A message with variables, as it reads now.
    pub fn with<const N: usize>(self, id: &str, args: [(&'static str, Arg); N]) -> String {
        self.write(id, &args)
    }

    /// The last resort is the id.
    #[inline(never)]
    fn write(self, id: &str, args: &[(&str, Arg)]) -> String {
        let written = self.language.with(|it| it.catalog.write(id, args, &it.formats));
        let (text, is_fallback) = written.unwrap_or_else(|| (id.to_owned(), true));
        FELL_BACK.set(FELL_BACK.get() || is_fallback);
        text
    }

    /// A day, in the zone that the host page names, else in the viewer's own.
    pub fn date(self, moment: Timestamp) -> JsString {
        self.language.with(|it| it.formats.date(moment.0 as f64))
    }

    /// A moment with its zone.
    pub fn date_time(self, moment: Timestamp) -> String {
        self.language.with(|it| it.formats.date_time(moment.0 as f64))
    }

    /// When a day begins, or so many days later, in the same zone: from what a field for dates holds to what the backend
    /// is asked for.
    pub fn start_of(self, day: &str, later: u32) -> String {
        self.language.with_untracked(|it| it.formats.start_of(day, later))
    }

    /// A number by itself.
    pub fn number(self, number: u32) -> JsString {
        self.language.with(|it| it.formats.number(f64::from(number)))
    }

    /// All of them, joined as the language joins them.
    pub fn all_of(self, items: &[String]) -> String {
        self.language.with(|it| texts::Formats::written(&it.formats, &Arg::AllOf(items.to_vec())))
    }

    /// The name of a country or region by its code; the code where it has none.
    pub fn region(self, code: &str) -> String {
        self.language.with(|it| it.formats.region(code))
    }

    /// Where each name stands once they are sorted as the language sorts them; equal ones keep their order. Does not track
    /// the language: rows do not jump under whoever switches it.
    #[inline(never)]
    pub fn order(self, names: Vec<String>) -> Vec<u32> {
        self.language.with_untracked(|it| it.formats.order(intl::array(&names)))
    }
}
