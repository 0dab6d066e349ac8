//! The pages of a list that is paged by cursors: how far somebody has walked, and the ways on and back.

use std::rc::Rc;

use super::{El, RwSignal, button, el, focus_heading};
use crate::app::Session;
use crate::i18n::id;

/// The page that is to be shown, and the requests for one.
#[derive(Clone, Copy)]
pub struct Pages {
    /// One cursor for each page from the second to the one shown.
    trail: RwSignal<Vec<String>>,
    turn: RwSignal<u32>,
}

impl Pages {
    /// Begins at the first page.
    pub fn begin() -> Self {
        Self { trail: RwSignal::new(Vec::new()), turn: RwSignal::new(0) }
    }

    /// The first page again.
    pub fn rewind(self) {
        self.trail.set(Vec::new());
    }

    /// A request: which page it is for, and its number.
    pub fn request(self) -> (Option<String>, u32) {
        self.turn.update(|it| *it += 1);
        (self.trail.with_untracked(|it| it.last().cloned()), self.turn.get_untracked())
    }

    /// No later request has overtaken this one, and the view is there.
    pub fn waits_for(self, turn: u32) -> bool {
        self.turn.try_get_untracked() == Some(turn)
    }
}

/// The ways on and back, where there are such.
#[inline(never)]
pub fn pager(session: Session, pages: Pages, next: Option<String>, load: Rc<dyn Fn()>) -> El {
    // On to a cursor; back without one.
    let way = |words, cursor: Option<String>| {
        let load = load.clone();
        button(session.tr, words).on("click", move |_| {
            pages.trail.update(|it| match &cursor {
                Some(cursor) => it.push(cursor.clone()),
                None => _ = it.pop(),
            });
            load();
            focus_heading(session);
        })
    };
    let has_previous = pages.trail.with_untracked(|it| !it.is_empty());
    let previous = has_previous.then(|| way(id!("common-previous-page-button"), None));
    let next = next.map(|cursor| way(id!("common-next-page-button"), Some(cursor)));
    el("p").class("actions").push(previous).push(next)
}
