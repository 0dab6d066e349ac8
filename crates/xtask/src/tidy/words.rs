//! Words and constructions that the style page forbids, and the mistranslations that it was written after.
//!
//! The lists are next door, a file a language; what holds everywhere is here.

mod english;
mod italian;
#[cfg(test)]
mod planted;
mod spanish;

use std::borrow::Cow;
use std::collections::BTreeSet;

use anyhow::{Context, Result};
use regex::Regex;

use super::Finding;
use super::catalog::{FIRST, Locale, Part, Text};

/// Something that a text may not say.
struct Rule {
    /// What is found, in a wording: placeables read `{ $ }` and `{ -partner-center }`.
    pattern: &'static str,
    /// Where it is right after all; the rest of the text still counts.
    except: Option<&'static str>,
    /// Why not, or what to say instead.
    why: &'static str,
}

const fn no(pattern: &'static str, why: &'static str) -> Rule {
    Rule { pattern, except: None, why }
}

const fn only(except: &'static str, pattern: &'static str, why: &'static str) -> Rule {
    Rule { pattern, except: Some(except), why }
}

/// In every language.
const EVERYWHERE: &[Rule] = &[
    no("[!¡]", "nothing here is worth an exclamation mark"),
    no("'", "write the apostrophe ’"),
    no("\"", "write curly quotes, or none"),
    no(r"\.\.+", "write the ellipsis …"),
    no(r"\p{L}\((s|es|i|e|a|as|os)\)", "plural forms belong to the message"),
    no(r"</?[A-Za-z][^>]*>|&[a-z]+;", "texts have no markup"),
    no(r"’\s*\{", "a word is not elided before a placeable: nobody knows how it starts"),
    no(" [.,;:?]|  ", "a space too many"),
];

/// Looks at every text of every language.
pub fn check(locales: &[Locale]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let variable = Regex::new(r"\{ \$[^}]*\}")?;
    for locale in locales {
        let rules = rules(locale)?;
        for (text, part) in locale.texts.iter().flat_map(Text::with_parts) {
            // A variable's name is English in every language.
            let wordings: BTreeSet<String> =
                part.wordings().iter().map(|it| variable.replace_all(it, "{ $$ }").into_owned()).collect();
            let wrong = wordings.iter().flat_map(|wording| rules.iter().filter_map(|it| it.check(wording)));
            let wrong: BTreeSet<String> = wrong.collect();
            findings.extend(wrong.iter().map(|it| locale.finding(text, format!("`{}` says {it}", part.name))));
        }
    }
    findings.extend(digits(locales)?);
    Ok(findings)
}

/// A rule, ready for use.
struct Search {
    pattern: Regex,
    except: Option<Regex>,
    why: &'static str,
}

fn rules(locale: &Locale) -> Result<Vec<Search>> {
    let of_language: &[Rule] = match locale.language() {
        "en" => english::RULES,
        "es" => spanish::RULES,
        "it" => italian::RULES,
        _ => &[],
    };
    EVERYWHERE.iter().chain(of_language).map(Search::new).collect()
}

impl Search {
    fn new(rule: &Rule) -> Result<Self> {
        let regex = |it: &str| Regex::new(it).with_context(|| format!("{it} is not a pattern"));
        Ok(Self { pattern: regex(rule.pattern)?, except: rule.except.map(regex).transpose()?, why: rule.why })
    }

    fn check(&self, wording: &str) -> Option<String> {
        let rest = self.except.as_ref().map_or(Cow::Borrowed(wording), |it| it.replace_all(wording, "•"));
        let found = self.pattern.find(&rest)?;
        Some(format!("“{}”: {}", found.as_str().trim(), self.why))
    }
}

/// Numbers come from the code. What the first language spells belongs to a name, as in *Microsoft 365*.
fn digits(locales: &[Locale]) -> Result<Vec<Finding>> {
    let Some(first) = locales.iter().find(|it| it.tag == FIRST) else { return Ok(Vec::new()) };
    let (number, placeable) = (Regex::new(r"\d+")?, Regex::new(r"\{[^}]*\}")?);
    let of = |part: &Part| -> BTreeSet<String> {
        let text = part.wordings().join("\n");
        number.find_iter(&placeable.replace_all(&text, "")).map(|it| it.as_str().to_owned()).collect()
    };
    let mut findings = Vec::new();
    for locale in locales.iter().filter(|it| it.tag != FIRST) {
        for (text, part) in locale.messages() {
            let known = first.part(&part.name).map(of).unwrap_or_default();
            let new = of(part).into_iter().filter(|it| !known.contains(it));
            findings
                .extend(new.map(|it| locale.finding(text, format!("`{}` says “{it}”, {FIRST} does not", part.name))));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::planted::{check_right, check_wrong};
    use super::*;

    #[test]
    fn what_no_language_may_say_is_found() {
        let texts = [
            "Done!",
            "¡Listo!",
            "It can't be undone",
            "Say \"yes\"",
            "Loading...",
            "{ $count } subscription(s)",
            "<b>Remove</b>",
            "Terms &amp; conditions",
            "l’{ $item }",
            "dell’ { -brand }",
            "Name : { $name }",
            "Two  spaces",
        ];
        for tag in [FIRST, "es-ES", "it-IT", "fr-FR"] {
            check_wrong(tag, EVERYWHERE, &texts);
        }
        check_right("fr-FR", &["Nom\u{a0}: { $customer }", "L’élément { $item }…"]);
    }

    #[test]
    fn a_number_that_the_first_language_does_not_spell_is_found() {
        let source = |text: &str| format!("# $a1\nlist-label = {text}\n");
        let pair = |first: &str, other: &str| {
            let found = check(&[Locale::of(FIRST, &source(first)), Locale::of("it-IT", &source(other))]).unwrap();
            found.into_iter().map(|it| it.what).collect::<Vec<_>>()
        };
        assert_eq!(pair("Within { $a1 } days", "Tra { $a1 } giorni, o 7"), ["`list-label` says “7”, en-US does not"]);
        assert_eq!(pair("Microsoft 365", "Microsoft 365 { $a1 }"), Vec::<String>::new());
    }
}
