//! `<cache>/reseller-offboarding/<tool>-<version>`: kept outside the repository, so that a clean clone finds it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// The folder of a tool, where `program` is; installed first where it is missing.
pub fn folder(tool: &str, version: &str, program: &str, install: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    folder_in(&cache_home()?, tool, version, program, install)
}

/// Installs beside the final place and renames, so that an interrupted installation never counts as found.
fn folder_in(
    cache: &Path,
    tool: &str,
    version: &str,
    program: &str,
    install: impl FnOnce(&Path) -> Result<()>,
) -> Result<PathBuf> {
    let home = cache.join(format!("{tool}-{version}"));
    if home.join(program).is_file() {
        return Ok(home);
    }
    eprintln!("{tool} {version} is not here yet; installing it into {} (once)", home.display());
    fs::create_dir_all(cache)?;
    let fresh = tempfile::Builder::new().prefix(&format!(".{tool}-")).tempdir_in(cache)?;
    let hint =
        || format!("{tool} {version} cannot be installed: install it so that {program} is in {}", home.display());
    install(fresh.path()).with_context(hint)?;
    ensure!(fresh.path().join(program).is_file(), hint());
    settle(fresh.path(), &home, program)?;
    Ok(home)
}

/// Another run may have installed the same meanwhile: then that one stays.
fn settle(fresh: &Path, home: &Path, program: &str) -> Result<()> {
    if home.join(program).is_file() {
        return Ok(());
    }
    if home.exists() {
        fs::remove_dir_all(home)?;
    }
    fs::rename(fresh, home).with_context(|| format!("{} cannot be put in place", home.display()))
}

fn cache_home() -> Result<PathBuf> {
    let set = |name| env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    let base = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")));
    Ok(base.context("neither XDG_CACHE_HOME nor HOME is set")?.join("reseller-offboarding"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    fn install(into: &Path) -> Result<()> {
        fs::create_dir_all(into.join("bin"))?;
        Ok(fs::write(into.join("bin/tool"), "")?)
    }

    #[test]
    fn a_tool_is_installed_once_and_then_found() {
        let cache = tempfile::tempdir().unwrap();
        let first = folder_in(cache.path(), "tool", "1.2.3", "bin/tool", install).unwrap();
        let second = folder_in(cache.path(), "tool", "1.2.3", "bin/tool", |_| bail!("not again")).unwrap();
        assert_eq!(first, second);
        assert_eq!(first.file_name().unwrap(), "tool-1.2.3");
    }

    #[test]
    fn an_interrupted_installation_does_not_count_as_found() {
        let cache = tempfile::tempdir().unwrap();
        let interrupted = |into: &Path| {
            install(into)?;
            bail!("power cut")
        };
        let error = folder_in(cache.path(), "tool", "1", "bin/tool", interrupted).unwrap_err();
        assert!(error.to_string().contains("install it so that bin/tool is in"), "{error}");
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_broken_folder_is_replaced() {
        let cache = tempfile::tempdir().unwrap();
        fs::create_dir_all(cache.path().join("tool-1/half")).unwrap();
        let home = folder_in(cache.path(), "tool", "1", "bin/tool", install).unwrap();
        assert!(home.join("bin/tool").is_file() && !home.join("half").exists());
    }
}
