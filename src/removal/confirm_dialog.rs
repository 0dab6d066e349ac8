//! The dialog: consequences, the customer's name typed, the acknowledgement. Nothing here can be done by accident.

use js_sys::JsString;
use leptos::ev::{FocusEvent, SubmitEvent};
use leptos::prelude::*;
use offboarding_domain::api::{Code, Problem};
use offboarding_domain::fold_confirmation;

use super::effects::{EffectList, RemainList};
use crate::app::Session;
use crate::i18n::id;
use crate::ui::{FailureText, Modal, focus_selector};

/// Opens when the removal asks for confirmation.
#[component]
pub fn RemovalDialog(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let removal = session.removal;
    let is_open = Signal::derive(move || removal.is_open.get());
    let dismiss = move || match removal.is_busy.get_untracked() {
        true => session.live.say(session.tr.now("remove-dialog-busy-note")),
        false => removal.close(),
    };
    let content = move || form(session).into_any();
    view! { <Modal is_open role="dialog" on_dismiss=dismiss content /> }
}

fn form(session: Session) -> impl IntoView {
    let tr = session.tr;
    let removal = session.removal;
    let name = Memo::new(move |_| session.with_account(|it| it.profile.name.clone()).unwrap_or_default());
    let domain = move || session.with_account(|it| it.profile.domain.clone());
    let microsoft_id = move || session.with_account(|it| it.profile.id.to_string());
    let matches = Memo::new(move |_| fold(&removal.typed.get()) == name.with(|it| fold(it)));
    // Told once the person has left the field or tried to go on, not while they type.
    let was_left = RwSignal::new(false);
    let was_tried = RwSignal::new(false);
    let shows_mismatch = move || (was_left.get() || was_tried.get()) && !matches.get();
    let shows_missing_ack = move || was_tried.get() && !removal.is_acknowledged.get();
    let is_complete = move || matches.get() && removal.is_acknowledged.get();

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if removal.is_busy.get_untracked() {
            return;
        }
        was_tried.set(true);
        match (matches.get_untracked(), removal.is_acknowledged.get_untracked()) {
            (true, true) => removal.submit(session),
            (false, _) => focus_selector(session, "#confirm-name"),
            (true, false) => focus_selector(session, "#confirm-ack"),
        }
    };
    let leave = move |_: FocusEvent| was_left.set(!removal.typed.with_untracked(String::is_empty));
    let keep = move |_| {
        if !removal.is_busy.get_untracked() {
            removal.close();
        }
    };
    let label = move || tr.with("remove-dialog-name-label", [("customer", name.get().into())]);
    let busy = move || removal.is_busy.get().then_some("true");
    let disabled = move || (removal.is_busy.get() || !is_complete()).to_string();
    let confirm = move || {
        tr.now(if removal.is_busy.get() { id!("remove-dialog-progress") } else { id!("remove-dialog-confirm-button") })
    };
    let invalid = move || shows_mismatch().to_string();
    let ack_invalid = move || shows_missing_ack().to_string();
    let mismatch = move || shows_mismatch().then(|| tr.now("remove-dialog-name-mismatch"));
    let missing_ack = move || shows_missing_ack().then(|| tr.now("remove-dialog-ack-missing"));
    view! {
        <form class="removal-form" on:submit=submit>
            <h2 id="dialog-title" part="dialog-title" tabindex="-1" autofocus="">{tr.text("remove-dialog-title")}</h2>
            <div class="customer-card">
                <p class="strong">{move || name.get()}</p>
                <p class="muted">{domain}</p>
                <p class="muted"><code>{microsoft_id}</code></p>
            </div>
            <p>{tr.text("remove-dialog-intro")}</p>
            <EffectList session />
            <details>
                <summary>{tr.text("removal-remains-heading")}</summary>
                <RemainList session />
            </details>
            <p>{tr.text("removal-notice")}</p>
            <p class="strong">{tr.text("remove-dialog-undo-note")}</p>
            {move || removal.failure.get().map(|problem| failure(session, problem))}
            <label class="field">
                <span>{label}</span>
                <input
                    id="confirm-name"
                    part="dialog-input"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    aria-invalid=invalid
                    aria-describedby="confirm-mismatch"
                    prop:value=move || removal.typed.get()
                    on:input=move |event| removal.typed.set(event_target_value(&event))
                    on:blur=leave
                />
            </label>
            <p class="field-error" id="confirm-mismatch">{mismatch}</p>
            <label class="check">
                <input
                    id="confirm-ack"
                    type="checkbox"
                    aria-invalid=ack_invalid
                    aria-describedby="confirm-ack-missing"
                    prop:checked=move || removal.is_acknowledged.get()
                    on:change=move |event| removal.is_acknowledged.set(event_target_checked(&event))
                />
                <span>{tr.text("remove-dialog-ack-checkbox")}</span>
            </label>
            <p class="field-error" id="confirm-ack-missing">{missing_ack}</p>
            <p class="actions">
                <button type="button" part="dialog-cancel" aria-disabled=busy on:click=keep>
                    {tr.text("remove-dialog-keep-button")}
                </button>
                <button type="submit" class="danger" part="dialog-confirm" aria-busy=busy aria-disabled=disabled>
                    {confirm}
                </button>
            </p>
        </form>
    }
}

fn failure(session: Session, problem: Box<Problem>) -> impl IntoView {
    let tr = session.tr;
    let body = match problem.code {
        Code::StateConflict => view! { <p class="strong">{tr.text("remove-dialog-conflict")}</p> }.into_any(),
        _ => view! { <FailureText tr problem /> }.into_any(),
    };
    view! { <div class="notice failure" part="error">{body}</div> }
}

/// As the backend compares: NFC first, then what the domain folds.
fn fold(text: &str) -> String {
    let nfc = JsString::from(text).normalize("NFC");
    fold_confirmation(&String::from(nfc))
}
