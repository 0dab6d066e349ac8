//! The control: inactive while something blocks or the person may not, and it says which.

use offboarding_domain::api::Account;
use offboarding_domain::{Denial, Permission};

use super::explain_blocked;
use crate::account::denial_text;
use crate::app::Session;
use crate::i18n::{Tr, id};
use crate::ui::{El, button, el, heading, memo};

/// Why the control is what it is.
#[derive(Clone, PartialEq)]
enum Standing {
    Denied(Denial),
    Blocked(usize),
    Clear,
}

impl Standing {
    fn of(account: &Account) -> Self {
        match (&account.may.remove_relationship, account.blockers.len()) {
            (Permission::Denied(denial), _) => Self::Denied(denial.clone()),
            (Permission::Granted, 0) => Self::Clear,
            (Permission::Granted, count) => Self::Blocked(count),
        }
    }

    fn reason(&self, tr: Tr) -> String {
        match self {
            Self::Denied(denial) => denial_text(tr, id!("account-remove-role-required"), denial),
            Self::Blocked(_) => tr.now("account-remove-blocked"),
            Self::Clear => tr.now("account-remove-ready"),
        }
    }
}

/// Nothing blocks and the person may.
pub fn is_clear(account: &Account) -> bool {
    Standing::of(account) == Standing::Clear
}

/// *Remove reseller relationship*. Inactive it keeps the focus, leads to the reason, and sends nothing.
pub fn remove_control(session: Session) -> El {
    let tr = session.tr;
    let standing = memo(move || session.with_account(Standing::of));
    let is_active = move || standing.with(|it| *it == Some(Standing::Clear));
    let reason = move || standing.with(|it| it.as_ref().map(|it| it.reason(tr))).unwrap_or_default();
    let state = move || Some(if is_active() { "clear" } else { "blocked" }.to_owned());
    let click = move |_| match standing.get_untracked() {
        Some(Standing::Clear) => session.removal.ask(session),
        Some(Standing::Blocked(count)) => explain_blocked(session, count),
        Some(denied) => session.live.say(|| denied.reason(tr)),
        None => {}
    };
    let told = el("p").class("reason").attr("id", "remove-reason").attr("part", "remove-reason");
    let control = button(tr, "account-remove-button")
        .class("danger")
        .attr("part", "remove-button")
        .attr("aria-describedby", "remove-reason")
        .live_attr("aria-disabled", move || Some((!is_active()).to_string()))
        .on("click", click);
    el("section")
        .class("card")
        .push(heading(session, "h4").msg(tr, "account-remove-heading"))
        .push(told.live_attr("data-state", state).live_text(reason))
        .push(control)
}
