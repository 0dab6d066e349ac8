//! The host page, seen from inside: its element's attributes, what it allows, and the events it hears.

use js_sys::{Array, Object, Reflect};
use offboarding_domain::CustomerId;
use offboarding_domain::api::{Code, Outcome, Problem};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement, console};

use crate::api::random_id;
use crate::element::Loader;
use crate::i18n::Fault;
use crate::ui::{StoredValue, has};

/// The element that the host page placed.
#[derive(Clone, Copy)]
pub struct Host {
    element: StoredValue<HtmlElement>,
    loader: StoredValue<Loader>,
}

/// Something done to one or more items, as the host page hears of it.
#[derive(Clone)]
pub struct Operation {
    id: String,
    action: &'static str,
    ids: Vec<String>,
}

impl Operation {
    pub fn new(action: &'static str, ids: Vec<String>) -> Self {
        Self { id: random_id(), action, ids }
    }
}

/// How it ended for one item.
pub struct Ending {
    pub id: String,
    pub outcome: Outcome,
    pub code: Option<Code>,
    pub correlation_id: String,
}

impl Host {
    pub fn new(element: HtmlElement, loader: Loader) -> Self {
        Self { element: StoredValue::new(element), loader: StoredValue::new(loader) }
    }

    pub fn attribute(self, name: &str) -> Option<String> {
        self.element.get_value().get_attribute(name).filter(|it| !it.trim().is_empty())
    }

    pub fn has(self, name: &'static str) -> bool {
        has(&self.element.get_value(), name)
    }

    /// Nothing can be changed on this page, whoever is asking.
    pub fn is_readonly(self) -> bool {
        self.has("readonly")
    }

    /// Reflects a choice of the person. Fails only for a name that is no attribute's.
    pub fn set_attribute(self, name: &str, value: &str) {
        if self.attribute(name).as_deref() != Some(value) {
            let _ = self.element.get_value().set_attribute(name, value);
        }
    }

    /// Asks the host page, which may say no, before anything is sent.
    pub async fn allows(self, operation: &Operation) -> bool {
        self.loader.get_value().allows(operation.action, array(&operation.ids)).await.is_truthy()
    }

    /// What the element is now; the event of its change goes with it.
    pub fn show(self, state: &JsValue) {
        self.loader.get_value().show(state);
    }

    pub fn ready(self, customer: Option<&CustomerId>, locale: &str) {
        let customer = customer.map_or(JsValue::NULL, |it| it.as_str().into());
        self.dispatch("ro-ready", &[("customerId", customer), ("locale", locale.into())]);
    }

    /// The person is done with the customer.
    pub fn left(self) {
        self.dispatch("ro-exit", &[("reason", "done".into())]);
    }

    pub fn view_changed(self, from: &str, to: &str) {
        self.dispatch("ro-view-change", &[("from", from.into()), ("to", to.into())]);
    }

    pub fn locale_changed(self, locale: &str, requested: &str, cause: &str) {
        let detail = [("locale", locale.into()), ("requested", requested.into()), ("cause", cause.into())];
        self.dispatch("ro-locale-change", &detail);
    }

    /// Tells developers what is wrong with the host page's words; what is refused is an error of the page.
    pub fn overrides_refused(self, faults: &[Fault]) {
        let (refused, unknown): (Vec<_>, Vec<_>) = faults.iter().partition(|it| it.is_refused);
        unknown.iter().for_each(|it| console::warn_1(&it.what.as_str().into()));
        for fault in refused {
            let what: JsValue = fault.what.as_str().into();
            let code = Code::ConfigBadOverride.as_str().into();
            self.dispatch("ro-error", &[("code", code), ("message", what), ("retryable", false.into())]);
            console::error_1(&fault.what.as_str().into());
        }
    }

    pub fn started(self, operation: &Operation) {
        self.dispatch("ro-action-start", &detail_of(operation, &[("ids", array(&operation.ids))]));
    }

    pub fn ended(self, operation: &Operation, endings: &[Ending]) {
        let count = |wanted: fn(&Outcome) -> bool| endings.iter().filter(|it| wanted(&it.outcome)).count().into();
        let tally = [
            ("done", count(|it| matches!(it, Outcome::Done | Outcome::Accepted))),
            ("failed", count(|it| matches!(it, Outcome::Failed | Outcome::Refused))),
            ("unknown", count(|it| *it == Outcome::UnknownOutcome)),
            ("results", endings.iter().map(result).collect::<Array>().into()),
        ];
        self.dispatch("ro-action-end", &detail_of(operation, &tally));
    }

    pub fn removed(self, customer: &CustomerId, removed_at: JsValue, receipt: &str) {
        let detail =
            [("customerId", customer.as_str().into()), ("removedAt", removed_at), ("receiptId", receipt.into())];
        self.dispatch("ro-removed", &detail);
    }

    /// `message` is in the person's language.
    pub fn failed(self, problem: &Problem, message: &str) {
        let detail = [
            ("code", problem.code.as_str().into()),
            ("message", message.into()),
            ("status", problem.status.into()),
            ("correlationId", problem.correlation_id.as_str().into()),
            ("retryable", is_retryable(&problem.code).into()),
        ];
        self.dispatch("ro-error", &detail);
    }

    fn dispatch(self, name: &str, detail: &[(&str, JsValue)]) {
        dispatch(&self.element.get_value(), name, detail);
    }
}

fn detail_of(operation: &Operation, more: &[(&'static str, JsValue)]) -> Vec<(&'static str, JsValue)> {
    let mut detail = vec![
        ("operationId", operation.id.as_str().into()),
        ("action", operation.action.into()),
        ("total", operation.ids.len().into()),
    ];
    detail.extend_from_slice(more);
    detail
}

fn result(ending: &Ending) -> JsValue {
    object(&[
        ("id", ending.id.as_str().into()),
        ("outcome", ending.outcome.as_str().into()),
        ("code", ending.code.as_ref().map_or(JsValue::UNDEFINED, |it| it.as_str().into())),
        ("correlationId", ending.correlation_id.as_str().into()),
    ])
}

/// As `operations.js` passes it on.
pub fn problem_detail(problem: &Problem) -> JsValue {
    object(&[
        ("code", problem.code.as_str().into()),
        ("status", problem.status.into()),
        ("correlationId", problem.correlation_id.as_str().into()),
    ])
}

/// Trying again may help without anything else changing.
fn is_retryable(code: &Code) -> bool {
    match code {
        Code::ApiUnreachable
        | Code::ApiTimeout
        | Code::ApiRateLimited
        | Code::ApiUnavailable
        | Code::UpstreamFailed => true,
        // Loading.
        Code::Unknown(code) => code.starts_with("load/"),
        _ => false,
    }
}

/// Fires an event that crosses the shadow root.
pub fn dispatch(element: &HtmlElement, name: &str, detail: &[(&str, JsValue)]) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&object(detail));
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        // Fails only while the same event is being dispatched; this one is new.
        let _ = element.dispatch_event(&event);
    }
}

/// A plain object.
pub fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // A plain object takes any key.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}

fn array(items: &[String]) -> JsValue {
    items.iter().map(JsValue::from).collect::<Array>().into()
}
