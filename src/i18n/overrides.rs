//! The host page's own words, checked before anybody reads them.
//!
//! They may say a thing otherwise and may not say another: no variable comes or goes, nothing is emptied, and what a
//! removal entails keeps its whole text, with words of the host before or after it.

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

use super::texts::{Arg, Catalog, Formats, Key, Piece, Texts, key};

/// What people have to know before they remove: the start of ids.
const CONSEQUENCES: [&str; 5] =
    ["removal-effect-", "removal-remains-", "removal-notice", "remove-dialog-undo-note", "remove-dialog-ack-checkbox"];

/// What is wrong with a text of the host's.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which text, and what is wrong with it; for developers, in English.
    pub what: String,
    /// It is not shown. An unknown id harms nobody: it may be meant for another version.
    pub is_refused: bool,
}

/// The texts of `source` that may stand over those of `built_in`, and what is wrong with the others.
pub fn check(source: &str, is_fallback: bool, built_in: &Catalog, formats: &dyn Formats) -> (Texts, Vec<Fault>) {
    let mut texts = Texts::new(source.to_owned(), is_fallback);
    let mut faults = Vec::new();
    if texts.n_junk() > 0 {
        faults.push(refused("messages", "a part is not Fluent"));
    }
    let check = Check { built_in, is_fallback, formats };
    texts.retain(|entry| {
        let found = check.entry(entry);
        let passes = found.iter().all(|it| !it.is_refused);
        faults.extend(found);
        passes
    });
    (texts, faults)
}

struct Check<'a> {
    built_in: &'a Catalog,
    is_fallback: bool,
    formats: &'a dyn Formats,
}

impl Check<'_> {
    fn entry(&self, entry: &Entry<Piece>) -> Vec<Fault> {
        let (value, attributes) = match entry {
            Entry::Message(message) => (message.value.as_ref(), &message.attributes),
            Entry::Term(term) => (Some(&term.value), &term.attributes),
            _ => return Vec::new(),
        };
        let attributes = attributes.iter().map(|it| (Some(it.id.name.as_ref()), &it.value));
        let parts = value.map(|it| (None, it)).into_iter().chain(attributes);
        let key = key(entry);
        parts.filter_map(|(attribute, pattern)| self.part(key?, attribute, pattern)).collect()
    }

    fn part(&self, key: Key<'_>, attribute: Option<&str>, pattern: &Pattern<Piece>) -> Option<Fault> {
        let (is_term, id) = key;
        let name = [if is_term { "-" } else { "" }, id, attribute.map_or("", |_| "."), attribute.unwrap_or_default()];
        let name = name.concat();
        let Some((original, _)) = self.built_in.pattern(key, attribute) else {
            return Some(Fault { what: [name.as_str(), ": there is no such text"].concat(), is_refused: false });
        };
        let (expected, found) = (variables(original), variables(pattern));
        if let Some(unknown) = found.iter().find(|it| !is_term && !expected.contains(it)) {
            return Some(refused(&name, &["$", unknown, " is not given"].concat()));
        }
        if let Some(dropped) = expected.iter().find(|it| !is_term && !found.contains(it)) {
            return Some(refused(&name, &["$", dropped, " is left out"].concat()));
        }
        let is_consequence = CONSEQUENCES.iter().any(|it| id.starts_with(it));
        SAMPLES.iter().find_map(|sample| {
            let args: Vec<_> = expected.iter().map(|it| (*it, sample.arg())).collect();
            let text = self.built_in.write_pattern(pattern, self.is_fallback, &args, self.formats);
            let original = self.built_in.write_pattern(original, self.is_fallback, &args, self.formats);
            match (text.trim().is_empty(), is_consequence && !contains(&text, &original)) {
                (true, _) => Some(refused(&name, "is empty")),
                (_, true) => Some(refused(&name, "a consequence has to keep its whole text")),
                (false, false) => None,
            }
        })
    }
}

/// As `str::contains`, without the panics of `str` and what they say (see `Piece`).
fn contains(text: &str, part: &str) -> bool {
    (0..text.len()).any(|at| text.as_bytes()[at..].starts_with(part.as_bytes()))
}

fn refused(id: &str, what: &str) -> Fault {
    Fault { what: [id, ": ", what].concat(), is_refused: true }
}

/// What stands for a variable while a text is tried out: every plural, and no number.
enum Sample {
    Number(usize),
    Text,
}

const SAMPLES: [Sample; 5] =
    [Sample::Number(0), Sample::Number(1), Sample::Number(2), Sample::Number(1_000_000), Sample::Text];

impl Sample {
    fn arg(&self) -> Arg {
        match self {
            Self::Number(number) => Arg::Number(*number),
            Self::Text => Arg::Text("x".to_owned()),
        }
    }
}

/// The names of the variables that a pattern uses.
fn variables(pattern: &Pattern<Piece>) -> Vec<&str> {
    let mut names = Vec::new();
    collect_from_pattern(pattern, &mut names);
    names
}

fn collect_from_pattern<'a>(pattern: &'a Pattern<Piece>, names: &mut Vec<&'a str>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            collect_from_expression(expression, names);
        }
    }
}

fn collect_from_expression<'a>(expression: &'a Expression<Piece>, names: &mut Vec<&'a str>) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            variants.iter().for_each(|it| collect_from_pattern(&it.value, names));
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => names.push(id.name.as_ref()),
        InlineExpression::Placeable { expression } => collect_from_expression(expression, names),
        InlineExpression::FunctionReference { arguments: CallArguments { positional, .. }, .. } => {
            let variable = |it: &'a InlineExpression<Piece>| match it {
                InlineExpression::VariableReference { id } => Some(id.name.as_ref()),
                _ => None,
            };
            names.extend(positional.iter().filter_map(variable));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
