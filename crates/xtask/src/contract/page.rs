//! The copy of the contract in `docs/embedding.md`, between two markers.

use std::fs;

use anyhow::{Context, Result};

use super::{Contract, FILE};
use crate::root;

/// The page, from the folder of the workspace.
pub const PAGE: &str = "docs/embedding.md";

const START: &str = "<!-- contract: `cargo xtask contract` writes this part from src/lib.rs -->\n";
const END: &str = "<!-- end of the contract -->\n";

/// Writes the contract into the page.
pub fn write() -> Result<()> {
    let path = root().join(PAGE);
    let page = fs::read_to_string(&path).context(PAGE)?;
    Ok(fs::write(path, with_contract(&page, &Contract::read()?)?)?)
}

/// Whether the page holds the contract as it is now.
pub fn is_current(contract: &Contract) -> Result<bool> {
    let page = fs::read_to_string(root().join(PAGE)).context(PAGE)?;
    Ok(with_contract(&page, contract)? == page)
}

fn with_contract(page: &str, contract: &Contract) -> Result<String> {
    let markers = || format!("{PAGE} has to hold the line {:?}, and later {:?}", START.trim(), END.trim());
    let (before, rest) = page.split_once(START).with_context(markers)?;
    let (_, after) = rest.split_once(END).with_context(markers)?;
    let link = format!("Written once, at the top of [`{FILE}`](../{FILE}).");
    Ok(format!("{before}{START}\n{link}\n\n{}\n\n{END}{after}", one_level_down(&contract.text)))
}

/// In the page, the contract is a section of its own.
fn one_level_down(text: &str) -> String {
    text.lines()
        .map(|it| if it.starts_with("## ") { format!("#{it}") } else { it.to_owned() })
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::tests::SHORT;

    #[test]
    fn what_is_between_the_markers_is_replaced_and_nothing_else() {
        let contract = Contract::of(SHORT).unwrap();
        let page = format!("# Embedding\n\n{START}old\n{END}\n## Next\n");
        let written = with_contract(&page, &contract).unwrap();
        assert!(written.starts_with("# Embedding\n\n<!--") && written.ends_with("-->\n\n## Next\n"), "{written}");
        assert!(written.contains("\n### Attributes\n") && !written.contains("old"), "{written}");
        assert_eq!(with_contract(&written, &contract).unwrap(), written);
    }

    #[test]
    fn a_page_without_a_marker_is_refused() {
        let contract = Contract::of(SHORT).unwrap();
        for page in ["", START, END, &format!("{END}{START}")] {
            assert!(with_contract(page, &contract).is_err(), "{page}");
        }
    }
}
