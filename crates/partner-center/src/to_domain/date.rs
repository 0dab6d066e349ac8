//! Microsoft's dates, in all the ways it writes them.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use offboarding_domain::Timestamp;

/// The moment that a text names: with or without zone (then UTC), up to seven fractional digits, stray blanks.
/// None for what is no date, for .NET's "never" (year 9999) and for its "not set" (year 1).
pub fn timestamp(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.starts_with("9999-") || text.starts_with("0001-") {
        return None;
    }
    let without_blanks = || text.split_whitespace().collect::<String>();
    parse(text).or_else(|| parse(&without_blanks())).map(|it| Timestamp(it.as_millisecond()))
}

fn parse(text: &str) -> Option<jiff::Timestamp> {
    let with_zone = text.parse::<jiff::Timestamp>().ok();
    let in_utc = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|it| it.timestamp());
    with_zone.or_else(in_utc)
}

pub(super) fn optional(text: &Option<String>) -> Option<Timestamp> {
    text.as_deref().and_then(timestamp)
}

/// The last moment of the day that a date names without a time: Microsoft counts the end day in.
pub(super) fn end_of_day(date: Timestamp) -> Timestamp {
    const DAY_MS: i64 = 86_400_000;
    if date.0 % DAY_MS == 0 { Timestamp(date.0 + DAY_MS - 1) } else { date }
}

pub(super) fn plus_days(moment: Timestamp, days: i64) -> Option<Timestamp> {
    plus(moment, days.days())
}

/// After a term such as `P1Y`; none for what is no term.
pub(super) fn plus_term(moment: Timestamp, term: &str) -> Option<Timestamp> {
    plus(moment, term.parse().ok()?)
}

fn plus(moment: Timestamp, span: Span) -> Option<Timestamp> {
    let start = jiff::Timestamp::from_millisecond(moment.0).ok()?.to_zoned(TimeZone::UTC);
    Some(Timestamp(start.checked_add(span).ok()?.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_that_was_seen_is_read() {
        for (text, expected) in [
            ("2015-11-25T06:41:12Z", 1_448_433_672_000),
            ("2015-11-25T06: 41: 12Z", 1_448_433_672_000),
            ("2015-11-25 06:41:12", 1_448_433_672_000),
            ("2015-11-25T06:41:12.0000000Z", 1_448_433_672_000),
            ("2015-11-25T06:41:12.6724884+00:00", 1_448_433_672_672),
            ("2015-11-24T22:41:12-08:00", 1_448_433_672_000),
            ("2015-11-25T06:41:12", 1_448_433_672_000),
            ("2015-11-25", 1_448_409_600_000),
        ] {
            assert_eq!(timestamp(text), Some(Timestamp(expected)), "{text}");
        }
    }

    #[test]
    fn never_and_not_set_and_rubbish_are_none() {
        for text in ["", " ", "soon", "9999-12-31T23:59:59.9999999", "9999-12-14T00:00:00Z", "0001-01-01T00:00:00"] {
            assert_eq!(timestamp(text), None, "{text}");
        }
    }

    #[test]
    fn the_end_day_counts_in() {
        let end = timestamp("2026-03-31T00:00:00Z").unwrap();
        assert_eq!(end_of_day(end), timestamp("2026-03-31T23:59:59.999Z").unwrap());
        let timed = timestamp("2026-03-31T08:00:00Z").unwrap();
        assert_eq!(end_of_day(timed), timed);
    }

    #[test]
    fn terms_follow_the_calendar() {
        let start = timestamp("2024-02-29T10:00:00Z").unwrap();
        assert_eq!(plus_term(start, "P1Y"), timestamp("2025-02-28T10:00:00Z"));
        assert_eq!(plus_term(start, "a while"), None);
        assert_eq!(plus_days(start, 30), timestamp("2024-03-30T10:00:00Z"));
    }
}
