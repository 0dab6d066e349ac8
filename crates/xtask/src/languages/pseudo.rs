//! Languages that nobody speaks, made from English: they show what is cut, glued together, or not translated at all.
//!
//! Only text changes. What a message takes and how it chooses stays, so that it is used as any other.

use std::collections::BTreeMap;

use fluent_pseudo::transform;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, Variant};

use crate::post_build::locales::Languages;

/// As the style of the texts allows a translation to grow: labels up to this length more than whole sentences.
const LABEL: usize = 20;
const GROWTH_OF_LABELS: f64 = 2.6;
const GROWTH_OF_SENTENCES: f64 = 1.8;

/// From here on every character runs from right to left.
const RIGHT_TO_LEFT: char = '\u{202e}';
const AS_BEFORE: char = '\u{202c}';

/// How a language differs from English.
#[derive(Clone, Copy)]
enum Pseudo {
    /// Accented, and longer.
    Accented,
    /// Upside down, from right to left.
    Mirrored,
}

/// Both, by tag. Browsers know `XA` and `XB` for this.
pub fn languages(english: &Resource<String>) -> Languages {
    let all = [("en-XA", Pseudo::Accented), ("ar-XB", Pseudo::Mirrored)];
    all.into_iter().map(|(tag, pseudo)| (tag.to_owned(), pseudo.language(english))).collect::<BTreeMap<_, _>>()
}

impl Pseudo {
    fn language(self, english: &Resource<String>) -> Resource<String> {
        let mut texts = english.clone();
        texts.body.iter_mut().flat_map(patterns).for_each(|it| self.pattern(it));
        texts
    }

    /// Between brackets, so that an end that is cut off is missed, and two texts in a row are seen to be two.
    fn pattern(self, pattern: &mut Pattern<String>) {
        for element in &mut pattern.elements {
            if let PatternElement::Placeable { expression: Expression::Select { variants, .. } } = element {
                variants.iter_mut().for_each(|Variant { value, .. }| self.pattern(value));
            }
        }
        let english: String = texts(pattern).collect();
        if english.trim().is_empty() {
            return;
        }
        for element in &mut pattern.elements {
            if let PatternElement::TextElement { value } = element {
                *value = self.text(value);
            }
        }
        if let Self::Accented = self {
            let missing = length_allowed(&english).saturating_sub(texts(pattern).map(|it| it.chars().count()).sum());
            let more = filling(&self.text(&english), missing);
            pattern.elements.push(PatternElement::TextElement { value: more });
        }
        pattern.elements.insert(0, literal("["));
        pattern.elements.push(literal("]"));
    }

    fn text(self, english: &str) -> String {
        match self {
            Self::Accented => transform(english, false, true).into_owned(),
            Self::Mirrored => format!("{RIGHT_TO_LEFT}{}{AS_BEFORE}", transform(english, true, false)),
        }
    }
}

/// The value, if there is one, and the attributes.
fn patterns(entry: &mut Entry<String>) -> Vec<&mut Pattern<String>> {
    let (value, attributes) = match entry {
        Entry::Message(it) => (it.value.as_mut(), &mut it.attributes),
        Entry::Term(it) => (Some(&mut it.value), &mut it.attributes),
        Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => return vec![],
    };
    value.into_iter().chain(attributes.iter_mut().map(|it| &mut it.value)).collect()
}

/// The texts of a pattern, without those of its variants.
fn texts(pattern: &Pattern<String>) -> impl Iterator<Item = &str> {
    pattern.elements.iter().filter_map(|it| match it {
        PatternElement::TextElement { value } => Some(value.as_str()),
        PatternElement::Placeable { .. } => None,
    })
}

/// How long a translation of this text may be.
fn length_allowed(english: &str) -> usize {
    let length = english.chars().count();
    let growth = if length <= LABEL { GROWTH_OF_LABELS } else { GROWTH_OF_SENTENCES };
    (length as f64 * growth).ceil() as usize
}

/// At least so many characters more: the text's own words, over again.
fn filling(text: &str, length: usize) -> String {
    let mut filling = String::new();
    for word in text.split_whitespace().cycle() {
        if filling.chars().count() >= length {
            break;
        }
        filling.push(' ');
        filling.push_str(word);
    }
    filling
}

/// As a placeable: a line of text may not start with a bracket.
fn literal(value: &str) -> PatternElement<String> {
    let literal = InlineExpression::StringLiteral { value: value.to_owned() };
    PatternElement::Placeable { expression: Expression::Inline(literal) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::post_build::locales::{self, SOURCE};
    use crate::root;
    use fluent_syntax::{parser, serializer};

    fn english() -> Resource<String> {
        locales::read(&root().join("locales")).unwrap().remove(SOURCE).unwrap()
    }

    /// As the browser reads it.
    fn published(texts: &Resource<String>) -> Resource<String> {
        parser::parse(serializer::serialize(texts)).unwrap_or_else(|(_, errors)| panic!("{errors:?}"))
    }

    /// Takes every text out, and gives it.
    fn strip(pattern: &mut Pattern<String>) -> Vec<String> {
        let mut stripped = Vec::new();
        pattern.elements.retain_mut(|it| match it {
            PatternElement::TextElement { value } => {
                stripped.push(std::mem::take(value));
                false
            }
            PatternElement::Placeable { expression: Expression::Inline(InlineExpression::StringLiteral { value }) } => {
                assert!(["[", "]"].contains(&value.as_str()), "{value}");
                false
            }
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                stripped.extend(variants.iter_mut().flat_map(|it| strip(&mut it.value)));
                true
            }
            PatternElement::Placeable { .. } => true,
        });
        stripped
    }

    fn strip_all(texts: &mut Resource<String>) -> Vec<String> {
        texts.body.iter_mut().flat_map(patterns).flat_map(strip).collect()
    }

    #[test]
    fn every_message_keeps_all_but_its_texts_and_every_text_changes() {
        for (tag, texts) in languages(&english()) {
            let (mut english, mut texts) = (english(), published(&texts));
            let is_changed: fn(&str) -> bool = match tag.as_str() {
                "en-XA" => |it| !it.contains(|it: char| it.is_ascii_alphabetic() && !"aeiouAEIOU".contains(it)),
                _ => |it| it.starts_with(RIGHT_TO_LEFT) && it.ends_with(AS_BEFORE),
            };
            let changed = strip_all(&mut texts);
            assert!(changed.len() >= strip_all(&mut english).len());
            let unchanged: Vec<_> = changed.iter().filter(|it| !is_changed(it)).collect();
            assert!(unchanged.is_empty(), "{tag}: {unchanged:?}");
            assert_eq!(texts, english, "{tag}");
        }
    }

    #[test]
    fn a_text_is_as_long_as_a_translation_may_be() {
        let (mut english, mut accented) = (english(), Pseudo::Accented.language(&english()));
        let accented = accented.body.iter_mut().flat_map(patterns);
        for (english, accented) in english.body.iter_mut().flat_map(patterns).zip(accented) {
            let length = |of: &Pattern<String>| texts(of).map(|it| it.chars().count()).sum::<usize>();
            let (is, was) = (length(accented), texts(english).collect::<String>());
            assert!(was.trim().is_empty() || is >= length_allowed(&was), "{was:?} is {is} long");
        }
        assert_eq!((length_allowed("Retry"), length_allowed("A text that is no label")), (13, 42));
    }

    #[track_caller]
    fn check(pseudo: Pseudo, english: &str, expected: &str) {
        let english = parser::parse(english.to_owned()).unwrap();
        assert_eq!(serializer::serialize(&pseudo.language(&english)), expected);
    }

    #[test]
    fn text_is_between_brackets_and_what_only_chooses_is_not() {
        check(Pseudo::Accented, "a = Retry\n", "a = { \"[\" }Řeeŧřẏ Řeeŧřẏ{ \"]\" }\n");
        check(Pseudo::Accented, "a = { $date }\n", "a = { $date }\n");
        check(
            Pseudo::Mirrored,
            "-brand = Azure\na =\n    { $n ->\n        [one] Open { $n }\n       *[other] { -brand }\n    }\n",
            "-brand = { \"[\" }\u{202e}∀znɹǝ\u{202c}{ \"]\" }\na =\n    { $n ->\n        [one] { \"[\" }\u{202e}Odǝu \u{202c}{ $n }{ \"]\" }\n       *[other] { -brand }\n    }\n",
        );
    }
}
