//! What time alone does to a subscription: terms are renewed or end, what has ended is taken apart ("Subscription
//! lifecycle").
//!
//! Nothing runs for it: a subscription is looked at as it is by now.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan};
use offboarding_domain::{Subscription, SubscriptionKind as Kind, SubscriptionStatus as Status};
use partner_center::to_domain::{self, Malformed};
use partner_center::wire;

/// Users keep what they had.
const EXPIRED_DAYS: i64 = 30;
/// Only administrators reach what is left.
const DISABLED_DAYS: i64 = 90;
/// A licence from before new commerce that stays suspended.
const SUSPENDED_DAYS: i64 = 90;
/// In which a renewed term can be given back.
const WINDOW_DAYS: i64 = 7;

/// The subscription by now, where it has been in the state on record since `since`.
pub(crate) fn by_now(
    mut subscription: wire::Subscription,
    since: Timestamp,
    now: Timestamp,
) -> Result<wire::Subscription, Malformed> {
    let on_record = to_domain::subscription(&subscription)?;
    let Some(end) = on_record.term_end.and_then(|it| Timestamp::from_millisecond(it.0).ok()) else {
        return Ok(subscription);
    };
    let status = match (&on_record.status, &on_record.kind) {
        (Status::Suspended, Kind::Legacy) if after(end.min(after_days(since, SUSPENDED_DAYS)), now) => Status::Deleted,
        (Status::Suspended, kind) if *kind != Kind::Legacy && after(end, now) => {
            stage(end, now, &[(Status::Disabled, EXPIRED_DAYS + DISABLED_DAYS)])
        }
        (Status::Active, _) if after(end, now) && on_record.auto_renew => {
            renew(&mut subscription, &on_record, end, now);
            Status::Active
        }
        (Status::Active, _) if after(end, now) => {
            stage(end, now, &[(Status::Expired, EXPIRED_DAYS), (Status::Disabled, DISABLED_DAYS)])
        }
        _ => return Ok(subscription),
    };
    subscription.status = Some(status.as_str().to_owned());
    Ok(subscription)
}

/// Which stage it is in, each so many days long; deleted after the last.
fn stage(end: Timestamp, now: Timestamp, stages: &[(Status, i64)]) -> Status {
    let mut ends = end;
    for (status, days) in stages {
        ends = after_days(ends, *days);
        if !after(ends, now) {
            return status.clone();
        }
    }
    Status::Deleted
}

/// For as many terms as have gone by.
fn renew(subscription: &mut wire::Subscription, on_record: &Subscription, mut end: Timestamp, now: Timestamp) {
    let term: Span = subscription.term_duration.as_deref().and_then(|it| it.parse().ok()).unwrap_or(1.year());
    let mut began = end;
    while after(end, now) {
        began = end;
        end = match end.to_zoned(TimeZone::UTC).checked_add(term) {
            Ok(next) if next.timestamp() > end => next.timestamp(),
            // A term that ends no later than it begins, or after all time.
            _ => return,
        };
    }
    subscription.commitment_end_date = Some(end.to_string());
    subscription.effective_start_date = Some(began.to_string());
    if matches!(on_record.kind, Kind::NewCommerce | Kind::Software) {
        subscription.cancellation_allowed_until_date = Some(after_days(began, WINDOW_DAYS).to_string());
    }
}

fn after(end: Timestamp, now: Timestamp) -> bool {
    now > end
}

fn after_days(moment: Timestamp, days: i64) -> Timestamp {
    let day: DateTime = moment.to_zoned(TimeZone::UTC).datetime();
    let later = day.checked_add(days.days()).and_then(|it| it.to_zoned(TimeZone::UTC));
    later.map_or(Timestamp::MAX, |it| it.timestamp())
}
