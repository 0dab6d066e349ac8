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

type Value = Arc<dyn Any + Send + Sync>;

/// Works it out now, and again whenever a signal it was worked out from changes.
pub fn memo<T: PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    memo_since(move |before: Option<&T>| {
        let now = value();
        (before != Some(&now)).then_some(now)
    })
}

/// As `memo`, for what can be held against what it was before without being made: `None` where it is the same. The first
/// time, when nothing was before, it is made.
pub fn memo_since<T: Send + Sync + 'static>(
    value: impl Fn(Option<&T>) -> Option<T> + Send + Sync + 'static,
) -> Memo<T> {
    let value = move |before: Option<&Value>| Some(Arc::new(value(before.map(known))?) as Value);
    Memo { memo: boxed(Box::new(value)), of: PhantomData }
}

type Work = dyn Fn(Option<&Value>) -> Option<Value> + Send + Sync;

#[inline(never)]
fn boxed(value: Box<Work>) -> leptos::prelude::Memo<Value> {
    leptos::prelude::Memo::new_owning(move |before: Option<Value>| match value(before.as_ref()) {
        Some(now) => (now, true),
        None => (before.expect("the first time it is made"), false),
    })
}

fn known<T: 'static>(value: &Value) -> &T {
    value.downcast_ref().expect("a memo of `T` works out values of `T`")
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
        look(known(&self.memo.get()))
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
        look(known(&self.memo.get_untracked()))
    }
}
