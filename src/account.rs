//! A customer's account: who it is, what blocks the removal, what the removal does, and the control.

mod blockers;
mod profile;

use crate::app::Session;
use crate::removal::{effects, remove_control};
use crate::ui::{El, el, memo, slot};
use blockers::blockers;
use profile::profile_card;

pub use blockers::{change_denied, denial_text, reason_id};
pub use profile::detail;

/// The account, top to bottom.
pub fn account_view(session: Session) -> Vec<El> {
    let mut cards =
        vec![profile_card(session), status_card(session), slot("before-blockers"), blockers(session), effects(session)];
    cards.extend((!session.host.is_readonly()).then(|| remove_control(session)));
    cards
}

/// One sentence, one number.
fn status_card(session: Session) -> El {
    let tr = session.tr;
    let count = memo(move || session.with_account(|it| it.blockers.len()).unwrap_or_default());
    let state = move || Some(if count.get() == 0 { "clear" } else { "blocked" }.to_owned());
    let sentence = move || match count.get() {
        0 => tr.now("account-status-clear"),
        count => tr.with("account-status-blocked", [("count", count.into())]),
    };
    el("p")
        .class("status")
        .attr("part", "status")
        .live_attr("data-state", state)
        .push(el("span").class("unseen").live_text(tr.text("account-status-heading")).text(": "))
        .live_text(sentence)
}
