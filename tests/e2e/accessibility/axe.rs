//! Axe, run inside the page on the widget and all that is in its shadow tree.

use std::env;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::harness::Page;

/// One line for each element and the rule that it breaks.
const RUN: &str = "return (async () => {
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    // The one rule of WCAG 2.2 is off unless it is named.
    const rules = { 'target-size': { enabled: true } };
    const { violations } = await axe.run(host, { runOnly: { type: 'tag', values }, rules, resultTypes: ['violations'] });
    const line = ({ id }) => ({ target, html, any, all, none }) => {
      const why = [...any, ...all, ...none].map((it) => it.message).join('; ');
      return `${id}: ${target.flat().at(-1)}\\n    ${html}\\n    ${why}`;
    };
    return violations.flatMap((it) => it.nodes.map(line(it)));
  })()";

/// Has axe in every page that is opened from now on.
pub async fn bring(page: &Page) {
    let path = program();
    let axe = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    page.before_load(&axe).await;
}

/// What it finds in the view as it is.
pub async fn run(page: &Page) -> Vec<String> {
    let found = page.look(RUN, json!(null)).await;
    found.as_array().unwrap().iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// `AXE`, or where `cargo xtask test` keeps it.
fn program() -> PathBuf {
    if let Some(named) = env::var_os("AXE") {
        return named.into();
    }
    let home = || PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".cache");
    let cache = env::var_os("XDG_CACHE_HOME").map_or_else(home, PathBuf::from).join("reseller-offboarding");
    let tools = fs::read_dir(&cache).into_iter().flatten().filter_map(|it| Some(it.ok()?.path()));
    let script = |tool: PathBuf| tool.join("node_modules/axe-core/axe.min.js");
    let kept = tools.map(script).filter(|it| it.is_file()).max();
    kept.unwrap_or_else(|| panic!("no axe-core in {}: run `cargo xtask test`, or set AXE", cache.display()))
}
