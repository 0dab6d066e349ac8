//! The widget's files, without comments: what is only written about does not count.

use std::fs;
use std::path::Path;

use anyhow::Result;
use regex::{Captures, Regex};
use walkdir::WalkDir;

use crate::root;

/// A file of code. Comments are blank; lines keep their numbers.
pub struct Source {
    /// From the folder of the workspace.
    pub path: String,
    /// Its code.
    pub code: String,
}

impl Source {
    /// A file with its comments blanked.
    pub fn new(path: &str, text: &str) -> Self {
        let without_comment = |line: &str| if line.trim_start().starts_with("//") { "" } else { line }.to_owned();
        let code = text.lines().map(without_comment).collect::<Vec<_>>().join("\n");
        Self { path: path.to_owned(), code }
    }

    /// Every match, with its line.
    pub fn matches<'a>(&'a self, pattern: &'a Regex) -> impl Iterator<Item = (usize, Captures<'a>)> {
        pattern.captures_iter(&self.code).map(|it| {
            let start = it.get(0).map_or(0, |whole| whole.start());
            (line_at(&self.code, start), it)
        })
    }
}

/// The line of a byte, counted from one.
pub fn line_at(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|it| *it == b'\n').count() + 1
}

/// Every file with this ending under a folder.
pub fn files(folder: &Path, ending: &str) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_some_and(|it| it == ending) {
            let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
            sources.push(Source::new(&name, &fs::read_to_string(&path)?));
        }
    }
    Ok(sources)
}
