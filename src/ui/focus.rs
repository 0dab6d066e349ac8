//! Focus goes somewhere sensible after each act, and is never moved by fresh data.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::after;
use crate::app::Session;

const HEADING: &str = "[data-heading]";

/// Focuses the heading of the view, once it is there.
pub fn focus_heading(session: Session) {
    focus_selector(session, HEADING);
}

/// Focuses the first element inside the shadow root that matches, once it is there.
pub fn focus_selector(session: Session, selector: &'static str) {
    after(0, Box::new(move || focus_first(session, &[selector])));
}

/// Focuses the first control in an item's row.
pub fn focus_row(session: Session, row: String) {
    after(0, Box::new(move || focus_first(session, &[&format!("[data-row='{}'] button", css_text(&row))])));
}

/// So that an id of the host page's stays a text inside a selector.
fn css_text(text: &str) -> String {
    text.chars().filter(|it| it.is_ascii_alphanumeric() || "-_:.".contains(*it)).collect()
}

/// Where the control that had the focus is gone, and nothing else was given it meanwhile, focuses what comes next: the
/// row's next control, the next thing to clear, the heading.
pub fn rescue_focus(session: Session, row: String) {
    let rescue = move || {
        let has_focus = session.root().and_then(|it| it.active_element()).is_some();
        if !has_focus {
            let in_row = format!("[data-row='{row}'] button");
            focus_first(session, &[&in_row, "[data-blocker] button.act", HEADING]);
        }
    };
    after(0, Box::new(rescue));
}

fn focus_first(session: Session, selectors: &[&str]) {
    let Some(root) = session.root() else { return };
    let found = selectors.iter().find_map(|it| root.query_selector(it).ok().flatten());
    if let Some(element) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // Fails for nothing that can be focused.
        let _ = element.focus();
    }
}
