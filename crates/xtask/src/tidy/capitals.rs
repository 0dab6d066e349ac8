//! Sentence case: only the first word of a text has a capital, and names.

use super::Finding;
use super::catalog::{Locale, Part, Text};

/// What has its capitals wherever it stands. Words in capitals alone are abbreviations and need no entry.
const NAMES: &[&str] = &[
    "Appunti",
    "Azure Portal",
    "Azure",
    "Cloud Solution Provider",
    "Contrato de cliente de Microsoft",
    "Contratto del cliente Microsoft",
    "Marketplace",
    "Microsoft Customer Agreement",
    "Microsoft Partner Agreement",
    "Contratto Microsoft Partner",
    "Microsoft",
];

/// Words that a text without a full stop and no longer than this is a label of.
const LABEL_WORDS: usize = 4;

/// Languages that write every noun with a capital.
const CAPITAL_NOUNS: [&str; 2] = ["de", "lb"];

/// Ends the id of what is listed within a sentence, and starts as it would there.
const INLINE: &str = "-inline";

/// What stands for a name or a variable: a word without letters.
const NAMELESS: &str = "•";

/// Looks at every message of every language; terms are names.
pub fn check(locales: &[Locale]) -> Vec<Finding> {
    let relevant = locales.iter().filter(|it| !CAPITAL_NOUNS.contains(&it.language()));
    relevant.flat_map(of_locale).collect()
}

fn of_locale(locale: &Locale) -> Vec<Finding> {
    let labels: Vec<String> = locale.texts.iter().filter_map(|it| it.part(&it.id)).flat_map(Part::wordings).collect();
    let wrong = |(text, part): (&Text, &Part)| -> Vec<Finding> {
        let is_inline = text.id.ends_with(INLINE);
        let wrong = part.wordings().into_iter().flat_map(|it| wrong(&without_names(&it), &labels, is_inline));
        wrong.map(|it| locale.finding(text, format!("`{}`: {it}", part.name))).collect()
    };
    locale.messages().flat_map(wrong).collect()
}

fn without_names(wording: &str) -> String {
    let mut pieces = wording.split("{ ");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text.push_str(NAMELESS);
        text.push_str(piece.split_once(" }").map_or("", |(_, rest)| rest));
    }
    NAMES.iter().fold(text, |text, name| text.replace(name, NAMELESS))
}

fn wrong(wording: &str, labels: &[String], is_inline: bool) -> Vec<String> {
    let words: Vec<&str> =
        wording.split_whitespace().map(|it| it.trim_start_matches(|it| "¿¡“«(".contains(it))).collect();
    let is_label = words.len() <= LABEL_WORDS && !wording.ends_with('.');
    let starts = |n: usize| n == 0 || words[n - 1].ends_with(['.', '?', '!', '…']);
    let is_quoted = |n: usize| !is_label && labels.iter().any(|it| begins_with(&words[n..].join(" "), it));
    let capital = (0..words.len()).filter(|n| is_capitalized(words[*n]) && !starts(*n) && !is_quoted(*n));
    let capital = capital.map(|n| format!("“{}” has a capital although it is neither first nor a name", words[n]));
    let first = words.first().filter(|it| it.starts_with(char::is_lowercase) && !is_inline);
    capital.chain(first.map(|it| format!("“{it}” comes first and has no capital"))).collect()
}

fn is_capitalized(word: &str) -> bool {
    // English says I, and I’ve.
    let word = word.split('’').next().unwrap_or_default();
    word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
}

/// Whether prose goes on with the name of a label, which keeps its capital.
fn begins_with(prose: &str, label: &str) -> bool {
    let rest = prose.strip_prefix(label).filter(|_| !label.is_empty());
    rest.is_some_and(|it| !it.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_text(text: &str, expected: &[&str]) {
        let locale = Locale::of("en-US", &format!("other-label = Active subscriptions\nlist-label = {text}\n"));
        let found: Vec<String> = check(&[locale]).into_iter().map(|it| it.what).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_capital_in_the_middle_of_a_label_is_found() {
        check_text("Customer Name", &["`list-label`: “Name” has a capital although it is neither first nor a name"]);
        check_text(
            "{ $count } Customers",
            &["`list-label`: “Customers” has a capital although it is neither first nor a name"],
        );
        check_text(
            "Show Active subscriptions",
            &["`list-label`: “Active” has a capital although it is neither first nor a name"],
        );
    }

    #[test]
    fn a_capital_in_the_middle_of_a_sentence_is_found() {
        check_text(
            "Now the Relationship can be removed.",
            &["`list-label`: “Relationship” has a capital although it is neither first nor a name"],
        );
    }

    #[test]
    fn first_words_names_and_abbreviations_keep_their_capitals() {
        for text in [
            "Customer name",
            "¿Quitar la relación?",
            "Copy Microsoft ID",
            "The Azure portal has GDAP. Open it now. “Really”?",
            "{ $item }: show in its list",
            "Now I agree, and I’ve read it.",
            "Listed under Active subscriptions.",
        ] {
            check_text(text, &[]);
        }
    }

    #[test]
    fn a_text_that_starts_without_a_capital_is_found() {
        check_text("customer name", &["`list-label`: “customer” comes first and has no capital"]);
        let inline = Locale::of("en-US", "role-name-inline = sales agent");
        assert_eq!(check(&[inline]), []);
    }

    #[test]
    fn nouns_keep_their_capital_where_the_language_has_it_so() {
        assert_eq!(check(&[Locale::of("de-DE", "list-label = Name des Kunden")]), []);
    }
}
