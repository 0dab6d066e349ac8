//! The Content-Security-Policy of our pages: they run, style and fetch what comes from here, and their own inline
//! script and style by their hashes, as a careful portal's page does.

use axum::http::HeaderValue;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The policy for this page; one without anything inline allows nothing inline.
pub fn of_page(html: &str) -> HeaderValue {
    let (scripts, styles) = (inline_hashes(html, "script"), inline_hashes(html, "style"));
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; connect-src 'self'; \
         style-src 'self'{styles}; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    );
    HeaderValue::try_from(policy).expect("base64 and the words above are visible ASCII")
}

/// The hashes of what stands between `<tag>` and `</tag>`; a tag with attributes is not inline here.
fn inline_hashes(html: &str, tag: &str) -> String {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let contents = html.split(&open).skip(1).filter_map(|it| it.split(&close).next());
    contents.map(|it| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(it)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_and_styles_are_named_by_hash() {
        let html = "<script src=\"x.js\"></script><script>alert(1)</script><style>p{}</style>";
        assert_eq!(inline_hashes(html, "script"), " 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='");
        assert_eq!(inline_hashes(html, "style").matches("sha256-").count(), 1);
    }

    #[test]
    fn a_page_without_anything_inline_allows_nothing_inline() {
        let policy = of_page("<script src=\"x.js\"></script>");
        assert!(!policy.to_str().unwrap().contains("sha256"));
    }
}
