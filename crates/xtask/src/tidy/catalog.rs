//! The texts of every language, as far as tidying looks at them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use fluent_syntax::ast::{
    CallArguments, Comment, Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Term,
};
use fluent_syntax::parser;
use regex::Regex;

use super::Finding;
use super::sources::line_at;

/// A language.
#[derive(Debug)]
pub struct Locale {
    /// Its tag, the name of its folder.
    pub tag: String,
    /// The names of its files.
    pub files: BTreeSet<String>,
    /// Its messages and terms, as they stand in the files; an id may be there twice.
    pub texts: Vec<Text>,
}

impl Locale {
    /// The first text of an id.
    pub fn text(&self, id: &str) -> Option<&Text> {
        self.texts.iter().find(|it| it.id == id)
    }

    /// Where a file of this language is.
    pub fn path(&self, file: &str) -> String {
        format!("locales/{}/{file}", self.tag)
    }
}

/// A message, or a term where the id starts with `-`.
#[derive(Debug)]
pub struct Text {
    /// Its id.
    pub id: String,
    /// The file it stands in.
    pub file: String,
    /// The line it starts on.
    pub line: usize,
    /// Its parts: the value under the empty name, then the attributes. Each with its variables.
    pub parts: BTreeMap<String, BTreeSet<String>>,
    /// The texts that it is made of: `id` or `id.attribute`.
    pub references: BTreeSet<String>,
    /// The variables that its comment explains.
    pub documented: BTreeSet<String>,
}

/// Reads every language; what does not parse is a finding.
pub fn read_all(folder: &Path) -> Result<(Vec<Locale>, Vec<Finding>)> {
    let mut findings = Vec::new();
    let mut locales = Vec::new();
    for tag in names(folder)?.into_iter().filter(|it| folder.join(it).is_dir()) {
        let mut locale = Locale { tag, files: BTreeSet::new(), texts: Vec::new() };
        for file in names(&folder.join(&locale.tag))? {
            let source = fs::read_to_string(folder.join(&locale.tag).join(&file))?;
            findings.extend(locale.add(&file, &source));
        }
        locales.push(locale);
    }
    Ok((locales, findings))
}

fn names(folder: &Path) -> Result<BTreeSet<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    entries.map(|it| Ok(it?.file_name().to_string_lossy().into_owned())).collect()
}

impl Locale {
    /// Adds a file and says what in it is not Fluent.
    pub fn add(&mut self, file: &str, source: &str) -> Vec<Finding> {
        let (resource, errors) = parser::parse(source).map_or_else(|it| it, |it| (it, Vec::new()));
        let path = self.path(file);
        let junk = |error: &parser::ParserError| {
            Finding::new(&path, line_at(source, error.pos.start), format!("not Fluent: {error}"))
        };
        self.files.insert(file.to_owned());
        let mut lines = Lines::new(source);
        for entry in &resource.body {
            let text = match entry {
                Entry::Message(message) => read_message(message),
                Entry::Term(term) => read_term(term),
                _ => continue,
            };
            let line = lines.next_of(&text.id);
            self.texts.push(Text { file: file.to_owned(), line, ..text });
        }
        errors.iter().map(junk).collect()
    }
}

/// The parser keeps no positions; ids stand at the start of a line, in the order of the entries.
struct Lines<'a> {
    rest: std::iter::Enumerate<std::str::Lines<'a>>,
}

impl<'a> Lines<'a> {
    fn new(source: &'a str) -> Self {
        Self { rest: source.lines().enumerate() }
    }

    fn next_of(&mut self, id: &str) -> usize {
        let starts = |line: &str| line.strip_prefix(id).is_some_and(|it| it.trim_start().starts_with('='));
        self.rest.find(|(_, line)| starts(line)).map_or(1, |(n, _)| n + 1)
    }
}

fn read_message(message: &Message<&str>) -> Text {
    let attributes = message.attributes.iter().map(|it| (it.id.name, &it.value));
    let parts = message.value.iter().map(|it| ("", it)).chain(attributes);
    read(message.id.name.to_owned(), parts, message.comment.as_ref())
}

fn read_term(term: &Term<&str>) -> Text {
    let attributes = term.attributes.iter().map(|it| (it.id.name, &it.value));
    read(format!("-{}", term.id.name), [("", &term.value)].into_iter().chain(attributes), term.comment.as_ref())
}

fn read<'a>(
    id: String,
    parts: impl Iterator<Item = (&'a str, &'a Pattern<&'a str>)>,
    comment: Option<&Comment<&str>>,
) -> Text {
    let mut references = BTreeSet::new();
    let mut read_part = |(name, pattern): (&str, &Pattern<&str>)| {
        let mut uses = Uses::default();
        uses.pattern(pattern);
        references.extend(uses.references);
        (name.to_owned(), uses.variables)
    };
    let parts = parts.map(&mut read_part).collect();
    let documented = comment.map(documented).unwrap_or_default();
    Text { id, file: String::new(), line: 1, parts, references, documented }
}

fn documented(comment: &Comment<&str>) -> BTreeSet<String> {
    let variable = Regex::new(r"\$([A-Za-z][A-Za-z0-9_-]*)").expect("the pattern is well-formed");
    let of_line = |line: &&str| variable.captures_iter(line).map(|it| it[1].to_owned()).collect::<Vec<_>>();
    comment.content.iter().flat_map(of_line).collect()
}

/// What a pattern refers to.
#[derive(Default)]
struct Uses {
    variables: BTreeSet<String>,
    references: BTreeSet<String>,
}

impl Uses {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                variants.iter().for_each(|it| self.pattern(&it.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => drop(self.variables.insert(id.name.to_owned())),
            InlineExpression::MessageReference { id, attribute } => {
                self.refer(id.name.to_owned(), attribute.as_ref().map(|it| it.name));
            }
            InlineExpression::TermReference { id, attribute, arguments } => {
                self.refer(format!("-{}", id.name), attribute.as_ref().map(|it| it.name));
                arguments.iter().for_each(|it| self.arguments(it));
            }
            InlineExpression::FunctionReference { arguments, .. } => self.arguments(arguments),
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &CallArguments<&str>) {
        arguments.positional.iter().for_each(|it| self.inline(it));
        arguments.named.iter().for_each(|it| self.inline(&it.value));
    }

    fn refer(&mut self, id: String, attribute: Option<&str>) {
        self.references.insert(attribute.map_or_else(|| id.clone(), |attribute| format!("{id}.{attribute}")));
    }
}
