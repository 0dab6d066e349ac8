//! Waiting in a task.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

/// Resolves after so many milliseconds.
pub async fn wait(ms: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Fails for a callback that is no function; this is one.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    });
    // The promise is never rejected.
    let _ = JsFuture::from(promise).await;
}
