//! What is worked out from signals.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{Get, GetUntracked};

/// A value that whoever reads it hears of again once it has become another. Within is one type of memo for all: a type
/// each is 0.4 KB.
pub struct Memo<T> {
    memo: leptos::prelude::Memo<Value>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

#[derive(Clone)]
struct Value {
    value: Arc<dyn Any + Send + Sync>,
    is_same: fn(&Self, &Self) -> bool,
}

impl Value {
    fn get<T: 'static>(&self) -> &T {
        self.value.downcast_ref().expect("a memo of `T` works out values of `T`")
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        (self.is_same)(self, other)
    }
}

/// Works it out now, and again whenever a signal it was worked out from changes.
pub fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    let is_same = |one: &Value, other: &Value| one.get::<T>() == other.get::<T>();
    Memo { memo: boxed(Box::new(move || Value { value: Arc::new(value()), is_same })), of: PhantomData }
}

#[inline(never)]
fn boxed(value: Box<dyn Fn() -> Value + Send + Sync>) -> leptos::prelude::Memo<Value> {
    leptos::prelude::Memo::new(move |_| value())
}

impl<T: 'static> Memo<T> {
    /// A copy of it.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Looks at it.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(self.memo.get().get())
    }

    /// A copy of it as it is now, whatever it becomes.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// Looks at it as it is now, whatever it becomes.
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(self.memo.get_untracked().get())
    }
}
