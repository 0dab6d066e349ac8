//! Browser lifecycle ↔ Leptos: `element.js` mounts, hands on attributes that change, and unmounts.

use std::any::Any;
use std::cell::RefCell;

use leptos::mount::mount_to_renderer;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, Node, ShadowRoot};

use crate::app::{Session, app};
use crate::host::dispatch;
use crate::i18n::Language;
use crate::language::{Languages, requested};

#[wasm_bindgen]
extern "C" {
    /// What `element.js` offers: it owns every fetch of an asset.
    #[derive(Clone)]
    pub type Loader;
    /// Tags of the languages that can be loaded.
    #[wasm_bindgen(method, getter)]
    pub fn locales(this: &Loader) -> Vec<String>;
    /// Where the backend is, unless an attribute says otherwise.
    #[wasm_bindgen(method, getter, js_name = apiBase)]
    pub fn api_base(this: &Loader) -> String;
    /// The text of a language's `.ftl` file.
    #[wasm_bindgen(method, catch, js_name = loadLocale)]
    pub async fn load_locale(this: &Loader, tag: &str) -> Result<JsValue, JsValue>;
}

/// A mounted element. `unmount` before letting go of it.
#[wasm_bindgen]
pub struct Mounted {
    session: Session,
    host: HtmlElement,
    view: Option<Box<dyn Any>>,
}

/// Puts the widget into `container`, inside the shadow root of `host`. Rejects where no language can be loaded.
#[wasm_bindgen]
pub async fn mount(host: HtmlElement, container: HtmlElement, loader: Loader) -> Result<Mounted, JsValue> {
    let time_zone = host.get_attribute("time-zone");
    let languages = Languages::new(loader.clone(), time_zone);
    let language: Language = languages.load(&languages.negotiate(&requested(&host))).await?;
    let owner = Owner::new();
    let session = owner.with(|| Session::new(host.clone(), &loader, languages, language));
    let view = owner.with(|| mount_to_renderer(&container, move || app(session)));
    owner.with(|| session.start());
    HOSTS.with_borrow_mut(|hosts| hosts.push(host.clone()));
    Ok(Mounted { session, host, view: Some(Box::new((view, owner))) })
}

#[wasm_bindgen]
impl Mounted {
    /// An attribute of the host was set or removed.
    #[wasm_bindgen(js_name = attributeChanged)]
    pub fn attribute_changed(&self, name: &str) {
        match name {
            "lang" => self.session.follow_language(&requested(&self.host)),
            "customer-id" => self.session.follow_customer(),
            "view" => self.session.follow_view(),
            _ => {}
        }
    }

    /// The tag of the language shown.
    #[wasm_bindgen(getter)]
    pub fn locale(&self) -> String {
        self.session.tr.tag()
    }

    /// Takes the widget off the page; no listener or node stays behind.
    pub fn unmount(mut self) {
        HOSTS.with_borrow_mut(|hosts| hosts.retain(|it| !it.is_same_node(Some(&self.host))));
        self.view.take();
    }
}

thread_local! {
    static HOSTS: RefCell<Vec<HtmlElement>> = const { RefCell::new(Vec::new()) };
}

/// After a panic nothing here can be trusted: every host hears `ro-error`, and a dead view takes the place of a
/// half-alive one.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        let hosts = HOSTS.try_with(|hosts| hosts.try_borrow().map(|it| it.clone()).unwrap_or_default());
        for host in hosts.unwrap_or_default() {
            dispatch(&host, "ro-error", &[("code", "internal/panic".into())]);
            if let Some(root) = host.shadow_root() {
                show_dead_view(&root);
            }
        }
    }));
}

/// Written without Leptos or Fluent, which may be what panicked; hence the fixed English, marked as such.
fn show_dead_view(root: &ShadowRoot) {
    let Some(document) = root.owner_document() else { return };
    let Ok(message) = document.create_element("p") else { return };
    message.set_text_content(Some("The component stopped because of an error. Reload the page."));
    // Neither fails: the names are attributes', and a fresh node fits everywhere.
    let _ = message.set_attribute("lang", "en");
    let _ = message.set_attribute("role", "alert");
    let _ = message.set_attribute("class", "notice");
    if let Some(base) = root.query_selector("[part~=base]").ok().flatten() {
        let base: &Node = &base;
        base.set_text_content(None);
        let _ = base.append_child(&message);
    }
}
