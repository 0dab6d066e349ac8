//! What is done now, and again whenever a signal that it read has changed.
//!
//! Leptos' own effects are a task, a channel and an owner each, and a row has twenty of them: with a thousand rows on the
//! page that was most of the time it took to draw them. Here all that has to be done again is done in one task, in the
//! order in which it was told so: what was built first comes first, and what is inside of it after it, if it is still
//! there.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use leptos::prelude::Owner;
use leptos::reactive::graph::{
    AnySource, AnySubscriber, ReactiveNode, Source, Subscriber, ToAnySubscriber, WithObserver,
};
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::spawn_local;

use super::stored::keep;
use super::words::together;

/// Runs now, and again whenever a signal it read changes, until the owner ends. Whoever needs to know what was before
/// keeps it itself.
#[inline(never)]
pub fn follow(run: Box<dyn FnMut()>) {
    let follower = Follower::new(run, Some(Owner::new()));
    follower.run();
    follower.last();
}

/// As `follow`, from when all that is being drawn is on the page.
#[inline(never)]
pub fn follow_later(run: Box<dyn FnMut()>) {
    let follower = Follower::new(run, Some(Owner::new()));
    let me = follower.me.clone();
    // What was built before it and has changed meanwhile comes first.
    spawn_local(async move {
        if let Some(follower) = me.upgrade() {
            follower.queue(true);
        }
    });
    follower.last();
}

/// As `follow`, for what makes nothing that has to end before it runs again: no element, signal or follower.
#[inline(never)]
pub fn follow_value(run: Box<dyn FnMut()>) {
    let follower = Follower::new(run, None);
    follower.run();
    follower.last();
}

struct Follower {
    me: Weak<Self>,
    run: SendWrapper<RefCell<Box<dyn FnMut()>>>,
    owner: Option<Owner>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    sources: Vec<AnySource>,
    /// A signal has changed, and not only a memo's.
    is_dirty: bool,
    is_queued: bool,
}

thread_local! {
    static QUEUE: RefCell<VecDeque<Weak<Follower>>> = const { RefCell::new(VecDeque::new()) };
}

impl Follower {
    fn new(run: Box<dyn FnMut()>, owner: Option<Owner>) -> Arc<Self> {
        let run = SendWrapper::new(RefCell::new(run));
        Arc::new_cyclic(|me| Self { me: me.clone(), run, owner, state: Mutex::default() })
    }

    /// Until what it was made for ends.
    fn last(self: Arc<Self>) {
        keep(Box::new(self));
    }

    fn run(&self) {
        let me = self.to_any_subscriber();
        self.clear_sources(&me);
        let run = || me.with_observer(|| (self.run.borrow_mut())());
        match &self.owner {
            Some(owner) => owner.with_cleanup(|| together(run)),
            None => run(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn queue(&self, is_dirty: bool) {
        let mut state = self.state();
        state.is_dirty |= is_dirty;
        if state.is_queued {
            return;
        }
        state.is_queued = true;
        let is_first = QUEUE.with_borrow_mut(|queue| {
            queue.push_back(self.me.clone());
            queue.len() == 1
        });
        if is_first {
            spawn_local(async { run_queued() });
        }
    }
}

fn run_queued() {
    while let Some(next) = QUEUE.with_borrow_mut(VecDeque::pop_front) {
        let Some(follower) = next.upgrade() else { continue };
        follower.state().is_queued = false;
        if follower.to_any_subscriber().with_observer(|| follower.update_if_necessary()) {
            follower.run();
        }
    }
}

impl ToAnySubscriber for Follower {
    fn to_any_subscriber(&self) -> AnySubscriber {
        AnySubscriber(self.me.as_ptr() as usize, self.me.clone())
    }
}

impl ReactiveNode for Follower {
    fn mark_dirty(&self) {
        self.queue(true);
    }

    fn mark_check(&self) {
        self.queue(false);
    }

    fn mark_subscribers_check(&self) {}

    fn update_if_necessary(&self) -> bool {
        let sources = {
            let mut state = self.state();
            if std::mem::take(&mut state.is_dirty) {
                return true;
            }
            state.sources.clone()
        };
        sources.iter().any(ReactiveNode::update_if_necessary)
    }
}

impl Subscriber for Follower {
    fn add_source(&self, source: AnySource) {
        let mut state = self.state();
        if !state.sources.contains(&source) {
            state.sources.push(source);
        }
    }

    fn clear_sources(&self, subscriber: &AnySubscriber) {
        let sources = std::mem::take(&mut self.state().sources);
        sources.iter().for_each(|it| it.remove_subscriber(subscriber));
    }
}
