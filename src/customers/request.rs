//! The link that asks a customer for a relationship, new or again, and a message to send it with.

use leptos::prelude::*;
use offboarding_domain::api::RelationshipRequest;

use crate::app::{Load, Session};
use crate::i18n::{Tr, id};
use crate::ui::{CopyButton, Failure, Loading};

/// Reads the link and shows what to do with it.
#[component]
pub fn RelationshipRequestPanel(
    /// The element's session.
    session: Session,
    /// The customer was there before.
    again: bool,
) -> impl IntoView {
    let tr = session.tr;
    let link = RwSignal::new(Load::<RelationshipRequest>::Pending);
    let load = move || {
        session.spawn(async move {
            let answer = session.api.relationship_request().await;
            _ = link.try_set(answer.map_or_else(Load::Failed, Load::Ready));
        });
    };
    load();
    let title = if again { id!("request-again-heading") } else { id!("request-heading") };
    let body = move || match link.get() {
        Load::Pending => view! { <Loading tr retry=load /> }.into_any(),
        Load::Failed(problem) => view! { <Failure tr problem retry=load /> }.into_any(),
        Load::Ready(request) => invitation(session, request.url).into_any(),
    };
    view! {
        <section class="card">
            <h3>{tr.text(title)}</h3>
            <p>{tr.text("request-intro")}</p>
            {body}
        </section>
    }
}

fn invitation(session: Session, url: String) -> impl IntoView {
    let tr = session.tr;
    let message = message(tr, url.clone());
    let mail = {
        let message = message.clone();
        move || {
            let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
            format!("mailto:?subject={}&body={}", encode(&tr.now("request-email-subject")), encode(&message()))
        }
    };
    let copied_message = message.clone();
    let copy_message = move || {
        let text = copied_message();
        view! {
            <CopyButton
                session
                text
                label=id!("request-email-copy-button")
                copied=id!("request-email-copied")
            />
        }
    };
    view! {
        <p>
            <label class="field">
                <span>{tr.text("request-link-label")}</span>
                <input type="text" readonly="" value=url.clone() />
            </label>
        </p>
        <p class="actions">
            <CopyButton
                session
                text=url
                label=id!("request-link-copy-button")
                copied=id!("request-link-copied")
            />
        </p>
        <h4>{tr.text("request-email-heading")}</h4>
        <blockquote>{message}</blockquote>
        <p class="actions">
            {copy_message}
            <a href=mail>{tr.text("request-email-open-button")}</a>
        </p>
        <ul class="notes">
            <li>{tr.text("request-email-keep-link-note")}</li>
            <li>{tr.text("request-admin-note")}</li>
            <li>{tr.text("request-agreement-note")}</li>
            <li>{tr.text("request-country-note")}</li>
            <li>{tr.text("request-dap-note")}</li>
        </ul>
    }
}

/// The message in the language shown. Bidi isolates are for the screen: they would break the link in a mail.
fn message(tr: Tr, url: String) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    move || {
        let text = tr.with("request-email-body", [("link", url.clone().into())]);
        text.replace(['\u{2068}', '\u{2069}'], "")
    }
}
