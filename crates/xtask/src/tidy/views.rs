//! What a view may not do where the host page has a strict content security policy.

use anyhow::Result;
use regex::Regex;

use super::Finding;
use super::sources::Source;

const RULES: [(&str, &str); 3] = [
    (r"\bstyle=", "a style attribute is blocked by a strict `style-src`: use a class or `style:property=`"),
    (r"\b(?:set_)?inner_html\b", "text that becomes markup is blocked by Trusted Types: write nodes"),
    (r"<style\b", "a style element is blocked by a strict `style-src`: use style.css"),
];

/// Looks for what a strict policy blocks.
pub fn check(sources: &[Source]) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (pattern, what) in RULES {
        let pattern = Regex::new(pattern)?;
        for source in sources {
            findings.extend(source.matches(&pattern).map(|(line, _)| Finding::new(&source.path, line, what)));
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_code(code: &str, expected: usize) {
        let found = check(&[Source::new("src/list.rs", &format!("\n{code}\n"))]).unwrap();
        assert_eq!(found.len(), expected, "{code}: {found:?}");
        assert!(found.iter().all(|it| it.line == 2), "{found:?}");
    }

    #[test]
    fn what_a_strict_policy_blocks_is_found() {
        check_code(r#"view! { <p style="color: red">"x"</p> }"#, 1);
        check_code("view! { <p style=move || colour.get()/> }", 1);
        check_code("view! { <div inner_html=text/> }", 1);
        check_code("node.set_inner_html(&text);", 1);
        check_code("view! { <style>\"p {}\"</style> }", 1);
    }

    #[test]
    fn what_it_allows_is_not() {
        check_code(r#"view! { <p class="note" style:width=width>"x"</p> } // no style="#, 1);
        check_code(r#"view! { <p class="note" style:width=width>"x"</p> }"#, 0);
        check_code(r#"// style="color: red""#, 0);
        check_code("let style = sheet();", 0);
    }
}
