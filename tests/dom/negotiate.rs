//! Which language is shown for the ones asked for: `src/negotiate.js`, held against `fluent-langneg`.

use fluent_langneg::{LanguageIdentifier, NegotiationStrategy, negotiate_languages};
use js_sys::{Array, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, ShadowRootInit, ShadowRootMode};

const OURS: [&str; 3] = ["en-US", "es-ES", "it-IT"];

#[wasm_bindgen(module = "/src/negotiate.js")]
extern "C" {
    fn negotiate(requested: &Array, available: &Array, chosen: Option<&str>) -> JsValue;
    #[wasm_bindgen(js_name = requestedAround)]
    fn requested_around(element: &Element, chosen: Option<&str>) -> Array;
    #[wasm_bindgen(js_name = watchLang)]
    fn watch_lang(element: &Element, changed: &Closure<dyn FnMut()>) -> js_sys::Function;
}

fn array(tags: &[&str]) -> Array {
    tags.iter().map(|it| JsValue::from(*it)).collect()
}

/// The languages of texts and of formats.
fn negotiated(requested: &[&str], available: &[&str], chosen: Option<&str>) -> (String, String) {
    let found = negotiate(&array(requested), &array(available), chosen);
    let member = |name: &str| Reflect::get(&found, &name.into()).unwrap().as_string().unwrap();
    (member("locale"), member("formats"))
}

#[track_caller]
fn check(requested: &[&str], locale: &str, formats: &str) {
    let found = negotiated(requested, &OURS, None);
    assert_eq!((found.0.as_str(), found.1.as_str()), (locale, formats), "{requested:?}");
}

#[wasm_bindgen_test]
fn regions_find_their_language_and_keep_their_formats() {
    for (tag, formats) in [("es", "es-ES"), ("es-MX", "es-MX"), ("es-AR", "es-AR"), ("es-US", "es-US")] {
        check(&[tag], "es-ES", formats);
    }
    for (tag, formats) in [("it", "it-IT"), ("it-CH", "it-CH"), ("it-SM", "it-SM")] {
        check(&[tag], "it-IT", formats);
    }
    check(&["en-GB"], "en-US", "en-GB");
}

#[wasm_bindgen_test]
fn tags_are_normalised_first() {
    check(&["es-419"], "es-ES", "es-419");
    check(&["es_ES"], "es-ES", "es-ES");
    check(&[" ES-es "], "es-ES", "es-ES");
    check(&["es-ES-u-ca-gregory"], "es-ES", "es-ES");
    check(&["es-ES-x-portal"], "es-ES", "es-ES");
}

#[wasm_bindgen_test]
fn other_languages_fall_back_to_english() {
    for tag in
        ["ca", "gl", "eu", "ast", "oc", "pt", "pt-BR", "fur", "lld", "sc", "de", "zz", "", "not a tag", "-", "x-y"]
    {
        check(&[tag], "en-US", "en-US");
    }
    check(&[], "en-US", "en-US");
}

#[wasm_bindgen_test]
fn the_first_that_fits_wins() {
    check(&["ca", "es"], "es-ES", "es-ES");
    check(&["pt-BR", "es"], "es-ES", "es-ES");
    check(&["de-CH", "it-CH"], "it-IT", "it-CH");
    // The page says the language, the browser the region.
    check(&["es", "es-MX"], "es-ES", "es-MX");
}

#[wasm_bindgen_test]
fn who_speaks_a_language_of_the_state_reads_the_states() {
    for tag in ["ca-ES", "gl-ES", "eu-ES", "ast-ES"] {
        check(&[tag], "es-ES", "es-ES");
    }
    for tag in ["fur-IT", "sc-IT", "lld-IT"] {
        check(&[tag], "it-IT", "it-IT");
    }
    check(&["ca-FR"], "en-US", "en-US");
}

#[wasm_bindgen_test]
fn what_a_person_chose_comes_before_everything() {
    assert_eq!(negotiated(&["en-GB", "es-MX"], &OURS, Some("it-IT")), ("it-IT".into(), "it-IT".into()));
    assert_eq!(negotiated(&["en-GB", "es-MX"], &OURS, Some("es-ES")), ("es-ES".into(), "es-MX".into()));
}

#[wasm_bindgen_test]
fn a_language_that_is_added_is_found() {
    let available = ["en-US", "es-ES", "it-IT", "pt-BR", "pt-PT", "zh-CN", "zh-TW"];
    for (asked, found) in [
        ("pt", "pt-BR"),
        ("pt-PT", "pt-PT"),
        ("pt-AO", "pt-BR"),
        ("zh", "zh-CN"),
        ("zh-HK", "zh-TW"),
        ("zh-Hant", "zh-TW"),
        ("zh-SG", "zh-CN"),
    ] {
        assert_eq!(negotiated(&[asked], &available, None).0, found, "{asked}");
    }
    // Another script is another language to whoever cannot read it.
    assert_eq!(negotiated(&["zh-TW"], &["en-US", "zh-CN"], None).0, "en-US");
}

/// Every pair of these, as `fluent-langneg` decides; where we differ on purpose the tables above say so.
#[wasm_bindgen_test]
fn every_other_pair_is_decided_as_fluent_langneg_does() {
    let tags =
        ["es", "es-ES", "es-MX", "es-419", "it", "it-CH", "en", "en-GB", "pt-BR", "de-CH", "ca", "gl", "fur", "zz"];
    let available: Vec<LanguageIdentifier> = OURS.iter().map(|it| it.parse().unwrap()).collect();
    let default = &available[0];
    for first in tags {
        for second in tags {
            let asked: Vec<LanguageIdentifier> = [first, second].iter().map(|it| it.parse().unwrap()).collect();
            let strategy = NegotiationStrategy::Lookup;
            let expected = negotiate_languages(&asked, &available, Some(default), strategy);
            let found = negotiated(&[first, second], &OURS, None).0;
            assert_eq!(found, expected[0].to_string(), "{first}, {second}");
        }
    }
}

fn element(parent: &web_sys::Node, lang: Option<&str>) -> Element {
    let element = web_sys::window().unwrap().document().unwrap().create_element("div").unwrap();
    lang.into_iter().for_each(|it| element.set_attribute("lang", it).unwrap());
    parent.append_child(&element).unwrap();
    element
}

fn body() -> web_sys::HtmlElement {
    web_sys::window().unwrap().document().unwrap().body().unwrap()
}

fn first(element: &Element, chosen: Option<&str>) -> String {
    requested_around(element, chosen).get(0).as_string().unwrap()
}

#[wasm_bindgen_test]
fn the_nearest_lang_up_the_composed_tree_counts() {
    let outer = element(&body(), Some("it-IT"));
    let host = element(&outer, None);
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
    let inner = element(&root, None);
    let browser = web_sys::window().unwrap().navigator().languages();
    assert_eq!(first(&inner, None), "it-IT");
    assert_eq!(requested_around(&inner, None).length(), browser.length() + 1);
    host.set_attribute("lang", "es-MX").unwrap();
    assert_eq!(first(&inner, None), "es-MX");
    inner.set_attribute("lang", "en").unwrap();
    assert_eq!(first(&inner, None), "en");
    // A choice of the person's that the element repeats is no wish of the page's.
    assert_eq!(first(&inner, Some("en")), "es-MX");
    inner.set_attribute("lang", " ").unwrap();
    assert_eq!(first(&inner, None), "es-MX");
    outer.remove();
}

#[wasm_bindgen_test]
async fn a_change_of_lang_anywhere_up_the_composed_tree_is_noticed_until_it_is_ended() {
    let outer = element(&body(), None);
    let host = element(&outer, None);
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
    let inner = element(&root, None);
    let count = std::rc::Rc::new(std::cell::Cell::new(0));
    let counted = count.clone();
    let changed = Closure::<dyn FnMut()>::new(move || counted.set(counted.get() + 1));
    let end = watch_lang(&inner, &changed);
    for (n, node) in [&inner, &host, &outer].into_iter().enumerate() {
        node.set_attribute("lang", "it").unwrap();
        crate::stage::settle().await;
        assert_eq!(count.get(), n + 1);
    }
    end.unchecked_ref::<js_sys::Function>().call0(&JsValue::UNDEFINED).unwrap();
    outer.set_attribute("lang", "es").unwrap();
    crate::stage::settle().await;
    assert_eq!(count.get(), 3);
    outer.remove();
}
