//! The button that begins an operation, and the question before it: what would be done, and what comes of it.

use leptos::prelude::*;
use offboarding_domain::{Goal, Resolution, Subscription, SubscriptionKind, SubscriptionStatus};
use wasm_bindgen::JsValue;

use super::{list, members, number, sentence, text, told_list};
use crate::app::Session;
use crate::i18n::id;
use crate::language::language_select;
use crate::ui::{El, el, heading, memo, modal};

const GOALS: [Goal; 4] = [Goal::SuspendAll, Goal::CancelAll, Goal::StopRenewals, Goal::Offboard];

/// The person may do all that may come of it.
pub fn may_begin(session: Session, goal: &str) -> bool {
    let Some(goal) = GOALS.into_iter().find(|it| it.as_str() == goal) else { return false };
    let may = session.with_account(|it| goal.acts().iter().all(|act| it.may.of(*act).is_granted()));
    may.unwrap_or_default() && !session.host.is_readonly()
}

/// There only where something is in the way, and nothing is shown of another operation.
pub fn begin_button(session: Session, goal: Goal, words: &'static str) -> El {
    let tr = session.tr;
    let operations = session.operations;
    let count = memo(move || {
        if operations.is_shown.get() || !may_begin(session, goal.as_str()) {
            return 0;
        }
        let blockers = session.with_account(|it| match goal {
            Goal::Offboard => it.blockers.len(),
            _ => it.blockers.iter().filter(|it| it.resolution == Resolution::Suspend && it.after.is_empty()).count(),
        });
        blockers.unwrap_or_default()
    });
    let is_offered = memo(move || count.get() > 0);
    let text = move || tr.with(words, [("count", count.get().into())]);
    let busy = move || operations.is_busy.get().then(|| "true".to_owned());
    let offer = move || {
        let button = el("button").attr("type", "button").live_text(text).live_attr("aria-busy", busy);
        let plan = move || operations.operate(session, "plan", goal.as_str());
        el("p").push(button.on("click", move |_| session.lazy.with(session, Box::new(move |_| plan()))))
    };
    el("div").live(move || is_offered.get().then(offer))
}

/// Asks about what was planned, if anything.
pub fn begin_dialog(session: Session) -> El {
    let operations = session.operations;
    let is_open = Signal::derive(move || operations.is_asked.get());
    let dismiss = move || operations.operate(session, "dismiss", "");
    modal(session.live, is_open, "dialog", dismiss, move || question(session, &operations.known().question()))
}

fn question(session: Session, asked: &JsValue) -> Vec<El> {
    let tr = session.tr;
    let operations = session.operations;
    let is_offboard = text(asked, "goal") == Goal::Offboard.as_str();
    let total = number(asked, "total");
    let suspended = members(asked, "suspended");
    let is_suspended = |it: &Subscription| suspended.iter().any(|id| *id == it.id.as_str());
    let suspends = |wanted: fn(&Subscription) -> bool| {
        let any = session.with_account(|it| it.facts.subscriptions.iter().any(|it| wanted(it) && is_suspended(it)));
        any.unwrap_or_default()
    };
    let is_left = |it: &&Subscription| it.status == SubscriptionStatus::Active && !is_suspended(it) && !is_offboard;
    let left = session.with_account(|it| {
        let left = it.facts.subscriptions.iter().filter(is_left);
        left.map(|it| el("li").text(&it.name)).collect()
    });
    let left: Vec<El> = left.unwrap_or_default();

    let (title, keep, confirm, look) = match is_offboard {
        true => {
            (id!("clear-all-dialog-title"), id!("clear-all-keep-button"), id!("clear-all-confirm-button"), "danger")
        }
        false => (
            id!("suspend-all-dialog-title"),
            id!("suspend-dialog-keep-button"),
            id!("suspend-all-confirm-button"),
            "primary",
        ),
    };
    let counted = |words: &'static str| move || tr.with(words, [("count", total.into())]);
    let say = |is_so: bool, words: &'static str| is_so.then(|| el("p").msg(tr, words));
    let control = |part: &'static str, act: &'static str| {
        let button = el("button").attr("type", "button").attr("part", part);
        button.on("click", move |_| operations.operate(session, act, ""))
    };
    let keep = control("dialog-cancel", "dismiss").msg(tr, keep);
    let confirm = control("dialog-confirm", "begin").class(look).live_text(counted(confirm));
    let mut parts =
        vec![heading(session, "h2").attr("id", "dialog-title").attr("part", "dialog-title").live_text(counted(title))];
    parts.extend(say(suspends(|it| it.kind != SubscriptionKind::AzurePlan), "suspend-dialog-message"));
    parts.extend(say(suspends(|it| it.kind == SubscriptionKind::NewCommerce), "suspend-dialog-billing-note"));
    parts.extend(members(asked, "words").into_iter().map(|it| el("p").live_text(move || sentence(tr, &it))));
    parts.extend(members(asked, "lists").iter().filter_map(|it| told_list(session, "h3", it)));
    parts.extend(list(session, "h3", id!("suspend-all-left-heading").to_owned(), left));
    parts.push(el("p").msg(tr, "operation-goes-on-note"));
    parts.push(el("p").class("actions").push(keep).push(confirm));
    parts.extend(language_select(session));
    parts
}
