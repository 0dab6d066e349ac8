//! The browser's `Intl`: numbers, dates, lists and names of languages.

use js_sys::{Array, Function, JsString, Object, Reflect};
use offboarding_domain::Timestamp;
use wasm_bindgen::prelude::*;

use super::texts::Numbers;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = ListFormat)]
    type ListFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "ListFormat")]
    fn new(locale: &str, options: &Object) -> ListFormat;
    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, items: &Array) -> String;

    #[wasm_bindgen(js_namespace = Intl, js_name = DisplayNames)]
    type DisplayNames;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DisplayNames")]
    fn new(locale: &str, options: &Object) -> Result<DisplayNames, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(js_namespace = Intl, js_name = NumberFormat)]
    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "NumberFormat")]
    fn new(locale: &str) -> NumberFormat;
    #[wasm_bindgen(method, getter)]
    fn format(this: &NumberFormat) -> Function;

    #[wasm_bindgen(js_namespace = Intl, js_name = PluralRules)]
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "PluralRules")]
    fn new(locale: &str) -> PluralRules;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl, js_name = DateTimeFormat)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, catch, js_namespace = Intl, js_class = "DateTimeFormat")]
    fn new(locale: &str, options: &Object) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn format(this: &DateTimeFormat) -> Function;
}

/// One language's formatters.
pub struct Formats {
    date: Option<Function>,
    date_time: Option<Function>,
    number: Function,
    plural: PluralRules,
    any_of: ListFormat,
}

impl Formats {
    /// `time_zone` is an IANA name; the browser's where it is none, or not one.
    pub fn new(tag: &str, time_zone: Option<&str>) -> Self {
        let day = [("year", "numeric"), ("month", "short"), ("day", "numeric")];
        let minute = [("hour", "2-digit"), ("minute", "2-digit"), ("timeZoneName", "short")];
        let with_time: Vec<_> = day.iter().chain(&minute).copied().collect();
        Self {
            date: date_format(tag, &day, time_zone),
            date_time: date_format(tag, &with_time, time_zone),
            number: NumberFormat::new(tag).format(),
            plural: PluralRules::new(tag),
            any_of: ListFormat::new(tag, &object(&[("type", "disjunction")])),
        }
    }

    pub fn date(&self, moment: Timestamp) -> String {
        apply(self.date.as_ref(), moment)
    }

    pub fn date_time(&self, moment: Timestamp) -> String {
        apply(self.date_time.as_ref(), moment)
    }

    pub fn number(&self, number: u32) -> String {
        call(&self.number, f64::from(number))
    }

    pub fn any_of(&self, items: &[String]) -> String {
        self.any_of.format(&items.iter().map(JsValue::from).collect())
    }
}

/// What a language calls itself, with a capital as in a list of languages.
pub fn autonym(tag: &str) -> String {
    let language = tag.split('-').next().unwrap_or(tag);
    let named = DisplayNames::new(tag, &object(&[("type", "language")])).and_then(|it| it.of(language));
    let name = named.ok().flatten().unwrap_or_else(|| tag.to_owned());
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}", String::from(JsString::from(first).to_locale_upper_case(Some(tag))))
}

impl Numbers for Formats {
    fn plural(&self, number: usize) -> String {
        self.plural.select(number as f64)
    }

    fn written(&self, number: usize) -> String {
        call(&self.number, number as f64)
    }
}

fn date_format(tag: &str, options: &[(&str, &str)], time_zone: Option<&str>) -> Option<Function> {
    let zoned: Vec<_> = options.iter().copied().chain(time_zone.map(|it| ("timeZone", it))).collect();
    let format = DateTimeFormat::new(tag, &object(&zoned)).or_else(|_| DateTimeFormat::new(tag, &object(options)));
    format.ok().map(|it| it.format())
}

fn apply(format: Option<&Function>, moment: Timestamp) -> String {
    format.map(|it| call(it, moment.0 as f64)).unwrap_or_default()
}

fn call(format: &Function, value: f64) -> String {
    format.call1(&JsValue::UNDEFINED, &value.into()).ok().and_then(|it| it.as_string()).unwrap_or_default()
}

fn object(entries: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in entries {
        // A plain object takes any key.
        let _ = Reflect::set(&object, &(*key).into(), &(*value).into());
    }
    object
}
