//! Texts against code: every id in the code exists, every text is used, every error code has its words.

use std::collections::BTreeSet;

use anyhow::Result;
use offboarding_domain::api::Code;
use regex::Regex;

use super::Finding;
use super::catalog::{FIRST, Locale, Part, Text};
use super::patterns;
use super::sources::Source;

/// Where an id has to be: in `t!` or `id!`, in a call of the translator, or handed on together with it; in a sentence.
const MARKED: &str = r#"(?:\b(?:t|id)!\(|\bsentence\(|\.(?:text|now|with)\(|\btr,)\s*"([a-z0-9-]+(?:\.[a-z-]+)?)""#;

/// Where an id may be: any literal that reads like one, since functions pass them on.
const LITERAL: &str = r#""([a-z0-9-]+(?:\.[a-z-]+)?)""#;

/// Compares with the first language; the others have the same ids.
pub fn check<'a>(sources: impl Iterator<Item = &'a Source> + Clone, locales: &[Locale]) -> Result<Vec<Finding>> {
    let Some(first) = locales.iter().find(|it| it.tag == FIRST) else { return Ok(Vec::new()) };
    let (marked, literal) = (Regex::new(MARKED)?, Regex::new(LITERAL)?);
    let errors = error_texts();
    let mut findings: Vec<Finding> = errors.iter().filter(|it| !has(first, it)).map(|it| silent(first, it)).collect();
    for source in sources.clone() {
        let unknown = source.matches(&marked).filter(|(_, found)| !has(first, &found[1]));
        findings.extend(
            unknown.map(|(line, found)| Finding::new(&source.path, line, format!("`{}` is not in {FIRST}", &found[1]))),
        );
    }
    let in_code = sources.flat_map(|it| it.matches(&literal)).map(|(_, found)| found[1].to_owned());
    let uses = first.texts.iter().flat_map(|it| &it.parts).map(|it| patterns::uses(&it.pattern));
    let in_texts = uses.flat_map(|it| it.messages.into_iter().chain(it.terms));
    let used: BTreeSet<String> = errors.into_iter().chain(in_code).chain(in_texts).collect();
    findings.extend(first.texts.iter().flat_map(|it| unused(first, it, &used)));
    Ok(findings)
}

/// `error-…` for each code of the contract: chosen by what happened, never written out in the code.
fn error_texts() -> BTreeSet<String> {
    Code::KNOWN.iter().map(|it| format!("error-{}", it.replace('/', "-"))).collect()
}

fn has(first: &Locale, name: &str) -> bool {
    first.part(name).is_some()
}

fn silent(first: &Locale, id: &str) -> Finding {
    Finding::new(first.path("errors.ftl"), 1, format!("`{id}` is missing, the contract has its code"))
}

fn unused(first: &Locale, text: &Text, used: &BTreeSet<String>) -> Vec<Finding> {
    let dead = text.parts.iter().filter(|it| !used.contains(&it.name));
    dead.map(|Part { name, .. }| first.finding(text, format!("`{name}` is not used"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_code(code: &str, texts: &str, expected: &[&str]) {
        let mut first = Locale::new(FIRST);
        let errors: String = error_texts().iter().map(|it| format!("{it} = Words\n")).collect();
        first.add("errors.ftl", &errors);
        first.add("list.ftl", texts);
        let found = check([Source::new("src/list.rs", code)].iter(), &[first]).unwrap();
        assert_eq!(found.iter().map(Finding::to_string).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn ids_in_code_and_texts_that_agree_are_clean() {
        let code = "t!(\n    \"list-label\", count);\nmsg(\n    tr,\n\"list-label.title\"); empty(\"list-hint\")";
        check_code(code, "-brand = B\nlist-label = { -brand }\n    .title = T\nlist-hint = H\n", &[]);
    }

    #[test]
    fn an_id_that_does_not_exist_is_found() {
        for call in ["id!(", "t!(", "tr.text(", "session.tr.with(", "sentence(", "el(\"p\").msg(tr, "] {
            let code = format!("\n{call}\"list-lable\")");
            check_code(&code, "", &["src/list.rs:2: `list-lable` is not in en-US"]);
        }
    }

    #[test]
    fn an_attribute_or_value_that_does_not_exist_is_found() {
        let texts = "list-label = L\nlist-input =\n    .title = T\n";
        check_code(
            "t!(\"list-label\"); t!(\"list-label.title\"); t!(\"list-input.title\"); t!(\"list-input\")",
            texts,
            &["src/list.rs:1: `list-label.title` is not in en-US", "src/list.rs:1: `list-input` is not in en-US"],
        );
    }

    #[test]
    fn a_text_that_only_a_comment_mentions_is_not_used() {
        let texts = "\nlist-label = L\n";
        check_code("// t!(\"list-label\")", texts, &["locales/en-US/list.ftl:2: `list-label` is not used"]);
    }

    #[test]
    fn a_code_without_words_is_found() {
        let first = Locale::new(FIRST);
        let found = check([].iter(), &[first]).unwrap();
        assert_eq!(found.len(), Code::KNOWN.len());
        assert!(found.iter().any(|it| it.what.contains("`error-state-blocked` is missing")), "{found:?}");
    }
}
