//! The languages against each other: the same files, ids, attributes and variables, each id once.

use std::collections::BTreeSet;

use super::Finding;
use super::catalog::{FIRST, Locale, Text};
use super::patterns;

/// Compares every language with the first, and each with itself.
pub fn check(locales: &[Locale]) -> Vec<Finding> {
    let Some(first) = locales.iter().find(|it| it.tag == FIRST) else {
        return vec![Finding::new(format!("locales/{FIRST}"), 1, "the first language is missing")];
    };
    let others = locales.iter().filter(|it| it.tag != FIRST);
    let mut findings: Vec<Finding> = others.flat_map(|it| compare(first, it)).collect();
    findings.extend(locales.iter().flat_map(repeated));
    findings.extend(locales.iter().flat_map(dangling));
    findings
}

fn compare(first: &Locale, other: &Locale) -> Vec<Finding> {
    let missing_files =
        first.files.keys().filter(|it| !other.files.contains_key(*it)).map(|it| missing_file(other, it));
    let extra_files = other.files.keys().filter(|it| !first.files.contains_key(*it)).map(|it| missing_file(first, it));
    let missing = first.texts.iter().filter(|it| other.text(&it.id).is_none()).map(|it| {
        let what = format!("`{}` is missing, {} has it", it.id, first.tag);
        Finding::new(other.path(&it.file), 1, what)
    });
    let extra = other.texts.iter().filter(|it| first.text(&it.id).is_none());
    let extra = extra.map(|it| other.finding(it, format!("`{}` is not in {}", it.id, first.tag)));
    let pairs = other.texts.iter().filter_map(|it| Some((first.text(&it.id)?, it)));
    let differing = pairs.flat_map(|(wanted, text)| compare_texts(first, wanted, other, text));
    missing_files.chain(extra_files).chain(missing).chain(extra).chain(differing).collect()
}

fn missing_file(locale: &Locale, file: &str) -> Finding {
    Finding::new(locale.path(file), 1, "this file is missing, another language has it")
}

fn compare_texts(first: &Locale, wanted: &Text, other: &Locale, text: &Text) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |what: String| findings.push(other.finding(text, what));
    if wanted.file != text.file {
        find(format!("`{}` is in {} of {}", text.id, wanted.file, first.tag));
    }
    let names: BTreeSet<&String> = wanted.parts.iter().chain(&text.parts).map(|it| &it.name).collect();
    for name in names {
        match (wanted.part(name), text.part(name)) {
            (Some(_), None) => find(format!("`{name}` is missing, {} has it", first.tag)),
            (None, Some(_)) => find(format!("`{name}` is not in {}", first.tag)),
            // A term's variables are the language's own: its case or form.
            (Some(expected), Some(found)) if expected.variables() != found.variables() && !text.is_term() => {
                let (found, expected) = (list(&found.variables()), list(&expected.variables()));
                find(format!("`{name}` has {found}, in {} {expected}", first.tag));
            }
            _ => {}
        }
    }
    findings
}

fn repeated(locale: &Locale) -> Vec<Finding> {
    let texts = again(&locale.texts, |it| &it.id).map(|it| (it, &it.id));
    let parts = locale.texts.iter().flat_map(|text| again(&text.parts, |it| &it.name).map(move |it| (text, &it.name)));
    texts.chain(parts).map(|(text, name)| locale.finding(text, format!("`{name}` is there twice"))).collect()
}

/// Those whose name an earlier one has.
fn again<T>(all: &[T], name: impl Fn(&T) -> &String) -> impl Iterator<Item = &T> {
    let is_repeated = move |n: usize| all[..n].iter().any(|it| name(it) == name(&all[n]));
    all.iter().enumerate().filter(move |(n, _)| is_repeated(*n)).map(|(_, it)| it)
}

fn dangling(locale: &Locale) -> Vec<Finding> {
    let of_text = |text: &Text| -> Vec<Finding> {
        let uses = text.parts.iter().map(|it| patterns::uses(&it.pattern));
        let references: BTreeSet<String> = uses.flat_map(|it| it.messages.into_iter().chain(it.terms)).collect();
        let unknown = references.iter().filter(|it| locale.part(it).is_none());
        unknown.map(|it| locale.finding(text, format!("`{}` refers to `{it}`, which is not there", text.id))).collect()
    };
    locale.texts.iter().flat_map(of_text).collect()
}

fn list(variables: &BTreeSet<String>) -> String {
    if variables.is_empty() {
        return "no variable".to_owned();
    }
    variables.iter().map(|it| format!("${it}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLEAN: &str = "# $count (Number) - items\nlist-label = { $count ->\n    [one] One\n   *[other] { $count }\n }\n    .title = List\n";

    fn locale(tag: &str, files: &[(&str, &str)]) -> (Locale, Vec<Finding>) {
        let mut locale = Locale::new(tag);
        let junk = files.iter().flat_map(|(file, source)| locale.add(file, source)).collect();
        (locale, junk)
    }

    /// The findings of a translation beside a clean first language.
    #[track_caller]
    fn check_translation(files: &[(&str, &str)], expected: &[&str]) {
        let (first, _) = locale(FIRST, &[("list.ftl", CLEAN)]);
        let (other, mut found) = locale("it-IT", files);
        found.extend(check(&[first, other]));
        let found: Vec<String> = found.iter().map(Finding::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_faithful_translation_is_clean() {
        check_translation(&[("list.ftl", CLEAN)], &[]);
    }

    #[test]
    fn junk_is_found_with_its_line() {
        let (_, found) = locale("it-IT", &[("list.ftl", "fine = Sì\nbroken { = No\n")]);
        assert!(found[0].to_string().starts_with("locales/it-IT/list.ftl:2: not Fluent"), "{found:?}");
    }

    #[test]
    fn a_file_under_another_name_is_found() {
        check_translation(
            &[("lists.ftl", CLEAN)],
            &[
                "locales/it-IT/list.ftl:1: this file is missing, another language has it",
                "locales/en-US/lists.ftl:1: this file is missing, another language has it",
                "locales/it-IT/lists.ftl:2: `list-label` is in list.ftl of en-US",
            ],
        );
    }

    #[test]
    fn a_missing_and_an_extra_id_are_found() {
        check_translation(
            &[("list.ftl", "list-labels = Uno\n")],
            &[
                "locales/it-IT/list.ftl:1: `list-label` is missing, en-US has it",
                "locales/it-IT/list.ftl:1: `list-labels` is not in en-US",
            ],
        );
    }

    #[test]
    fn another_variable_and_a_missing_attribute_are_found() {
        check_translation(
            &[("list.ftl", "\nlist-label = { $conto }\n    .label = Lista\n")],
            &[
                "locales/it-IT/list.ftl:2: `list-label` has $conto, in en-US $count",
                "locales/it-IT/list.ftl:2: `list-label.label` is not in en-US",
                "locales/it-IT/list.ftl:2: `list-label.title` is missing, en-US has it",
            ],
        );
    }

    #[test]
    fn an_id_that_is_there_twice_is_found() {
        let twice = format!("{CLEAN}{CLEAN}");
        check_translation(&[("list.ftl", &twice)], &["locales/it-IT/list.ftl:8: `list-label` is there twice"]);
    }

    #[test]
    fn an_attribute_that_is_there_twice_is_found() {
        let twice = format!("{CLEAN}    .title = Lista\n");
        check_translation(&[("list.ftl", &twice)], &["locales/it-IT/list.ftl:2: `list-label.title` is there twice"]);
    }

    #[test]
    fn a_reference_to_nothing_is_found() {
        let referring = CLEAN.replace("One", "{ -brand }");
        check_translation(
            &[("list.ftl", &referring)],
            &["locales/it-IT/list.ftl:2: `list-label` refers to `-brand`, which is not there"],
        );
    }

    #[test]
    fn a_missing_first_language_is_found() {
        let (other, _) = locale("it-IT", &[("list.ftl", CLEAN)]);
        assert_eq!(check(&[other])[0].file, "locales/en-US");
    }
}
