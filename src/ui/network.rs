//! Whether the browser has a network.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::stored::keep;

/// Tells of each change, until the owner ends.
pub fn on_network_change(tell: impl Fn(bool) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let seen = window.clone();
    let changed = Closure::<dyn Fn()>::new(move || tell(seen.navigator().on_line()));
    for event in ["online", "offline"] {
        // Fails for no window.
        let _ = window.add_event_listener_with_callback(event, changed.as_ref().unchecked_ref());
    }
    keep(Box::new(Watch { window, changed }));
}

struct Watch {
    window: web_sys::Window,
    changed: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        for event in ["online", "offline"] {
            let _ = self.window.remove_event_listener_with_callback(event, self.changed.as_ref().unchecked_ref());
        }
    }
}
