//! Headings, in the outline of the host page.

use super::{El, el};
use crate::app::Session;

/// What the four kinds of heading tell when the first is told as 2; each step further down begins one later.
const LEVELS: [&str; 7] = ["2", "3", "4", "5", "6", "6", "6"];

/// A heading as the widget's own outline has it, from `h2` to `h5`. With `heading-level` it looks the same and is told
/// further down.
#[inline(never)]
pub fn heading(session: Session, tag: &'static str) -> El {
    let first = match session.host.attribute("heading-level").as_deref() {
        Some("3") => 1,
        Some("4") => 2,
        Some("5") => 3,
        _ => return el(tag),
    };
    let own = match tag {
        "h2" => 0,
        "h3" => 1,
        "h4" => 2,
        _ => 3,
    };
    el(tag).attr("aria-level", LEVELS[first + own])
}
