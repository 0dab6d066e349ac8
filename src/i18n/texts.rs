//! The messages of a language: found by id, written with their variables.
//!
//! `fluent` parses; the writing is here. Its own `FluentBundle` parses and prints floating-point numbers and carries
//! plural rules, where ours are whole and the browser has the rules: 33 KB (brotli) of 180. The tests hold every
//! message against `FluentBundle`.

use std::ops::Range;
use std::str::Chars;

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser::{Slice, parse_runtime};
use offboarding_domain::Timestamp;

/// Around what is put into a text, so that its direction stays its own.
const ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// A variable of a message.
#[derive(Clone)]
pub enum Arg {
    /// A text that stays as it is.
    Text(String),
    /// A number: chooses the plural and is written as the language writes it.
    Number(usize),
    /// A moment, written with its zone.
    DateTime(Timestamp),
    /// Alternatives, joined as the language joins them.
    AnyOf(Vec<String>),
    /// All of them, joined as the language joins them.
    AllOf(Vec<String>),
}

/// How numbers, moments and lists are treated.
pub trait Formats {
    /// `one`, `many`, `other`, …: as the language shown counts, or the one that it falls back to.
    fn plural(&self, number: usize, is_fallback: bool) -> String;
    /// What stands in the text.
    fn written(&self, arg: &Arg) -> String;
}

type Args<'a> = [(&'a str, Arg)];

/// A piece of a source. What cannot be cut out is empty, where a `&str` would panic and name the text: that takes 4 KB
/// (brotli) of code and of tables of Unicode.
#[derive(Clone, PartialEq)]
pub struct Piece(String);

impl AsRef<str> for Piece {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Slice<'_> for Piece {
    fn slice(&self, range: Range<usize>) -> Self {
        Self(self.0.get(range).unwrap_or_default().to_owned())
    }

    fn trim(&mut self) {
        self.0.truncate(self.0.trim_end_matches([' ', '\r', '\n']).len());
    }
}

/// One source of Fluent: a language's own texts, or those that a host page puts over them.
pub struct Texts {
    /// Messages and terms, by `key`.
    entries: Vec<Entry<Piece>>,
    n_junk: usize,
    /// They are not in the language shown.
    is_fallback: bool,
}

impl Texts {
    /// Entries that do not parse are left out; of two with one id the later counts.
    pub fn new(source: String, is_fallback: bool) -> Self {
        let resource = parse_runtime(Piece(source)).unwrap_or_else(|(resource, _)| resource);
        let mut texts = Self { entries: Vec::new(), n_junk: 0, is_fallback };
        for entry in resource.body {
            match key(&entry).map(|key| texts.search(key)) {
                Some(Ok(found)) => texts.entries[found] = entry,
                Some(Err(place)) => texts.entries.insert(place, entry),
                None => texts.n_junk += 1,
            }
        }
        texts
    }

    /// Lets go of the entries that do not pass.
    pub fn retain(&mut self, passes: impl FnMut(&Entry<Piece>) -> bool) {
        self.entries.retain(passes);
    }

    /// How many pieces of the source are no Fluent.
    pub fn n_junk(&self) -> usize {
        self.n_junk
    }

    fn pattern(&self, key: Key<'_>, attribute: Option<&str>) -> Option<&Pattern<Piece>> {
        let entry = self.entries.get(self.search(key).ok()?)?;
        let (value, attributes) = match entry {
            Entry::Message(message) => (message.value.as_ref(), &message.attributes),
            Entry::Term(term) => (Some(&term.value), &term.attributes),
            _ => return None,
        };
        match attribute {
            Some(name) => attributes.iter().find(|it| it.id.name.as_ref() == name).map(|it| &it.value),
            None => value,
        }
    }

    fn search(&self, wanted: Key<'_>) -> Result<usize, usize> {
        self.entries.binary_search_by(|it| key(it).cmp(&Some(wanted)))
    }
}

/// The sources of one language, best first: what the first lacks, the next may have.
pub struct Catalog(Vec<Texts>);

impl Catalog {
    /// From the best source to the last resort.
    pub fn new(sources: Vec<Texts>) -> Self {
        Self(sources)
    }

    /// Puts a source before all others.
    pub fn put_first(&mut self, texts: Texts) {
        self.0.insert(0, texts);
    }

    /// The message `id`, or its attribute where the id is `message.attribute`; and whether it is a fallback.
    pub fn write(&self, id: &str, args: &Args<'_>, formats: &dyn Formats) -> Option<(String, bool)> {
        let (id, attribute) = id.split_once('.').map_or((id, None), |(id, attribute)| (id, Some(attribute)));
        let (pattern, is_fallback) = self.pattern((false, id), attribute)?;
        Some((self.write_pattern(pattern, is_fallback, args, formats), is_fallback))
    }

    /// A pattern by itself, with the references that these sources can follow.
    pub fn write_pattern<'a>(
        &'a self,
        pattern: &'a Pattern<Piece>,
        is_fallback: bool,
        args: &Args<'_>,
        formats: &'a dyn Formats,
    ) -> String {
        let mut writer = Writer { catalog: self, formats, is_fallback, open: Vec::new(), text: String::new() };
        writer.write_open((pattern, is_fallback), args);
        writer.text
    }

    /// The text of a message or term, and whether it is a fallback.
    pub fn pattern(&self, key: Key<'_>, attribute: Option<&str>) -> Option<(&Pattern<Piece>, bool)> {
        self.0.iter().find_map(|it| Some((it.pattern(key, attribute)?, it.is_fallback)))
    }
}

/// Whether it is a term, and its name.
pub type Key<'a> = (bool, &'a str);

/// Terms have names of their own.
pub fn key(entry: &Entry<Piece>) -> Option<Key<'_>> {
    match entry {
        Entry::Message(message) => Some((false, message.id.name.as_ref())),
        Entry::Term(term) => Some((true, term.id.name.as_ref())),
        _ => None,
    }
}

/// Writes one message. What cannot be written stands in braces, as translators know it from Fluent.
struct Writer<'a> {
    catalog: &'a Catalog,
    formats: &'a dyn Formats,
    /// What is being written is not in the language shown.
    is_fallback: bool,
    /// The patterns being written, from the outermost in.
    open: Vec<&'a Pattern<Piece>>,
    text: String,
}

impl<'a> Writer<'a> {
    /// Writes it unless it is being written already. Says whether it did.
    fn write_open(&mut self, (pattern, is_fallback): (&'a Pattern<Piece>, bool), args: &Args<'_>) -> bool {
        if self.open.iter().any(|it| std::ptr::eq(*it, pattern)) {
            return false;
        }
        let outer = std::mem::replace(&mut self.is_fallback, is_fallback);
        self.open.push(pattern);
        self.write_pattern(pattern, args);
        self.open.pop();
        self.is_fallback = outer;
        true
    }

    fn write_pattern(&mut self, pattern: &'a Pattern<Piece>, args: &Args<'_>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text.push_str(value.as_ref()),
                PatternElement::Placeable { expression } => {
                    let is_isolated = pattern.elements.len() > 1 && !is_ours(expression);
                    self.text.extend(is_isolated.then_some(ISOLATE));
                    self.write_expression(expression, args);
                    self.text.extend(is_isolated.then_some(POP_ISOLATE));
                }
            }
        }
    }

    fn write_expression(&mut self, expression: &'a Expression<Piece>, args: &Args<'_>) {
        let (selector, variants) = match expression {
            Expression::Inline(inline) => return self.write_inline(inline, args),
            Expression::Select { selector, variants } => (selector, variants),
        };
        let selected = self.selected(selector, args);
        let chosen = variants.iter().find(|it| selected.as_ref().is_some_and(|value| self.fits(&it.key, value)));
        if let Some(variant) = chosen.or_else(|| variants.iter().find(|it| it.default)) {
            self.write_pattern(&variant.value, args);
        }
    }

    fn fits(&self, key: &VariantKey<Piece>, value: &Arg) -> bool {
        match (key, value) {
            (VariantKey::Identifier { name }, Arg::Text(text)) => name.as_ref() == text,
            (VariantKey::Identifier { name }, Arg::Number(number)) => {
                name.as_ref() == self.formats.plural(*number, self.is_fallback)
            }
            (VariantKey::NumberLiteral { value }, Arg::Number(number)) => value.as_ref() == number.to_string(),
            _ => false,
        }
    }

    /// What a message chooses by.
    fn selected(&mut self, selector: &'a InlineExpression<Piece>, args: &Args<'_>) -> Option<Arg> {
        if !is_reference(selector) {
            return leaf(selector, args);
        }
        let before = self.text.len();
        self.write_inline(selector, args);
        Some(Arg::Text(self.text.split_off(before)))
    }

    fn write_inline(&mut self, inline: &'a InlineExpression<Piece>, args: &Args<'_>) {
        let catalog = self.catalog;
        let is_written = match inline {
            InlineExpression::VariableReference { .. }
            | InlineExpression::NumberLiteral { .. }
            | InlineExpression::StringLiteral { .. } => leaf(inline, args).map(|it| self.write_arg(&it)).is_some(),
            InlineExpression::Placeable { expression } => {
                self.write_expression(expression, args);
                true
            }
            InlineExpression::MessageReference { id, attribute } => {
                let pattern = catalog.pattern((false, id.name.as_ref()), attribute.as_ref().map(|it| it.name.as_ref()));
                pattern.is_some_and(|it| self.write_open(it, args))
            }
            InlineExpression::TermReference { id, attribute, arguments } => {
                let pattern = catalog.pattern((true, id.name.as_ref()), attribute.as_ref().map(|it| it.name.as_ref()));
                pattern.is_some_and(|it| self.write_open(it, &args_of_term(arguments.as_ref())))
            }
            InlineExpression::FunctionReference { .. } => false,
        };
        if !is_written {
            self.write_unknown(inline);
        }
    }

    fn write_arg(&mut self, arg: &Arg) {
        match arg {
            Arg::Text(text) => self.text.push_str(text),
            other => self.text.push_str(&self.formats.written(other)),
        }
    }

    fn write_unknown(&mut self, inline: &InlineExpression<Piece>) {
        let (sign, id, attribute, end) = match inline {
            InlineExpression::VariableReference { id } => ("$", id, &None, ""),
            InlineExpression::MessageReference { id, attribute } => ("", id, attribute, ""),
            InlineExpression::TermReference { id, attribute, .. } => ("-", id, attribute, ""),
            InlineExpression::FunctionReference { id, .. } => ("", id, &None, "()"),
            _ => return,
        };
        let (dot, attribute) = attribute.as_ref().map_or(("", ""), |it| (".", it.name.as_ref()));
        self.text.extend(["{", sign, id.name.as_ref(), dot, attribute, end, "}"]);
    }
}

/// Our own words keep the direction of the text around them.
fn is_ours(expression: &Expression<Piece>) -> bool {
    let Expression::Inline(inline) = expression else { return false };
    is_reference(inline) || matches!(inline, InlineExpression::StringLiteral { .. })
}

fn is_reference(inline: &InlineExpression<Piece>) -> bool {
    matches!(inline, InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. })
}

fn leaf(inline: &InlineExpression<Piece>, args: &Args<'_>) -> Option<Arg> {
    match inline {
        InlineExpression::VariableReference { id } => {
            args.iter().find(|(name, _)| *name == id.name.as_ref()).map(|(_, arg)| arg.clone())
        }
        // Only whole numbers are ever compared; any other is written as it stands.
        InlineExpression::NumberLiteral { value } => {
            Some(value.0.parse().map_or_else(|_| Arg::Text(value.0.clone()), Arg::Number))
        }
        InlineExpression::StringLiteral { value } => Some(Arg::Text(unescaped(value.as_ref()))),
        _ => None,
    }
}

fn unescaped(literal: &str) -> String {
    let mut text = String::new();
    let mut chars = literal.chars();
    while let Some(char) = chars.next() {
        text.push(if char == '\\' { escaped(&mut chars).unwrap_or(char::REPLACEMENT_CHARACTER) } else { char });
    }
    text
}

/// The character behind a backslash. The parser lets only whole numbers of digits pass.
fn escaped(chars: &mut Chars<'_>) -> Option<char> {
    let n_digits = match chars.next()? {
        'u' => 4,
        'U' => 6,
        it => return matches!(it, '\\' | '"').then_some(it),
    };
    char::from_u32(chars.take(n_digits).try_fold(0, |sum, it| Some(sum * 16 + it.to_digit(16)?))?)
}

/// A term sees what its reference names and nothing else.
fn args_of_term(arguments: Option<&CallArguments<Piece>>) -> Vec<(&str, Arg)> {
    let named = arguments.into_iter().flat_map(|it| &it.named);
    named.filter_map(|it| Some((it.name.name.as_ref(), leaf(&it.value, &[])?))).collect()
}

#[cfg(test)]
pub(super) mod tests;
