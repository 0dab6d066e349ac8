//! What the removal does, what remains, and who is told.

use leptos::prelude::*;

use crate::app::Session;
use crate::i18n::id;

/// On the account page: consequences and what remains.
#[component]
pub fn Effects(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    view! {
        <section class="card" part="consequences">
            <h4>{tr.text("removal-effects-heading")}</h4>
            <EffectList session />
            <h4>{tr.text("removal-remains-heading")}</h4>
            <RemainList session />
        </section>
    }
}

/// The four consequences.
#[component]
pub fn EffectList(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let leaves_the_list = move || {
        let name = session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
        tr.with("removal-effect-list", [("customer", name.into())])
    };
    view! {
        <ul>
            <li>{leaves_the_list}</li>
            <li>{tr.text("removal-effect-support")}</li>
            <li>{tr.text("removal-effect-dap")}</li>
            <li>{tr.text("removal-effect-purchases")}</li>
        </ul>
    }
}

/// What the removal leaves behind, perpetual licences among it.
#[component]
pub fn RemainList(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let licences = move || {
        let remains = session.with_account(|it| it.remains.clone()).unwrap_or_default();
        let sentence = |name: String, count: u32| {
            tr.with(id!("removal-remains-software"), [("software", name.into()), ("count", count.into())])
        };
        remains.into_iter().map(|it| view! { <li>{sentence(it.name, it.quantity)}</li> }).collect_view()
    };
    view! {
        <ul>
            {licences}
            <li>{tr.text("removal-remains-gdap")}</li>
            <li>{tr.text("removal-remains-apps")}</li>
            <li>{tr.text("removal-remains-azure")}</li>
        </ul>
    }
}
