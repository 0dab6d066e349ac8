//! Waiting, in a task and outside of one.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
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

/// Does it after so many milliseconds; after none, once what is under way has come to an end and all that follows from
/// it is on the page. One type for all acts, and one timer in the place of Leptos' several.
#[inline(never)]
pub fn after(ms: i32, act: Box<dyn FnOnce()>) {
    let act = Closure::once_into_js(act);
    if let Some(window) = web_sys::window() {
        // As above.
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(act.unchecked_ref(), ms);
    }
}
