//! Many acts at once, which the backend does: asked about and begun here, or begun elsewhere, and shown to the end.
//!
//! `operations.js` follows them, and tells what there is to see as plain objects. Nothing depends on this page: whoever
//! opens the customer meanwhile sees the same.

mod begin;
mod panel;

use js_sys::Array;
use offboarding_domain::api::Code;
use offboarding_domain::{Place, Timestamp};
use wasm_bindgen::{JsCast, JsValue};

use crate::api::{failure, from_json, member};
use crate::app::Session;
use crate::element::{self, Loader};
use crate::i18n::{Arg, Tr};
use crate::ui::{El, RwSignal, Say, StoredValue, el, focus_selector, heading, live_note, place_link, small_print};

pub use begin::{begin_button, begin_dialog};
pub use panel::{operation_card, operation_panel};

/// Where the words of the operation are.
const WORDS: &str = "[data-operation]";

/// What the host page can want.
pub const STOP: &str = "stop";

/// The operation that one element shows, and the one that it asks about.
#[derive(Clone, Copy)]
pub struct Operations {
    /// There is one to see: under way, or over and not put away yet. Set again with every change of it.
    is_shown: RwSignal<bool>,
    /// The person is asked about what would be done.
    is_asked: RwSignal<bool>,
    is_busy: RwSignal<bool>,
    loader: StoredValue<Loader>,
}

impl Operations {
    /// None.
    pub fn new(loader: Loader) -> Self {
        let [is_shown, is_asked, is_busy] = [(); 3].map(|()| RwSignal::new(false));
        Self { is_shown, is_asked, is_busy, loader: StoredValue::new(loader) }
    }

    fn known(self) -> element::Operations {
        self.loader.get_value().operations()
    }

    /// The one to see, or an object with nothing in it. Tracks it.
    fn view(self) -> JsValue {
        self.is_shown.track();
        self.known().view()
    }

    /// Shows none any more; what is under way goes on.
    pub fn reset(self) {
        self.known().reset();
    }

    /// Steps are being done. Tracks it.
    pub fn is_running(self) -> bool {
        member(&self.view(), "isActive").is_truthy()
    }

    /// The item waits for its turn, or has it.
    pub fn is_next(self, item: &str) -> bool {
        self.is_shown.get_untracked() && self.known().is_next(item)
    }

    /// Where an item stands in it: messages.
    fn step(self, item: &str) -> Vec<String> {
        if self.is_shown.get_untracked() { self.known().step(item) } else { Vec::new() }
    }

    /// Shows what is under way for the customer, whoever began it. Where this fails the account fails as well, and says so.
    pub fn look(self, session: Session) {
        let Some(customer) = session.customer.get_untracked() else { return };
        session.spawn(async move {
            let _ = self.known().operate("look", customer.as_str(), "").await;
        });
    }

    /// Does what the person wants, one thing at a time. What is wanted of the operation shown is told there, and there
    /// the focus goes; unless it is the host page that stops it.
    pub fn operate(self, session: Session, act: &str, goal: &'static str) {
        let Some(customer) = session.customer.get_untracked() else { return };
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        let act = act.to_owned();
        session.spawn(async move {
            let answer = self.known().operate(&act, customer.as_str(), goal).await;
            self.is_busy.set(false);
            match answer {
                Err(problem) => {
                    let problem = from_json(problem).map_or_else(|_| failure(Code::ApiContract), Box::new);
                    session.acts.fail(session, problem);
                }
                // Nothing is left to do.
                Ok(_) if act == "plan" && !self.is_asked.get_untracked() => session.refresh(),
                Ok(_) if self.is_shown.get_untracked() && act != STOP => focus_selector(session, WORDS),
                Ok(_) => {}
            }
        });
    }

    /// What there is to see is another, and so are these items.
    pub fn show(self, session: Session, is_shown: bool, is_asked: bool, items: &[String]) {
        self.is_shown.set(is_shown);
        self.is_asked.set(is_asked);
        items.iter().for_each(|it| session.items.changed(it));
        if self.is_running() {
            session.live.progress(|| self.words(session.tr));
        }
    }

    /// An operation came to rest: the facts are read again before anything is said of it.
    pub async fn rest(self, session: Session) {
        session.read_account().await;
        session.live.say(|| self.words(session.tr));
    }

    fn words(self, tr: Tr) -> String {
        members(&self.view(), "words").iter().map(|it| sentence(tr, it)).collect::<Vec<_>>().join(" ")
    }
}

/// Where an item stands in the operation, and why; nothing for what is not in it.
pub fn step_notes(session: Session, item: &str) -> El {
    let (item, signal) = (item.to_owned(), session.items.of(item));
    let tr = session.tr;
    let notes = move |say: &mut Say| {
        signal.track();
        session.operations.step(&item).iter().for_each(|it| say(&|| tr.now(it)));
    };
    el("span").lines(small_print, notes)
}

/// A list that `operations.js` tells.
fn told_list(session: Session, tag: &'static str, told: &JsValue) -> Option<El> {
    let entries = members(told, "entries").into_iter().map(|it| entry(session.tr, &it)).collect();
    list(session, tag, text(told, "heading"), entries)
}

/// Entries under a heading that counts them; nothing for none.
fn list(session: Session, tag: &'static str, words: String, entries: Vec<El>) -> Option<El> {
    let (tr, count) = (session.tr, entries.len());
    let title = heading(session, tag).live_text(move || tr.with(&words, [("count", count.into())]));
    (count > 0).then(|| el("div").push(title).push(el("ul").class("names").push(entries)))
}

/// Something by its name, with notes, or with where it is done.
fn entry(tr: Tr, entry: &JsValue) -> El {
    let notes = members(entry, "notes").into_iter().map(|it| live_note(move || sentence(tr, &it))).collect::<Vec<_>>();
    let place = match text(entry, "place").as_str() {
        "" => None,
        "azure-portal" => Some(Place::AzurePortal),
        _ => Some(Place::PartnerCenter),
    };
    el("li").text(&text(entry, "label")).text(" ").push(notes).push(place.map(|it| place_link(tr, it)))
}

/// A message, with all that any of them may count or name.
fn sentence(tr: Tr, sentence: &JsValue) -> String {
    let count = |name: &'static str| (name, Arg::Number(number(sentence, name)));
    let moment = |name: &'static str| (name, Arg::DateTime(Timestamp(number(sentence, "time") as i64)));
    let args = [count("count"), count("done"), count("total"), moment("date"), moment("time")];
    tr.with(&text(sentence, "id"), args)
}

// What `operations.js` tells are objects.

fn members(of: &JsValue, name: &'static str) -> Vec<JsValue> {
    member(of, name).dyn_ref::<Array>().map(|it| it.iter().collect()).unwrap_or_default()
}

fn text(of: &JsValue, name: &'static str) -> String {
    member(of, name).as_string().unwrap_or_default()
}

fn number(of: &JsValue, name: &'static str) -> usize {
    member(of, name).as_f64().unwrap_or_default() as usize
}
