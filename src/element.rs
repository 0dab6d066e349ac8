//! Browser lifecycle ↔ Leptos: `element.js` mounts, hands on attributes that change, and unmounts.

use std::any::Any;
use std::cell::RefCell;
use std::pin::Pin;

use js_sys::{Function, Promise};
use leptos::mount::mount_to_renderer;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, HtmlElement, Node, ShadowRoot};

use crate::app::{Session, app};
use crate::host::{dispatch, problem_detail};
use crate::i18n::{DEFAULT_LOCALE, Formats};
use crate::language::Languages;
use crate::operations::STOP;

#[wasm_bindgen]
extern "C" {
    /// What `element.js` offers: it owns every fetch of an asset.
    #[derive(Clone)]
    pub type Loader;
    /// Tags of the languages that can be loaded.
    #[wasm_bindgen(method, getter)]
    pub fn locales(this: &Loader) -> Vec<String>;
    /// What each of them calls itself.
    #[wasm_bindgen(method, getter)]
    pub fn names(this: &Loader) -> Vec<String>;
    /// Where the backend is: its origin and path, without a slash at the end.
    #[wasm_bindgen(method, js_name = apiBase)]
    pub fn api_base(this: &Loader) -> String;
    /// Which language to show; `chosen` is the person's own choice.
    #[wasm_bindgen(method)]
    pub fn negotiate(this: &Loader, chosen: Option<&str>) -> Wanted;
    /// The texts of a language, and the formatters of that region.
    #[wasm_bindgen(method, catch, js_name = loadLocale)]
    pub async fn load_locale(this: &Loader, tag: &str, regional: &str) -> Result<Loaded, JsValue>;

    /// A token to send; rejects with `{code}`. `rejected` is the one just answered with 401.
    #[wasm_bindgen(method, catch)]
    pub async fn token(this: &Loader, reason: &str, rejected: &str) -> Result<JsValue, JsValue>;
    /// Fetches the second file, once; rejects with `{code}`.
    #[wasm_bindgen(method, catch, js_name = loadLazy)]
    pub async fn load_lazy(this: &Loader) -> Result<JsValue, JsValue>;
    /// Settles when the browser has nothing to do.
    #[wasm_bindgen(method)]
    pub async fn idle(this: &Loader) -> JsValue;

    /// Sends a request as the host page wants it sent.
    #[wasm_bindgen(method, catch)]
    pub async fn fetch(this: &Loader, request: &web_sys::Request) -> Result<JsValue, JsValue>;
    /// Whether the host page lets an act happen.
    #[wasm_bindgen(method)]
    pub async fn allows(this: &Loader, action: &str, ids: JsValue) -> JsValue;
    /// What the host page can know from now on.
    #[wasm_bindgen(method)]
    pub fn show(this: &Loader, state: &JsValue);

    /// Many acts at once.
    #[wasm_bindgen(method, getter)]
    pub fn operations(this: &Loader) -> Operations;
    /// What `operations.js` knows of a customer's operation.
    pub type Operations;
    /// Does what a person wants of it; rejects with a problem.
    #[wasm_bindgen(method, catch)]
    pub async fn operate(this: &Operations, act: &str, customer: &str, goal: &str) -> Result<JsValue, JsValue>;
    /// What there is to see of the one shown.
    #[wasm_bindgen(method)]
    pub fn view(this: &Operations) -> JsValue;
    /// What there is to see of the one that is asked about.
    #[wasm_bindgen(method)]
    pub fn question(this: &Operations) -> JsValue;
    /// Shows none any more.
    #[wasm_bindgen(method)]
    pub fn reset(this: &Operations);
    /// Where an item stands in it: ids of messages.
    #[wasm_bindgen(method)]
    pub fn step(this: &Operations, item: &str) -> Vec<String>;
    /// The item waits for its turn, or has it.
    #[wasm_bindgen(method, js_name = isNext)]
    pub fn is_next(this: &Operations, item: &str) -> bool;

    /// A language to show.
    pub type Wanted;
    /// Its tag: one of `locales`.
    #[wasm_bindgen(method, getter)]
    pub fn locale(this: &Wanted) -> String;
    /// The tag that numbers and dates are written by.
    #[wasm_bindgen(method, getter)]
    pub fn formats(this: &Wanted) -> String;
    /// What was asked for first.
    #[wasm_bindgen(method, getter)]
    pub fn requested(this: &Wanted) -> String;

    /// A language's texts.
    pub type Loaded;
    /// `ltr` or `rtl`.
    #[wasm_bindgen(method, getter)]
    pub fn dir(this: &Loaded) -> String;
    /// Its numbers, dates, lists and names.
    #[wasm_bindgen(method, getter)]
    pub fn formats(this: &Loaded) -> Formats;
    /// The `.ftl` file; then the default language's, where this one has gaps.
    #[wasm_bindgen(method, getter)]
    pub fn texts(this: &Loaded) -> Vec<String>;
    /// What the host page puts over each of them.
    #[wasm_bindgen(method, getter)]
    pub fn overrides(this: &Loaded) -> Vec<String>;
}

/// A mounted element. `unmount` before letting go of it.
#[wasm_bindgen]
pub struct Mounted {
    session: Session,
    host: HtmlElement,
    view: Option<Box<dyn Any>>,
}

/// Puts the widget into `container`, inside the shadow root of `host`. Where the language asked for cannot be loaded it
/// starts in the default one; rejects where that fails as well. `follow_language` tries again, and says what happened.
#[wasm_bindgen]
pub async fn mount(host: HtmlElement, container: HtmlElement, loader: Loader) -> Result<Mounted, JsValue> {
    // Before anything is stored: what nobody owns is never let go of, and the loader holds the element.
    let owner = Owner::new();
    let languages = owner.with(|| Languages::new(loader.clone()));
    let wanted = languages.wanted(None);
    let (language, faults) = match languages.load(&(wanted.locale(), wanted.formats())).await {
        Ok(loaded) => loaded,
        Err(_) => languages.load(&(DEFAULT_LOCALE.to_owned(), DEFAULT_LOCALE.to_owned())).await?,
    };
    let session = owner.with(|| Session::new(host.clone(), &loader, languages, language));
    let view = owner.with(|| mount_to_renderer(&container, move || app(session)));
    owner.with(|| session.start(&faults));
    HOSTS.with_borrow_mut(|hosts| hosts.push(host.clone()));
    Ok(Mounted { session, host, view: Some(Box::new((view, owner))) })
}

#[wasm_bindgen]
impl Mounted {
    /// An attribute of the host was set or removed.
    #[wasm_bindgen(js_name = attributeChanged)]
    pub fn attribute_changed(&self, name: &str) {
        match name {
            "customer-id" => self.session.follow_customer(),
            "view" => self.session.follow_view(),
            "time-zone" => self.session.reload_language(),
            _ => self.session.draw_anew(),
        }
    }

    /// Reads the account again, or the list; settles when that is done, or the element gone.
    pub fn refresh(&self) -> Promise {
        settled_after(self.session, |session| Box::pin(session.refresh_all()))
    }

    /// Shows a view, and in it an item.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&self, view: &str, item: Option<String>) {
        self.session.go_to(view, item);
    }

    /// Opens the dialog that asks; says whether anything was in the way. Nothing is removed by this.
    #[wasm_bindgen(js_name = openRemoval)]
    pub fn open_removal(&self) -> bool {
        self.session.removal.open(self.session)
    }

    /// Stops the operation after what is being done.
    #[wasm_bindgen(js_name = stopBulk)]
    pub fn stop_bulk(&self) {
        self.session.operations.operate(self.session, STOP, "");
    }

    /// Sends a request about operations; of events, gives the answer as it comes.
    pub fn send(
        &self,
        path: String,
        body: Option<String>,
        last_event: Option<String>,
        signal: Option<AbortSignal>,
    ) -> Promise {
        let session = self.session;
        Promise::new(&mut |resolve, reject| {
            let (path, body, last_event, signal) = (path.clone(), body.clone(), last_event.clone(), signal.clone());
            session.spawn(async move {
                let answer = session.api.operations(&path, body, last_event, signal).await;
                // A promise takes any value.
                _ = match answer {
                    Ok(answer) => resolve.call1(&JsValue::UNDEFINED, &answer),
                    Err(problem) => reject.call1(&JsValue::UNDEFINED, &problem_detail(&problem)),
                };
            });
        })
    }

    /// What there is to see of operations is another, and where these items stand in them.
    #[wasm_bindgen(js_name = showOperation)]
    pub fn show_operation(&self, is_shown: bool, is_asked: bool, items: Vec<String>) {
        self.session.operations.show(self.session, is_shown, is_asked, &items);
    }

    /// An operation came to rest; settles when what came of it was read.
    #[wasm_bindgen(js_name = operationRested)]
    pub fn operation_rested(&self) -> Promise {
        settled_after(self.session, |session| Box::pin(session.operations.rest(session)))
    }

    /// The receipt of the removal as the backend wrote it.
    #[wasm_bindgen(getter)]
    pub fn receipt(&self) -> Option<String> {
        self.session.removal.receipt()
    }

    /// The host page took the token back.
    #[wasm_bindgen(js_name = signOut)]
    pub fn sign_out(&self) {
        self.session.sign_out();
    }

    /// A `lang` up the page was set or removed.
    #[wasm_bindgen(js_name = followLanguage)]
    pub fn follow_language(&self) {
        self.session.follow_language();
    }

    /// The host page gave other words.
    #[wasm_bindgen(js_name = messagesChanged)]
    pub fn messages_changed(&self) {
        self.session.reload_language();
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

fn settled_after(session: Session, task: fn(Session) -> Pin<Box<dyn Future<Output = ()>>>) -> Promise {
    Promise::new(&mut |resolve, _| {
        let settled = Settled(resolve);
        session.spawn(async move {
            task(session).await;
            drop(settled);
        });
    })
}

/// Settles a promise with the task that holds it, however that ends.
struct Settled(Function);

impl Drop for Settled {
    fn drop(&mut self) {
        // A promise takes any value, this one included.
        let _ = self.0.call0(&JsValue::UNDEFINED);
    }
}

thread_local! {
    static HOSTS: RefCell<Vec<HtmlElement>> = const { RefCell::new(Vec::new()) };
}

const STOPPED: &str = "The component stopped because of an error. Reload the page.";

/// After a panic nothing here can be trusted: every host hears `ro-error`, and a dead view takes the place of a
/// half-alive one.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        let hosts = HOSTS.try_with(|hosts| hosts.try_borrow().map(|it| it.clone()).unwrap_or_default());
        for host in hosts.unwrap_or_default() {
            let message = STOPPED.into();
            dispatch(
                &host,
                "ro-error",
                &[("code", "internal/panic".into()), ("message", message), ("retryable", false.into())],
            );
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
    message.set_text_content(Some(STOPPED));
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
