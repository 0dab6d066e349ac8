//! What needs a DOM and no server: elements, dialogs, texts. Run in a real browser.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod stage;

mod answers;
mod elements;
mod live;
mod modal;
mod negotiate;
mod texts;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
