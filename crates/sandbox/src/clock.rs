//! Now, and dates as Microsoft writes them.

use jiff::{SignedDuration, Timestamp};

const DAY_S: i64 = 86_400;

/// Now, as the rule counts.
pub(crate) fn now() -> offboarding_domain::Timestamp {
    offboarding_domain::Timestamp(Timestamp::now().as_millisecond())
}

/// A date on the wire, so many days from `moment`.
pub(crate) fn in_days(moment: Timestamp, days: i64) -> String {
    (moment + SignedDuration::from_secs(days * DAY_S)).to_string()
}
