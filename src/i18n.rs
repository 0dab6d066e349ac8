//! Texts, numbers and dates in the language shown.
//!
//! A language is one Fluent bundle and the browser's `Intl` formatters for it. Everything that reads a text tracks
//! the language, so that switching changes texts and nothing else.

mod intl;
mod negotiate;

use std::rc::Rc;

use fluent::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use leptos::prelude::*;
use offboarding_domain::Timestamp;
use unic_langid::LanguageIdentifier;

/// Marks a text as a message's id, for `cargo xtask tidy` to compare with the `.ftl` files.
macro_rules! id {
    ($id:literal) => {
        $id
    };
}

pub(crate) use id;
pub use intl::autonym;
pub use negotiate::negotiate;

/// The language used where no other fits, and the one every text is written in first.
pub const DEFAULT_LOCALE: &str = "en-US";

/// A language that can be shown.
pub struct Language {
    tag: String,
    bundle: FluentBundle<FluentResource>,
    formats: intl::Formats,
}

impl Language {
    /// From the text of its `.ftl` file. Messages that do not parse are left out; `cargo xtask tidy` finds them.
    pub fn new(tag: &str, source: String, time_zone: Option<&str>) -> Self {
        let id: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![id]);
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        bundle.set_formatter(Some(intl::format_number));
        Self { tag: tag.to_owned(), bundle, formats: intl::Formats::new(tag, time_zone) }
    }

    fn message(&self, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let (id, attribute) = id.split_once('.').map_or((id, None), |(id, attribute)| (id, Some(attribute)));
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        Some(self.bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
    }
}

/// A variable of a message.
pub enum Arg {
    /// A text that stays as it is.
    Text(String),
    /// A number: chooses the plural and is written as the language writes it.
    Number(f64),
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
        Self::Number(number as f64)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
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
        self.language.with(|it| it.message(id, None)).unwrap_or_else(|| id.to_owned())
    }

    /// A message with variables, as it reads now.
    pub fn with<const N: usize>(self, id: &str, args: [(&'static str, Arg); N]) -> String {
        self.with_args(id, args.into_iter().map(|(name, arg)| (name, value(arg))).collect())
    }

    #[inline(never)]
    fn with_args(self, id: &str, args: FluentArgs<'_>) -> String {
        self.language.with(|it| it.message(id, Some(&args))).unwrap_or_else(|| id.to_owned())
    }

    /// A day, with its zone where that is not the viewer's own.
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

fn value(arg: Arg) -> FluentValue<'static> {
    match arg {
        Arg::Text(text) => FluentValue::from(text),
        Arg::Number(number) => FluentValue::from(number),
    }
}
