//! The built widget with more languages: a folder each, and neither code nor a compiler for WebAssembly.
//!
//! Only what knows the languages is written anew: their texts, the class and its manifest. The rest is copied.

mod pseudo;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use walkdir::WalkDir;
use xshell::Shell;

use crate::post_build::assets::Manifest;
use crate::post_build::element;
use crate::post_build::locales::{self, Languages};
use crate::{root, tools};

/// Which languages, besides the ones of this repository.
#[derive(Debug, Default, clap::Args)]
pub struct More {
    /// The two made-up languages as well: en-XA is longer, ar-XB runs from right to left.
    #[arg(long)]
    pub pseudo: bool,
    /// Folders that hold a folder for each language; a later one replaces the same language of an earlier one.
    pub folders: Vec<PathBuf>,
}

/// Where the commands of this crate put such a folder.
pub fn folder(name: &str) -> PathBuf {
    root().join("target/languages").join(name)
}

/// Makes `into` the built widget of `dist` with these languages.
pub fn add(sh: &Shell, dist: &Path, into: &Path, more: &More) -> Result<()> {
    let manifest = read_manifest(dist)?;
    let languages = gather(&root().join("locales"), more)?;
    make_room(dist, into)?;
    copy_without_languages(dist, into)?;
    let manifest = Manifest { locales: locales::publish_all(&languages, into)?, ..manifest };
    element::write_entries(sh, &tools::esbuild(sh)?, &root().join("src"), into, &manifest)?;
    let tags: Vec<_> = languages.keys().map(String::as_str).collect();
    println!("{}: {}", into.display(), tags.join(", "));
    Ok(())
}

fn read_manifest(dist: &Path) -> Result<Manifest> {
    let path = dist.join("integrity.json");
    let data = fs::read(&path).with_context(|| format!("no {}: run `cargo xtask dist`", path.display()))?;
    serde_json::from_slice(&data).with_context(|| path.display().to_string())
}

fn gather(own: &Path, more: &More) -> Result<Languages> {
    let mut languages = locales::read(own)?;
    for folder in &more.folders {
        languages.extend(locales::read(folder)?);
    }
    if more.pseudo {
        let source = languages.get(locales::SOURCE).with_context(|| format!("there is no {}", locales::SOURCE))?;
        languages.extend(pseudo::languages(source));
    }
    Ok(languages)
}

/// What was made here before goes; anything else stays, and is said.
fn make_room(dist: &Path, into: &Path) -> Result<()> {
    fs::create_dir_all(into)?;
    ensure!(into.canonicalize()? != dist.canonicalize()?, "{} is what is copied", into.display());
    let is_ours = into.join("integrity.json").is_file();
    let is_empty = fs::read_dir(into)?.next().is_none();
    ensure!(is_ours || is_empty, "{} holds something else: name a new folder", into.display());
    Ok(fs::remove_dir_all(into)?)
}

fn copy_without_languages(dist: &Path, into: &Path) -> Result<()> {
    let languages = dist.join("locales");
    for entry in WalkDir::new(dist).into_iter().filter_entry(|it| it.path() != languages) {
        let entry = entry?;
        let target = into.join(entry.path().strip_prefix(dist)?);
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(target)?,
            false => drop(fs::copy(entry.path(), target)?),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    /// As a build leaves it, in the little that matters here.
    fn dist() -> TempDir {
        let dist = tempfile::tempdir().unwrap();
        fs::create_dir(dist.path().join("locales")).unwrap();
        let asset = serde_json::json!({ "path": "widget-1.wasm", "integrity": "sha384-x" });
        let manifest = serde_json::json!({
            "version": "9.8.7", "glue": asset, "wasm": asset, "lazy": asset, "style": asset,
            "locales": { "en-US": { "path": "locales/en-US-0.ftl", "integrity": "sha384-x" } },
        });
        for (name, content) in [
            ("integrity.json", manifest.to_string().as_str()),
            ("element.js", "old"),
            ("element.js.br", "old"),
            ("widget-1.wasm", "wasm"),
            ("locales/en-US-0.ftl", "old"),
        ] {
            fs::write(dist.path().join(name), content).unwrap();
        }
        dist
    }

    fn brazilian() -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("pt-BR")).unwrap();
        fs::write(folder.path().join("pt-BR/account.ftl"), "account-heading = Conta\n").unwrap();
        folder
    }

    fn read(folder: &Path, name: &str) -> String {
        fs::read_to_string(folder.join(name)).unwrap()
    }

    #[test]
    fn a_language_is_added_by_a_folder() {
        let (dist, folder, target) = (dist(), brazilian(), tempfile::tempdir().unwrap());
        let into = target.path().join("public");
        let more = More { pseudo: true, folders: vec![folder.path().to_owned()] };
        let sh = Shell::new().unwrap();
        // Twice, as what was made before is replaced.
        add(&sh, dist.path(), &into, &more).unwrap();
        add(&sh, dist.path(), &into, &more).unwrap();

        let manifest = read_manifest(&into).unwrap();
        let tags: Vec<_> = manifest.locales.keys().map(String::as_str).collect();
        assert_eq!(tags, ["ar-XB", "en-US", "en-XA", "es-ES", "it-IT", "pt-BR"]);
        let brazilian = &manifest.locales["pt-BR"];
        assert!(brazilian.partial && !manifest.locales["ar-XB"].partial);
        assert_eq!(read(&into, &brazilian.asset.path), "account-heading = Conta\n");
        assert!(into.join(format!("{}.br", brazilian.asset.path)).is_file());
        assert!(read(&into, "element.js").contains(&brazilian.asset.path));
        assert_eq!((manifest.version.as_str(), read(&into, "widget-1.wasm").as_str()), ("9.8.7", "wasm"));
        assert!(!into.join("locales/en-US-0.ftl").exists(), "languages of before are gone");
    }

    #[test]
    fn a_later_folder_replaces_a_language() {
        let (own, replacement) = (brazilian(), brazilian());
        fs::write(replacement.path().join("pt-BR/account.ftl"), "account-heading = Outra\n").unwrap();
        let more = More { folders: vec![replacement.path().to_owned()], ..More::default() };
        let languages = gather(own.path(), &more).unwrap();
        let texts = fluent_syntax::serializer::serialize(&languages["pt-BR"]);
        assert_eq!(texts, "account-heading = Outra\n");
    }

    #[test]
    fn a_folder_with_something_else_in_it_is_left_alone() {
        let (dist, other) = (dist(), tempfile::tempdir().unwrap());
        fs::write(other.path().join("letters.txt"), "dear").unwrap();
        let error = make_room(dist.path(), other.path()).unwrap_err();
        assert!(error.to_string().contains("holds something else"), "{error}");
        assert_eq!(read(other.path(), "letters.txt"), "dear");
        let error = make_room(dist.path(), dist.path()).unwrap_err();
        assert!(error.to_string().contains("is what is copied"), "{error}");
    }
}
