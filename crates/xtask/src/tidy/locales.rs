//! The languages against each other: the same files, ids, attributes and variables, each id once.

use std::collections::BTreeSet;

use super::Finding;
use super::catalog::{Locale, Text};

/// The language that every text is written in first.
pub const FIRST: &str = "en-US";

/// Compares every language with the first, and each with itself.
pub fn check(locales: &[Locale]) -> Vec<Finding> {
    let Some(first) = locales.iter().find(|it| it.tag == FIRST) else {
        return vec![Finding::new(format!("locales/{FIRST}"), 1, "the first language is missing")];
    };
    let others = locales.iter().filter(|it| it.tag != FIRST);
    let mut findings: Vec<Finding> = others.flat_map(|it| compare(first, it)).collect();
    findings.extend(locales.iter().flat_map(repeated));
    findings.extend(locales.iter().flat_map(dangling));
    findings.extend(undocumented(first));
    findings
}

fn compare(first: &Locale, other: &Locale) -> Vec<Finding> {
    let missing_files = first.files.difference(&other.files).map(|it| missing_file(other, it));
    let extra_files = other.files.difference(&first.files).map(|it| missing_file(first, it));
    let missing = first.texts.iter().filter(|it| other.text(&it.id).is_none()).map(|it| {
        let what = format!("`{}` is missing, {} has it", it.id, first.tag);
        Finding::new(other.path(&it.file), 1, what)
    });
    let extra = other.texts.iter().filter(|it| first.text(&it.id).is_none());
    let extra = extra.map(|it| finding(other, it, format!("`{}` is not in {}", it.id, first.tag)));
    let pairs = other.texts.iter().filter_map(|it| Some((first.text(&it.id)?, it)));
    let differing = pairs.flat_map(|(wanted, text)| compare_texts(first, wanted, other, text));
    missing_files.chain(extra_files).chain(missing).chain(extra).chain(differing).collect()
}

fn missing_file(locale: &Locale, file: &str) -> Finding {
    Finding::new(locale.path(file), 1, "this file is missing, another language has it")
}

fn compare_texts(first: &Locale, wanted: &Text, other: &Locale, text: &Text) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |what: String| findings.push(finding(other, text, what));
    if wanted.file != text.file {
        find(format!("`{}` is in {} of {}", text.id, wanted.file, first.tag));
    }
    let parts: BTreeSet<&String> = wanted.parts.keys().chain(text.parts.keys()).collect();
    for part in parts {
        let name = named(&text.id, part);
        match (wanted.parts.get(part), text.parts.get(part)) {
            (Some(_), None) => find(format!("`{name}` is missing, {} has it", first.tag)),
            (None, Some(_)) => find(format!("`{name}` is not in {}", first.tag)),
            // A term's variables are the language's own: its case or form.
            (Some(expected), Some(found)) if expected != found && !text.id.starts_with('-') => {
                find(format!("`{name}` has {}, in {} {}", list(found), first.tag, list(expected)));
            }
            _ => {}
        }
    }
    findings
}

fn repeated(locale: &Locale) -> Vec<Finding> {
    let is_first = |n: usize, text: &Text| locale.texts[..n].iter().all(|it| it.id != text.id);
    let again = locale.texts.iter().enumerate().filter(|(n, text)| !is_first(*n, text));
    again.map(|(_, text)| finding(locale, text, format!("`{}` is there twice", text.id))).collect()
}

fn dangling(locale: &Locale) -> Vec<Finding> {
    let exists = |name: &str| {
        let (id, part) = name.split_once('.').unwrap_or((name, ""));
        locale.text(id).is_some_and(|it| it.parts.contains_key(part))
    };
    let of_text = |text: &Text| -> Vec<Finding> {
        let unknown = text.references.iter().filter(|it| !exists(it));
        unknown.map(|it| finding(locale, text, format!("`{}` refers to `{it}`, which is not there", text.id))).collect()
    };
    locale.texts.iter().flat_map(of_text).collect()
}

fn undocumented(first: &Locale) -> Vec<Finding> {
    let of_text = |text: &Text| -> Vec<Finding> {
        let variables: BTreeSet<&String> = text.parts.values().flatten().collect();
        let silent = variables.into_iter().filter(|it| !text.documented.contains(*it));
        silent.map(|it| finding(first, text, format!("the comment of `{}` does not explain ${it}", text.id))).collect()
    };
    first.texts.iter().flat_map(of_text).collect()
}

fn finding(locale: &Locale, text: &Text, what: String) -> Finding {
    Finding::new(locale.path(&text.file), text.line, what)
}

fn named(id: &str, part: &str) -> String {
    if part.is_empty() { id.to_owned() } else { format!("{id}.{part}") }
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
        let mut locale = Locale { tag: tag.to_owned(), files: BTreeSet::new(), texts: Vec::new() };
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
    fn a_reference_to_nothing_is_found() {
        let referring = CLEAN.replace("One", "{ -brand }");
        check_translation(
            &[("list.ftl", &referring)],
            &["locales/it-IT/list.ftl:2: `list-label` refers to `-brand`, which is not there"],
        );
    }

    #[test]
    fn a_variable_without_an_explanation_is_found() {
        let (first, _) = locale(FIRST, &[("list.ftl", "# $counter - items\nlist-label = { $count }\n")]);
        let found: Vec<String> = check(&[first]).iter().map(Finding::to_string).collect();
        assert_eq!(found, ["locales/en-US/list.ftl:2: the comment of `list-label` does not explain $count"]);
    }

    #[test]
    fn a_missing_first_language_is_found() {
        let (other, _) = locale("it-IT", &[("list.ftl", CLEAN)]);
        assert_eq!(check(&[other])[0].file, "locales/en-US");
    }
}
