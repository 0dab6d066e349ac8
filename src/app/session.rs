//! What one element knows: the customer, the account, the view, and how each of them changes.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;
use leptos::task::spawn_local_scoped_with_cancellation;
use offboarding_domain::api::{Account, Code, Problem};
use offboarding_domain::{Changes, CustomerId, check_removal, what_remains};
use web_sys::{HtmlElement, ShadowRoot};

use super::{Load, View};
use crate::acts::Acts;
use crate::api::{Api, failure};
use crate::element::Loader;
use crate::host::Host;
use crate::i18n::{Fault, Language, Tr};
use crate::language::Languages;
use crate::lazy::Lazy;
use crate::operations::Operations;
use crate::removal::Removal;
use crate::state::{snapshot, told_blockers};
use crate::ui::{
    ItemSignals, Live, RwSignal, StoredValue, focus_heading, focus_row, follow, memo, message_id, on_network_change,
};

/// The state of one element; handed to every component.
#[derive(Clone, Copy)]
pub struct Session {
    /// Texts, in the language shown.
    pub tr: Tr,
    /// The backend.
    pub api: Api,
    /// The host page.
    pub host: Host,
    /// The languages that can be chosen.
    pub languages: Languages,
    /// What the account page does without.
    pub lazy: Lazy,
    /// Announcements.
    pub live: Live,
    /// Acts on single items.
    pub acts: Acts,
    /// Many acts at once.
    pub operations: Operations,
    /// What is being done to an item is another.
    pub items: ItemSignals,
    /// The removal.
    pub removal: Removal,
    /// The view shown.
    pub view: RwSignal<View>,
    /// The customer chosen.
    pub customer: RwSignal<Option<CustomerId>>,
    /// The customer's account.
    pub account: RwSignal<Load<Account>>,
    /// The tag of the facts as they were read.
    pub etag: StoredValue<String>,
    /// The account is being read again behind the one shown.
    pub is_refreshing: RwSignal<bool>,
    /// The browser has no network.
    pub is_offline: RwSignal<bool>,
    /// Counts up when the list is to be read again.
    pub list_turn: RwSignal<u32>,
    /// Counts up when an attribute has changed that what is shown depends on.
    pub host_turn: RwSignal<u32>,
    element: StoredValue<HtmlElement>,
    owner: StoredValue<WeakOwner>,
    /// The tags of texts and formats: on the page, and on the way.
    shown_language_tags: StoredValue<(String, String)>,
    wanted_language_tags: StoredValue<(String, String)>,
    chosen_language: StoredValue<Option<String>>,
    /// The element's `lang` when it was last looked at.
    own_language: StoredValue<Option<String>>,
    language_failures: RwSignal<u32>,
}

impl Session {
    /// As the host's attributes say.
    pub fn new(element: HtmlElement, loader: &Loader, languages: Languages, language: Language) -> Self {
        let host = Host::new(element.clone(), loader.clone());
        let owner = Owner::current().map(|it| it.downgrade());
        let session = Self {
            api: Api::new(loader.clone()),
            host,
            languages,
            lazy: Lazy::new(loader.clone()),
            live: Live::new(host),
            acts: Acts::new(),
            operations: Operations::new(loader.clone()),
            items: ItemSignals::default(),
            removal: Removal::new(),
            view: RwSignal::new(View::Customers),
            customer: RwSignal::new(None),
            account: RwSignal::new(Load::Pending),
            etag: StoredValue::new(String::new()),
            is_refreshing: RwSignal::new(false),
            is_offline: RwSignal::new(false),
            list_turn: RwSignal::new(0),
            host_turn: RwSignal::new(0),
            element: StoredValue::new(element),
            owner: StoredValue::new(owner.expect("`mount` makes an owner first")),
            shown_language_tags: StoredValue::new(language.tags()),
            wanted_language_tags: StoredValue::new(language.tags()),
            chosen_language: StoredValue::new(None),
            own_language: StoredValue::new(host.attribute("lang")),
            language_failures: RwSignal::new(0),
            tr: Tr::new(language),
        };
        if let Some(id) = session.customer_attribute() {
            session.customer.set(Some(id));
            let named = session.host.attribute("view").and_then(|it| View::from_name(&it));
            session.view.set(named.filter(|it| *it != View::Customers).unwrap_or(View::Account));
        }
        session
    }

    /// Begins to read, once it is mounted: Leptos runs no task before that.
    pub fn start(self, faults: &[Fault]) {
        self.host.overrides_refused(faults);
        on_network_change(move |is_online| self.is_offline.set(!is_online));
        if self.customer.with_untracked(Option::is_some) {
            self.reload();
        }
        // Everything that is told is tracked; told it is when it has changed.
        let is_busy = memo(move || self.is_busy());
        let blockers = told_blockers(self);
        follow(Box::new(move || blockers.with(|it| self.host.show(&snapshot(self, is_busy.get(), it)))));
        self.host.ready(self.customer.get_untracked().as_ref(), &self.tr.tag());
    }

    /// Something is being done. Tracks it.
    fn is_busy(self) -> bool {
        self.acts.is_any_busy() || self.operations.is_running() || self.removal.is_busy()
    }

    /// Runs until it is done or the element leaves the page.
    pub fn spawn(self, task: impl Future<Output = ()> + 'static) {
        self.spawn_boxed(Box::pin(task));
    }

    /// One type for all tasks: a type each is 2 KB of code each. What a task reads it does not track: else the view that
    /// started it would be drawn anew when that changes, and lose what was typed.
    fn spawn_boxed(self, task: Pin<Box<dyn Future<Output = ()>>>) {
        if let Some(owner) = self.owner.get_value().upgrade() {
            owner.with(|| untrack(|| spawn_local_scoped_with_cancellation(task)));
        }
    }

    /// The shadow root that everything is in, unless the element is gone: who asks later than in the same turn may come
    /// too late.
    pub fn root(self) -> Option<ShadowRoot> {
        self.element.try_get_value()?.shadow_root()
    }

    // The customer.

    fn customer_attribute(self) -> Option<CustomerId> {
        self.host.attribute("customer-id").and_then(|it| it.trim().parse().ok())
    }

    /// The host named another customer, or none.
    pub fn follow_customer(self) {
        match self.customer_attribute() {
            Some(id) if self.customer.get_untracked().as_ref() == Some(&id) => {
                if self.view.get_untracked() == View::Customers {
                    self.show(View::Account);
                }
            }
            Some(id) => self.open_customer(id),
            None => self.show(View::Customers),
        }
    }

    /// Shows a customer's account.
    pub fn open_customer(self, id: CustomerId) {
        self.customer.set(Some(id));
        self.removal.reset();
        self.acts.reset();
        self.operations.reset();
        self.items.reset();
        self.reload();
        self.show(View::Account);
    }

    /// Reads the account from the beginning.
    pub fn reload(self) {
        self.account.set(Load::Pending);
        self.refresh();
    }

    /// Reads the account again; the one shown stays until then. What failed before is over.
    pub fn refresh(self) {
        self.acts.reset();
        self.operations.look(self);
        self.spawn(async move {
            self.read_account().await;
        });
    }

    /// Reads the account again, and says whether that went well.
    pub async fn read_account(self) -> bool {
        let Some(id) = self.customer.get_untracked() else { return false };
        self.is_refreshing.set(true);
        let answer = self.api.account(&id).await;
        self.is_refreshing.set(false);
        if self.customer.get_untracked() != Some(id) {
            return false;
        }
        match answer {
            Ok((account, etag)) => {
                self.etag.set_value(etag);
                self.show_account(account);
                self.lazy.prefetch(self);
                true
            }
            Err(problem) => {
                self.report(&problem);
                let has_data = self.account.with_untracked(|it| it.ready().is_some());
                match has_data && problem.code != Code::StateNotFound {
                    true => self.acts.fail(self, problem),
                    false => self.account.set(Load::Failed(problem)),
                }
                false
            }
        }
    }

    /// Puts a whole account in the place of the one shown.
    pub fn show_account(self, account: Account) {
        self.account.set(Load::Ready(account));
        self.items.all_changed();
    }

    /// Reads again what the view shows.
    pub async fn refresh_all(self) {
        match self.view.get_untracked() {
            View::Customers => self.list_turn.update(|it| *it += 1),
            _ => {
                self.operations.look(self);
                self.read_account().await;
            }
        }
    }

    /// The host page took the token back: work stops, and what was read is gone.
    pub fn sign_out(self) {
        self.operations.reset();
        self.removal.reset();
        self.acts.reset();
        self.account.set(Load::Failed(failure(Code::AuthTokenFailed)));
    }

    /// The account went with the token. Tracks it.
    pub fn is_signed_out(self) -> bool {
        self.account.with(|it| matches!(it, Load::Failed(problem) if problem.code == Code::AuthTokenFailed))
    }

    /// Tells the host page what went wrong, in the person's words.
    pub fn report(self, problem: &Problem) {
        self.host.failed(problem, &untrack(|| self.tr.now(&message_id(&problem.code))));
    }

    /// Puts items that were read again into the account; the rule decides anew.
    pub fn apply(self, changes: Changes) {
        let changed = changes.subscriptions.iter().map(|it| it.id.to_string()).collect::<Vec<_>>();
        self.account.update(|it| {
            let Load::Ready(account) = it else { return };
            account.facts.apply(changes);
            account.blockers = check_removal(&account.profile.id, &account.facts).err().unwrap_or_default();
            account.remains = what_remains(&account.facts);
        });
        changed.iter().for_each(|it| self.items.changed(it));
    }

    /// Looks at the account, where there is one; tracks it.
    pub fn with_account<T>(self, look: impl FnOnce(&Account) -> T) -> Option<T> {
        self.account.with(|it| it.ready().map(look))
    }

    /// Looks at the account, where there is one, without hearing of changes.
    pub fn peek_account<T>(self, look: impl FnOnce(&Account) -> T) -> Option<T> {
        self.account.with_untracked(|it| it.ready().map(look))
    }

    // The view.

    /// Goes to a view, and to its heading.
    pub fn show(self, view: View) {
        let from = self.view.get_untracked();
        if from != view {
            self.view.set(view);
            self.host.set_attribute("view", view.name());
            self.host.view_changed(from.name(), view.name());
        }
        focus_heading(self);
    }

    /// The host page shows a view, and in it an item's row.
    pub fn go_to(self, view: &str, item: Option<String>) {
        let has_customer = self.customer.get_untracked().is_some();
        if let Some(view) = View::from_name(view).filter(|it| *it == View::Customers || has_customer) {
            self.show(view);
            if let Some(item) = item {
                self.spawn(async move {
                    if self.lazy.load().await.is_ok() {
                        focus_row(self, item);
                    }
                });
            }
        }
    }

    /// The host named another view.
    pub fn follow_view(self) {
        let named = self.host.attribute("view").and_then(|it| View::from_name(&it));
        let has_customer = self.customer.get_untracked().is_some();
        if let Some(view) = named.filter(|it| *it == View::Customers || has_customer) {
            self.view.set(view);
        }
    }

    /// The host page wants it otherwise: all that is on the page is drawn anew, and nothing is forgotten.
    pub fn draw_anew(self) {
        self.host_turn.update(|it| *it += 1);
    }

    // The language.

    /// The tag of the language shown. Tracks failed attempts as well: a select that shows what could not be loaded is
    /// put right.
    pub fn shown_language(self) -> String {
        self.language_failures.track();
        self.tr.tag()
    }

    /// The person chose a language. It becomes the element's own `lang` once it is there.
    pub fn choose_language(self, tag: String) {
        self.chosen_language.set_value(Some(tag));
        self.change_language(false);
    }

    /// Shows the language nearest to what the page asks for now. A `lang` that the page gives the element itself ends the
    /// person's choice.
    pub fn follow_language(self) {
        let own = self.host.attribute("lang");
        if self.own_language.get_value() != own {
            self.chosen_language.set_value(self.chosen_language.get_value().filter(|it| own.as_ref() == Some(it)));
            self.own_language.set_value(own);
        }
        self.change_language(false);
    }

    /// Loads the language shown again: the host page changed its words.
    pub fn reload_language(self) {
        self.change_language(true);
    }

    fn change_language(self, is_reload: bool) {
        let chosen = self.chosen_language.get_value();
        let wanted = self.languages.wanted(chosen.as_deref());
        let tags = (wanted.locale(), wanted.formats());
        if self.wanted_language_tags.get_value() == tags && !is_reload {
            return;
        }
        self.wanted_language_tags.set_value(tags.clone());
        self.spawn(async move {
            let loaded = self.languages.load(&tags).await;
            if self.wanted_language_tags.get_value() != tags {
                return;
            }
            match loaded {
                Ok((language, faults)) => {
                    self.show_language(language, chosen, &wanted.requested());
                    self.host.overrides_refused(&faults);
                }
                Err(_) => self.keep_language(),
            }
        });
    }

    /// Texts, formats, `lang` and `dir` change together, before the browser draws again.
    fn show_language(self, language: Language, chosen: Option<String>, requested: &str) {
        let (before, tag) = (self.tr.tag(), language.tag().to_owned());
        self.shown_language_tags.set_value(self.wanted_language_tags.get_value());
        self.tr.switch_to(language);
        if let Some(chosen) = chosen.as_deref() {
            self.own_language.set_value(Some(chosen.to_owned()));
            self.host.set_attribute("lang", chosen);
        }
        if before != tag {
            self.host.locale_changed(&tag, requested, if chosen.is_some() { "user" } else { "host" });
            let name = self.languages.name_of(&tag);
            self.live.say(|| self.tr.with("common-language-changed", [("language", name.into())]));
        }
    }

    fn keep_language(self) {
        self.wanted_language_tags.set_value(self.shown_language_tags.get_value());
        self.chosen_language.set_value(None);
        self.language_failures.update(|it| *it += 1);
        self.acts.fail(self, failure(Code::LocaleUnavailable));
    }
}
