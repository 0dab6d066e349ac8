//! Every text, formatted as the widget does it, with what its comment promises.

use anyhow::{Context, Result, anyhow};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use fluent_syntax::ast::Pattern;

use super::Finding;
use super::catalog::{FIRST, Locale, Part, Text};
use super::comments::{self, NUMBER};

/// Numbers that languages tell apart; then the categories themselves.
///
/// A category as a word chooses its variant directly, and reaches the ones that the rules of Fluent for Rust are too
/// old to choose: *many* in Spanish and Italian.
const NUMBERS: [f64; 6] = [0.0, 1.0, 2.0, 21.0, 1_000.0, 1_000_000.0];
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// Companies' names end with the dot of their legal form: nothing may add one.
const COMPANY: &str = "Contoso S.r.l.";

/// Formats every text of every language.
pub fn check(locales: &[Locale]) -> Result<Vec<Finding>> {
    let Some(first) = locales.iter().find(|it| it.tag == FIRST) else { return Ok(Vec::new()) };
    let mut findings = Vec::new();
    for locale in locales {
        let bundle = bundle(locale)?;
        for (text, part) in locale.messages() {
            let arguments = arguments(first.text(&text.id).unwrap_or(text));
            let errors = arguments.iter().filter_map(|it| format(&bundle, part, it));
            findings.extend(errors.map(|it| locale.finding(text, it)));
        }
    }
    findings.dedup();
    Ok(findings)
}

type Bundle = FluentBundle<FluentResource>;

fn bundle(locale: &Locale) -> Result<Bundle> {
    let tag = locale.tag.parse().with_context(|| format!("{} is not a language tag", locale.tag))?;
    let mut bundle = FluentBundle::new(vec![tag]);
    for source in locale.files.values() {
        // What does not parse, or is there twice, is found where the files are compared.
        let resource = FluentResource::try_new(source.clone()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    Ok(bundle)
}

/// What the code hands over, as the first language explains it, once for each number.
fn arguments(text: &Text) -> Vec<FluentArgs<'static>> {
    let explained = comments::explained(text);
    let numbers = NUMBERS.into_iter().map(FluentValue::from).chain(CATEGORIES.into_iter().map(FluentValue::from));
    let with = |number: FluentValue<'static>| {
        let value = |name: &str, kind: &str| match (name, kind) {
            (_, NUMBER) => number.clone(),
            ("customer", _) => FluentValue::from(COMPANY),
            _ => FluentValue::from("Contoso"),
        };
        explained.iter().map(|(name, kind)| (name.clone(), value(name, kind))).collect()
    };
    numbers.map(with).collect()
}

/// What goes wrong with these arguments.
fn format(bundle: &Bundle, part: &Part, arguments: &FluentArgs<'_>) -> Option<String> {
    let mut errors = Vec::new();
    let text = pattern(bundle, part).map(|it| bundle.format_pattern(it, Some(arguments), &mut errors));
    let error = match text {
        _ if !errors.is_empty() => anyhow!("{}", errors[0]),
        Some(text) if without_marks(&text).contains("..") => {
            return Some(format!("`{}` puts a full stop after {COMPANY}", part.name));
        }
        Some(text) if !text.trim().is_empty() => return None,
        _ => anyhow!("nothing to show"),
    };
    Some(format!("`{}` cannot be formatted: {error}", part.name))
}

/// Variables are set apart by marks that nobody sees.
fn without_marks(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

fn pattern<'a>(bundle: &'a Bundle, part: &Part) -> Option<&'a Pattern<&'a str>> {
    let (id, attribute) = part.name.split_once('.').unwrap_or((&part.name, ""));
    let message = bundle.get_message(id)?;
    if attribute.is_empty() { message.value() } else { message.get_attribute(attribute).map(|it| it.value()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMENT: &str = "# Variables:\n#   $count (Number) - items\n#   $name (String) - whose they are\n";

    #[track_caller]
    fn check_text(text: &str, expected: &[&str]) {
        let source = |text: &str| format!("-brand = B\n{COMMENT}list-label = {text}\n");
        let locales = [Locale::of(FIRST, &source("Label")), Locale::of("es-ES", &source(text))];
        let found: Vec<String> = check(&locales).unwrap().into_iter().map(|it| it.what).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_the_comment_explains_can_be_formatted() {
        check_text(
            "{ $count ->\n    [one] { $name }\n   *[other] { $count } { -brand }\n }\n    .title = { $name }",
            &[],
        );
    }

    #[test]
    fn a_variable_that_no_code_hands_over_is_found() {
        check_text("{ $other }", &["`list-label` cannot be formatted: Resolver error: Unknown variable: $other"]);
        check_text(
            "Label\n    .title = { $other }",
            &["`list-label.title` cannot be formatted: Resolver error: Unknown variable: $other"],
        );
    }

    #[test]
    fn an_error_in_a_variant_that_only_a_million_reaches_is_found() {
        check_text(
            "{ $count ->\n    [many] { -brands }\n   *[other] Label\n }",
            &["`list-label` cannot be formatted: Resolver error: Unknown term: -brands"],
        );
        check_text(
            "{ $count ->\n    [1000000] { -brands }\n   *[other] Label\n }",
            &["`list-label` cannot be formatted: Resolver error: Unknown term: -brands"],
        );
    }

    #[test]
    fn a_text_that_shows_nothing_is_found() {
        check_text(
            "{ $count ->\n    [one] { \"\" }\n   *[other] { $count }\n }",
            &["`list-label` cannot be formatted: nothing to show"],
        );
    }

    #[test]
    fn a_full_stop_after_a_company_that_ends_with_one_is_found() {
        let source = |text: &str| format!("# Variables:\n#   $customer (String) - whose\nremove-label = {text}\n");
        let locale = Locale::of(FIRST, &source("Removed: { $customer }."));
        let found: Vec<String> = check(&[locale]).unwrap().into_iter().map(|it| it.what).collect();
        assert_eq!(found, ["`remove-label` puts a full stop after Contoso S.r.l."]);
        assert!(check(&[Locale::of(FIRST, &source("{ $customer } was removed…"))]).unwrap().is_empty());
    }

    #[test]
    fn a_function_that_the_widget_does_not_have_is_found() {
        check_text(
            "{ NUMBER($count) }",
            &["`list-label` cannot be formatted: Resolver error: Unknown function: NUMBER()"],
        );
    }
}
