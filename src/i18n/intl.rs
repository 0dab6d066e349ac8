//! The browser's `Intl`, by way of `intl.js`.

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

use super::texts::{self, Arg};

/// Sorts before everything: what follows it decides only between texts that are equal so far (UTS 35, part 5, 3.7,
/// "Special-purpose code points").
pub const LEAST: char = '\u{FFFE}';

#[wasm_bindgen]
extern "C" {
    /// A language's formatters.
    pub type Formats;
    /// A number by itself.
    #[wasm_bindgen(method)]
    pub fn number(this: &Formats, value: f64) -> JsString;
    /// A day.
    #[wasm_bindgen(method)]
    pub fn date(this: &Formats, moment_ms: f64) -> JsString;
    /// A moment with its zone.
    #[wasm_bindgen(method, js_name = dateTime)]
    pub fn date_time(this: &Formats, moment_ms: f64) -> String;
    #[wasm_bindgen(method)]
    fn plural(this: &Formats, value: f64, is_fallback: bool) -> String;
    #[wasm_bindgen(method, js_name = anyOf)]
    fn any_of(this: &Formats, items: Array) -> String;
    #[wasm_bindgen(method, js_name = allOf)]
    fn all_of(this: &Formats, items: Array) -> String;
    /// The name of a country or region by its code; the code where it has none.
    #[wasm_bindgen(method)]
    pub fn region(this: &Formats, code: &str) -> String;
    /// When a day begins, or so many days later: milliseconds since 1970.
    #[wasm_bindgen(method, js_name = startOf)]
    pub fn start_of(this: &Formats, day: &str, later: u32) -> String;
    /// Where each stands once they are sorted; equal ones keep their order.
    #[wasm_bindgen(method)]
    pub fn order(this: &Formats, names: Array) -> Vec<u32>;
}

impl texts::Formats for Formats {
    fn plural(&self, number: usize, is_fallback: bool) -> String {
        Formats::plural(self, number as f64, is_fallback)
    }

    fn written(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Number(number) => self.number(*number as f64).into(),
            Arg::DateTime(moment) => self.date_time(moment.0 as f64),
            Arg::AnyOf(items) => self.any_of(array(items)),
            Arg::AllOf(items) => self.all_of(array(items)),
        }
    }
}

/// As the browser takes a list.
pub fn array(items: &[String]) -> Array {
    items.iter().map(JsValue::from).collect()
}
