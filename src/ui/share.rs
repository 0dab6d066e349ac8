//! Taking something along: to the clipboard, or as a file.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::app::Session;
use crate::i18n::id;

/// Copies a text, and says so.
#[component]
pub fn CopyButton(
    /// The element's session.
    session: Session,
    /// What is copied.
    text: String,
    /// The button's words: a message id.
    label: &'static str,
    /// The button's name where its words alone do not say what is copied: a message id.
    #[prop(optional)]
    name: Option<&'static str>,
    /// What is said afterwards: a message id.
    copied: &'static str,
) -> impl IntoView {
    let tr = session.tr;
    let is_copied = RwSignal::new(false);
    let copy = move |_| {
        let text = text.clone();
        session.spawn(async move {
            let Some(window) = web_sys::window() else { return };
            if JsFuture::from(window.navigator().clipboard().write_text(&text)).await.is_ok() {
                is_copied.set(true);
                session.live.say(tr.now(copied));
            }
        });
    };
    let name = name.map(|id| tr.text(id));
    let words = move || tr.now(if is_copied.get() { id!("common-copied") } else { label });
    view! { <button type="button" class="small" aria-label=name on:click=copy>{words}</button> }
}

/// Hands the browser a file to keep. `None` where the browser refuses.
pub fn download(name: &str, mime: &str, text: &str) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&JsValue::from(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url).ok()
}
