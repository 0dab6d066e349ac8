//! The link that asks a customer for a relationship, new or again, and a message to send it with.

use offboarding_domain::api::RelationshipRequest;

use crate::app::{Load, Session};
use crate::i18n::{Tr, id};
use crate::ui::{CopyWords, El, RwSignal, copy_button, el, failure, heading, loading};

/// Reads the link and shows what to do with it; `again` for a customer that was there before.
pub fn relationship_request_panel(session: Session, again: bool) -> El {
    let tr = session.tr;
    let link = RwSignal::new(Load::<RelationshipRequest>::Pending);
    let load = move || {
        session.spawn(async move {
            let answer = session.api.relationship_request().await;
            link.set(answer.map_or_else(Load::Failed, Load::Ready));
        });
    };
    load();
    let title = if again { id!("request-again-heading") } else { id!("request-heading") };
    let body = move || match link.get() {
        Load::Pending => loading(tr, load),
        Load::Failed(problem) => failure(tr, &problem, load),
        Load::Ready(request) => invitation(session, request.url),
    };
    el("section")
        .class("card")
        .push(heading(session, "h3").msg(tr, title))
        .push(el("p").msg(tr, "request-intro"))
        .live(body)
}

fn invitation(session: Session, url: String) -> El {
    let tr = session.tr;
    let mail_url = url.clone();
    let mail = move || {
        let encode = |text: &str| String::from(js_sys::encode_uri_component(text));
        let (subject, body) = (encode(&tr.now("request-email-subject")), encode(&message(tr, &mail_url)));
        Some(format!("mailto:?subject={subject}&body={body}"))
    };
    let (shown_url, copied_url) = (url.clone(), url.clone());
    let copy_message = move || {
        let text = message(tr, &copied_url);
        let (button, copied) = (id!("request-email-copy-button"), id!("request-email-copied"));
        copy_button(session, text, CopyWords { button, name: None, copied })
    };
    let field = el("label")
        .class("field")
        .push(el("span").msg(tr, "request-link-label"))
        .push(el("input").attr("type", "text").attr("readonly", "").attr_of("value", &url));
    let (button, copied) = (id!("request-link-copy-button"), id!("request-link-copied"));
    let copy_link = copy_button(session, url, CopyWords { button, name: None, copied });
    let open_mail = el("a").live_attr("href", mail).msg(tr, "request-email-open-button");
    let notes = [
        id!("request-email-keep-link-note"),
        id!("request-admin-note"),
        id!("request-agreement-note"),
        id!("request-country-note"),
        id!("request-dap-note"),
    ];
    el("div")
        .push(field)
        .push(el("p").class("actions").push(copy_link))
        .push(heading(session, "h4").msg(tr, "request-email-heading"))
        .push(el("blockquote").live_text(move || message(tr, &shown_url)))
        .push(el("p").class("actions").live(copy_message).push(open_mail))
        .push(el("ul").push(notes.map(|it| el("li").msg(tr, it)).into_iter().collect::<Vec<_>>()))
}

/// The message in the language shown. Bidi isolates are for the screen: they would break the link in a mail.
fn message(tr: Tr, url: &str) -> String {
    tr.with("request-email-body", [("link", url.into())]).replace(['\u{2068}', '\u{2069}'], "")
}
