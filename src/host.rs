//! The host page, seen from inside: its element's attributes, and the events it hears.

use js_sys::{Array, Object, Reflect};
use leptos::prelude::{GetValue, LocalStorage, StoredValue};
use offboarding_domain::CustomerId;
use offboarding_domain::api::{Code, Outcome, Problem};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement, console};

use crate::i18n::Fault;

/// The element that the host page placed.
#[derive(Clone, Copy)]
pub struct Host {
    element: StoredValue<HtmlElement, LocalStorage>,
}

impl Host {
    pub fn new(element: HtmlElement) -> Self {
        Self { element: StoredValue::new_local(element) }
    }

    pub fn attribute(self, name: &str) -> Option<String> {
        self.element.get_value().get_attribute(name).filter(|it| !it.trim().is_empty())
    }

    pub fn has(self, name: &str) -> bool {
        self.element.get_value().has_attribute(name)
    }

    /// Reflects a choice of the person. Fails only for a name that is no attribute's.
    pub fn set_attribute(self, name: &str, value: &str) {
        if self.attribute(name).as_deref() != Some(value) {
            let _ = self.element.get_value().set_attribute(name, value);
        }
    }

    pub fn ready(self, customer: Option<&CustomerId>, locale: &str) {
        let customer = customer.map_or(JsValue::NULL, |it| it.as_str().into());
        self.dispatch("ro-ready", &[("customerId", customer), ("locale", locale.into())]);
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
            let detail = [("code", Code::ConfigBadOverride.as_str().into()), ("cause", fault.what.as_str().into())];
            self.dispatch("ro-error", &detail);
            console::error_1(&fault.what.as_str().into());
        }
    }

    pub fn state_changed(self, phase: &str, n_blockers: usize) {
        self.dispatch("ro-state-change", &[("phase", phase.into()), ("blockers", n_blockers.into())]);
    }

    pub fn action_started(self, action: &str, ids: &[String]) {
        self.dispatch("ro-action-start", &[("action", action.into()), ("ids", array(ids))]);
    }

    pub fn action_ended(self, action: &str, ids: &[String], outcome: &Outcome) {
        let outcome = outcome.as_str().into();
        self.dispatch("ro-action-end", &[("action", action.into()), ("ids", array(ids)), ("outcome", outcome)]);
    }

    pub fn removed(self, customer: &CustomerId, removed_at_ms: i64, receipt: &str) {
        let removed_at = js_sys::Date::new(&(removed_at_ms as f64).into()).to_iso_string();
        let detail =
            [("customerId", customer.as_str().into()), ("removedAt", removed_at.into()), ("receiptId", receipt.into())];
        self.dispatch("ro-removed", &detail);
    }

    pub fn failed(self, problem: &Problem) {
        let detail =
            [("code", problem.code.as_str().into()), ("correlationId", problem.correlation_id.as_str().into())];
        self.dispatch("ro-error", &detail);
    }

    fn dispatch(self, name: &str, detail: &[(&str, JsValue)]) {
        dispatch(&self.element.get_value(), name, detail);
    }
}

/// Fires an event that crosses the shadow root.
pub fn dispatch(element: &HtmlElement, name: &str, detail: &[(&str, JsValue)]) {
    let object = Object::new();
    for (key, value) in detail {
        // A plain object takes any key.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&object);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        // Fails only while the same event is being dispatched; this one is new.
        let _ = element.dispatch_event(&event);
    }
}

fn array(items: &[String]) -> JsValue {
    items.iter().map(JsValue::from).collect::<Array>().into()
}
