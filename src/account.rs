//! A customer's account: who it is, what blocks the removal, what the removal does, and the control.

mod blockers;
mod profile;

use leptos::prelude::*;

use crate::app::Session;
use crate::removal::{Effects, RemoveControl};
use blockers::Blockers;
pub use blockers::ChangeDenied;
use profile::ProfileCard;
pub use profile::role_id;

/// The account, top to bottom.
#[component]
pub fn AccountView(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    view! {
        <StatusCard session />
        <Blockers session />
        <Effects session />
        <RemoveControl session />
        <ProfileCard session />
    }
}

/// One sentence, one number.
#[component]
fn StatusCard(session: Session) -> impl IntoView {
    let tr = session.tr;
    let count = Memo::new(move |_| session.with_account(|it| it.blockers.len()).unwrap_or_default());
    let state = move || if count.get() == 0 { "clear" } else { "blocked" };
    let sentence = move || match count.get() {
        0 => tr.now("account-status-clear"),
        count => tr.with("account-status-blocked", [("count", count.into())]),
    };
    view! {
        <p class="status" part="status" data-state=state>
            <span class="unseen">{tr.text("account-status-heading")} ": "</span>
            {sentence}
        </p>
    }
}
