//! A native table. On narrow hosts the style sheet makes a card of each row, with `data-label` before each cell.

use super::{El, el};
use crate::i18n::Tr;

/// Stands in a cell that holds nothing.
pub const NONE: &str = "–";

/// A table: its caption is read out, `count` is seen as well. Columns are message ids; those of numbers are named.
pub fn table(
    tr: Tr,
    caption: impl Fn() -> String + 'static,
    count: impl Fn() -> String + 'static,
    columns: &[&'static str],
    numbers: &[&'static str],
) -> El {
    let caption = [el("span").class("unseen").live_text(caption).text(": "), el("span").live_text(count)];
    headed(tr, el("caption").push(Vec::from(caption)), columns, numbers)
}

#[inline(never)]
fn headed(tr: Tr, caption: El, columns: &[&'static str], numbers: &[&'static str]) -> El {
    let heads = columns.iter().map(|it| {
        let head = el("th").attr("scope", "col").msg(tr, it);
        if numbers.contains(it) { head.class("number") } else { head }
    });
    el("table")
        .class("table")
        .attr("part", "table")
        .push(caption)
        .push(el("thead").push(el("tr").push(heads.collect::<Vec<_>>())))
}

/// A row of data.
#[inline(never)]
pub fn table_row() -> El {
    el("tr").attr("part", "row")
}

/// The cell that names its row.
#[inline(never)]
pub fn row_header() -> El {
    el("th").attr("scope", "row").attr("part", "row-header")
}

/// A cell under the column of that message.
#[inline(never)]
pub fn cell(tr: Tr, column: &'static str) -> El {
    el("td").msg_attr("data-label", tr, column)
}

/// A state: its word, and a sign by `status`, never colour alone.
#[inline(never)]
pub fn badge(tr: Tr, status: &str, words: &'static str) -> El {
    el("span").class("badge").attr("part", "badge").attr_of("data-status", status).msg(tr, words)
}

/// Small print in a cell.
#[inline(never)]
pub fn note(tr: Tr, words: &'static str) -> El {
    el("span").class("muted line").msg(tr, words)
}

/// Small print that follows signals.
pub fn live_note(text: impl Fn() -> String + 'static) -> El {
    el("span").class("muted line").live_text(text)
}
