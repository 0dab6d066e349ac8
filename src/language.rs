//! Which language to show, loading it, and the switcher.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node, ShadowRoot};

use crate::app::Session;
use crate::element::Loader;
use crate::i18n::{DEFAULT_LOCALE, Language, autonym, negotiate};
use crate::ui::{El, el, select};

/// The languages that can be loaded.
#[derive(Clone, Copy)]
pub struct Languages {
    loader: StoredValue<Loader, LocalStorage>,
    time_zone: StoredValue<Option<String>>,
}

impl Languages {
    pub fn new(loader: Loader, time_zone: Option<String>) -> Self {
        Self { loader: StoredValue::new_local(loader), time_zone: StoredValue::new(time_zone) }
    }

    pub fn tags(self) -> Vec<String> {
        self.loader.get_value().locales()
    }

    pub fn negotiate(self, requested: &[String]) -> String {
        negotiate(requested, &self.tags(), DEFAULT_LOCALE)
    }

    pub async fn load(self, tag: &str) -> Result<Language, JsValue> {
        let source = self.loader.get_value().load_locale(tag).await?;
        let source = source.as_string().unwrap_or_default();
        Ok(Language::new(tag, source, self.time_zone.get_value().as_deref()))
    }
}

/// What is asked for, best first: the nearest `lang` up the composed tree, then the browser's languages.
pub fn requested(host: &HtmlElement) -> Vec<String> {
    let page = nearest_lang(host.clone().into());
    let browser = web_sys::window().map(|it| it.navigator().languages()).unwrap_or_default();
    page.into_iter().chain(browser.iter().filter_map(|it| it.as_string())).collect()
}

/// `closest` stops at a shadow root; the host page may nest elements.
fn nearest_lang(start: Node) -> Option<String> {
    let mut next = Some(start);
    while let Some(node) = next {
        let lang = node.dyn_ref::<Element>().and_then(|it| it.get_attribute("lang"));
        if let Some(lang) = lang.filter(|it| !it.trim().is_empty()) {
            return Some(lang);
        }
        next = match node.dyn_ref::<ShadowRoot>() {
            Some(root) => Some(root.host().into()),
            None => node.parent_node(),
        };
    }
    None
}

/// Chooses the language; each is named in itself. In the header, and again in each dialog, which makes the header
/// inert. `None` where the host page switches languages itself.
pub fn language_select(session: Session) -> Option<El> {
    if session.host.has("without-language-switcher") {
        return None;
    }
    let tr = session.tr;
    let option = |tag: String| {
        let option = el("option").attr("value", &tag).attr("lang", &tag).text(&autonym(&tag));
        option.live_prop("selected", move || tr.tag() == tag)
    };
    let options = session.languages.tags().into_iter().map(option).collect();
    let choose = move |tag: String| session.choose_language(&tag);
    Some(
        el("label")
            .class("language")
            .attr("part", "language")
            .push(el("span").msg(tr, "common-language-label"))
            .push(select(options, choose)),
    )
}
