//! Who the customer is, and who is asking.

use offboarding_domain::api::{Account, SupportProfile};
use offboarding_domain::{Caller, PartnerKind, Role};

use crate::app::Session;
use crate::customers::relationship_id;
use crate::i18n::{Tr, id};
use crate::ui::{CopyWords, El, copy_button, el, heading};

/// Domain, Microsoft ID, relationship, delegated administration, support contact, the caller's role.
pub fn profile_card(session: Session) -> El {
    let tr = session.tr;
    let card = move || session.with_account(|it| details(session, it)).unwrap_or_default();
    el("section")
        .class("card")
        .push(heading(session, "h4").msg(tr, "account-profile-heading"))
        .push(el("dl").class("details").live(card))
}

fn details(session: Session, account: &Account) -> Vec<El> {
    let tr = session.tr;
    let profile = &account.profile;
    let microsoft_id = profile.id.to_string();
    let words = CopyWords {
        button: id!("common-copy-button"),
        name: Some(id!("account-microsoft-id-copy-button.aria-label")),
        copied: id!("account-microsoft-id-copied"),
    };
    let copy = copy_button(session, microsoft_id.clone(), words);
    let dap = match profile.delegated_administration {
        Some(true) => id!("account-dap-granted"),
        Some(false) => id!("account-dap-none"),
        None => id!("common-not-available"),
    };
    let rows = [
        Some((id!("account-domain-label"), el("dd").text(&profile.domain))),
        Some((id!("account-microsoft-id-label"), el("dd").push(el("code").text(&microsoft_id)).text(" ").push(copy))),
        profile.country.clone().map(|it| (id!("account-country-label"), el("dd").live_text(move || tr.region(&it)))),
        Some((id!("account-relationship-label"), el("dd").msg(tr, relationship_id(&profile.relationship)))),
        Some((id!("account-dap-label"), el("dd").msg(tr, dap))),
        Some((id!("account-support-label"), support(tr, account.support.as_ref()))),
        Some((id!("account-role-label"), el("dd").msg(tr, caller_role(&account.caller)))),
    ];
    rows.into_iter().flatten().map(|(label, value)| detail(tr, label, value)).collect()
}

/// A term and its description, kept together.
pub fn detail(tr: Tr, label: &'static str, value: El) -> El {
    el("div").push(el("dt").msg(tr, label)).push(value)
}

fn support(tr: Tr, profile: Option<&SupportProfile>) -> El {
    let Some(profile) = profile else { return el("dd").msg(tr, "common-not-available") };
    let parts = [&profile.email, &profile.telephone, &profile.website];
    let lines = parts.into_iter().filter(|it| !it.is_empty()).map(|it| el("span").class("line").text(it));
    el("dd").push(lines.collect::<Vec<_>>())
}

fn caller_role(caller: &Caller) -> &'static str {
    match caller.partner_kind {
        PartnerKind::IndirectReseller => id!("account-role-indirect-reseller"),
        _ => role_id(caller.role),
    }
}

/// A role's name by itself: a message id.
fn role_id(role: Role) -> &'static str {
    match role {
        Role::GlobalAdmin => id!("account-role-global-admin"),
        Role::AdminAgent => id!("account-role-admin-agent"),
        Role::SalesAgent => id!("account-role-sales-agent"),
        Role::HelpdeskAgent => id!("account-role-helpdesk-agent"),
    }
}

/// A role's name in the middle of a sentence.
pub fn role_inline_id(role: Role) -> &'static str {
    match role {
        Role::GlobalAdmin => id!("account-role-global-admin-inline"),
        Role::AdminAgent => id!("account-role-admin-agent-inline"),
        Role::SalesAgent => id!("account-role-sales-agent-inline"),
        Role::HelpdeskAgent => id!("account-role-helpdesk-agent-inline"),
    }
}
