//! A place on the page for one test; what was put there goes with it.

use js_sys::Promise;
use leptos::mount::{UnmountHandle, mount_to_renderer};
use reseller_offboarding::ui::El;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement};

/// Shows one element until it is dropped.
pub struct Stage {
    place: Element,
    shown: Option<UnmountHandle<El>>,
}

impl Stage {
    /// Builds an element under an owner of its own, on the page.
    pub fn show(build: impl FnOnce() -> El + 'static) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let place = document.create_element("div").unwrap();
        document.body().unwrap().append_child(&place).unwrap();
        let shown = mount_to_renderer(place.unchecked_ref(), build);
        Self { place, shown: Some(shown) }
    }

    /// Takes the element off the page and ends its owner.
    pub fn take_off(&mut self) {
        self.shown = None;
    }

    /// The first element that matches.
    pub fn find(&self, selector: &str) -> HtmlElement {
        self.try_find(selector).unwrap_or_else(|| panic!("no {selector} in {}", self.place.inner_html()))
    }

    /// The first element that matches, where there is one.
    pub fn try_find(&self, selector: &str) -> Option<HtmlElement> {
        self.place.query_selector(selector).unwrap().map(JsCast::unchecked_into)
    }

    /// All text.
    pub fn text(&self) -> String {
        self.place.text_content().unwrap()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.shown = None;
        self.place.remove();
    }
}

/// Lets everything that waits for its turn have it: what follows a signal, what observes the page.
pub async fn settle() {
    let turn = Promise::new(&mut |resolve, _| {
        web_sys::window().unwrap().set_timeout_with_callback(&resolve).unwrap();
    });
    JsFuture::from(turn).await.unwrap();
}
