//! What needs a DOM and no server: elements, dialogs, texts. Run in a real browser.
#![cfg(target_arch = "wasm32")]
