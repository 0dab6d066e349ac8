//! What changes while the element is on the page.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use js_sys::Map;
use leptos::prelude::*;
use leptos::reactive::graph::{Source, ToAnySource};

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
    known: StoredValue<(Map, Vec<ArcRwSignal<Value>>), LocalStorage>,
}

impl Default for ItemSignals {
    fn default() -> Self {
        Self { known: StoredValue::new_local(<_>::default()) }
    }
}

impl ItemSignals {
    /// Forgets them all: another customer has other items.
    pub fn reset(self) {
        self.known.set_value(<_>::default());
    }

    /// Hears of changes of this one.
    #[inline(never)]
    pub fn track(self, item: &str) {
        self.known.update_value(|(places, signals)| {
            let signal = signal_of(places, signals, item).unwrap_or_else(|| {
                places.set(&item.into(), &signals.len().into());
                let signal = ArcRwSignal::new(Arc::new(()) as Value);
                signals.push(signal.clone());
                signal
            });
            signal.track();
        });
    }

    /// Says that this one has changed.
    #[inline(never)]
    pub fn changed(self, item: &str) {
        if let Some(signal) = self.known.with_value(|(places, signals)| signal_of(places, signals, item)) {
            signal.notify();
        }
    }
}

fn signal_of(places: &Map, signals: &[ArcRwSignal<Value>], item: &str) -> Option<ArcRwSignal<Value>> {
    let place = places.get(&item.into()).as_f64()?;
    signals.get(place as usize).cloned()
}
