//! What changes in an element: parts that are built anew, and lists whose elements stay.

use leptos::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Element, Node};

use super::{El, Els};
use crate::i18n::noting_fallback;
use crate::ui::follow::{follow, follow_value};
use crate::ui::known::{append_node, empty_text, fill_of};
use crate::ui::words::{say_language, together};

impl El {
    /// Adds elements that are built anew whenever a signal they were built from changes.
    pub fn live<C: Into<Els>>(self, children: impl Fn() -> C + 'static) -> Self {
        self.live_boxed(Box::new(move || children().into()))
    }

    #[inline(never)]
    fn live_boxed(self, children: Box<dyn Fn() -> Els>) -> Self {
        let end: Node = empty_text().into();
        append_node(&self.0, &end);
        let mut show = self.changing(Some(end));
        follow(Box::new(move || show(children().0)));
        self
    }

    /// Holds what is shown of a value, and nothing else: built anew only where `value`, told what it was before, gives
    /// another.
    pub fn live_of<T: 'static, C: Into<Els>>(
        self,
        value: impl Fn(Option<&T>) -> Option<T> + 'static,
        children: impl Fn(&T) -> C + 'static,
    ) -> Self {
        let mut before = None;
        self.live_of_boxed(Box::new(move |build| {
            if let Some(now) = value(before.as_ref()) {
                build(&|| children(&now).into());
                before = Some(now);
            }
        }))
    }

    #[inline(never)]
    fn live_of_boxed(self, mut update: Box<Update>) -> Self {
        let mut show = self.changing(None);
        let owner = Owner::new();
        follow_value(Box::new(move || {
            update(&mut |children| show(untrack(|| owner.with_cleanup(|| together(children))).0));
        }));
        self
    }

    /// Holds a line, made by `line`, for each text that `say` is given, and nothing else. One that stays is written to, and
    /// not made anew.
    pub fn lines(self, line: fn() -> Self, texts: impl Fn(&mut Say) + 'static) -> Self {
        self.lines_boxed(line, Box::new(texts))
    }

    #[inline(never)]
    fn lines_boxed(self, line: fn() -> Self, texts: Box<dyn Fn(&mut Say)>) -> Self {
        let parent = self.0.clone();
        let mut shown: Vec<(Element, bool)> = Vec::new();
        follow_value(Box::new(move || {
            let mut said = 0;
            texts(&mut |text| {
                if said == shown.len() {
                    let line = line().0;
                    append_node(&parent, &line);
                    shown.push((line, false));
                }
                if let Some((line, said_so)) = shown.get_mut(said) {
                    let (text, is_fallback) = noting_fallback(text);
                    fill_of(line, &text);
                    say_language(line, is_fallback, said_so);
                }
                said += 1;
            });
            while shown.len() > said {
                shown.pop().iter().for_each(|(line, _)| line.remove());
            }
        }));
        self
    }

    /// A changing part before `end`, or all that it holds: what is handed to it is shown in the place of what was before.
    fn changing(&self, end: Option<Node>) -> impl FnMut(Vec<Self>) + 'static {
        let parent = self.0.clone();
        let mut shown = Vec::new();
        move |now| {
            for before in std::mem::replace(&mut shown, now) {
                take_away(&before.0);
            }
            for element in &shown {
                match &end {
                    Some(end) => insert(&parent, &element.0, Some(end)),
                    None => append_node(&parent, &element.0),
                }
            }
        }
    }

    /// Adds one element for each key, built from where the key stands; nothing comes after them. One that stays is moved,
    /// never built anew: it keeps its focus. Beside its key is whether it is seen: one that is not is kept off the page.
    pub fn list(self, keys: impl Fn() -> Vec<(String, bool)> + 'static, build: impl Fn(usize) -> El + 'static) -> Self {
        self.list_boxed(Box::new(keys), Box::new(build))
    }

    #[inline(never)]
    fn list_boxed(self, keys: Box<dyn Fn() -> Vec<(String, bool)>>, build: Box<dyn Fn(usize) -> El>) -> Self {
        let parent = self.0.clone();
        let owner = Owner::current().unwrap_or_default();
        let mut shown: Vec<Item> = Vec::new();
        follow(Box::new(move || {
            let mut before: Vec<Option<Item>> = std::mem::take(&mut shown).into_iter().map(Some).collect();
            let is_first = before.is_empty();
            let mut next = 0;
            for (at, (key, is_seen)) in keys().into_iter().enumerate() {
                // Most keep their order: the next one is looked for after the last one found.
                let found = (next..before.len()).chain(0..next).find_map(|place| {
                    next = place + 1;
                    before.get_mut(place)?.take_if(|it| it.key == key)
                });
                let item = found.unwrap_or_else(|| {
                    let owner = owner.with(Owner::new);
                    let element = untrack(|| owner.with(|| together(|| build(at))));
                    Item { key, element, owner, is_seen }
                });
                shown.push(Item { is_seen, ..item });
            }
            for gone in before.into_iter().flatten() {
                take_away(&gone.element.0);
                gone.owner.cleanup();
            }
            shown.iter().filter(|it| !it.is_seen).for_each(|it| take_away(&it.element.0));
            if is_first {
                return shown.iter().filter(|it| it.is_seen).for_each(|it| append_node(&parent, &it.element.0));
            }
            let mut next = None;
            for item in shown.iter().rev().filter(|it| it.is_seen) {
                let node: &Node = &item.element.0;
                // What is off the page has nothing after it, as the last one has.
                let is_there = next.is_some() || item.element.0.parent_element().is_some();
                if !is_there || node.next_sibling() != next {
                    insert(&parent, node, next.as_ref());
                }
                next = Some(node.clone());
            }
        }));
        self
    }
}

/// Builds what is shown, where it is to be another.
type Update = dyn FnMut(&mut dyn FnMut(&dyn Fn() -> Els));

/// Says a text.
pub type Say<'a> = dyn FnMut(&dyn Fn() -> String) + 'a;

/// One element of a list.
struct Item {
    key: String,
    element: El,
    owner: Owner,
    is_seen: bool,
}

/// At the end, where it is before nothing.
fn insert(parent: &Element, child: &Node, before: Option<&Node>) {
    // Fails where somebody else took `before` out of `parent`, as translators of pages do.
    let _ = parent.insert_before(child, before);
}

/// Takes an element off the page. Where the focus was in it, what was around it hears `lost-focus`: the browser itself
/// says nothing, or not every browser does.
#[inline(never)]
fn take_away(element: &Element) {
    let had_focus = element.matches(":focus-within") == Ok(true);
    let parent = element.parent_element();
    element.remove();
    if let (true, Some(parent)) = (had_focus, parent) {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        let event = CustomEvent::new_with_event_init_dict("lost-focus", &init);
        // Fails only while the same event is being dispatched; this one is new.
        _ = event.and_then(|it| parent.dispatch_event(&it));
    }
}
