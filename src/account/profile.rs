//! Who the customer is, and who is asking.

use leptos::prelude::*;
use offboarding_domain::api::{Account, SupportProfile};
use offboarding_domain::{Caller, PartnerKind, Role};

use crate::app::Session;
use crate::customers::relationship_text;
use crate::i18n::{Tr, id};
use crate::ui::CopyButton;

/// Name, domain, Microsoft ID, relationship, delegated administration, support contact, the caller's role.
#[component]
pub fn ProfileCard(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let card = move || session.with_account(|it| details(session, it));
    view! {
        <section class="card">
            <h4>{tr.text("account-profile-heading")}</h4>
            <dl class="details">{card}</dl>
        </section>
    }
}

fn details(session: Session, account: &Account) -> impl IntoView + use<> {
    let tr = session.tr;
    let profile = &account.profile;
    let microsoft_id = profile.id.to_string();
    let country = profile.country.clone();
    let dap = match profile.delegated_administration {
        Some(true) => id!("account-dap-granted"),
        Some(false) => id!("account-dap-none"),
        None => id!("common-not-available"),
    };
    view! {
        <div><dt>{tr.text("account-domain-label")}</dt><dd>{profile.domain.clone()}</dd></div>
        <div>
            <dt>{tr.text("account-microsoft-id-label")}</dt>
            <dd>
                <code>{microsoft_id.clone()}</code> " "
                <CopyButton
                    session
                    text=microsoft_id
                    label=id!("common-copy-button")
                    name=id!("account-microsoft-id-copy-button.aria-label")
                    copied=id!("account-microsoft-id-copied")
                />
            </dd>
        </div>
        {country.map(|it| view! { <div><dt>{tr.text("account-country-label")}</dt><dd>{it}</dd></div> })}
        <div>
            <dt>{tr.text("account-relationship-label")}</dt>
            <dd>{relationship_text(tr, &profile.relationship)}</dd>
        </div>
        <div><dt>{tr.text("account-dap-label")}</dt><dd>{tr.text(dap)}</dd></div>
        <div><dt>{tr.text("account-support-label")}</dt><dd>{support(tr, account.support.as_ref())}</dd></div>
        <div><dt>{tr.text("account-role-label")}</dt><dd>{tr.text(caller_role(&account.caller))}</dd></div>
    }
}

fn support(tr: Tr, profile: Option<&SupportProfile>) -> AnyView {
    match profile {
        None => tr.text("common-not-available").into_any(),
        Some(profile) => {
            let parts = [&profile.email, &profile.telephone, &profile.website];
            let lines = parts.into_iter().filter(|it| !it.is_empty()).cloned();
            lines.map(|it| view! { <span class="line">{it}</span> }).collect_view().into_any()
        }
    }
}

fn caller_role(caller: &Caller) -> &'static str {
    match caller.partner_kind {
        PartnerKind::IndirectReseller => id!("account-role-indirect-reseller"),
        _ => role_id(caller.role),
    }
}

/// A role's name: a message id.
pub fn role_id(role: Role) -> &'static str {
    match role {
        Role::GlobalAdmin => id!("account-role-global-admin"),
        Role::AdminAgent => id!("account-role-admin-agent"),
        Role::SalesAgent => id!("account-role-sales-agent"),
        Role::HelpdeskAgent => id!("account-role-helpdesk-agent"),
    }
}
