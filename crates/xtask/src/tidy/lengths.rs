//! Room for a translation: what a layout that was made with English in mind still takes in.

use super::Finding;
use super::catalog::{FIRST, Locale, Part};

/// Up to this many characters, a text is a label, which other languages may need much more room for.
const LABEL: usize = 20;

/// Tenths of the first language's length that a label may have, and every other text.
const LABEL_TENTHS: usize = 26;
const TEXT_TENTHS: usize = 18;

/// Fits wherever a label does: below it, *Copy* would leave no room for an honest word.
const ALWAYS: usize = 12;

/// Texts that have to be longer, with the reason.
const LONGER: &[(&str, &str, &str)] = &[
    ("it-IT", "subs-type-trial", "«Versione di valutazione»: Partner Center’s own label"),
    ("it-IT", "subs-type-addon", "«Componente aggiuntivo»: Partner Center’s own label"),
];

/// Compares every language with the first.
pub fn check(locales: &[Locale]) -> Vec<Finding> {
    let Some(first) = locales.iter().find(|it| it.tag == FIRST) else { return Vec::new() };
    locales.iter().filter(|it| it.tag != FIRST).flat_map(|it| compare(first, it)).collect()
}

fn compare(first: &Locale, other: &Locale) -> Vec<Finding> {
    let too_long = |part: &Part| {
        let original = longest(first, first.part(&part.name)?);
        let (length, budget) = (longest(other, part), budget(original));
        let is_excused = LONGER.iter().any(|(tag, name, _)| *tag == other.tag && *name == part.name);
        let what = || format!("`{}` has {length} characters, {original} in {FIRST} leave room for {budget}", part.name);
        (length > budget && !is_excused).then(what)
    };
    other.messages().filter_map(|(text, part)| Some(other.finding(text, too_long(part)?))).collect()
}

fn budget(original: usize) -> usize {
    let tenths = if original <= LABEL { LABEL_TENTHS } else { TEXT_TENTHS };
    ALWAYS.max((original * tenths).div_ceil(10))
}

/// The characters of the longest wording, with its names and without its variables.
fn longest(locale: &Locale, part: &Part) -> usize {
    part.wordings().iter().map(|it| visible(locale, it).chars().count()).max().unwrap_or_default()
}

fn visible(locale: &Locale, wording: &str) -> String {
    let mut pieces = wording.split("{ ");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once(" }").unwrap_or(("", piece));
        let value = locale.part(name).and_then(|it| it.wordings().into_iter().next());
        text.push_str(&value.unwrap_or_default());
        text.push_str(rest);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_length(original: &str, translation: &str, expected: &[&str]) {
        let first = Locale::of(FIRST, &format!("-brand = Partner Center\nlist-label = {original}\n"));
        let other = Locale::of("it-IT", &format!("-brand = Centro per i partner\nlist-label = {translation}\n"));
        let found: Vec<String> = check(&[first, other]).into_iter().map(|it| it.what).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_label_may_grow_to_two_and_a_half_times() {
        check_length("Show it now", &"a".repeat(29), &[]);
        check_length(
            "Show it now",
            &"a".repeat(30),
            &["`list-label` has 30 characters, 11 in en-US leave room for 29"],
        );
    }

    #[test]
    fn a_longer_text_may_grow_to_less_than_twice() {
        let original = "b".repeat(30);
        check_length(&original, &"à".repeat(54), &[]);
        check_length(&original, &"a".repeat(55), &["`list-label` has 55 characters, 30 in en-US leave room for 54"]);
    }

    #[test]
    fn the_shortest_labels_leave_room_for_a_word() {
        check_length("Add", "Aggiungi qui", &[]);
        check_length("Add", "Aggiungi lì sopra", &["`list-label` has 17 characters, 3 in en-US leave room for 12"]);
    }

    #[test]
    fn names_count_and_variables_do_not() {
        check_length("Open { -brand }", "Apri il { -brand }", &[]);
        check_length("Add { $customer }", "Aggiungi { $customer }", &[]);
        check_length("Add", "{ -brand }", &["`list-label` has 20 characters, 3 in en-US leave room for 12"]);
    }

    #[test]
    fn the_longest_variant_counts() {
        check_length(
            "Add",
            "{ $n ->\n    [one] Uno\n   *[other] Molti elementi\n }",
            &["`list-label` has 14 characters, 3 in en-US leave room for 12"],
        );
    }
}
