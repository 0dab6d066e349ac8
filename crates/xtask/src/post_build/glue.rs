//! Makes the module that wasm-bindgen writes fit for pages that enforce Trusted Types and forbid `eval`.
//!
//! Leptos clones static parts of a view from a template, filled through `innerHTML`. What goes in was compiled into
//! the widget, so a policy of ours may vouch for it.

use anyhow::{Result, ensure};
use regex::Regex;

/// Made at first use: a page may list our policy only, or none at all while it does not enforce any.
const POLICY: &str = r#"
let policy;
function trustedHtml(html) {
    policy ??= createPolicy();
    return policy.createHTML(html);
}
function createPolicy() {
    const rules = { createHTML: (html) => html };
    try {
        return globalThis.trustedTypes?.createPolicy("reseller-offboarding", rules) ?? rules;
    } catch {
        return rules;
    }
}
"#;

/// The ways from text to markup or code, besides the one that is known.
const SINKS: [&str; 8] = [
    ".innerHTML",
    ".outerHTML",
    "insertAdjacentHTML",
    "setHTMLUnsafe",
    "createContextualFragment",
    "document.write",
    "new Function",
    "eval(",
];

/// The glue with its one sink behind the policy `reseller-offboarding`; any other sink is an error.
pub fn with_trusted_types(glue: &str) -> Result<String> {
    let assignment = Regex::new(r"\.innerHTML = (getStringFromWasm0\([^()]*\));")?;
    let known = assignment.find_iter(glue).count();
    ensure!(known <= 1, "the glue assigns innerHTML {known} times; once is known to be static");
    let remaining = assignment.replace_all(glue, "");
    let unknown: Vec<_> = SINKS.into_iter().filter(|it| remaining.contains(it)).collect();
    ensure!(unknown.is_empty(), "the glue turns text into markup or code: {}", unknown.join(", "));
    let trusted = assignment.replace_all(glue, ".innerHTML = trustedHtml($1);");
    Ok(if known == 0 { glue.to_owned() } else { format!("{trusted}{POLICY}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SINK: &str = "function(arg0, arg1, arg2) { arg0.innerHTML = getStringFromWasm0(arg1, arg2); }\n";

    #[test]
    fn the_one_sink_goes_through_the_policy() {
        let trusted = with_trusted_types(SINK).unwrap();
        assert!(trusted.contains("arg0.innerHTML = trustedHtml(getStringFromWasm0(arg1, arg2));"), "{trusted}");
        assert!(trusted.contains(r#"createPolicy("reseller-offboarding""#), "{trusted}");
    }

    #[test]
    fn glue_without_a_sink_stays_as_it_is() {
        assert_eq!(with_trusted_types("export default init;").unwrap(), "export default init;");
    }

    #[test]
    fn any_other_sink_is_refused() {
        for other in ["a.innerHTML = b;", "a.outerHTML = b;", "return new Function(a);", "eval(a)", SINK] {
            let error = with_trusted_types(&format!("{SINK}{other}")).unwrap_err();
            assert!(error.to_string().contains("the glue"), "{error}");
        }
    }
}
