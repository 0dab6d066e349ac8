//! Plural forms: those that a language has according to the CLDR, all of them and no other.
//!
//! Only numbers choose a wording. A status or a role is a message of its own: it agrees with its noun.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use fluent_syntax::ast::{InlineExpression, Variant, VariantKey};
use icu_locale_core::Locale as Tag;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use regex::Regex;

use super::Finding;
use super::catalog::{FIRST, Locale, Part, Text};
use super::comments::{self, NUMBER};
use super::patterns::{Select, selects, wordings};

/// The categories, in the order in which the CLDR names them.
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// What stands between a round million and its noun: «1.000.000 de días», «1.000.000 di giorni».
const AFTER_MILLIONS: [(&str, &str); 2] = [("es", "de"), ("it", "di")];

/// Looks at every choice in every message; a term's choices are its language's own.
pub fn check(locales: &[Locale]) -> Result<Vec<Finding>> {
    let numbers = numbers(locales);
    let mut findings = Vec::new();
    for locale in locales {
        let forms = Forms::of(locale)?;
        for (text, part) in locale.messages() {
            let is_number = |it: &str| numbers.get(&text.id).is_some_and(|numbers| numbers.contains(it));
            let wrong = selects(&part.pattern).into_iter().flat_map(|it| forms.check(part, &it, is_number));
            findings.extend(wrong.map(|it| locale.finding(text, it)));
        }
    }
    Ok(findings)
}

/// The variables of each message that the first language explains as numbers.
fn numbers(locales: &[Locale]) -> BTreeMap<String, BTreeSet<String>> {
    let texts = locales.iter().filter(|it| it.tag == FIRST).flat_map(|it| &it.texts);
    let numbers = |text: &Text| {
        comments::explained(text).into_iter().filter(|(_, kind)| kind == NUMBER).map(|(name, _)| name).collect()
    };
    texts.map(|it| (it.id.clone(), numbers(it))).collect()
}

/// What a language asks of a choice by number.
struct Forms<'a> {
    tag: &'a str,
    categories: Vec<&'static str>,
    after_millions: Option<&'static str>,
}

impl<'a> Forms<'a> {
    fn of(locale: &'a Locale) -> Result<Self> {
        let tag: Tag = locale.tag.parse().with_context(|| format!("{} is not a language tag", locale.tag))?;
        let rules = PluralRules::try_new(tag.into(), PluralRulesOptions::default())?;
        let existing: Vec<PluralCategory> = rules.categories().collect();
        let exists =
            |it: &&str| PluralCategory::get_for_cldr_string(it).is_some_and(|category| existing.contains(&category));
        let after_millions = AFTER_MILLIONS.iter().find(|(language, _)| *language == locale.language());
        Ok(Self {
            tag: &locale.tag,
            categories: CATEGORIES.into_iter().filter(exists).collect(),
            after_millions: after_millions.map(|(_, word)| *word),
        })
    }

    fn check(&self, part: &Part, select: &Select<'_>, is_number: impl Fn(&str) -> bool) -> Vec<String> {
        let name = &part.name;
        match select.selector {
            InlineExpression::VariableReference { id } if is_number(&id.name) || is_plural(select) => {
                let wrong = self.categories(select).into_iter().chain(self.wordings(select, &id.name));
                wrong.map(|it| format!("`{name}`, by ${}: {it}", id.name)).collect()
            }
            InlineExpression::VariableReference { id } => {
                vec![format!("`{name}` chooses by ${}, which is not a number: write a message for each", id.name)]
            }
            _ => vec![format!("`{name}` chooses by something that is not a variable")],
        }
    }

    fn categories(&self, select: &Select<'_>) -> Vec<String> {
        let names: Vec<&str> = select.variants.iter().filter_map(category).collect();
        let tag = self.tag;
        let missing = self.categories.iter().filter(|it| !names.contains(it));
        let missing = missing.map(|it| format!("[{it}] is missing, {tag} has it"));
        let extra = names.iter().filter(|it| !self.categories.contains(it));
        let extra = extra.map(|it| format!("[{it}] is not a plural form of {tag}"));
        let repeated = names.iter().enumerate().filter(|(n, it)| names[..*n].contains(it));
        let repeated = repeated.map(|(_, it)| format!("[{it}] is there twice"));
        let default = select.variants.iter().find(|it| it.default).filter(|it| category(it) != Some("other"));
        missing
            .chain(extra)
            .chain(repeated)
            .chain(default.map(|_| "the default has to be *[other]".to_owned()))
            .collect()
    }

    /// *Other* has to stand alone: Fluent for Rust falls back to it where its rules are older than the CLDR.
    fn wordings(&self, select: &Select<'_>, variable: &str) -> Vec<String> {
        let number = format!("{{ ${variable} }}");
        let shows = |variant: &Variant<String>| wordings(&variant.value).iter().any(|it| it.contains(&number));
        let is_shown = select.variants.iter().any(shows);
        let of_many = |it: &&Variant<String>| matches!(category(it), Some("many" | "other"));
        let silent = select.variants.iter().filter(of_many).filter(|it| is_shown && !shows(it));
        let silent = silent.filter_map(category).map(|it| format!("[{it}] has to show the number"));
        silent.chain(self.after_millions(select, &number)).collect()
    }

    fn after_millions(&self, select: &Select<'_>, number: &str) -> Option<String> {
        let word = self.after_millions?;
        let of =
            |name: &str| select.variants.iter().find(|it| category(it) == Some(name)).map(|it| wordings(&it.value));
        let noun = Regex::new(&format!(r"{} \p{{L}}", regex::escape(number))).ok()?;
        let linked = format!("{number} {word} ");
        let (many, other) = (of("many")?, of("other")?);
        let is_wrong = other.iter().any(|it| noun.is_match(it)) && !many.iter().all(|it| it.contains(&linked));
        is_wrong.then(|| format!("[many] has to say “{linked}…”"))
    }
}

fn is_plural(select: &Select<'_>) -> bool {
    select.variants.iter().filter_map(category).any(|it| CATEGORIES.contains(&it) && it != "other")
}

/// The name of a variant; exact numbers have none.
fn category(variant: &Variant<String>) -> Option<&str> {
    match &variant.key {
        VariantKey::Identifier { name } => Some(name),
        VariantKey::NumberLiteral { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMENT: &str = "# Variables:\n#   $count (Number) - items\n#   $status (String) - theirs\n";

    /// The findings of a choice in a language, where `$count` is a number and `$status` is none.
    #[track_caller]
    fn check_variants(tag: &str, selector: &str, variants: &str, expected: &[&str]) {
        let source = format!("{COMMENT}list-label = {{ {selector} ->\n{variants}\n }}\n");
        let others = (tag != FIRST).then(|| Locale::of(FIRST, &format!("{COMMENT}list-label = Label\n")));
        let locales: Vec<Locale> = others.into_iter().chain([Locale::of(tag, &source)]).collect();
        let found: Vec<String> = check(&locales).unwrap().into_iter().map(|it| it.what).collect();
        assert_eq!(found, expected, "{tag}: {variants}");
    }

    const EN: &str = "[one] { $count } day\n *[other] { $count } days";
    const ES: &str = "[one] { $count } día\n[many] { $count } de días\n *[other] { $count } días";
    const IT: &str = "[one] { $count } giorno\n[many] { $count } di giorni\n *[other] { $count } giorni";

    #[test]
    fn the_forms_of_the_cldr_are_clean() {
        check_variants("en-US", "$count", EN, &[]);
        check_variants("es-ES", "$count", ES, &[]);
        check_variants("it-IT", "$count", IT, &[]);
        check_variants("ja-JP", "$count", "*[other] { $count }日", &[]);
        check_variants("pl-PL", "$count", "[one] 1\n[few] 2\n[many] 5\n *[other] 1,5", &[]);
    }

    #[test]
    fn an_exact_number_is_clean_beside_them() {
        check_variants("en-US", "$count", &format!("[0] No days\n{EN}"), &[]);
        check_variants(
            "en-US",
            "$count",
            "[0] No days\n *[other] { $count } days",
            &["`list-label`, by $count: [one] is missing, en-US has it"],
        );
    }

    #[test]
    fn a_form_that_is_missing_is_found() {
        for tag in ["es-ES", "it-IT"] {
            let expected = format!("`list-label`, by $count: [many] is missing, {tag} has it");
            check_variants(tag, "$count", EN, &[&expected]);
        }
        check_variants(
            "de-DE",
            "$count",
            "*[other] { $count } Tage",
            &["`list-label`, by $count: [one] is missing, de-DE has it"],
        );
    }

    #[test]
    fn a_form_that_the_language_does_not_have_is_found() {
        let expected = "`list-label`, by $count: [many] is not a plural form of en-US";
        check_variants("en-US", "$count", &format!("[many] {{ $count }} days\n{EN}"), &[expected]);
        let expected = "`list-label`, by $count: [ones] is not a plural form of en-US";
        check_variants("en-US", "$count", &format!("[ones] Day\n{EN}"), &[expected]);
    }

    #[test]
    fn a_form_that_is_there_twice_is_found() {
        let expected = "`list-label`, by $count: [one] is there twice";
        check_variants("en-US", "$count", &format!("[one] Day\n{EN}"), &[expected]);
    }

    #[test]
    fn another_default_than_other_is_found() {
        let expected = "`list-label`, by $count: the default has to be *[other]";
        check_variants("en-US", "$count", "*[one] { $count } day\n[other] { $count } days", &[expected]);
    }

    #[test]
    fn forms_by_a_variable_that_nobody_explains_are_checked_too() {
        check_variants(
            "it-IT",
            "$items",
            "[one] Uno\n *[other] Altri",
            &["`list-label`, by $items: [many] is missing, it-IT has it"],
        );
    }

    #[test]
    fn a_choice_by_anything_but_a_number_is_found() {
        check_variants(
            "en-US",
            "$status",
            "[active] Active\n *[other] Other",
            &["`list-label` chooses by $status, which is not a number: write a message for each"],
        );
        check_variants("en-US", "NUMBER($count)", EN, &["`list-label` chooses by something that is not a variable"]);
    }

    #[test]
    fn other_without_its_number_is_found() {
        let expected = "`list-label`, by $count: [other] has to show the number";
        check_variants("en-US", "$count", "[one] { $count } day\n *[other] Days", &[expected]);
        check_variants("en-US", "$count", "[one] This day\n *[other] These days", &[]);
        check_variants("en-US", "$count", "[one] One day\n *[other] { $count } days", &[]);
    }

    #[test]
    fn a_million_without_its_preposition_is_found() {
        let expected = "`list-label`, by $count: [many] has to say “{ $count } de …”";
        check_variants("es-ES", "$count", &ES.replace(" de ", " "), &[expected]);
        let expected = "`list-label`, by $count: [many] has to say “{ $count } di …”";
        check_variants("it-IT", "$count", &IT.replace(" di ", " de "), &[expected]);
    }

    #[test]
    fn a_million_that_no_noun_follows_needs_none() {
        check_variants(
            "es-ES",
            "$count",
            "[one] Día: { $count }\n[many] Días: { $count }\n *[other] Días: { $count }",
            &[],
        );
    }
}
