//! Elements in Leptos' builder style, of one concrete type, drawn as they are built.
//!
//! `view!` gives every view a type of its own, and every type its own code: with it the widget was 245 KB (brotli), with
//! this it is half of that (see `docs/decisions/0002-how-are-views-written.md`). Signals, memos and owners are Leptos'; what follows them is `ui::follow`.
//! What lives in an element ends with the reactive owner that it was built under. `inline(never)` keeps each call small.

mod children;

use std::cell::{Cell, RefCell};
use std::ptr::fn_addr_eq;

use js_sys::JsString;
use leptos::tachys::renderer::types;
use leptos::tachys::view::{Mountable, Render};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, Text};

pub use children::Say;

use super::follow::follow_value;
use super::known::{append_node, children_of, copy, create, empty_text, fill_of, listen, set_known, set_of};
use super::stored::keep;
use super::words::{Place, Text as Words, Word, say_language, write};
use crate::i18n::{Tr, noting_fallback};

/// An element, with what was put into it so far.
#[derive(Clone)]
pub struct El(Element);

/// What a changing part of an element holds: any number of elements.
pub struct Els(Vec<El>);

impl Els {
    /// With more after them.
    pub fn and(mut self, more: impl IntoIterator<Item = El>) -> Self {
        self.0.extend(more);
        self
    }
}

impl From<El> for Els {
    fn from(element: El) -> Self {
        Self(vec![element])
    }
}

impl From<Option<El>> for Els {
    fn from(element: Option<El>) -> Self {
        Self(element.into_iter().collect())
    }
}

impl From<Vec<El>> for Els {
    fn from(elements: Vec<El>) -> Self {
        Self(elements)
    }
}

/// What can be put into an element: one, an optional one, several.
pub trait Child {
    /// Adds itself at the end.
    fn put_into(self, parent: &El);
}

impl Child for El {
    fn put_into(self, parent: &El) {
        append(parent, &self);
    }
}

impl Child for Option<El> {
    fn put_into(self, parent: &El) {
        if let Some(element) = self {
            append(parent, &element);
        }
    }
}

impl Child for Vec<El> {
    fn put_into(self, parent: &El) {
        append_all(parent, &self);
    }
}

impl Child for Els {
    fn put_into(self, parent: &El) {
        append_all(parent, &self.0);
    }
}

/// A new element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(create(tag))
}

/// As `build` makes it, with what is in it: made once, and copied from then on. What changes is put into the copy.
#[inline(never)]
pub fn copy_of(build: fn() -> El) -> El {
    // A function may have two addresses, and one address two functions of the same code: either does no harm.
    let is_known = |it: &&Model| fn_addr_eq(it.0, build);
    let known = MODELS.with_borrow(|all| all.iter().find(is_known).map(|it| it.1.clone()));
    let model = known.unwrap_or_else(|| {
        let model = build();
        MODELS.with_borrow_mut(|all| all.push((build, model.clone())));
        model
    });
    El(copy(&model.0))
}

/// A button that submits nothing, with a message as its words.
#[inline(never)]
pub fn button(tr: Tr, words: &'static str) -> El {
    el("button").attr("type", "button").msg(tr, words)
}

/// Where the host page's own content of this name goes.
#[inline(never)]
pub fn slot(name: &'static str) -> El {
    el("slot").attr("name", name)
}

impl El {
    /// The node itself.
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// The first `N` elements in it, which has as many: those of a copy are its model's.
    pub fn children<const N: usize>(&self) -> [Self; N] {
        children_of(&self.0).map(Self)
    }

    /// Sets `class`.
    #[inline(never)]
    pub fn class(self, class: &'static str) -> Self {
        self.attr("class", class)
    }

    /// Sets an attribute for good.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: &'static str) -> Self {
        set_known(&self.0, name, value);
        self
    }

    /// Sets an attribute for good, to what is known only now.
    #[inline(never)]
    pub fn attr_of(self, name: &'static str, value: &str) -> Self {
        set_of(&self.0, name, value);
        self
    }

    /// Sets an attribute that follows signals; `None` takes it away.
    pub fn live_attr(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        self.live_attr_boxed(name, Box::new(value))
    }

    #[inline(never)]
    fn live_attr_boxed(self, name: &'static str, value: Box<dyn Fn() -> Option<String>>) -> Self {
        let shown = RefCell::new(None);
        let write = Box::new(move |element: &Element| {
            let value = value();
            if *shown.borrow() != value {
                set_attribute(element, name, value.as_deref());
                *shown.borrow_mut() = value;
            }
        });
        follow_attribute(self.0.clone(), name, write);
        self
    }

    /// Sets an attribute to a message.
    #[inline(never)]
    pub fn msg_attr(self, name: &'static str, tr: Tr, id: &'static str) -> Self {
        self.words(Words::Message(tr, id), Place::Attribute(name))
    }

    /// Sets an attribute to what the language writes.
    #[inline(never)]
    pub fn formatted_attr(self, name: &'static str, text: Box<dyn Fn() -> JsString>) -> Self {
        self.words(Words::Formatted(text), Place::Attribute(name))
    }

    fn words(self, text: Words, place: Place) -> Self {
        write(Word { text, element: self.0.clone(), place });
        self
    }

    /// Says whether what it does is under way: then it is busy, and does nothing.
    #[inline(never)]
    pub fn live_busy(self, is_busy: Box<dyn Fn() -> bool>) -> Self {
        let element = self.0.clone();
        let was_busy = Cell::new(false);
        follow_value(Box::new(move || {
            let is_busy = is_busy();
            if was_busy.replace(is_busy) != is_busy {
                for name in ["aria-busy", "aria-disabled"] {
                    set_attribute(&element, name, is_busy.then_some("true"));
                }
            }
        }));
        self
    }

    /// Names an element that holds others by a message, out of sight: a name that is in another language than the rest
    /// says so itself.
    #[inline(never)]
    pub fn named(self, tr: Tr, id: &'static str) -> Self {
        self.attr("aria-labelledby", id).push(el("span").attr("id", id).attr("hidden", "").msg(tr, id))
    }

    /// Sets a property that follows signals.
    pub fn live_prop<V: Into<JsValue>>(self, name: &'static str, value: impl Fn() -> V + 'static) -> Self {
        self.live_prop_boxed(name, Box::new(move || value().into()))
    }

    #[inline(never)]
    fn live_prop_boxed(self, name: &'static str, value: Box<dyn Fn() -> JsValue>) -> Self {
        let element = self.0.clone();
        follow_value(Box::new(move || {
            // Elements take any property.
            let _ = js_sys::Reflect::set(&element, &name.into(), &value());
        }));
        self
    }

    /// Adds text that stays.
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        append_node(&self.0, &text_node(text));
        self
    }

    /// Adds text that follows signals.
    pub fn live_text(self, text: impl Fn() -> String + 'static) -> Self {
        self.live_text_boxed(Box::new(text))
    }

    #[inline(never)]
    fn live_text_boxed(self, text: Box<dyn Fn() -> String>) -> Self {
        let node = empty_text();
        append_node(&self.0, &node);
        let shown = RefCell::new(String::new());
        let write = Box::new(move |_: &Element| {
            let text = text();
            if *shown.borrow() != text {
                node.set_data(&text);
                *shown.borrow_mut() = text;
            }
        });
        follow_words(self.0.clone(), write);
        self
    }

    /// Holds a text that stays, and nothing else.
    #[inline(never)]
    pub fn fill(self, text: &str) -> Self {
        fill_of(&self.0, text);
        self
    }

    /// Holds a message, and nothing else.
    #[inline(never)]
    pub fn msg(self, tr: Tr, id: &'static str) -> Self {
        self.words(Words::Message(tr, id), Place::Content)
    }

    /// Holds a number or a date, as the language writes it, and nothing else.
    #[inline(never)]
    pub fn formatted(self, text: Box<dyn Fn() -> JsString>) -> Self {
        self.words(Words::Formatted(text), Place::Content)
    }

    /// Adds elements.
    pub fn push(self, children: impl Child) -> Self {
        children.put_into(&self);
        self
    }

    /// Listens to an event until the owner ends.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(act))
    }

    #[inline(never)]
    fn on_boxed(self, event: &'static str, act: Box<dyn FnMut(Event)>) -> Self {
        let closure = Closure::wrap(act);
        listen(&self.0, event, closure.as_ref().unchecked_ref());
        keep(Box::new(Listener { element: self.0.clone(), event, closure }));
        self
    }
}

struct Listener {
    element: Element,
    event: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

/// An element that is taken away while it has the focus hears `blur` afterwards: nobody may be listening then.
impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.element.remove_event_listener_with_callback(self.event, self.closure.as_ref().unchecked_ref());
    }
}

#[inline(never)]
fn follow_attribute(element: Element, name: &str, write: Box<dyn Fn(&Element)>) {
    match name.starts_with("data-") {
        // For the style sheet: what the element says is its text.
        true => follow_value(Box::new(move || write(&element))),
        false => follow_words(element, write),
    }
}

/// As `follow_value`, for what may be words: those that are not in the language shown say so.
#[inline(never)]
fn follow_words(element: Element, write: Box<dyn Fn(&Element)>) {
    let mut said_so = false;
    follow_value(Box::new(move || {
        let ((), is_fallback) = noting_fallback(|| write(&element));
        say_language(&element, is_fallback, &mut said_so);
    }));
}

#[inline(never)]
fn set_attribute(element: &Element, name: &str, value: Option<&str>) {
    // Fails only for what is no attribute's name.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

#[inline(never)]
fn append(parent: &El, child: &El) {
    append_node(&parent.0, &child.0);
}

#[inline(never)]
fn append_all(parent: &El, children: &[El]) {
    children.iter().for_each(|it| append(parent, it));
}

type Model = (fn() -> El, El);

thread_local! {
    static MODELS: RefCell<Vec<Model>> = const { RefCell::new(Vec::new()) };
    static DOCUMENT: Document =
        web_sys::window().and_then(|it| it.document()).expect("an element is shown by a browser's window");
}

fn text_node(text: &str) -> Text {
    DOCUMENT.with(|it| it.create_text_node(text))
}

/// So that Leptos mounts and unmounts the outermost one.
impl Render for El {
    type State = El;

    fn build(self) -> Self::State {
        self
    }

    fn rebuild(self, state: &mut Self::State) {
        // Fails only for an element inside itself.
        let _ = state.0.replace_with_with_node_1(&self.0);
        *state = self;
    }
}

impl Mountable for El {
    fn unmount(&mut self) {
        self.0.remove();
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        let _ = parent.insert_before(&self.0, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.0.parent_element() {
            Some(parent) => {
                child.mount(&parent, Some(&self.0));
                true
            }
            None => false,
        }
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.0.clone()]
    }
}
