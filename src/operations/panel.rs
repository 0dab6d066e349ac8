//! How far an operation is, or what came of it; and what can be wanted of it.

use leptos::prelude::*;

use super::begin::may_begin;
use super::{WORDS, members, number, sentence, text, told_list};
use crate::app::Session;
use crate::i18n::id;
use crate::ui::{El, Memo, Say, el, focus_heading, focus_selector, heading, memo};

const CLOSE: &str = id!("operation-close-button");

/// What `operations.js` offers, in the order in which it stands.
const CONTROLS: [&str; 5] = [
    id!("operation-retry-button"),
    id!("operation-pause-button"),
    id!("operation-resume-button"),
    id!("operation-stop-button"),
    CLOSE,
];

/// The operation under way, or the last one's summary until it is put away.
pub fn operation_panel(session: Session) -> El {
    let is_there = memo(move || session.operations.is_shown.get());
    let card = move || session.lazy.view(session, |it| vec![(it.operation)(session)]);
    el("div").live(move || is_there.get().then(card).unwrap_or_default())
}

pub fn operation_card(session: Session) -> El {
    let tr = session.tr;
    let view = move || session.operations.view();
    let words = move |say: &mut Say| members(&view(), "words").iter().for_each(|it| say(&|| sentence(tr, it)));
    let lists = move || {
        let lists = members(&view(), "lists");
        untrack(|| lists.iter().filter_map(|it| told_list(session, "h5", it)).collect::<Vec<_>>())
    };
    let total = memo(move || number(&view(), "total"));
    let failed = memo(move || number(&view(), "failed"));
    let is_measured = memo(move || total.get() > 0);
    let bar = move || {
        let done = move || Some(number(&view(), "done").to_string());
        let bar = el("progress").attr("aria-labelledby", "operation");
        bar.live_attr("max", move || Some(total.get().to_string())).live_attr("value", done)
    };
    let controls = move || {
        let view = view();
        let may = may_begin(session, &text(&view, "goal"));
        let offered = members(&view, "controls");
        let is_seen = |it: &str| (may || it == CLOSE) && offered.iter().any(|offered| *offered == *it);
        CONTROLS.iter().map(|it| ((*it).to_owned(), is_seen(it))).collect()
    };
    el("section")
        .class("card")
        .attr("part", "progress")
        .attr("aria-labelledby", "operation")
        .push(heading(session, "h4").attr("id", "operation").live_text(move || tr.now(&text(&view(), "heading"))))
        .push(el("div").attr("tabindex", "-1").attr("data-operation", "").lines(|| el("p"), words))
        .live(move || is_measured.get().then(bar))
        .push(el("div").live(lists))
        .push(el("p").class("actions").list(controls, move |at| control(session, CONTROLS[at], failed)))
        .on("lost-focus", move |event| {
            event.stop_propagation();
            focus_selector(session, WORDS);
        })
}

/// One that stays keeps its focus.
fn control(session: Session, words: &'static str, failed: Memo<usize>) -> El {
    let tr = session.tr;
    let operations = session.operations;
    let button =
        el("button").attr("type", "button").live_text(move || tr.with(words, [("count", failed.get().into())]));
    button.on("click", move |_| match words {
        CLOSE => {
            operations.reset();
            focus_heading(session);
        }
        wish => operations.operate(session, wish, ""),
    })
}
