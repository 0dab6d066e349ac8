use std::fs;
use std::path::Path;

use fluent::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::*;

/// As English, Spanish and Italian count below a million.
pub(in crate::i18n) struct Plain;

impl Formats for Plain {
    fn plural(&self, number: usize, _: bool) -> String {
        if number == 1 { "one".to_owned() } else { "other".to_owned() }
    }

    fn written(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Number(number) => number.to_string(),
            Arg::DateTime(_) | Arg::AnyOf(_) | Arg::AllOf(_) => "what Intl writes".to_owned(),
        }
    }
}

/// Every message and attribute reads as `FluentBundle` writes it.
#[track_caller]
fn check(tag: &str, source: &str, args: &Args<'_>) -> usize {
    let ours = Catalog::new(vec![Texts::new(source.to_owned(), false)]);
    let language: LanguageIdentifier = tag.parse().unwrap();
    let mut bundle = FluentBundle::new(vec![language]);
    bundle.add_resource_overriding(FluentResource::try_new(source.to_owned()).unwrap_or_else(|(it, _)| it));
    let mut count = 0;
    for entry in &ours.0[0].entries {
        let Entry::Message(message) = entry else { continue };
        let attributes = message.attributes.iter().map(|it| Some(it.id.name.as_ref()));
        for attribute in message.value.iter().map(|_| None).chain(attributes) {
            let id = message.id.name.as_ref();
            let expected = expected(&bundle, id, attribute, args);
            let id = attribute.map_or_else(|| id.to_owned(), |it| format!("{id}.{it}"));
            assert_eq!(ours.write(&id, args, &Plain).map(|it| it.0), expected, "{tag} {id}");
            count += 1;
        }
    }
    count
}

fn expected(
    bundle: &FluentBundle<FluentResource>,
    id: &str,
    attribute: Option<&str>,
    args: &Args<'_>,
) -> Option<String> {
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let value = |arg: &Arg| match arg {
        Arg::Text(text) => FluentValue::from(text.clone()),
        Arg::Number(number) => FluentValue::from(*number),
        Arg::DateTime(_) | Arg::AnyOf(_) | Arg::AllOf(_) => FluentValue::from(Plain.written(arg)),
    };
    let args: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, value(arg))).collect();
    Some(bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
}

#[test]
fn every_text_of_every_language_reads_as_fluent_writes_it() {
    for tag in ["en-US", "es-ES", "it-IT"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(tag);
        let slices = fs::read_dir(folder).unwrap().map(|it| fs::read_to_string(it.unwrap().path()).unwrap());
        let source: String = slices.collect();
        let names = source.split("{ $").skip(1).filter_map(|it| it.split(' ').next());
        let texts: Vec<_> = names.filter(|it| *it != "count").map(|it| (it, Arg::Text(format!("«{it}»")))).collect();
        for count in [0, 1, 2, 1_000] {
            let args = [&texts[..], &[("count", Arg::Number(count))]].concat();
            assert!(check(tag, &source, &args) > 300);
        }
        check(tag, &source, &[]);
    }
}

#[test]
fn whatever_the_syntax_allows_reads_as_fluent_writes_it() {
    let source = r#"
-brand = Contoso
    .gender = feminine
-of = { $case ->
    [genitive] of { $thing }
   *[nominative] { $thing }
}
plain = A text
several = { $name } and { $count }
only = { $name }
escaped = { "\u00E1 \\ { \" " }
literal = { 5 } and { "x" }
inner = { { $name } }
term = { -brand } is ours
term-with = { -of(case: "genitive", thing: "it") } { -of } { -of(case: "accusative", thing: "it") }
by-term = { -brand.gender ->
    [feminine] she
   *[other] it
}
by-number = { $count ->
    [0] none
    [one] one
    [7] seven
   *[other] { $count } of them
}
by-text = { $name ->
    [Ada] her
   *[other] them
}
by-literal = { 1 ->
    [one] one
   *[other] other
}
by-nothing = { $unknown ->
    [one] one
   *[other] other { $name }
}
message = { plain }. { attributed.title } { attributed }
attributed =
    .title = Title { $name }
unknown = { $nobody } { nothing } { nothing.here } { -nobody } { NUMBER($count) }
circle = { round }
round = { circle }
twice = First
twice = Second { $name }
broken { = no
"#;
    for count in [0, 1, 2, 7] {
        assert_eq!(check("en", source, &[("name", Arg::Text("Ada".to_owned())), ("count", Arg::Number(count))]), 19);
    }
}

#[test]
fn what_is_not_there_is_none() {
    let texts = Catalog::new(vec![Texts::new("a = A\n-term = T\nonly =\n    .title = B\n".to_owned(), false)]);
    for id in ["b", "-term", "term", "a.title", "only", "only.text", "only.title.x", ""] {
        assert_eq!(texts.write(id, &[], &Plain), None, "{id:?}");
    }
    assert_eq!(texts.write("only.title", &[], &Plain), Some(("B".to_owned(), false)));
}

/// One and many where Portuguese counts, singular and plural where English does.
struct TwoLanguages;

impl Formats for TwoLanguages {
    fn plural(&self, _: usize, is_fallback: bool) -> String {
        if is_fallback { "english".to_owned() } else { "portuguese".to_owned() }
    }

    fn written(&self, _: &Arg) -> String {
        "2".to_owned()
    }
}

#[test]
fn what_one_language_lacks_the_next_one_has_and_counts_its_own_way() {
    let own = "heading = Conta\n-name = Centro\nlabel = { -name } { untranslated }\nbutton = Remover\n";
    let fallback = "heading = Account\nbutton = Remove\n    .title = Remove it\n-name = Center\ncount = { $n ->
    [english] { -name }: { $n } items
    [portuguese] wrong
   *[other] wrong
}\nuntranslated = { $n ->\n    [english] in English\n   *[other] wrong\n}\n";
    let sources = vec![Texts::new(own.to_owned(), false), Texts::new(fallback.to_owned(), true)];
    let catalog = Catalog::new(sources);
    for (id, text, is_fallback) in [
        ("heading", "Conta", false),
        ("button", "Remover", false),
        ("button.title", "Remove it", true),
        ("count", "Centro: \u{2068}2\u{2069} items", true),
        ("label", "Centro in English", false),
    ] {
        let written = catalog.write(id, &[("n", Arg::Number(2))], &TwoLanguages);
        assert_eq!(written, Some((text.to_owned(), is_fallback)), "{id}");
    }
}
