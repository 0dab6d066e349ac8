//! Texts of the program as the browser knows them: each is decoded once, and not for each of thousands of rows.

use std::cell::RefCell;

use js_sys::JsString;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// A node, as far as texts are written into it.
    #[wasm_bindgen(js_name = Element)]
    pub type Written;
    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set_attribute(this: &Written, name: &JsString, value: &JsString);
    #[wasm_bindgen(method, setter, js_name = data)]
    pub fn set_data(this: &Written, text: &JsString);

    #[wasm_bindgen(js_name = Document)]
    type Creator;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Creator;
    #[wasm_bindgen(method, js_name = createElement)]
    fn create_element(this: &Creator, tag: &JsString) -> Element;
}

/// What belongs to texts of the program; they are told apart by where they are.
#[derive(Default)]
pub struct ByText(RefCell<Vec<(*const u8, usize, Noted)>>);

/// A text, and whether it is in another language than the one shown.
pub type Noted = (JsString, bool);

impl ByText {
    /// What belongs to this one; found out when it is asked for first.
    #[inline(never)]
    pub fn get(&self, text: &'static str, find: &dyn Fn() -> Noted) -> Noted {
        let place = |all: &Vec<(*const u8, usize, Noted)>| {
            all.binary_search_by(|(at, len, _)| (*at, *len).cmp(&(text.as_ptr(), text.len())))
        };
        if let Ok(at) = place(&self.0.borrow()) {
            return self.0.borrow()[at].2.clone();
        }
        let found = find();
        let mut all = self.0.borrow_mut();
        if let Err(at) = place(&all) {
            all.insert(at, (text.as_ptr(), text.len(), found.clone()));
        }
        found
    }
}

thread_local! {
    static KNOWN: ByText = ByText::default();
}

/// This one, decoded.
pub fn known(text: &'static str) -> JsString {
    KNOWN.with(|it| it.get(text, &|| (text.into(), false)).0)
}

/// An element of this tag.
pub fn create(tag: &'static str) -> Element {
    DOCUMENT.with(|it| it.create_element(&known(tag)))
}

/// Sets an attribute to a text of the program.
pub fn set_known(element: &Element, name: &'static str, value: &'static str) {
    set_to(element, name, &known(value));
}

/// Sets an attribute.
pub fn set_to(element: &Element, name: &'static str, value: &JsString) {
    element.unchecked_ref::<Written>().set_attribute(&known(name), value);
}
