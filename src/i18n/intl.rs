//! The browser's `Intl`: numbers, dates, lists, sorting and names of languages.

use js_sys::{Array, Function, JsString, Object, Reflect};
use offboarding_domain::Timestamp;
use wasm_bindgen::prelude::*;

use super::DEFAULT_LOCALE;
use super::texts::{self, Arg};

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

    #[wasm_bindgen(js_namespace = Intl, js_name = Collator)]
    type Collator;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "Collator")]
    fn new(locale: &str) -> Collator;
    #[wasm_bindgen(method, getter)]
    fn compare(this: &Collator) -> Function;

    #[wasm_bindgen(js_name = Array)]
    type Texts;
    #[wasm_bindgen(method)]
    fn sort(this: &Texts, compare: &Function);
}

/// Sorts before everything: what follows it decides only between texts that are equal so far (UTS 35, part 5, 3.7,
/// "Special-purpose code points").
pub const LEAST: char = '\u{FFFE}';

/// One language's formatters.
pub struct Formats {
    date: Option<Function>,
    date_time: Option<Function>,
    number: Function,
    plural: PluralRules,
    fallback_plural: PluralRules,
    any_of: ListFormat,
    all_of: ListFormat,
    regions: Option<DisplayNames>,
    collator: Collator,
}

impl Formats {
    /// `tag` is the language of the texts, `regional` the one whose numbers and dates are shown. `time_zone` is an IANA
    /// name; the browser's where it is none, or not one.
    pub fn new(tag: &str, regional: &str, time_zone: Option<&str>) -> Self {
        let day = [("year", "numeric"), ("month", "short"), ("day", "numeric")];
        let minute = [("hour", "2-digit"), ("minute", "2-digit"), ("timeZoneName", "short")];
        let with_time: Vec<_> = day.iter().chain(&minute).copied().collect();
        Self {
            date: date_format(regional, &day, time_zone),
            date_time: date_format(regional, &with_time, time_zone),
            number: NumberFormat::new(regional).format(),
            plural: PluralRules::new(tag),
            fallback_plural: PluralRules::new(DEFAULT_LOCALE),
            any_of: ListFormat::new(tag, &object(&[("type", "disjunction")])),
            all_of: ListFormat::new(tag, &object(&[("type", "conjunction")])),
            regions: DisplayNames::new(tag, &object(&[("type", "region")])).ok(),
            collator: Collator::new(tag),
        }
    }

    pub fn date(&self, moment: Timestamp) -> String {
        apply(self.date.as_ref(), moment)
    }

    pub fn date_time(&self, moment: Timestamp) -> String {
        apply(self.date_time.as_ref(), moment)
    }

    pub fn number(&self, number: usize) -> String {
        call(&self.number, number as f64)
    }

    pub fn all_of(&self, items: &[String]) -> String {
        joined(&self.all_of, items)
    }

    pub fn region(&self, code: &str) -> String {
        let name = self.regions.as_ref().and_then(|it| it.of(code).ok().flatten());
        name.unwrap_or_else(|| code.to_owned())
    }

    /// Where each stands once they are sorted. One call for all: each carries its place, of one width for all, behind the
    /// least of all characters.
    pub fn order(&self, names: &[String]) -> Vec<usize> {
        let marked = names.iter().enumerate().map(|(place, it)| format!("{it}{LEAST}{place:07}"));
        let array: Array = marked.map(JsValue::from).collect();
        array.unchecked_ref::<Texts>().sort(&self.collator.compare());
        let place = |it: JsValue| it.as_string()?.rsplit(LEAST).next()?.parse().ok();
        array.iter().filter_map(place).collect()
    }
}

impl texts::Formats for Formats {
    fn plural(&self, number: usize, is_fallback: bool) -> String {
        let rules = if is_fallback { &self.fallback_plural } else { &self.plural };
        rules.select(number as f64)
    }

    fn written(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Number(number) => self.number(*number),
            Arg::DateTime(moment) => self.date_time(*moment),
            Arg::AnyOf(items) => joined(&self.any_of, items),
        }
    }
}

/// What each language calls itself, with a capital as in a list of languages; with its region where another one of
/// them is the same language.
pub fn autonyms(tags: &[String]) -> Vec<String> {
    let language = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let is_alone = |tag: &String| tags.iter().filter(|it| language(it) == language(tag)).count() == 1;
    tags.iter().map(|tag| autonym(tag, &if is_alone(tag) { language(tag) } else { tag.clone() })).collect()
}

fn autonym(tag: &str, code: &str) -> String {
    let named = DisplayNames::new(tag, &object(&[("type", "language")])).and_then(|it| it.of(code));
    let name = named.ok().flatten().unwrap_or_else(|| tag.to_owned());
    let (first, rest) = name.split_at(name.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}", String::from(JsString::from(first).to_locale_upper_case(Some(tag))))
}

fn joined(format: &ListFormat, items: &[String]) -> String {
    format.format(&items.iter().map(JsValue::from).collect())
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
