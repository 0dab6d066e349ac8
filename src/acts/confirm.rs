//! The question before an act that costs something or cannot be taken back.

use leptos::prelude::*;
use offboarding_domain::SubscriptionAction;

use super::{Act, Request};
use crate::app::Session;
use crate::i18n::id;
use crate::language::language_select;
use crate::ui::{El, button, el, heading, modal};

/// What the question says: message ids.
struct Wording {
    title: &'static str,
    message: &'static str,
    note: Option<&'static str>,
    confirm: &'static str,
    keep: &'static str,
}

fn wording(act: &Act) -> Wording {
    match act {
        Act::Subscription(_, SubscriptionAction::Cancel) => Wording {
            title: id!("cancel-subscription-dialog-title"),
            message: id!("cancel-subscription-dialog-message"),
            note: None,
            confirm: id!("cancel-subscription-dialog-confirm-button"),
            keep: id!("cancel-subscription-dialog-keep-button"),
        },
        Act::Subscription(..) => Wording {
            title: id!("suspend-one-dialog-title"),
            message: id!("suspend-dialog-message"),
            note: Some(id!("suspend-dialog-billing-note")),
            confirm: id!("suspend-dialog-confirm-button"),
            keep: id!("suspend-dialog-keep-button"),
        },
        Act::AzureSubscription(..) => Wording {
            title: id!("azure-cancel-dialog-title"),
            message: id!("azure-cancel-dialog-message"),
            note: None,
            confirm: id!("azure-cancel-button"),
            keep: id!("azure-cancel-dialog-keep-button"),
        },
        Act::Reservation(_) => Wording {
            title: id!("reservations-cancel-dialog-title"),
            message: id!("reservations-cancel-dialog-message"),
            note: None,
            confirm: id!("reservations-cancel-dialog-confirm-button"),
            keep: id!("reservations-cancel-dialog-keep-button"),
        },
        Act::Software(_) => Wording {
            title: id!("software-cancel-dialog-title"),
            message: id!("software-cancel-dialog-message"),
            note: None,
            confirm: id!("software-cancel-dialog-confirm-button"),
            keep: id!("software-cancel-dialog-keep-button"),
        },
    }
}

/// Asks about the act requested, if any.
pub fn confirm_dialog(session: Session) -> El {
    let acts = session.acts;
    let is_open = Signal::derive(move || acts.asked.with(Option::is_some));
    let content = move || acts.asked.get().map_or_else(Vec::new, |request| question(session, request));
    modal(session.live, is_open, "alertdialog", move || acts.asked.set(None), content)
}

fn question(session: Session, request: Request) -> Vec<El> {
    let tr = session.tr;
    let acts = session.acts;
    let Wording { title, message, note, confirm, keep } = wording(&request.act);
    let name = request.name.clone();
    let dismiss = move |_| acts.asked.set(None);
    let perform = move |_| {
        acts.asked.set(None);
        acts.perform(session, request.clone());
    };
    let actions = el("p")
        .class("actions")
        .push(button(tr, keep).attr("part", "dialog-cancel").on("click", dismiss))
        .push(button(tr, confirm).class("danger").attr("part", "dialog-confirm").on("click", perform));
    let title = heading(session, "h2").attr("id", "dialog-title").attr("part", "dialog-title").msg(tr, title);
    let message = el("p").msg(tr, message);
    let note = note.map(|it| el("p").msg(tr, it));
    let parts = [
        Some(title),
        Some(el("p").class("strong").text(&name)),
        Some(message),
        note,
        Some(actions),
        language_select(session),
    ];
    parts.into_iter().flatten().collect()
}
