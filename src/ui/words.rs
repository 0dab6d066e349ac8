//! Words on the page. Those that a part of a view is built with are written by one follower: a row has a dozen.
//! Messages, numbers and dates: all that changes with the language alone.

use std::cell::RefCell;

use js_sys::JsString;
use web_sys::Element;

use super::follow::follow_value;
use super::known::{fill_with, set_to};
use crate::i18n::{DEFAULT_LOCALE, Tr, noting_fallback};

/// Words and where they stand.
pub struct Word {
    pub text: Text,
    pub element: Element,
    pub place: Place,
}

/// What is said.
pub enum Text {
    Message(Tr, &'static str),
    /// By the browser: a number, a date.
    Formatted(Box<dyn Fn() -> JsString>),
}

/// Where in an element.
pub enum Place {
    /// All that it holds.
    Content,
    Attribute(&'static str),
}

thread_local! {
    /// Those of the part that is being built, with whether they said that they are in another language.
    static BUILT: RefCell<Option<Vec<(Word, bool)>>> = const { RefCell::new(None) };
}

/// Writes it: with all others of the part that is being built, once that is.
#[inline(never)]
pub fn write(word: Word) {
    let alone = BUILT.with_borrow_mut(|built| match built {
        Some(built) => {
            built.push((word, false));
            None
        }
        None => Some(vec![(word, false)]),
    });
    follow_all(alone.unwrap_or_default());
}

/// Builds a part of a view, and writes its words.
pub fn together<T>(build: impl FnOnce() -> T) -> T {
    let around = BUILT.replace(Some(Vec::new()));
    let built = build();
    follow_all(BUILT.replace(around).unwrap_or_default());
    built
}

#[inline(never)]
fn follow_all(mut words: Vec<(Word, bool)>) {
    if !words.is_empty() {
        follow_value(Box::new(move || words.iter_mut().for_each(|(word, said_so)| word.follow(said_so))));
    }
}

impl Word {
    fn follow(&self, said_so: &mut bool) {
        let (text, is_fallback) = noting_fallback(|| match &self.text {
            Text::Message(tr, id) => tr.word(id),
            Text::Formatted(write) => write(),
        });
        match &self.place {
            Place::Content => {
                debug_assert!(self.element.first_element_child().is_none(), "it holds something else as well");
                fill_with(&self.element, &text);
            }
            Place::Attribute(name) => set_to(&self.element, name, &text),
        }
        // Data attributes are for the style sheet: what the element says is its text.
        let is_said = !matches!(self.place, Place::Attribute(name) if name.starts_with("data-"));
        say_language(&self.element, is_said && is_fallback, said_so);
    }
}

/// Words that are not in the language shown say so.
#[inline(never)]
pub fn say_language(element: &Element, is_fallback: bool, said_so: &mut bool) {
    // Fails only for what is no attribute's name.
    let _ = match (*said_so, is_fallback) {
        (_, true) => element.set_attribute("lang", DEFAULT_LOCALE),
        (true, false) => element.remove_attribute("lang"),
        (false, false) => Ok(()),
    };
    *said_so = is_fallback;
}
