//! Texts that are wrong on purpose, and some that only look wrong.

use super::super::catalog::Locale;
use super::{Rule, Search, check};

/// What is found in each of these texts.
fn found(tag: &str, texts: &[&str]) -> Vec<Vec<String>> {
    let source: Vec<String> = texts.iter().enumerate().map(|(n, it)| format!("list-label{n} = {it}\n")).collect();
    let found = check(&[Locale::of(tag, &source.concat())]).unwrap();
    let of = |n: usize| found.iter().filter(move |it| it.line == n + 1).map(|it| it.what.clone());
    (0..texts.len()).map(|n| of(n).collect()).collect()
}

/// Each text is wrong, and every rule of the list finds one of them.
#[track_caller]
pub fn check_wrong(tag: &str, rules: &[Rule], texts: &[&str]) {
    let found = found(tag, texts);
    for (text, found) in texts.iter().zip(&found) {
        assert!(!found.is_empty(), "{tag}: nothing is found in “{text}”");
    }
    for rule in rules {
        let rule = Search::new(rule).unwrap();
        assert!(texts.iter().any(|it| rule.check(it).is_some()), "{tag}: no text breaks “{}”", rule.pattern);
    }
}

/// Nothing is found in these texts.
#[track_caller]
pub fn check_right(tag: &str, texts: &[&str]) {
    assert_eq!(found(tag, texts).concat(), Vec::<String>::new(), "{tag}");
}
