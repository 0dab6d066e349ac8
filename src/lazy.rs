//! What the account page does without: a second file of WebAssembly, fetched once that page is there, or beside the first
//! where another view comes first.
//!
//! `cargo xtask dist` puts into it whatever nothing but `views` leads to. No other line says what is where.

use leptos::prelude::*;
use offboarding_domain::api::Code;

use crate::activity::activity_view;
use crate::acts::{Request, act, confirm_dialog};
use crate::api::{Result, code_of, failure as failed};
use crate::app::{Load, Session, View};
use crate::customers::customers_view;
use crate::element::Loader;
use crate::operations::{begin_dialog, operation_card};
use crate::removal::{outcome_view, removal_dialog};
use crate::reservations::reservations_view;
use crate::software::software_view;
use crate::subscriptions::subscriptions_view;
use crate::ui::{El, RwSignal, StoredValue, failure, loading};

/// The ways into the second file.
pub struct Views {
    pub customers: fn(Session) -> El,
    pub section: fn(Session, View) -> Vec<El>,
    pub outcome: fn(Session) -> El,
    pub operation: fn(Session) -> El,
    pub dialogs: fn(Session) -> Vec<El>,
    pub act: fn(Session, Request),
}

static VIEWS: Views =
    Views { customers: customers_view, section, outcome: outcome_view, operation: operation_card, dialogs, act };

fn section(session: Session, view: View) -> Vec<El> {
    match view {
        View::Customers | View::Account => Vec::new(),
        View::Subscriptions => subscriptions_view(session),
        View::Reservations => reservations_view(session),
        View::Software => software_view(session),
        View::Activity => vec![activity_view(session)],
    }
}

fn dialogs(session: Session) -> Vec<El> {
    vec![confirm_dialog(session), begin_dialog(session), removal_dialog(session)]
}

/// Not to be called before the file is there.
#[cfg(split)]
#[wasm_split_macros::wasm_split(lazy, wasm_split_path = crate::lazy)]
fn views() -> &'static Views {
    &VIEWS
}

/// In one file: tests build it like this.
#[cfg(not(split))]
async fn views() -> &'static Views {
    &VIEWS
}

/// How far the second file is.
#[derive(Clone, Copy)]
pub struct Lazy {
    state: RwSignal<Load<&'static Views>>,
    /// An act waits for it.
    is_awaited: RwSignal<bool>,
    loader: StoredValue<Loader>,
}

impl Lazy {
    pub fn new(loader: Loader) -> Self {
        Self { state: RwSignal::new(Load::Pending), is_awaited: RwSignal::new(false), loader: StoredValue::new(loader) }
    }

    /// The views, once they are there. Tracks that.
    pub fn ready(self) -> Option<&'static Views> {
        self.state.with(|it| it.ready().copied())
    }

    /// An act waits for it. Tracks that.
    pub fn is_awaited(self) -> bool {
        self.is_awaited.get()
    }

    /// One of its views; before that, how far it is. Tracks that.
    pub fn view(self, session: Session, view: impl FnOnce(&'static Views) -> Vec<El>) -> Vec<El> {
        match self.state.get() {
            Load::Ready(views) => untrack(|| view(views)),
            Load::Pending => {
                self.fetch(session);
                vec![loading(session.tr, move || self.fetch(session))]
            }
            Load::Failed(problem) => vec![failure(session.tr, &problem, move || self.state.set(Load::Pending))],
        }
    }

    /// Does what leads into it: now, or as soon as it is there. Where it cannot be had the act has failed, and can be
    /// tried again.
    pub fn with(self, session: Session, act: Box<dyn FnOnce(&'static Views)>) {
        if let Some(views) = untrack(|| self.ready()) {
            return act(views);
        }
        if self.is_awaited.get_untracked() {
            return;
        }
        self.is_awaited.set(true);
        session.acts.reset();
        session.live.say(|| session.tr.now("common-loading"));
        let customer = session.customer.get_untracked();
        session.spawn(async move {
            let loaded = self.load().await;
            self.is_awaited.set(false);
            match loaded {
                // Meant for the customer that was on the page.
                Ok(views) if session.customer.get_untracked() == customer => act(views),
                Ok(_) => {}
                Err(problem) => session.acts.fail(session, problem),
            }
        });
    }

    /// Has it fetched once the browser is idle. A failure is told to whoever needs it.
    pub fn prefetch(self, session: Session) {
        session.spawn(async move {
            self.loader.get_value().idle().await;
            _ = self.load().await;
        });
    }

    /// `element.js` fetches it once, whoever asks.
    pub async fn load(self) -> Result<&'static Views> {
        if let Some(views) = untrack(|| self.ready()) {
            return Ok(views);
        }
        let loaded = self.loader.get_value().load_lazy().await;
        loaded.map_err(|error| failed(code_of(&error).unwrap_or_else(|| Code::from("load/unsupported"))))?;
        let views = views().await;
        // Setting it again would draw again what shows by now.
        if untrack(|| self.ready()).is_none() {
            self.state.set(Load::Ready(views));
        }
        Ok(views)
    }

    fn fetch(self, session: Session) {
        session.spawn(async move {
            if let Err(problem) = self.load().await
                && self.state.with_untracked(|it| matches!(it, Load::Pending))
            {
                session.report(&problem);
                self.state.set(Load::Failed(problem));
            }
        });
    }
}

/// What `wasm_split` calls at run time: nothing, as `element.js` loads the file, and tells why it cannot.
#[cfg(split)]
mod rt {
    use std::convert::Infallible;
    use std::ffi::c_void;
    use std::pin::Pin;

    pub type LoadCallbackFn = extern "C" fn(*const c_void, bool);

    pub struct LazySplitLoader;

    impl LazySplitLoader {
        pub const fn new(_: unsafe extern "C" fn(LoadCallbackFn, *const c_void)) -> Self {
            Self
        }
    }

    pub async fn ensure_loaded(_: Pin<&LazySplitLoader>) -> Result<(), Infallible> {
        Ok(())
    }
}
