//! Which language to show, loading it, and the switcher.

use wasm_bindgen::JsValue;

use crate::app::Session;
use crate::element::{Loader, Wanted};
use crate::i18n::{Fault, Language, Source};
use crate::ui::{El, StoredValue, el, select};

/// The languages that can be loaded.
#[derive(Clone, Copy)]
pub struct Languages {
    loader: StoredValue<Loader>,
}

impl Languages {
    pub fn new(loader: Loader) -> Self {
        Self { loader: StoredValue::new(loader) }
    }

    /// Each with the name that it calls itself.
    pub fn named(self) -> Vec<(String, String)> {
        let loader = self.loader.get_value();
        loader.locales().into_iter().zip(loader.names()).collect()
    }

    pub fn name_of(self, tag: &str) -> String {
        self.named().into_iter().find(|it| it.0 == tag).map(|it| it.1).unwrap_or_default()
    }

    /// What the page, the browser and the person's choice ask for.
    pub fn wanted(self, chosen: Option<&str>) -> Wanted {
        self.loader.get_value().negotiate(chosen)
    }

    /// `tags` are those of the texts and of the formats; with what is wrong with the host page's own words.
    pub async fn load(self, (tag, regional): &(String, String)) -> Result<(Language, Vec<Fault>), JsValue> {
        let loaded = self.loader.get_value().load_locale(tag, regional).await?;
        let (tag, regional) = (tag.clone(), regional.clone());
        let (formats, dir) = (loaded.formats(), loaded.dir());
        let (texts, overrides) = (loaded.texts(), loaded.overrides());
        Ok(Language::new(Source { tag, regional, formats, dir, texts, overrides }))
    }
}

/// Chooses the language; each is named in itself. In the header, and again in each dialog, which makes the header
/// inert. `None` where the host page switches languages itself.
pub fn language_select(session: Session) -> Option<El> {
    if session.host.has("without-language-switcher") {
        return None;
    }
    let tr = session.tr;
    let option = |(tag, name): (String, String)| {
        let option = el("option").attr_of("value", &tag).attr_of("lang", &tag).text(&name);
        option.live_prop("selected", move || session.shown_language() == tag)
    };
    let options = session.languages.named().into_iter().map(option).collect();
    let choose = move |tag: String| session.choose_language(tag);
    Some(
        el("label")
            .class("language")
            .attr("part", "language")
            .push(el("span").msg(tr, "common-language-label"))
            .push(select(options, choose)),
    )
}
