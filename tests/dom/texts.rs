//! Texts, numbers and dates, by the real `.ftl` files and the browser's own `Intl`.

use leptos::prelude::*;
use offboarding_domain::Timestamp;
use reseller_offboarding::i18n::{Arg, Formats, Language, Source, Tr};
use reseller_offboarding::ui::{badge, button, cell, el, number_cell, table_row};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, settle};

/// 28 February 2026, 23:30 in Greenwich: half past midnight on 1 March in Madrid and Rome.
const MOMENT: Timestamp = Timestamp(1_772_321_400_000);

#[wasm_bindgen(module = "/src/intl.js")]
extern "C" {
    #[wasm_bindgen(js_name = formatsOf)]
    fn formats_of(locale: &str, regional: &str, fallback: &str, time_zone: Option<&str>) -> Formats;
    fn autonyms(tags: Vec<String>) -> Vec<String>;
}

macro_rules! texts {
    ($lang:literal) => {
        concat!(
            include_str!(concat!("../../locales/", $lang, "/account.ftl")),
            include_str!(concat!("../../locales/", $lang, "/common.ftl")),
            include_str!(concat!("../../locales/", $lang, "/removal.ftl")),
            include_str!(concat!("../../locales/", $lang, "/subscriptions.ftl")),
        )
    };
}

fn language(tag: &str, time_zone: Option<&str>) -> Language {
    let source = match tag {
        "es-ES" => texts!("es-ES"),
        "it-IT" => texts!("it-IT"),
        _ => texts!("en-US"),
    };
    Language::new(Source { formats: formats_of(tag, tag, "en-US", time_zone), ..source_of(tag, &[source]) }).0
}

/// A language by the formats of its own tag, without words of a host page.
fn source_of(tag: &str, texts: &[&str]) -> Source {
    Source {
        tag: tag.to_owned(),
        regional: tag.to_owned(),
        formats: formats_of(tag, tag, "en-US", None),
        dir: "ltr".to_owned(),
        texts: texts.iter().map(|it| (*it).to_owned()).collect(),
        overrides: vec![String::new(); texts.len()],
    }
}

/// Texts are signals: they live under an owner.
fn with_texts<T>(tag: &str, time_zone: Option<&str>, look: impl FnOnce(Tr) -> T) -> T {
    with_language(language(tag, time_zone), look)
}

fn with_language<T>(language: Language, look: impl FnOnce(Tr) -> T) -> T {
    Owner::new().with(|| untrack(|| look(Tr::new(language))))
}

#[track_caller]
fn check_count(tag: &str, count: usize, expected: &str) {
    let text = with_texts(tag, None, |tr| tr.with("account-status-blocked", [("count", count.into())]));
    assert_eq!(text.replace(['\u{2068}', '\u{2069}'], ""), expected);
}

#[wasm_bindgen_test]
fn counts_choose_the_languages_plural_and_are_written_its_way() {
    check_count("es-ES", 1, "1 elemento aún impide quitar la relación.");
    check_count("es-ES", 8, "8 elementos aún impiden quitar la relación.");
    check_count("es-ES", 1234, "1234 elementos aún impiden quitar la relación.");
    check_count("es-ES", 12_345, "12.345 elementos aún impiden quitar la relación.");
    check_count("es-ES", 1_000_000, "1.000.000 de elementos aún impiden quitar la relación.");
    check_count("en-US", 1, "1 item still blocks removal.");
    check_count("en-US", 12_345, "12,345 items still block removal.");
    check_count("en-US", 0, "0 items still block removal.");
    let italian = |count: usize| with_texts("it-IT", None, |tr| tr.with("subs-count-label", [("count", count.into())]));
    for (count, text) in [
        (1, "1 sottoscrizione"),
        (0, "0 sottoscrizioni"),
        (12_345, "12.345 sottoscrizioni"),
        (2_000_000, "2.000.000 di sottoscrizioni"),
    ] {
        assert_eq!(italian(count).replace(['\u{2068}', '\u{2069}'], ""), text);
    }
}

#[wasm_bindgen_test]
fn a_number_by_itself_has_the_languages_separators() {
    for (tag, expected) in [("es-ES", "12.345"), ("it-IT", "12.345"), ("en-US", "12,345")] {
        assert_eq!(with_texts(tag, None, |tr| tr.number(12_345)), expected, "{tag}");
    }
}

#[wasm_bindgen_test]
fn a_moment_is_written_with_its_zone() {
    let zoned = |tag, zone| with_texts(tag, Some(zone), |tr| tr.date_time(MOMENT));
    let spanish = zoned("es-ES", "Europe/Madrid");
    assert!(spanish.starts_with("1 mar 2026") && spanish.contains("00:30") && spanish.ends_with("CET"), "{spanish}");
    let italian = zoned("it-IT", "Europe/Rome");
    assert!(italian.starts_with("1 mar 2026") && italian.contains("00:30") && italian.ends_with("CET"), "{italian}");
    let english = zoned("en-US", "UTC");
    assert!(english.starts_with("Feb 28, 2026") && english.contains("11:30") && english.ends_with("UTC"), "{english}");
    // A zone that is none is not the end of the page.
    assert!(!zoned("es-ES", "Atlantis/Poseidonis").is_empty());
    assert_eq!(with_texts("es-ES", Some("Europe/Madrid"), |tr| tr.date(MOMENT)), "1 mar 2026");
}

#[wasm_bindgen_test]
fn alternatives_are_joined_as_the_language_joins_them() {
    let items = ["A", "B", "C"].map(str::to_owned);
    for (tag, expected) in [("es-ES", "A, B o C"), ("it-IT", "A, B o C"), ("en-US", "A, B, or C")] {
        let (language, _) = Language::new(source_of(tag, &["roles = { $roles }"]));
        let text = with_language(language, |tr| tr.with("roles", [("roles", Arg::AnyOf(items.to_vec()))]));
        assert_eq!(text, expected);
    }
}

#[wasm_bindgen_test]
fn languages_are_named_in_themselves() {
    let names = |tags: &[&str]| autonyms(tags.iter().map(|it| (*it).to_owned()).collect());
    assert_eq!(names(&["en-US", "es-ES", "it-IT"]), ["English", "Español", "Italiano"]);
    // Two of one language are told apart.
    assert_eq!(names(&["es-ES", "es-MX", "it-IT"]), ["Español de España", "Español de México", "Italiano"]);
}

#[wasm_bindgen_test]
fn numbers_and_dates_follow_the_region_and_texts_the_language() {
    let shown = |tag: &str, regional: &str| {
        let formats = formats_of(tag, regional, "en-US", Some("UTC"));
        let (language, _) = Language::new(Source { formats, ..source_of(tag, &["count = { $n } { $at }"]) });
        let args = [("n", 12_345_usize.into()), ("at", MOMENT.into())];
        let text = with_language(language, |tr| tr.with("count", args));
        text.replace(['\u{2068}', '\u{2069}'], "")
    };
    assert!(shown("es-ES", "es-ES").starts_with("12.345 28 feb 2026"), "{}", shown("es-ES", "es-ES"));
    assert!(shown("es-ES", "es-MX").starts_with("12,345 28 feb 2026"), "{}", shown("es-ES", "es-MX"));
    // Swiss apostrophes are curly in some browsers and straight in others.
    assert!(
        shown("it-IT", "it-CH").replace('\'', "’").starts_with("12’345 28 feb 2026"),
        "{}",
        shown("it-IT", "it-CH")
    );
}

#[track_caller]
fn check_order(tag: &str, names: &[&str], expected: &[u32]) {
    let (language, _) = Language::new(source_of(tag, &[""]));
    let names = names.iter().map(|it| (*it).to_owned()).collect();
    assert_eq!(with_language(language, |tr| tr.order(names)), expected, "{tag}");
}

#[wasm_bindgen_test]
fn names_are_sorted_as_the_language_sorts_them() {
    let names = ["Zona 10", "Nube", "Ñandú", "árbol", "Zona", "Ábaco"];
    check_order("es-ES", &names, &[5, 3, 1, 2, 4, 0]);
    check_order("it-IT", &names, &[5, 3, 2, 1, 4, 0]);
    // What reads the same keeps its order.
    check_order("en-US", &["same"; 12], &(0..12).collect::<Vec<_>>());
    // What follows the least character decides only between equals.
    check_order("en-US", &["a\u{FFFE}z", "a b", "a\u{FFFE}", "a\u{FFFE}1"], &[2, 3, 0, 1]);
}

#[wasm_bindgen_test]
async fn a_text_that_is_not_in_the_language_shown_says_so() {
    let partial = |texts: &[&str]| Language::new(source_of("pt-BR", texts)).0;
    let english = "account-heading = Account\nsuspend-button = Suspend\n    .aria-label = Suspend { $subscription }\n";
    let (hand_out, handed) = std::sync::mpsc::channel();
    let first = partial(&["account-heading = Conta", english]);
    let stage = Stage::show(move || {
        let tr = Tr::new(first);
        hand_out.send(tr).unwrap();
        let label = move || Some(tr.with("suspend-button.aria-label", [("subscription", "E3".into())]));
        el("div")
            .push(
                el("h2").attr("class", "title").msg_attr("data-label", tr, "suspend-button").msg(tr, "account-heading"),
            )
            .push(button(tr, "suspend-button").live_attr("aria-label", label))
            .push(el("nav").named(tr, "suspend-button").push(el("p").msg(tr, "account-heading")))
            .push(el("ol").lines(
                || el("li"),
                move |say| {
                    ["account-heading", "suspend-button"].iter().for_each(|it| say(&|| tr.now(it)));
                },
            ))
    });
    let lang = |selector: &str| stage.find(selector).get_attribute("lang");
    assert_eq!(stage.text(), "ContaSuspendSuspendContaContaSuspend");
    assert_eq!((lang("h2"), lang("button").as_deref()), (None, Some("en-US")));
    // What names a region is not the language of what is in it.
    assert_eq!((lang("nav"), lang("nav span").as_deref()), (None, Some("en-US")));
    assert_eq!((lang("li"), lang("li:last-child").as_deref()), (None, Some("en-US")));

    let whole = "account-heading = Conta\nsuspend-button = Suspender\n    .aria-label = Suspender { $subscription }\n";
    handed.recv().unwrap().switch_to(partial(&[whole]));
    settle().await;
    assert_eq!(stage.text(), "ContaSuspenderSuspenderContaContaSuspender");
    assert_eq!((lang("h2"), lang("button"), lang("nav span"), lang("li:last-child")), (None, None, None, None));
}

#[wasm_bindgen_test]
fn the_host_pages_words_come_first_and_are_checked() {
    let texts = ["heading = Conta", "heading = Account\nlabel = Enter { $name }"];
    let overrides = ["heading = Cliente", "label = Type { $name }\nheading = Customer { $n }"];
    let overrides = overrides.iter().map(|it| (*it).to_owned()).collect();
    let (language, faults) = Language::new(Source { overrides, ..source_of("pt-BR", &texts) });
    assert_eq!(faults.iter().map(|it| it.what.as_str()).collect::<Vec<_>>(), ["heading: $n is not given"]);
    let (heading, label) = with_language(language, |tr| (tr.now("heading"), tr.with("label", [("name", "X".into())])));
    assert_eq!(heading, "Cliente");
    assert_eq!(label, "Type \u{2068}X\u{2069}");
}

#[wasm_bindgen_test]
fn what_is_put_into_a_text_keeps_its_own_direction() {
    let text = with_texts("es-ES", None, |tr| tr.with("remove-dialog-name-label", [("customer", Arg::from("Añil"))]));
    assert_eq!(text, "Escriba \u{2068}Añil\u{2069} para confirmar");
}

#[wasm_bindgen_test]
fn a_text_that_is_missing_shows_its_id() {
    assert_eq!(with_texts("es-ES", None, |tr| tr.now("no-such-text")), "no-such-text");
}

#[wasm_bindgen_test]
async fn switching_changes_texts_and_attributes_in_place() {
    let (hand_out, handed) = std::sync::mpsc::channel();
    let stage = Stage::show(move || {
        let tr = Tr::new(language("es-ES", None));
        hand_out.send(tr).unwrap();
        let name = move || tr.with("account-status-blocked", [("count", 1_usize.into())]);
        let switched = button(tr, "account-remove-button").msg_attr("aria-label", tr, "common-main-region.aria-label");
        el("div").push(switched).push(el("p").live_text(name))
    });
    let tr = handed.recv().unwrap();
    let (control, text) = (stage.find("button"), stage.find("p").first_child().unwrap());
    assert_eq!(control.text_content().unwrap(), "Quitar relación de revendedor");
    assert_eq!(control.get_attribute("aria-label").as_deref(), Some("Baja del cliente"));
    control.focus().unwrap();

    tr.switch_to(language("it-IT", None));
    settle().await;
    assert_eq!(control.text_content().unwrap(), "Rimuovi relazione come rivenditore");
    assert_eq!(control.get_attribute("aria-label").as_deref(), Some("Chiusura del rapporto con il cliente"));
    assert!(text.text_content().unwrap().contains("elemento"));
    assert!(stage.find("button").is_same_node(Some(&control)));
    assert!(stage.find("p").first_child().unwrap().is_same_node(Some(&text)));
    let focused = web_sys::window().unwrap().document().unwrap().active_element().unwrap();
    assert!(focused.is_same_node(Some(&control)));
    assert_eq!(untrack(|| tr.tag()), "it-IT");
}

/// What is built together is written together, and ends with what it was built for.
#[wasm_bindgen_test]
async fn words_of_rows_follow_the_language_whenever_they_were_built() {
    let (hand_out, handed) = std::sync::mpsc::channel();
    let keys = RwSignal::new(vec!["a"]);
    let is_clear = RwSignal::new(true);
    let stage = Stage::show(move || {
        let tr = Tr::new(language("es-ES", None));
        hand_out.send(tr).unwrap();
        let all = move || keys.get().into_iter().map(|it| (it.to_owned(), true)).collect();
        let row = move |_| table_row().push(cell(tr, "subs-column-name").msg(tr, "subs-status-active"));
        let live =
            move || if is_clear.get() { number_cell(tr, "subs-column-licenses", Some(12_345)) } else { el("td") };
        el("table").push(el("tbody").list(all, row)).push(el("tr").live(live))
    });
    let tr = handed.recv().unwrap();
    keys.set(vec!["b", "a"]);
    settle().await;
    assert_eq!(stage.text(), "ActivaActiva12.345");

    tr.switch_to(language("en-US", None));
    settle().await;
    assert_eq!(stage.text(), "ActiveActive12,345");
    assert_eq!(stage.find("table > tr td").get_attribute("data-label").as_deref(), Some("Licenses"));

    is_clear.set(false);
    keys.set(vec!["b"]);
    settle().await;
    tr.switch_to(language("it-IT", None));
    settle().await;
    assert_eq!(stage.text(), "Attiva");
}

#[wasm_bindgen_test]
fn a_copy_is_an_element_of_its_own() {
    let stage = Stage::show(move || {
        let tr = Tr::new(language("en-US", None));
        let badges = [("active", "subs-status-active"), ("suspended", "subs-status-suspended")];
        el("p").push(badges.map(|(status, words)| badge(tr, status, words)).to_vec())
    });
    assert_eq!(stage.text(), "ActiveSuspended");
    assert_eq!(stage.find("p").child_element_count(), 2);
    assert!(stage.try_find("[data-status='active'].badge[part='badge']").is_some());
    assert!(stage.try_find("[data-status='suspended'].badge[part='badge']").is_some());
}
