//! What changes while the element is on the page.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Map;
use leptos::prelude::*;
use leptos::reactive::graph::{Source, ToAnySource};
use wasm_bindgen::JsValue;

use super::stored::StoredValue;

/// A value that whoever reads it hears of when it changes. Within is one type of signal for all: a type each is 0.3 KB.
pub struct RwSignal<T> {
    signal: leptos::prelude::RwSignal<Value>,
    of: PhantomData<fn() -> T>,
}

type Value = Arc<dyn Any + Send + Sync>;

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

const OF_ITS_TYPE: &str = "a signal of `T` holds a `T`";

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// Starts with this value.
    pub fn new(value: T) -> Self {
        Self { signal: new_boxed(Arc::new(value)), of: PhantomData }
    }

    /// A copy of it.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// A copy of it, without hearing of changes.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// As `get_untracked`, unless its owner has ended.
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        self.signal.try_get_untracked()?.downcast_ref().cloned()
    }

    /// Looks at it.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(self.signal.get().downcast_ref().expect(OF_ITS_TYPE))
    }

    /// Looks at it, without hearing of changes.
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(self.signal.get_untracked().downcast_ref().expect(OF_ITS_TYPE))
    }

    /// Hears of changes.
    pub fn track(self) {
        self.signal.track();
    }

    /// Puts another value in its place, unless its owner has ended.
    pub fn set(self, value: T) {
        set_boxed(self.signal, Arc::new(value));
    }

    /// Changes it, unless somebody is looking at it or its owner has ended.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let mut change = Some(change);
        update_boxed(self.signal, &mut |it| {
            if let (Some(value), Some(change)) = (Arc::get_mut(it).and_then(|it| it.downcast_mut()), change.take()) {
                change(value);
            }
        });
    }
}

#[inline(never)]
fn new_boxed(value: Value) -> leptos::prelude::RwSignal<Value> {
    leptos::prelude::RwSignal::new(value)
}

#[inline(never)]
fn set_boxed(signal: leptos::prelude::RwSignal<Value>, value: Value) {
    if signal.try_set(value).is_none() {
        forget_readers(&signal);
    }
}

#[inline(never)]
fn update_boxed(signal: leptos::prelude::RwSignal<Value>, change: &mut dyn FnMut(&mut Value)) {
    if signal.try_update(change).is_some() {
        forget_readers(&signal);
    }
}

/// After a change: whoever read it has been told, and is entered again on reading it again. One by one they would be
/// taken out of the list, each from the front of all others: with a thousand rows on the page that takes seconds.
#[inline(never)]
pub fn forget_readers(signal: &dyn ToAnySource) {
    signal.to_any_source().clear_subscribers();
}

/// A signal for each item, by its id: who asked about one does not hear of the thousand others.
#[derive(Clone, Copy)]
pub struct ItemSignals {
    known: StoredValue<Rc<RefCell<Known>>>,
}

/// Where each item's signal stands.
#[derive(Default)]
struct Known {
    places: Map,
    signals: Vec<ArcRwSignal<Value>>,
    /// Each part of a row asks for the same one.
    last: Option<(String, ItemSignal)>,
}

impl Known {
    fn of(&self, item: &JsValue) -> Option<ArcRwSignal<Value>> {
        self.signals.get(self.places.get(item).as_f64()? as usize).cloned()
    }
}

impl Default for ItemSignals {
    fn default() -> Self {
        Self { known: StoredValue::new(<_>::default()) }
    }
}

impl ItemSignals {
    /// Forgets them all: another customer has other items.
    pub fn reset(self) {
        self.known.set_value(<_>::default());
    }

    /// That of this one.
    #[inline(never)]
    pub fn of(self, item: &str) -> ItemSignal {
        let known = self.known.get_value();
        let mut known = known.borrow_mut();
        if let Some((_, signal)) = known.last.as_ref().filter(|(last, _)| last == item) {
            return signal.clone();
        }
        let place = JsValue::from(item);
        let signal = ItemSignal(known.of(&place).unwrap_or_else(|| {
            known.places.set(&place, &known.signals.len().into());
            let signal = ArcRwSignal::new(Arc::new(()) as Value);
            known.signals.push(signal.clone());
            signal
        }));
        known.last = Some((item.to_owned(), signal.clone()));
        signal
    }

    /// Says that this one has changed.
    #[inline(never)]
    pub fn changed(self, item: &str) {
        let signal = self.known.get_value().borrow().of(&item.into());
        signal.iter().for_each(Notify::notify);
    }

    /// Says that any of them may have changed.
    #[inline(never)]
    pub fn all_changed(self) {
        let signals = self.known.get_value().borrow().signals.clone();
        signals.iter().for_each(Notify::notify);
    }
}

/// An item's.
#[derive(Clone)]
pub struct ItemSignal(ArcRwSignal<Value>);

impl ItemSignal {
    /// Hears of changes of this item.
    pub fn track(&self) {
        self.0.track();
    }
}
