//! A native table. On narrow hosts the style sheet makes a card of each row, with `data-label` before each cell.

use js_sys::JsString;
use offboarding_domain::Timestamp;

use super::{El, copy_of, el};
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
    copy_of(|| el("tr").attr("part", "row"))
}

/// The cell that names its row.
#[inline(never)]
pub fn row_header() -> El {
    copy_of(|| el("th").attr("scope", "row").attr("part", "row-header"))
}

/// A cell under the column of that message.
pub fn cell(tr: Tr, column: &'static str) -> El {
    el("td").under(tr, column)
}

/// A state: its word, and a sign by `status`, never colour alone.
#[inline(never)]
pub fn badge(tr: Tr, status: &str, words: &'static str) -> El {
    copy_of(|| el("span").class("badge").attr("part", "badge")).attr_of("data-status", status).msg(tr, words)
}

/// The cell of what can be done.
#[inline(never)]
pub fn actions_cell() -> El {
    copy_of(|| el("td").class("actions"))
}

/// A number under the column of that message.
pub fn number_cell(tr: Tr, column: &'static str, number: Option<u32>) -> El {
    cell(tr, column).class("number").number(tr, number)
}

/// A day under the column of that message.
pub fn date_cell(tr: Tr, column: &'static str, moment: Option<Timestamp>) -> El {
    cell(tr, column).date(tr, moment)
}

/// What cells hold.
impl El {
    /// Stands under the column of that message.
    #[inline(never)]
    pub fn under(self, tr: Tr, column: &'static str) -> Self {
        self.msg_attr("data-label", tr, column)
    }

    /// Holds a number, if there is one, and nothing else.
    #[inline(never)]
    pub fn number(self, tr: Tr, number: Option<u32>) -> Self {
        self.formatted_or_none(number.map(|it| Box::new(move || tr.number(it)) as _))
    }

    /// Holds a day, if there is one, and nothing else.
    #[inline(never)]
    pub fn date(self, tr: Tr, moment: Option<Timestamp>) -> Self {
        self.formatted_or_none(moment.map(|it| Box::new(move || tr.date(it)) as _))
    }

    fn formatted_or_none(self, value: Option<Box<dyn Fn() -> JsString>>) -> Self {
        match value {
            Some(value) => self.formatted(value),
            None => self.fill(NONE),
        }
    }
}

/// A line of small print in a cell.
#[inline(never)]
pub fn small_print() -> El {
    copy_of(|| el("span").class("muted line"))
}

/// A message in small print.
pub fn note(tr: Tr, words: &'static str) -> El {
    small_print().msg(tr, words)
}

/// Small print that follows signals.
pub fn live_note(text: impl Fn() -> String + 'static) -> El {
    small_print().live_text(text)
}
