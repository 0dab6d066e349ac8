//! The texts of every language, as they stand in the files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use fluent_syntax::ast::{Comment, Entry, Identifier, Message, Pattern, Term};
use fluent_syntax::parser;

use super::Finding;
use super::patterns;
use super::sources::line_at;

/// The language that every text is written in first.
pub const FIRST: &str = "en-US";

/// A language.
#[derive(Debug)]
pub struct Locale {
    /// Its tag, the name of its folder.
    pub tag: String,
    /// What its files say, by their names.
    pub files: BTreeMap<String, String>,
    /// Its messages and terms; an id may be there twice.
    pub texts: Vec<Text>,
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
    /// The value, then the attributes; one may be there twice.
    pub parts: Vec<Part>,
    /// The lines of its comment.
    pub comment: Vec<String>,
}

/// The value of a text or one of its attributes.
#[derive(Debug)]
pub struct Part {
    /// `id` or `id.attribute`: how code and findings call it.
    pub name: String,
    /// What it says.
    pub pattern: Pattern<String>,
}

impl Locale {
    /// A language without texts.
    pub fn new(tag: &str) -> Self {
        Self { tag: tag.to_owned(), files: BTreeMap::new(), texts: Vec::new() }
    }

    /// Its language, without script and region.
    pub fn language(&self) -> &str {
        self.tag.split('-').next().unwrap_or_default()
    }

    /// The first text of an id.
    pub fn text(&self, id: &str) -> Option<&Text> {
        self.texts.iter().find(|it| it.id == id)
    }

    /// The part that a name stands for: `id` or `id.attribute`.
    pub fn part(&self, name: &str) -> Option<&Part> {
        let id = name.split_once('.').map_or(name, |(id, _)| id);
        self.text(id)?.part(name)
    }

    /// Every part of every message, with its message. Terms are names and follow other rules.
    pub fn messages(&self) -> impl Iterator<Item = (&Text, &Part)> {
        self.texts.iter().filter(|it| !it.is_term()).flat_map(Text::with_parts)
    }

    /// Where a file of this language is.
    pub fn path(&self, file: &str) -> String {
        format!("locales/{}/{file}", self.tag)
    }

    /// What is wrong with a text of this language.
    pub fn finding(&self, text: &Text, what: impl Into<String>) -> Finding {
        Finding::new(self.path(&text.file), text.line, what)
    }
}

impl Text {
    /// Whether other texts take it as a name.
    pub fn is_term(&self) -> bool {
        self.id.starts_with('-')
    }

    /// The first part of a name.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|it| it.name == name)
    }

    /// Its parts, each with the text.
    pub fn with_parts(&self) -> impl Iterator<Item = (&Self, &Part)> {
        self.parts.iter().map(move |it| (self, it))
    }

    /// The variables of all its parts.
    pub fn variables(&self) -> BTreeSet<String> {
        self.parts.iter().flat_map(Part::variables).collect()
    }
}

impl Part {
    /// The attribute's name, or nothing for the value.
    pub fn attribute(&self) -> &str {
        self.name.split_once('.').map_or("", |(_, attribute)| attribute)
    }

    /// The variables that it shows or selects by.
    pub fn variables(&self) -> BTreeSet<String> {
        patterns::uses(&self.pattern).variables
    }

    /// Everything it can say: see [`patterns::wordings`].
    pub fn wordings(&self) -> Vec<String> {
        patterns::wordings(&self.pattern)
    }
}

/// Reads every language; what does not parse is a finding.
pub fn read_all(folder: &Path) -> Result<(Vec<Locale>, Vec<Finding>)> {
    let mut findings = Vec::new();
    let mut locales = Vec::new();
    for tag in names(folder)?.into_iter().filter(|it| folder.join(it).is_dir()) {
        let mut locale = Locale::new(&tag);
        for file in names(&folder.join(&tag))? {
            let source = fs::read_to_string(folder.join(&tag).join(&file))?;
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
        let parsed = parser::parse(source.to_owned());
        let (resource, errors) = parsed.map_or_else(|it| it, |it| (it, Vec::new()));
        let path = self.path(file);
        let junk = |error: &parser::ParserError| {
            Finding::new(&path, line_at(source, error.pos.start), format!("not Fluent: {error}"))
        };
        self.files.insert(file.to_owned(), source.to_owned());
        let mut lines = Lines::new(source);
        for text in resource.body.into_iter().filter_map(Text::of_entry) {
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

impl Text {
    fn of_entry(entry: Entry<String>) -> Option<Self> {
        let (id, value, attributes, comment) = match entry {
            Entry::Message(Message { id, value, attributes, comment }) => (id.name, value, attributes, comment),
            Entry::Term(Term { id, value, attributes, comment }) => {
                (format!("-{}", id.name), Some(value), attributes, comment)
            }
            _ => return None,
        };
        let value = value.map(|pattern| Part { name: id.clone(), pattern });
        let named = |Identifier { name }: Identifier<String>| format!("{id}.{name}");
        let attributes = attributes.into_iter().map(|it| Part { name: named(it.id), pattern: it.value });
        let parts = value.into_iter().chain(attributes).collect();
        let comment = comment.map_or_else(Vec::new, |Comment { content }| content);
        Some(Self { id, file: String::new(), line: 1, parts, comment })
    }
}

#[cfg(test)]
impl Locale {
    /// A language with one file, for the gates' tests.
    pub fn of(tag: &str, source: &str) -> Self {
        let mut locale = Self::new(tag);
        assert_eq!(locale.add("list.ftl", source), [], "the planted text has to be Fluent");
        locale
    }
}
