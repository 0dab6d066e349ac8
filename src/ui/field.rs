//! Fields of a form.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};

use super::{El, el};

/// What is in the field that an event came from.
pub fn value_of(event: &Event) -> String {
    let target = event.current_target();
    let input = target.as_ref().and_then(|it| it.dyn_ref::<HtmlInputElement>()).map(HtmlInputElement::value);
    let select = || target.as_ref().and_then(|it| it.dyn_ref::<HtmlSelectElement>()).map(HtmlSelectElement::value);
    input.or_else(select).unwrap_or_default()
}

/// A select; `chosen` is told the value of the option.
pub fn select(options: Vec<El>, chosen: impl Fn(String) + 'static) -> El {
    el("select").push(options).on("change", move |event| chosen(value_of(&event)))
}
