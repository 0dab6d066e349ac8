//! Drops what is never used from the wasm and its glue together, and shortens the names between them: 6 KB (brotli).
//! The second file comes first: the glue says what of the first it needs.
//!
//! A linker has to keep what a wasm exports, and a bundler what an object holds. So the exports that the shaken glue
//! does not name go first, then the imports that the wasm no longer needs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use regex::{Captures, Regex};
use serde::Deserialize;
use serde_json::json;
use xshell::{Shell, cmd};

/// What `element.js` takes from the glue.
const ENTRY: &str = "export { default, extend, mount } from './glue.js';";

/// What rustc's output uses of WebAssembly beyond its first version.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// For size. Twice taken apart into the simplest steps, where more of them are found to be the same, and put together
/// again (0.9 KB). No object of Rust's lies in the first KB of memory, where only a stack about to overflow would reach;
/// so an offset may always join its load (0.8 KB).
const SMALLEST: [&str; 11] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
];

/// The programs that it needs, scripts for node.
pub struct Tools<'a> {
    pub wasm_opt: &'a Path,
    pub esbuild: &'a Path,
}

/// The glue, the wasm that belongs to it, and the one that extends that.
pub struct Slim {
    pub glue: String,
    pub wasm: Vec<u8>,
    pub lazy: Vec<u8>,
}

/// Makes all of them as small as they get.
pub fn slim(sh: &Shell, tools: &Tools<'_>, glue: &str, wasm: &Path, lazy: &Path) -> Result<Slim> {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);
    let (graph, reachable) = (path("graph.json"), path("reachable.wasm"));
    let Tools { wasm_opt, esbuild } = tools;
    let wasm_metadce = wasm_opt.with_file_name("wasm-metadce");

    let (lazy, shared) = shorten(sh, wasm_opt, lazy, &path("lazy.wasm"))?;
    let glue = with_extend(&without_side_effects(glue)?, &shared);
    fs::write(&graph, graph_of_exports(&shake(sh, esbuild, folder.path(), &glue, &[])?)?)?;
    cmd!(sh, "node {wasm_metadce} {FEATURES...} --graph-file {graph} {wasm} -o {reachable}").ignore_stdout().run()?;
    let (wasm, names) = shorten(sh, wasm_opt, &reachable, &path("widget.wasm"))?;
    let glue = shake(sh, esbuild, folder.path(), &names.put_into(&glue)?, &["--minify"])?;
    Ok(Slim { glue, wasm, lazy })
}

/// The smallest code, and short names.
fn shorten(sh: &Shell, wasm_opt: &Path, wasm: &Path, into: &Path) -> Result<(Vec<u8>, Names)> {
    cmd!(sh, "node {wasm_opt} {FEATURES...} {SMALLEST...} {wasm} -o {into}").run()?;
    let rename = "--minify-imports-and-exports-and-modules";
    let names = cmd!(sh, "node {wasm_opt} {FEATURES...} {rename} {into} -o {into}").read()?;
    let names = serde_json::from_str(&names).context("wasm-opt printed other than the names it gave")?;
    Ok((fs::read(into)?, names))
}

/// With a function that runs the second file: its imports are exports of the first.
fn with_extend(glue: &str, shared: &Names) -> String {
    let imports = shared.imports.iter().map(|(_, long, short)| format!("{short}: wasm.{long}")).collect::<Vec<_>>();
    let imports = imports.join(", ");
    format!(
        "{glue}export function extend(lazy) {{ return WebAssembly.instantiate(lazy, {{ {SHORT_MODULE}: {{ {imports} }} }}); }}\n"
    )
}

/// What is reached from `ENTRY`.
fn shake(sh: &Shell, esbuild: &Path, folder: &Path, glue: &str, more: &[&str]) -> Result<String> {
    let entry = folder.join("entry.js");
    fs::write(&entry, ENTRY)?;
    fs::write(folder.join("glue.js"), glue)?;
    let options = ["--bundle", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning"];
    Ok(cmd!(sh, "node {esbuild} {entry} {options...} {more...}").quiet().read()?)
}

/// Two statements that wasm-bindgen writes for every class keep a bundler from dropping one that nobody uses.
fn without_side_effects(glue: &str) -> Result<String> {
    let dispose = Regex::new(r"(?m)^if \(Symbol\.dispose\) .*\n")?;
    let without_dispose = dispose.replace_all(glue, "");
    Ok(without_dispose.replace(": new FinalizationRegistry(", ": /* @__PURE__ */ new FinalizationRegistry("))
}

/// For wasm-metadce: the exports that the glue names, from which all else has to be reached.
fn graph_of_exports(glue: &str) -> Result<String> {
    let export = Regex::new(r"\bwasm\.(\w+)")?;
    let named: BTreeMap<_, _> = export.captures_iter(glue).map(|it| (it[1].to_owned(), ())).collect();
    let nodes = named.keys().map(|it| json!({ "name": it, "export": it }));
    let root = json!({ "name": "the glue", "root": true, "reaches": named.keys().collect::<Vec<_>>() });
    Ok(serde_json::to_string(&[root].into_iter().chain(nodes).collect::<Vec<_>>())?)
}

/// What wasm-opt calls the imports and exports that are left.
#[derive(Deserialize)]
struct Names {
    /// Module, name, short name.
    imports: Vec<(String, String, String)>,
    /// Name, short name.
    exports: Vec<(String, String)>,
}

/// wasm-opt's name for the one module of imports.
const SHORT_MODULE: &str = "\"a\"";

impl Names {
    /// The glue with these names, without the imports that are not among them.
    fn put_into(&self, glue: &str) -> Result<String> {
        let imports: BTreeMap<_, _> = self.imports.iter().map(|(_, long, short)| (long.as_str(), short)).collect();
        let exports: BTreeMap<_, _> = self.exports.iter().map(|(long, short)| (long.as_str(), short)).collect();
        let (glue, found) = with_imports(glue, &imports)?;
        ensure!(found == imports.len(), "the glue defines {found} of the {} imports", imports.len());
        let export = Regex::new(r"\bwasm\.(\w+)")?;
        let glue = export.replace_all(&glue, |it: &Captures<'_>| match exports.get(&it[1]) {
            Some(short) => format!("wasm.{short}"),
            None => it[0].to_owned(),
        });
        let Some((module, ..)) = self.imports.first() else { return Ok(glue.into_owned()) };
        Ok(glue.replace(&format!("\"{module}\""), SHORT_MODULE))
    }
}

/// A member of the object of imports starts eight spaces in, and ends where the next one or the object's end is.
fn with_imports(glue: &str, short_names: &BTreeMap<&str, &String>) -> Result<(String, usize)> {
    let start_of_member = Regex::new(r"^        (__wb\w+): ")?;
    let (mut kept, mut found, mut is_kept) = (String::new(), 0, true);
    for line in glue.lines() {
        let member = start_of_member.captures(line).map(|it| (it[1].to_owned(), short_names.get(&it[1])));
        let line = match member {
            Some((long, Some(short))) => {
                (is_kept, found) = (true, found + 1);
                line.replacen(&long, short, 1)
            }
            Some((_, None)) => {
                is_kept = false;
                continue;
            }
            None => {
                is_kept |= line.starts_with("    }");
                line.to_owned()
            }
        };
        if is_kept {
            kept.push_str(&line);
            kept.push('\n');
        }
    }
    Ok((kept, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = r#"export class Unused {
}
if (Symbol.dispose) Unused.prototype[Symbol.dispose] = Unused.prototype.free;
const UnusedFinalization = (typeof FinalizationRegistry === 'undefined')
    ? {}
    : new FinalizationRegistry(ptr => wasm.__wbg_unused_free(ptr, 1));
export function mount() {
    return wasm.mount();
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_a_1: function() {
            return 1;
        },
        __wbg_b_2: function() { return handleError(function () {
            return 2;
        }, arguments); },
    };
    return { "./it_bg.js": import0 };
}
"#;

    fn names(import: &str) -> Names {
        let module = "./it_bg.js".to_owned();
        Names {
            imports: vec![(module, import.to_owned(), "$a".to_owned())],
            exports: vec![("mount".to_owned(), "b".to_owned())],
        }
    }

    #[test]
    fn an_import_that_the_wasm_no_longer_needs_goes_and_the_others_get_short_names() {
        let glue = names("__wbg_b_2").put_into(GLUE).unwrap();
        assert!(glue.contains("        __proto__: null,\n        $a: function() { return handleError("), "{glue}");
        assert!(glue.contains("    };\n    return { \"a\": import0 };"), "{glue}");
        assert!(glue.contains("return wasm.b();"), "{glue}");
        assert!(!glue.contains("__wbg_a_1") && !glue.contains("return 1"), "{glue}");
    }

    #[test]
    fn an_import_that_the_glue_does_not_define_is_an_error() {
        let error = names("__wbg_c_3").put_into(GLUE).unwrap_err();
        assert_eq!(error.to_string(), "the glue defines 0 of the 1 imports");
    }

    #[test]
    fn the_second_file_gets_what_it_imports_from_the_first() {
        let shared = Names {
            imports: ["memory", "__stack"].map(|it| ("split".to_owned(), it.to_owned(), format!("${it}"))).into(),
            exports: Vec::new(),
        };
        let glue = with_extend(GLUE, &shared);
        assert!(
            glue.ends_with("instantiate(lazy, { \"a\": { $memory: wasm.memory, $__stack: wasm.__stack } }); }\n"),
            "{glue}"
        );
        assert!(graph_of_exports(&glue).unwrap().contains(r#""export":"memory""#));
    }

    #[test]
    fn nothing_that_runs_keeps_an_unused_class() {
        let glue = without_side_effects(GLUE).unwrap();
        assert!(!glue.contains("Symbol.dispose"), "{glue}");
        assert!(glue.contains("/* @__PURE__ */ new FinalizationRegistry("), "{glue}");
    }

    #[test]
    fn the_exports_that_the_glue_names_are_what_has_to_stay() {
        let graph: serde_json::Value =
            serde_json::from_str(&graph_of_exports("wasm.b(); wasm.a(wasm.b)").unwrap()).unwrap();
        assert_eq!(graph[0]["reaches"], json!(["a", "b"]));
        assert_eq!(graph[1], json!({ "name": "a", "export": "a" }));
    }
}
