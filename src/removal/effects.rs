//! What the removal does, what remains, and who is told.

use offboarding_domain::Remainder;
use offboarding_domain::api::Elsewhere;

use crate::app::Session;
use crate::i18n::id;
use crate::ui::{El, el, heading};

/// On the account page: consequences and what remains.
pub fn effects(session: Session) -> El {
    let tr = session.tr;
    el("section")
        .class("card")
        .attr("part", "consequences")
        .push(heading(session, "h4").msg(tr, "removal-effects-heading"))
        .push(effect_list(session))
        .push(heading(session, "h4").msg(tr, "removal-remains-heading"))
        .push(remain_list(session, of_account(session), elsewhere()))
}

/// The four consequences.
pub fn effect_list(session: Session) -> El {
    let tr = session.tr;
    let leaves_the_list = move || {
        let name = session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
        tr.with("removal-effect-list", [("customer", name.into())])
    };
    el("ul")
        .push(el("li").live_text(leaves_the_list))
        .push(el("li").msg(tr, "removal-effect-support"))
        .push(el("li").msg(tr, "removal-effect-dap"))
        .push(el("li").msg(tr, "removal-effect-purchases"))
}

/// Gives the perpetual licences that remain.
pub type Remains = Box<dyn Fn() -> Vec<Remainder>>;

/// Those of the account on screen.
pub fn of_account(session: Session) -> Remains {
    Box::new(move || session.with_account(|it| it.remains.clone()).unwrap_or_default())
}

/// All that has to be looked after elsewhere.
pub fn elsewhere() -> Vec<Elsewhere> {
    Elsewhere::KNOWN.iter().copied().map(Elsewhere::from).collect()
}

/// What the removal leaves behind, perpetual licences among it.
pub fn remain_list(session: Session, remains: Remains, elsewhere: Vec<Elsewhere>) -> El {
    let tr = session.tr;
    let licences = move || {
        let sentence = |name: &str, count: u32| {
            tr.with("removal-remains-software", [("software", name.into()), ("count", count.into())])
        };
        remains().iter().map(|it| el("li").text(&sentence(&it.name, it.quantity))).collect::<Vec<_>>()
    };
    let elsewhere = elsewhere.into_iter().map(|it| match it {
        Elsewhere::DelegatedAdminRelationships => el("li").msg(tr, id!("removal-remains-gdap")),
        Elsewhere::AzureRoleAssignments => el("li").msg(tr, id!("removal-remains-azure-roles")),
        Elsewhere::EnterpriseApps => el("li").msg(tr, id!("removal-remains-apps")),
        Elsewhere::OpenBilling => el("li").msg(tr, id!("removal-remains-billing")),
        Elsewhere::Unknown(word) => el("li").text(&word),
    });
    el("ul").live(licences).push(elsewhere.collect::<Vec<_>>())
}
