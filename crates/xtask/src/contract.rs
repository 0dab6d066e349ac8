//! The element's contract: written once, in the doc comment of `src/lib.rs`, and read here.
//!
//! `docs/embedding.md` holds a copy between two markers; the package's types and manifest are made from it.

pub mod declarations;
pub mod manifest;
mod markdown;
pub mod page;

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, ensure};

use crate::root;
pub use markdown::Row;

/// Where it is written, from the folder of the workspace.
pub const FILE: &str = "src/lib.rs";
/// The element's tag.
pub const TAG: &str = "reseller-offboarding";
/// The element's class.
pub const CLASS: &str = "ResellerOffboardingElement";

/// What the page begins with that is not for embedders.
const START: &str = "# The element's contract\n";

/// A section each, with the columns of its table.
const TABLES: [(&str, &[&str]); 9] = [
    ("Attributes", &["attribute", "values", "default", "reflected", "meaning"]),
    ("Properties", &["property", "type", "writable", "meaning"]),
    ("Methods", &["method", "meaning"]),
    ("Events", &["event", "cancelable", "detail", "when"]),
    ("Error codes", &["code", "meaning"]),
    ("CSS custom properties", &["property", "default", "meaning"]),
    ("Parts", &["part", "meaning"]),
    ("States", &["state", "meaning"]),
    ("Slots", &["slot", "meaning"]),
];

/// The contract as it is written.
pub struct Contract {
    /// All of it, in markdown.
    text: String,
    tables: BTreeMap<String, Vec<Row>>,
    /// The declarations in TypeScript that the tables speak of.
    pub types: String,
}

impl Contract {
    /// Reads the contract of this repository.
    pub fn read() -> Result<Self> {
        let path = root().join(FILE);
        let source = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        Self::of(&source).context(FILE)
    }

    /// Reads the contract out of a crate's doc comment.
    pub fn of(source: &str) -> Result<Self> {
        let comment = doc_comment(source);
        let (_, text) = comment.split_once(START).with_context(|| format!("no heading {:?}", START.trim()))?;
        let (mut tables, mut code) = (BTreeMap::new(), BTreeMap::new());
        for section in markdown::sections(text) {
            tables.insert(section.heading.clone(), section.rows);
            code.insert(section.heading, section.code);
        }
        for (section, columns) in TABLES {
            let rows: &Vec<Row> = tables.get(section).with_context(|| format!("no section {section}"))?;
            ensure!(!rows.is_empty(), "{section}: no rows");
            let fits = rows.iter().all(|row| row.columns().eq(columns.iter().copied()));
            ensure!(fits, "{section}: the columns have to be {}", columns.join(", "));
        }
        let types = code.remove("Types").filter(|it| !it.is_empty()).context("no section Types with code")?;
        Ok(Self { text: text.trim().to_owned(), tables, types })
    }

    /// The rows of a section. Every section named in this crate is there: reading made sure of it.
    pub fn rows(&self, section: &str) -> &[Row] {
        self.tables.get(section).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first column of a section: what it is about.
    pub fn names(&self, section: &str) -> impl Iterator<Item = &str> {
        self.rows(section).iter().map(|row| row.name())
    }
}

fn doc_comment(source: &str) -> String {
    let lines = source.lines().map_while(|it| it.strip_prefix("//!"));
    lines.map(|it| it.strip_prefix(' ').unwrap_or(it)).fold(String::new(), |text, it| text + it + "\n")
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// As short as a contract gets.
    pub const SHORT: &str = r#"//! Something else.
//!
//! # The element's contract
//!
//! ## Attributes
//!
//! | attribute | values | default | reflected | meaning |
//! |---|---|---|---|---|
//! | `view` | `list`, `item` | `list` | yes | What to `show`. |
//! | `quiet` | boolean | `false` | no | Says nothing. |
//!
//! ## Properties
//!
//! | property | type | writable | meaning |
//! |---|---|---|---|
//! | `tell` | `((it: View) => void) \| undefined` | yes | Hears. |
//! | `version` | `string` | no | The version. |
//!
//! ## Methods
//!
//! | method | meaning |
//! |---|---|
//! | `goTo(view: View, id?: string): void` | Goes there. |
//!
//! ## Events
//!
//! | event | cancelable | detail | when |
//! |---|---|---|---|
//! | `ro-ready` | yes | `{ view: View }` | It shows. |
//!
//! ## Types
//!
//! ```typescript
//! export type View = 'list' | 'item';
//! ```
//!
//! ## Error codes
//!
//! | code | meaning |
//! |---|---|
//! | `load/network` | No network. |
//!
//! ## CSS custom properties
//!
//! | property | default | meaning |
//! |---|---|---|
//! | `--ro-radius` | `0.5rem` | Corners. |
//!
//! ## Parts
//!
//! | part | meaning |
//! |---|---|
//! | `base` | Everything. |
//!
//! ## States
//!
//! | state | meaning |
//! |---|---|
//! | `busy` | At work. |
//!
//! ## Slots
//!
//! | slot | meaning |
//! |---|---|
//! | (default) | Until then. |

pub mod element;
//! Not read any more.
"#;

    #[test]
    fn the_contract_of_this_repository_can_be_read() {
        let contract = Contract::read().unwrap();
        assert!(contract.names("Attributes").any(|it| it == "customer-id"));
        assert!(contract.types.contains("export interface State {"));
    }

    #[test]
    fn tables_types_and_words_are_read() {
        let contract = Contract::of(SHORT).unwrap();
        assert_eq!(contract.names("Attributes").collect::<Vec<_>>(), ["view", "quiet"]);
        let view = &contract.rows("Attributes")[0];
        assert_eq!(view.cell("values").codes, ["list", "item"]);
        assert_eq!(view.text("meaning"), "What to `show`.");
        // A bar inside of code is escaped in a table, and means itself.
        assert_eq!(contract.rows("Properties")[0].plain("type"), "((it: View) => void) | undefined");
        assert_eq!(contract.types, "export type View = 'list' | 'item';\n");
        assert!(!contract.text.contains("Not read"), "{}", contract.text);
    }

    #[track_caller]
    fn check_refused(change: (&str, &str), expected: &str) {
        let error = Contract::of(&SHORT.replace(change.0, change.1)).err().expect("refused");
        assert!(format!("{error:#}").contains(expected), "{error:#}");
    }

    #[test]
    fn a_contract_that_lacks_something_is_refused() {
        check_refused(("# The element's contract", "# Notes"), "no heading");
        check_refused(("## Parts", "## Pieces"), "no section Parts");
        check_refused(("//! | `busy` | At work. |\n", ""), "States: no rows");
        check_refused(
            ("| method | meaning |", "| method | purpose |"),
            "Methods: the columns have to be method, meaning",
        );
        check_refused(("## Types", "## Words"), "no section Types");
    }
}
