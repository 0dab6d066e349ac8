//! Splits what cargo linked in two, and has wasm-bindgen write the glue of the first: `src/lazy.rs` says what for.
//!
//! The linker's relocations tell what leads where, over calls, tables and data. Into the second file goes what nothing
//! but the function marked `#[wasm_split]` leads to, so no call can come to it before that one. Both share the memory, the
//! stack and the table of functions.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, ensure};
use tracing::Level;
use tracing::subscriber::with_default;
use wasm_split_cli_support::{Options, transform};
use xshell::{Shell, cmd};

use crate::{root, tools};

/// Trunk's own run of wasm-bindgen is of no use: its output lacks the relocations.
const LINKED: &str = "target/wasm32-unknown-unknown/widget/reseller-offboarding.wasm";

/// Both files, and the glue of the first.
pub struct Split {
    pub glue: String,
    pub wasm: PathBuf,
    pub lazy: PathBuf,
}

/// Writes them into a folder.
pub fn split(sh: &Shell, into: &Path) -> Result<Split> {
    let linked = root().join(LINKED);
    let linked = fs::read(&linked).with_context(|| format!("{} cannot be read", linked.display()))?;
    let main = into.join("main.wasm");
    let lazy = divide(&linked, into, &main)?;

    let wasm_bindgen = tools::wasm_bindgen(sh)?.join("wasm-bindgen");
    // The second file needs what the linker exports.
    let options = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "widget"];
    cmd!(sh, "{wasm_bindgen} {main} {options...} --out-dir {into}").run()?;
    ensure!(!into.join("snippets").exists(), "a dependency brings its own JavaScript, which is not published yet");
    Ok(Split { glue: fs::read_to_string(into.join("widget.js"))?, wasm: into.join("widget_bg.wasm"), lazy })
}

/// Gives the second file. What the splitter warns of it has not understood, and then nothing is sure.
fn divide(linked: &[u8], into: &Path, main: &Path) -> Result<PathBuf> {
    let mut options = Options::new(linked);
    (options.output_dir, options.main_out_path) = (into, main);
    let warnings = into.join("warnings.txt");
    let log = Arc::new(File::create(&warnings)?);
    let subscriber = tracing_subscriber::fmt().with_max_level(Level::WARN).with_ansi(false).with_writer(log).finish();
    let split = with_default(subscriber, || transform(options)).map_err(|error| anyhow!("{error:#}"))?;
    let warnings = fs::read_to_string(warnings)?;
    ensure!(warnings.is_empty(), "the module cannot be split: {warnings}");
    let count = split.split_modules.len();
    let lazy = split.split_modules.into_iter().next().filter(|_| count == 1);
    lazy.with_context(|| format!("{count} files besides the first, not one: build it by `cargo xtask dist`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the macro makes of a marked function, and what calls it.
    const SPLIT: &str = r#"
        #[link(wasm_import_module = "__wasm_split_placeholder__")]
        unsafe extern "C" {
            safe fn __wasm_split_00lazy00_import_0123456789abcdef0123456789abcdef_it() -> *const u8;
        }
        #[unsafe(no_mangle)]
        extern "C" fn __wasm_split_00lazy00_export_0123456789abcdef0123456789abcdef_it() -> *const u8 {
            black_box([later as fn() -> *const u8, both])[black_box(0)]()
        }
        fn later() -> *const u8 {
            b"said later".as_ptr()
        }
        #[unsafe(no_mangle)]
        extern "C" fn call_it() -> *const u8 {
            __wasm_split_00lazy00_import_0123456789abcdef0123456789abcdef_it()
        }
    "#;

    const WHOLE: &str = r#"
        #![no_std]
        use core::hint::black_box;
        #[panic_handler]
        fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
        #[unsafe(no_mangle)]
        extern "C" fn call() -> *const u8 {
            black_box([both as fn() -> *const u8, now])[black_box(0)]()
        }
        fn now() -> *const u8 {
            b"said at once".as_ptr()
        }
        fn both() -> *const u8 {
            b"said by both".as_ptr()
        }
    "#;

    fn linked(source: &str, folder: &Path) -> Vec<u8> {
        let sh = Shell::new().unwrap();
        tools::wasm_target(&sh).unwrap();
        let (path, wasm) = (folder.join("it.rs"), folder.join("it.wasm"));
        fs::write(&path, source).unwrap();
        let options =
            ["--target=wasm32-unknown-unknown", "--crate-type=cdylib", "--edition=2024", "-Clink-arg=--emit-relocs"];
        cmd!(sh, "rustc {options...} -O {path} -o {wasm}").run().unwrap();
        fs::read(wasm).unwrap()
    }

    fn says(wasm: &Path, words: &str) -> bool {
        fs::read(wasm).unwrap().windows(words.len()).any(|it| it == words.as_bytes())
    }

    #[test]
    fn what_only_the_marked_function_leads_to_is_in_the_second_file() {
        let folder = tempfile::tempdir().unwrap();
        let main = folder.path().join("main.wasm");
        let lazy = divide(&linked(&format!("{WHOLE}{SPLIT}"), folder.path()), folder.path(), &main).unwrap();
        let said = ["said at once", "said by both", "said later"];
        assert_eq!(said.map(|it| says(&main, it)), [true, true, false]);
        assert_eq!(said.map(|it| says(&lazy, it)), [false, false, true]);
    }

    #[test]
    fn a_module_that_nothing_marks_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let linked = linked(WHOLE, folder.path());
        let error = divide(&linked, folder.path(), &folder.path().join("main.wasm")).unwrap_err();
        assert!(error.to_string().starts_with("0 files besides the first"), "{error}");
    }
}
