//! What is asked of the page for each of thousands of rows, as cheaply as it can be: texts of the program are decoded
//! once, and what fails for nothing that the program does is called without a handler of errors.

use std::cell::RefCell;

use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node, Text};

#[wasm_bindgen]
extern "C" {
    /// A node, as far as it is written to.
    #[wasm_bindgen(js_name = Element)]
    type Written;
    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set_attribute(this: &Written, name: &JsString, value: &JsString);
    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set_attribute_of(this: &Written, name: &JsString, value: &str);
    #[wasm_bindgen(method, js_name = hasAttribute)]
    fn has_attribute(this: &Written, name: &JsString) -> bool;
    #[wasm_bindgen(method, setter, js_name = textContent)]
    fn set_text_content(this: &Written, text: &JsString);
    #[wasm_bindgen(method, setter, js_name = textContent)]
    fn set_text_content_of(this: &Written, text: &str);
    #[wasm_bindgen(method, getter)]
    fn children(this: &Written) -> Elements;
    // Gives nothing back, as `appendChild` does.
    #[wasm_bindgen(method)]
    fn append(this: &Written, child: &Node);
    #[wasm_bindgen(method, js_name = cloneNode)]
    fn clone_node(this: &Written, with_content: bool) -> Element;
    #[wasm_bindgen(method, js_name = addEventListener)]
    fn add_event_listener(this: &Written, event: &JsString, act: &Function);

    #[wasm_bindgen(js_name = HTMLCollection)]
    type Elements;
    // Of one that is known to be there.
    #[wasm_bindgen(method)]
    fn item(this: &Elements, at: usize) -> Element;

    #[wasm_bindgen(js_name = Document)]
    type Creator;
    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Creator;
    #[wasm_bindgen(method, js_name = createElement)]
    fn create_element(this: &Creator, tag: &JsString) -> Element;
    #[wasm_bindgen(method, js_name = createTextNode)]
    fn create_text_node(this: &Creator, text: &JsString) -> Text;
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

/// A text that is written later.
pub fn empty_text() -> Text {
    DOCUMENT.with(|it| it.create_text_node(&known("")))
}

/// One like it, and what is in it.
pub fn copy(element: &Element) -> Element {
    element.unchecked_ref::<Written>().clone_node(true)
}

/// The first `N` elements in it, which has as many.
pub fn children_of<const N: usize>(element: &Element) -> [Element; N] {
    let children = element.unchecked_ref::<Written>().children();
    std::array::from_fn(|at| children.item(at))
}

/// Has it hold this text and nothing else.
pub fn fill_with(element: &Element, text: &JsString) {
    element.unchecked_ref::<Written>().set_text_content(text);
}

/// As `fill_with`, for what is known only now.
pub fn fill_of(element: &Element, text: &str) {
    element.unchecked_ref::<Written>().set_text_content_of(text);
}

/// Puts a node at the end, which does not hold that element itself.
#[inline(never)]
pub fn append_node(parent: &Element, child: &Node) {
    parent.unchecked_ref::<Written>().append(child);
}

/// Has it listen.
pub fn listen(element: &Element, event: &'static str, act: &Function) {
    element.unchecked_ref::<Written>().add_event_listener(&known(event), act);
}

/// It has this attribute.
pub fn has(element: &Element, name: &'static str) -> bool {
    element.unchecked_ref::<Written>().has_attribute(&known(name))
}

/// Sets an attribute to a text of the program.
pub fn set_known(element: &Element, name: &'static str, value: &'static str) {
    set_to(element, name, &known(value));
}

/// Sets an attribute.
pub fn set_to(element: &Element, name: &'static str, value: &JsString) {
    element.unchecked_ref::<Written>().set_attribute(&known(name), value);
}

/// Sets an attribute to what is known only now.
pub fn set_of(element: &Element, name: &'static str, value: &str) {
    element.unchecked_ref::<Written>().set_attribute_of(&known(name), value);
}
