//! What a text tells its translators: every variable of the first language is explained, and no other.
//!
//! ```ftl
//! # Variables:
//! #   $count (Number) - active subscriptions of this customer
//! ```

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::Finding;
use super::catalog::{FIRST, Locale, Text};

/// A number chooses the plural; all others come formatted.
pub const NUMBER: &str = "Number";

const HEADING: &str = "Variables:";
const KINDS: &str = "Number|String|Date|DateTime|List";
const EXPLANATION: &str = r"^\s+\$([A-Za-z][A-Za-z0-9_-]*) \((Number|String|Date|DateTime|List)\) - \S";
const MENTION: &str = r"^\s*\$([A-Za-z][A-Za-z0-9_-]*)";

/// The variables that a text explains, with their kinds.
pub fn explained(text: &Text) -> BTreeMap<String, String> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| Regex::new(EXPLANATION).expect("the pattern is well-formed"));
    text.comment.iter().filter_map(|it| LINE.captures(it)).map(|it| (it[1].to_owned(), it[2].to_owned())).collect()
}

/// Looks at the first language; translators read its comments.
pub fn check(locales: &[Locale]) -> Vec<Finding> {
    let first = locales.iter().filter(|it| it.tag == FIRST);
    let of_locale = |first: &Locale| -> Vec<Finding> {
        let wrong = first.texts.iter().flat_map(|text| check_text(text).into_iter().map(move |it| (text, it)));
        wrong.map(|(text, it)| first.finding(text, format!("the comment of `{}` {it}", text.id))).collect()
    };
    first.flat_map(of_locale).collect()
}

fn check_text(text: &Text) -> Vec<String> {
    let (used, explained, mentioned) = (text.variables(), explained(text), mentioned(text));
    if !used.is_empty() && !text.comment.iter().any(|it| it.trim() == HEADING) {
        return vec![format!("has no line `# {HEADING}`")];
    }
    let unexplained = used.iter().filter(|it| !explained.contains_key(*it));
    let unexplained = unexplained.map(|it| format!("does not explain `${it} ({KINDS}) - what it is`"));
    let unused = mentioned.iter().filter(|it| !used.contains(*it));
    let unused = unused.map(|it| format!("explains ${it}, which is not used"));
    unexplained.chain(unused).collect()
}

fn mentioned(text: &Text) -> Vec<String> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| Regex::new(MENTION).expect("the pattern is well-formed"));
    text.comment.iter().filter_map(|it| LINE.captures(it)).map(|it| it[1].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_comment(comment: &str, expected: &[&str]) {
        let source = format!("{comment}list-label = {{ $count }}\n    .title = {{ $name }}\n");
        let found = check(&[Locale::of(FIRST, &source)]);
        assert_eq!(found.iter().map(|it| it.what.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_comment_with_a_kind_for_each_variable_is_clean() {
        check_comment(
            "# What is listed.\n# Variables:\n#   $count (Number) - items\n#   $name (String) - whose they are\n",
            &[],
        );
    }

    #[test]
    fn a_missing_comment_or_heading_is_found() {
        let expected = ["the comment of `list-label` has no line `# Variables:`"];
        check_comment("", &expected);
        check_comment("#   $count (Number) - items\n#   $name (String) - whose they are\n", &expected);
    }

    #[test]
    fn a_variable_without_a_kind_or_with_an_unknown_one_is_found() {
        check_comment(
            "# Variables:\n#   $count - items\n#   $name (Text) - whose they are\n",
            &[
                "the comment of `list-label` does not explain `$count (Number|String|Date|DateTime|List) - what it is`",
                "the comment of `list-label` does not explain `$name (Number|String|Date|DateTime|List) - what it is`",
            ],
        );
    }

    #[test]
    fn an_explained_variable_that_is_not_used_is_found() {
        check_comment(
            "# Variables:\n#   $count (Number) - items\n#   $name (String) - whose\n#   $date (Date) - when\n",
            &["the comment of `list-label` explains $date, which is not used"],
        );
    }
}
