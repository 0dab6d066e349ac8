//! Many acts at once: operations that outlive requests, pages and processes.
//!
//! An operation is a goal with one customer. Whoever holds its lease takes a turn: reads the facts anew, plans, does what
//! can be done, and lets go until it is due again. Nothing but the tables is remembered, so that any process can go on
//! where another one ended; what took effect is not in the next plan, and so is not done twice.

mod store;

mod runner;
mod turn;

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

pub use runner::run;
pub use store::{Store, Wish};

/// The operations, and who waits for them.
#[derive(Clone, Debug)]
pub struct Operations {
    /// What is kept of them.
    pub store: Store,
    /// When they are looked at.
    pub pace: Pace,
    /// Until a process that says nothing more is taken for dead, and another one goes on.
    pub lease: Duration,
    /// Somebody wants something of one.
    wanted: Arc<Notify>,
    /// Something of one has changed.
    changed: Arc<Notify>,
}

/// When operations are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Until it is seen whether what other processes did, or somebody asked of them, changed anything.
    pub look: Duration,
    /// Until an act is looked for that has not taken effect, or what failed for a moment is tried again.
    pub settle: Duration,
    /// Until what is waited for is read again, where no date is nearer.
    pub recheck: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { look: Duration::from_secs(1), settle: Duration::from_secs(30), recheck: Duration::from_hours(1) }
    }
}

impl Operations {
    /// None is worked at until [`run`] is.
    pub fn new(store: Store, pace: Pace, lease: Duration) -> Self {
        Self { store, pace, lease, wanted: Arc::default(), changed: Arc::default() }
    }

    /// Something is to be done.
    pub fn want(&self) {
        self.wanted.notify_one();
        self.changed.notify_waiters();
    }

    /// Until something may have changed: here at once, elsewhere after a while.
    pub async fn changed(&self) {
        tokio::select! {
            () = self.changed.notified() => {}
            () = tokio::time::sleep(self.pace.look) => {}
        }
    }
}
