//! Texts, numbers and dates in the language shown.
//!
//! A language is its Fluent messages and the browser's `Intl` formatters for it. Everything that reads a text tracks
//! the language, so that switching changes texts and nothing else.

mod intl;
mod negotiate;
mod texts;

use std::rc::Rc;

use leptos::prelude::*;
use offboarding_domain::Timestamp;

/// Marks a text as a message's id, for `cargo xtask tidy` to compare with the `.ftl` files.
macro_rules! id {
    ($id:literal) => {
        $id
    };
}

pub(crate) use id;
pub use intl::autonym;
pub use negotiate::negotiate;
pub use texts::Arg;
use texts::Texts;

/// The language used where no other fits, and the one every text is written in first.
pub const DEFAULT_LOCALE: &str = "en-US";

/// A language that can be shown.
pub struct Language {
    tag: String,
    texts: Texts,
    formats: intl::Formats,
}

impl Language {
    /// From the text of its `.ftl` file. Messages that do not parse are left out; `cargo xtask tidy` finds them.
    pub fn new(tag: &str, source: String, time_zone: Option<&str>) -> Self {
        Self { tag: tag.to_owned(), texts: Texts::new(source), formats: intl::Formats::new(tag, time_zone) }
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
    }

    /// The language's tag.
    pub fn tag(self) -> String {
        self.language.with(|it| it.tag.clone())
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

    /// A message with variables, as it reads now.
    pub fn with<const N: usize>(self, id: &str, args: [(&'static str, Arg); N]) -> String {
        self.write(id, &args)
    }

    #[inline(never)]
    fn write(self, id: &str, args: &[(&str, Arg)]) -> String {
        self.language.with(|it| it.texts.write(id, args, &it.formats)).unwrap_or_else(|| id.to_owned())
    }

    /// A day, in the zone that the host page names, else in the viewer's own.
    pub fn date(self, moment: Timestamp) -> String {
        self.language.with(|it| it.formats.date(moment))
    }

    /// A moment with its zone.
    pub fn date_time(self, moment: Timestamp) -> String {
        self.language.with(|it| it.formats.date_time(moment))
    }

    /// A number by itself.
    pub fn number(self, number: u32) -> String {
        self.language.with(|it| it.formats.number(number))
    }

    /// Alternatives, joined as the language joins them.
    pub fn any_of(self, items: &[String]) -> String {
        self.language.with(|it| it.formats.any_of(items))
    }
}
