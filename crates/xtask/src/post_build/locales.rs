//! One file of texts for each language: the slices one after another, without what is for translators only.
//!
//! A language is a folder named by its tag. Everything else about it is found out here.

mod parts;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use fluent_syntax::ast::{Entry, Resource};
use fluent_syntax::{parser, serializer};
use icu_locale::{LanguageIdentifier, LocaleDirectionality};
use serde::{Deserialize, Serialize};

use super::assets::{Asset, publish};

/// The language that every text is written in first, and that fills the gaps of the others.
pub const SOURCE: &str = "en-US";

/// The texts of languages, by tag.
pub type Languages = BTreeMap<String, Resource<String>>;

/// What the class knows of a language before it loads it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locale {
    /// Its texts.
    #[serde(flatten)]
    pub asset: Asset,
    /// Which way it is written; left out for the usual one.
    #[serde(default, skip_serializing_if = "Direction::is_usual")]
    pub dir: Direction,
    /// Whether it lacks texts that English has to fill in; left out where it is complete.
    #[serde(default, skip_serializing_if = "is_complete")]
    pub partial: bool,
}

/// As in the attribute `dir`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    #[default]
    Ltr,
    Rtl,
}

impl Direction {
    /// By the script that the language is written in.
    fn of(tag: &str) -> Result<Self> {
        let is_right_to_left = LocaleDirectionality::new_extended().is_right_to_left(&parse(tag)?);
        Ok(if is_right_to_left { Self::Rtl } else { Self::Ltr })
    }

    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_complete(partial: &bool) -> bool {
    !partial
}

/// Reads every language of a folder.
pub fn read(folder: &Path) -> Result<Languages> {
    let languages = sorted(folder)?.into_iter().filter(|it| it.is_dir());
    let languages: Languages = languages.map(|it| Ok((tag_of(&it)?, read_language(&it)?))).collect::<Result<_>>()?;
    ensure!(!languages.is_empty(), "{} holds no language", folder.display());
    Ok(languages)
}

/// The folder's name, where it is a language tag in the one way that browsers write it.
fn tag_of(folder: &Path) -> Result<String> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let tag = parse(&name).with_context(|| format!("{}: a language is a folder named by its tag", folder.display()))?;
    ensure!(tag.to_string() == name, "{}: this language's tag is written {tag}", folder.display());
    Ok(name.into_owned())
}

fn parse(tag: &str) -> Result<LanguageIdentifier> {
    tag.parse().map_err(|error| anyhow!("{tag} is no BCP 47 language tag, like es-ES: {error}"))
}

fn read_language(folder: &Path) -> Result<Resource<String>> {
    let slices = sorted(folder)?.into_iter().filter(|it| it.extension().is_some_and(|it| it == "ftl"));
    let mut body = Vec::new();
    for slice in slices {
        body.extend(read_slice(&fs::read_to_string(&slice)?).with_context(|| slice.display().to_string())?);
    }
    ensure!(!body.is_empty(), "{} holds no text", folder.display());
    Ok(Resource { body })
}

/// The messages and terms alone.
fn read_slice(source: &str) -> Result<Vec<Entry<String>>> {
    let resource = parser::parse(source.to_owned()).map_err(|(_, errors)| {
        let Some(error) = errors.first() else { return anyhow!("not Fluent") };
        let line = source[..error.pos.start.min(source.len())].lines().count().max(1);
        anyhow!("line {line}: {error}")
    })?;
    Ok(resource.body.into_iter().filter_map(without_comment).collect())
}

fn without_comment(entry: Entry<String>) -> Option<Entry<String>> {
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

/// Writes a file for each language.
pub fn publish_all(languages: &Languages, staging: &Path) -> Result<BTreeMap<String, Locale>> {
    let source = languages.get(SOURCE).with_context(|| format!("there is no {SOURCE}, which fills every gap"))?;
    let wanted = parts::of(source);
    let publish_one = |(tag, texts): (&String, &Resource<String>)| {
        let asset = publish(staging, &format!("locales/{tag}"), "ftl", serializer::serialize(texts).as_bytes())?;
        let partial = !wanted.is_subset(&parts::of(texts));
        Ok((tag.clone(), Locale { asset, dir: Direction::of(tag)?, partial }))
    };
    languages.iter().map(publish_one).collect()
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
    use tempfile::TempDir;

    /// A folder of languages, each with one file.
    fn folder(languages: &[(&str, &str)]) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (tag, texts) in languages {
            fs::create_dir(folder.path().join(tag)).unwrap();
            fs::write(folder.path().join(tag).join("b.ftl"), texts).unwrap();
        }
        folder
    }

    #[test]
    fn slices_follow_each_other_by_name_and_lose_their_comments() {
        let source = folder(&[("en-US", "## Group\n\n# Why.\nsecond = Two\n    .title = Title\n")]);
        fs::write(source.path().join("en-US/a.ftl"), "### File\n\n-term = One\nfirst = { -term }\n").unwrap();
        let staging = tempfile::tempdir().unwrap();
        let published = publish_all(&read(source.path()).unwrap(), staging.path()).unwrap();
        let texts = fs::read_to_string(staging.path().join(&published["en-US"].asset.path)).unwrap();
        assert_eq!(texts, "-term = One\nfirst = { -term }\nsecond = Two\n    .title = Title\n");
    }

    #[test]
    fn a_language_that_lacks_a_text_is_partial() {
        let cases = [
            ("a = A\n    .title = B\n", false),
            ("a = A\n    .title = B\nmore = C\n", false),
            ("a = A\n", true),
            ("a =\n    .title = B\n", true),
            ("more = C\n", true),
        ];
        for (texts, expected) in cases {
            let source = folder(&[("en-US", "a = A\n    .title = B\n"), ("pt-BR", texts)]);
            let staging = tempfile::tempdir().unwrap();
            let published = publish_all(&read(source.path()).unwrap(), staging.path()).unwrap();
            assert_eq!(published["pt-BR"].partial, expected, "{texts}");
            assert!(!published["en-US"].partial);
        }
    }

    #[test]
    fn the_script_says_which_way_a_language_is_written() {
        for tag in ["ar", "ar-XB", "he", "fa-IR", "ur-PK", "ckb", "dv", "yi", "az-Arab", "pa-PK", "en-Hebr"] {
            assert_eq!(Direction::of(tag).unwrap(), Direction::Rtl, "{tag}");
        }
        for tag in ["en-US", "en-XA", "pt-BR", "el", "ja", "hi", "uz", "he-Latn", "pa"] {
            assert_eq!(Direction::of(tag).unwrap(), Direction::Ltr, "{tag}");
        }
    }

    #[test]
    fn a_folder_that_is_named_otherwise_than_by_a_tag_is_refused() {
        for (name, expected) in [
            ("portuguese-of-brazil", "portuguese-of-brazil is no BCP 47 language tag, like es-ES"),
            (".git", ".git is no BCP 47 language tag"),
            ("es_ES", "es_ES is no BCP 47 language tag"),
            ("pt-br", "this language's tag is written pt-BR"),
        ] {
            let error = read(folder(&[(name, "a = A\n")]).path()).unwrap_err();
            assert!(format!("{error:#}").contains(expected), "{error:#}");
        }
    }

    #[test]
    fn junk_is_an_error_that_names_its_file_and_line() {
        let error = read(folder(&[("es-ES", "fine = Sí\nbroken { = No\n")]).path()).unwrap_err();
        assert!(format!("{error:#}").contains("b.ftl: line 2:"), "{error:#}");
    }

    #[test]
    fn nothing_fills_the_gaps_without_english() {
        let source = folder(&[("es-ES", "a = A\n")]);
        let error = publish_all(&read(source.path()).unwrap(), source.path()).unwrap_err();
        assert!(error.to_string().contains("there is no en-US"), "{error}");
    }
}
