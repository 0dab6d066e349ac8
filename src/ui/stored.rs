//! What lives as long as what was being built when it was made.

use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{GetValue, LocalStorage, Owner, SetValue};
use send_wrapper::SendWrapper;

/// A value that can be handed around, and that nobody hears of. Within is one type for all: a type each is 0.2 KB.
pub struct StoredValue<T> {
    value: leptos::prelude::StoredValue<Rc<dyn Any>, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

impl<T: Clone + 'static> StoredValue<T> {
    /// Keeps it.
    pub fn new(value: T) -> Self {
        Self { value: new_boxed(Rc::new(value)), of: PhantomData }
    }

    /// A copy of it.
    pub fn get_value(self) -> T {
        self.try_get_value().expect("who asks lives no longer than what it was built in")
    }

    /// As `get_value`, unless its owner has ended.
    pub fn try_get_value(self) -> Option<T> {
        get_boxed(self.value)?.downcast_ref().cloned()
    }

    /// Puts another in its place, unless its owner has ended.
    pub fn set_value(self, value: T) {
        set_boxed(self.value, Rc::new(value));
    }
}

#[inline(never)]
fn new_boxed(value: Rc<dyn Any>) -> leptos::prelude::StoredValue<Rc<dyn Any>, LocalStorage> {
    leptos::prelude::StoredValue::new_local(value)
}

#[inline(never)]
fn get_boxed(stored: leptos::prelude::StoredValue<Rc<dyn Any>, LocalStorage>) -> Option<Rc<dyn Any>> {
    stored.try_get_value()
}

#[inline(never)]
fn set_boxed(stored: leptos::prelude::StoredValue<Rc<dyn Any>, LocalStorage>, value: Rc<dyn Any>) {
    stored.try_set_value(value);
}

/// Keeps what does its work by being there.
#[inline(never)]
pub fn keep(kept: Box<dyn Any>) {
    let kept = SendWrapper::new(kept);
    Owner::on_cleanup(move || drop(kept));
}
