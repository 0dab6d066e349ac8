//! One file of texts for each language: the slices one after another, without what is for translators only.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use fluent_syntax::ast::{Entry, Resource};
use fluent_syntax::{parser, serializer};

use super::assets::{Asset, publish};

/// Publishes every language of a folder.
pub fn publish_all(locales: &Path, staging: &Path) -> Result<BTreeMap<String, Asset>> {
    let languages = sorted(locales)?;
    ensure!(!languages.is_empty(), "{} holds no language", locales.display());
    let publish_one = |language: PathBuf| {
        let tag = language.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let texts = concatenate(&language)?;
        let asset = publish(staging, &format!("locales/{tag}"), "ftl", texts.as_bytes())?;
        Ok((tag, asset))
    };
    languages.into_iter().filter(|it| it.is_dir()).map(publish_one).collect()
}

fn concatenate(language: &Path) -> Result<String> {
    let slices = sorted(language)?.into_iter().filter(|it| it.extension().is_some_and(|it| it == "ftl"));
    slices.map(|it| strip(&fs::read_to_string(&it)?).with_context(|| it.display().to_string())).collect()
}

/// The messages alone, written one way.
fn strip(source: &str) -> Result<String> {
    let Resource { body } = match parser::parse(source) {
        Ok(resource) => resource,
        Err((_, errors)) => {
            let Some(error) = errors.first() else { bail!("not Fluent") };
            let line = source[..error.pos.start.min(source.len())].lines().count().max(1);
            bail!("line {line}: {error}");
        }
    };
    let body = body.into_iter().filter_map(without_comment).collect();
    Ok(serializer::serialize(&Resource { body }))
}

fn without_comment(entry: Entry<&str>) -> Option<Entry<&str>> {
    match entry {
        Entry::Message(mut message) => {
            message.comment = None;
            Some(Entry::Message(message))
        }
        Entry::Term(mut term) => {
            term.comment = None;
            Some(Entry::Term(term))
        }
        Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => None,
    }
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut paths = entries.map(|it| Ok(it?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_follow_each_other_by_name_and_lose_their_comments() {
        let source = tempfile::tempdir().unwrap();
        let staging = tempfile::tempdir().unwrap();
        let language = source.path().join("es-ES");
        fs::create_dir(&language).unwrap();
        fs::write(language.join("b.ftl"), "## Group\n\n# Why.\nsecond = Dos\n    .title = Título\n").unwrap();
        fs::write(language.join("a.ftl"), "### File\n\n-term = Uno\nfirst = { -term }\n").unwrap();
        let published = publish_all(source.path(), staging.path()).unwrap();
        let texts = fs::read_to_string(staging.path().join(&published["es-ES"].path)).unwrap();
        assert_eq!(texts, "-term = Uno\nfirst = { -term }\nsecond = Dos\n    .title = Título\n");
    }

    #[test]
    fn junk_is_an_error_that_names_its_line() {
        let error = strip("fine = Yes\nbroken { = No\n").unwrap_err();
        assert!(error.to_string().starts_with("line 2:"), "{error}");
    }
}
