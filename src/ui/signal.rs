//! What changes while the element is on the page.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked, Set, Track, Update};

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
        self.signal.update(|it| {
            Arc::get_mut(it).and_then(|it| it.downcast_mut()).map(change);
        });
    }
}

#[inline(never)]
fn new_boxed(value: Value) -> leptos::prelude::RwSignal<Value> {
    leptos::prelude::RwSignal::new(value)
}

#[inline(never)]
fn set_boxed(signal: leptos::prelude::RwSignal<Value>, value: Value) {
    signal.try_set(value);
}
