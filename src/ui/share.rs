//! Taking something along: to the clipboard, or as a file.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::app::Session;
use crate::i18n::id;
use crate::ui::{El, RwSignal, el};

/// What a button that copies says: message ids.
#[derive(Clone, Copy)]
pub struct CopyWords {
    /// On the button.
    pub button: &'static str,
    /// Its name, where the words alone leave open what is copied.
    pub name: Option<&'static str>,
    /// Announced.
    pub copied: &'static str,
}

/// A button that copies a text and says so.
pub fn copy_button(session: Session, text: String, words: CopyWords) -> El {
    let tr = session.tr;
    let is_copied = RwSignal::new(false);
    let copy = move |_| {
        let text = text.clone();
        session.spawn(async move {
            let Some(window) = web_sys::window() else { return };
            if JsFuture::from(window.navigator().clipboard().write_text(&text)).await.is_ok() {
                is_copied.set(true);
                session.live.say(|| tr.now(words.copied));
            }
        });
    };
    let shown = move || tr.now(if is_copied.get() { id!("common-copied") } else { words.button });
    // The name begins with what is seen, and goes with it.
    let name = move || words.name.filter(|_| !is_copied.get()).map(|it| tr.now(it));
    el("button").attr("type", "button").class("small").live_attr("aria-label", name).live_text(shown).on("click", copy)
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
