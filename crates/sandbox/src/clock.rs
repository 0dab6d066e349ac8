//! The sandbox's own time, which can be moved; and dates as Microsoft writes them.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

const DAY_S: i64 = 86_400;

/// The machine's time, and how far from it the sandbox's is. Shared by all clones.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    ahead_ms: Arc<AtomicI64>,
}

impl Clock {
    pub(crate) fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_millis(self.ahead_ms.load(Ordering::SeqCst));
        // Saturates at the ends of the calendar.
        Timestamp::now().saturating_add(ahead).unwrap_or(Timestamp::MAX)
    }

    pub(crate) fn set_ahead_ms(&self, ahead_ms: i64) {
        self.ahead_ms.store(ahead_ms, Ordering::SeqCst);
    }
}

/// A date on the wire, so many days from `moment`.
pub(crate) fn in_days(moment: Timestamp, days: i64) -> String {
    (moment + SignedDuration::from_secs(days * DAY_S)).to_string()
}
