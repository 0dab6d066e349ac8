//! What went wrong, in the person's language; the reference for support; and what to do now.

use offboarding_domain::Place;
use offboarding_domain::api::{Code, Problem};

use super::{El, button, el};
use crate::i18n::{Tr, id};

/// A failure with its way out.
pub fn failure(tr: Tr, problem: &Problem, retry: impl Fn() + 'static) -> El {
    let label = match problem.code {
        Code::AuthRejected | Code::AuthTokenFailed => id!("common-sign-in-button"),
        _ => id!("common-retry-button"),
    };
    let actions = el("p")
        .class("actions")
        .push(button(tr, label).on("click", move |_| retry()))
        .push(place_link(tr, Place::PartnerCenter));
    el("div").class("notice failure").attr("part", "error").push(failure_text(tr, problem)).push(actions)
}

/// What went wrong, Microsoft's own words where it said some, and the reference.
pub fn failure_text(tr: Tr, problem: &Problem) -> Vec<El> {
    let message = message_id(&problem.code);
    let upstream = problem.upstream.as_ref().map(|said| {
        let words = el("q").attr("lang", "en").text(&said.description);
        el("p").live_text(tr.text("error-upstream-said")).text(" ").push(words).text(" (").text(&said.code).text(")")
    });
    let id = problem.correlation_id.clone();
    let reference = (!id.is_empty())
        .then(|| el("p").class("muted").live_text(move || tr.with("error-reference", [("id", id.clone().into())])));
    let sentence = el("p").class("strong").live_text(move || tr.now(&message));
    [Some(sentence), upstream, reference].into_iter().flatten().collect()
}

/// A link to where something is done that cannot be done here.
pub fn place_link(tr: Tr, place: Place) -> El {
    let words = match place {
        Place::AzurePortal => id!("reservations-portal-link"),
        Place::PartnerCenter => id!("common-partner-center-link"),
    };
    el("a").attr("href", place.href()).attr("target", "_blank").attr("rel", "noreferrer").msg(tr, words)
}

/// `state/blocked` is `error-state-blocked`; a code that this version does not know is told as a misunderstanding.
pub fn message_id(code: &Code) -> String {
    let known = match code {
        Code::Unknown(code) if code.starts_with("load/") => return id!("error-load-failed").to_owned(),
        Code::Unknown(_) => &Code::ApiContract,
        code => code,
    };
    format!("error-{}", known.as_str().replace('/', "-"))
}
