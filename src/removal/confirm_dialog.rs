//! The dialog: consequences, the customer's name typed, the acknowledgement. Nothing here can be done by accident.

use js_sys::JsString;
use leptos::prelude::*;
use offboarding_domain::api::{Code, Problem};
use offboarding_domain::fold_confirmation;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::Removal;
use super::effects::{effect_list, elsewhere, of_account, remain_list};
use crate::app::Session;
use crate::i18n::id;
use crate::language::language_select;
use crate::ui::{El, Memo, RwSignal, button, el, failure_text, focus_selector, heading, memo, modal, slot, value_of};

/// Opens when the removal asks for confirmation.
pub fn removal_dialog(session: Session) -> El {
    let removal = session.removal;
    let is_open = Signal::derive(move || removal.is_open.get());
    let dismiss = move || match removal.is_busy.get_untracked() {
        true => session.live.say(|| session.tr.now("remove-dialog-busy-note")),
        false => removal.close(),
    };
    modal(session.live, is_open, "dialog", dismiss, move || form(session))
}

/// What the form has come to. A mistake is told once the person left the field or tried to go on, not while they type.
#[derive(Clone, Copy)]
struct Form {
    name: Memo<String>,
    matches: Memo<bool>,
    was_left: RwSignal<bool>,
    was_tried: RwSignal<bool>,
}

impl Form {
    fn new(session: Session, removal: Removal) -> Self {
        let name = memo(move || session.with_account(|it| it.profile.name.clone()).unwrap_or_default());
        Self {
            name,
            matches: memo(move || fold(&removal.typed.get()) == name.with(|it| fold(it))),
            was_left: RwSignal::new(false),
            was_tried: RwSignal::new(false),
        }
    }

    fn shows_mismatch(self) -> bool {
        (self.was_left.get() || self.was_tried.get()) && !self.matches.get()
    }

    fn submit(self, session: Session) {
        let removal = session.removal;
        if removal.is_busy.get_untracked() {
            return;
        }
        self.was_tried.set(true);
        match (self.matches.get_untracked(), removal.is_acknowledged.get_untracked()) {
            (true, true) => removal.submit(session),
            (false, _) => focus_selector(session, "#confirm-name"),
            (true, false) => focus_selector(session, "#confirm-ack"),
        }
    }
}

fn form(session: Session) -> El {
    let tr = session.tr;
    let removal = session.removal;
    let state = Form::new(session, removal);
    let submit = move |event: Event| {
        event.prevent_default();
        state.submit(session);
    };
    let title = heading(session, "h2").attr("id", "dialog-title").attr("part", "dialog-title").attr("tabindex", "-1");
    let remains = el("details").push(el("summary").msg(tr, "removal-remains-heading")).push(remain_list(
        session,
        of_account(session),
        elsewhere(),
    ));
    let failed = move || removal.failure.get().map(|problem| failure(session, problem));
    el("form")
        .class("removal-form")
        .on("submit", submit)
        .push(title.attr("autofocus", "").msg(tr, "remove-dialog-title"))
        .push(customer_card(session))
        .push(el("p").msg(tr, "remove-dialog-intro"))
        .push(effect_list(session))
        .push(remains)
        .push(el("p").msg(tr, "removal-notice"))
        .push(el("p").class("strong").msg(tr, "remove-dialog-undo-note"))
        .live(failed)
        .push(name_field(session, state))
        .push(acknowledgement(session, state))
        .push(slot("confirm-extra"))
        .push(actions(session, state))
        .push(language_select(session))
}

fn customer_card(session: Session) -> El {
    let line = |text: fn(&offboarding_domain::api::Profile) -> String| {
        move || session.with_account(|it| text(&it.profile)).unwrap_or_default()
    };
    el("div")
        .class("customer-card")
        .push(el("p").class("strong").live_text(line(|it| it.name.clone())))
        .push(el("p").class("muted").live_text(line(|it| it.domain.clone())))
        .push(el("p").class("muted").push(el("code").live_text(line(|it| it.id.to_string()))))
}

fn name_field(session: Session, state: Form) -> El {
    let tr = session.tr;
    let removal = session.removal;
    let label = move || tr.with("remove-dialog-name-label", [("customer", state.name.get().into())]);
    let mismatch = move || if state.shows_mismatch() { tr.now("remove-dialog-name-mismatch") } else { String::new() };
    let field = el("input")
        .attr("id", "confirm-name")
        .attr("part", "dialog-input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", "confirm-mismatch")
        .live_attr("aria-invalid", move || Some(state.shows_mismatch().to_string()))
        .live_prop("value", move || removal.typed.get())
        .on("input", move |event| removal.typed.set(value_of(&event)))
        .on("blur", move |_| state.was_left.set(!removal.typed.with_untracked(String::is_empty)));
    let error = el("p").class("field-error").attr("id", "confirm-mismatch").live_text(mismatch);
    el("div").push(el("label").class("field").push(el("span").live_text(label)).push(field)).push(error)
}

fn acknowledgement(session: Session, state: Form) -> El {
    let tr = session.tr;
    let removal = session.removal;
    let is_missing = move || state.was_tried.get() && !removal.is_acknowledged.get();
    let missing = move || if is_missing() { tr.now("remove-dialog-ack-missing") } else { String::new() };
    let change = move |event: Event| {
        let is_checked = event.current_target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        removal.is_acknowledged.set(is_checked.is_some_and(|it| it.checked()));
    };
    let field = el("input")
        .attr("id", "confirm-ack")
        .attr("type", "checkbox")
        .attr("aria-describedby", "confirm-ack-missing")
        .live_attr("aria-invalid", move || Some(is_missing().to_string()))
        .live_prop("checked", move || removal.is_acknowledged.get())
        .on("change", change);
    let error = el("p").class("field-error").attr("id", "confirm-ack-missing").live_text(missing);
    let words = el("span").msg(tr, "remove-dialog-ack-checkbox");
    el("div").push(el("label").class("check").push(field).push(words)).push(error)
}

fn actions(session: Session, state: Form) -> El {
    let tr = session.tr;
    let removal = session.removal;
    let busy = move || removal.is_busy.get().then(|| "true".to_owned());
    let is_complete = move || state.matches.get() && removal.is_acknowledged.get();
    let disabled = move || Some((removal.is_busy.get() || !is_complete()).to_string());
    let words = move || match removal.is_busy.get() {
        true => tr.now("remove-dialog-progress"),
        false => tr.now("remove-dialog-confirm-button"),
    };
    let keep = button(tr, id!("remove-dialog-keep-button"))
        .attr("part", "dialog-cancel")
        .live_attr("aria-disabled", busy)
        .on("click", move |_| {
            if !removal.is_busy.get_untracked() {
                removal.close();
            }
        });
    let confirm = el("button")
        .attr("type", "submit")
        .class("danger")
        .attr("part", "dialog-confirm")
        .live_attr("aria-busy", busy)
        .live_attr("aria-disabled", disabled)
        .live_text(words);
    el("p").class("actions").push(keep).push(confirm)
}

fn failure(session: Session, problem: Box<Problem>) -> El {
    let tr = session.tr;
    let notice = el("div").class("notice failure").attr("part", "error");
    match problem.code {
        Code::StateConflict => notice.push(el("p").class("strong").msg(tr, "remove-dialog-conflict")),
        _ => notice.push(failure_text(tr, &problem)),
    }
}

/// As the backend compares: NFC first, then what the domain folds.
fn fold(text: &str) -> String {
    let nfc = JsString::from(text).normalize("NFC");
    fold_confirmation(&String::from(nfc))
}
