//! How ids look: the last thing that people see where every text is missing, and what code is searched for.

use anyhow::Result;
use regex::Regex;

use super::Finding;
use super::catalog::{FIRST, Locale, Text};

/// Lower case and hyphens; a digit tells a new meaning from an old one.
const KEBAB: &str = r"^-?[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z]+(-[a-z]+)*)?$";

/// Shorter ones do not say from place to role.
const SHORTEST: usize = 9;

/// Looks at the first language; the others have the same ids.
pub fn check(locales: &[Locale]) -> Result<Vec<Finding>> {
    let kebab = Regex::new(KEBAB)?;
    let first = locales.iter().filter(|it| it.tag == FIRST);
    Ok(first.flat_map(|it| it.texts.iter().flat_map(|text| check_text(it, text, &kebab))).collect())
}

fn check_text(first: &Locale, text: &Text, kebab: &Regex) -> Vec<Finding> {
    let odd = text.parts.iter().filter(|it| !kebab.is_match(&it.name));
    let odd = odd.map(|it| format!("`{}` is not lower case with hyphens", it.name));
    let is_short = !text.is_term() && text.id.len() < SHORTEST;
    let short = is_short.then(|| format!("`{}` is too short to say from place to role", text.id));
    odd.chain(short).map(|it| first.finding(text, it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_id(source: &str, expected: &[&str]) {
        let found = check(&[Locale::of(FIRST, source)]).unwrap();
        assert_eq!(found.iter().map(|it| it.what.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn ids_from_place_to_role_are_clean() {
        check_id("-brand = B\nlist-label = L\nlist-note2 = N\n    .aria-label = A\n", &[]);
    }

    #[test]
    fn another_case_and_other_signs_are_found() {
        check_id("listLabel = L\n", &["`listLabel` is not lower case with hyphens"]);
        check_id("list_label = L\n", &["`list_label` is not lower case with hyphens"]);
        check_id("list--label = L\n", &["`list--label` is not lower case with hyphens"]);
        check_id("list-label = L\n    .ariaLabel = A\n", &["`list-label.ariaLabel` is not lower case with hyphens"]);
    }

    #[test]
    fn an_id_that_says_too_little_is_found() {
        check_id("list-one = L\n", &["`list-one` is too short to say from place to role"]);
    }
}
