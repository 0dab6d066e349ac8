//! The session of one element, and what is on the page: header, sections, the view, dialogs.

mod session;

use leptos::prelude::*;
use offboarding_domain::api::Problem;

use crate::account::account_view;
use crate::acts::act_failure;
use crate::i18n::id;
use crate::language::language_select;
use crate::operations::operation_panel;
use crate::ui::{El, Els, button, el, failure, heading, live_regions, loading, memo, rescue_focus, slot};

pub use session::Session;

/// The views, as the `view` attribute names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Customers,
    Account,
    Subscriptions,
    Reservations,
    Software,
    Activity,
}

impl View {
    const OF_A_CUSTOMER: [Self; 5] =
        [Self::Account, Self::Subscriptions, Self::Reservations, Self::Software, Self::Activity];

    pub fn name(self) -> &'static str {
        match self {
            Self::Customers => "customers",
            Self::Account => "account",
            Self::Subscriptions => "subscriptions",
            Self::Reservations => "reservations",
            Self::Software => "software",
            Self::Activity => "activity",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        [Self::Customers].into_iter().chain(Self::OF_A_CUSTOMER).find(|it| it.name() == name)
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Customers => id!("customers-heading"),
            Self::Account => id!("account-heading"),
            Self::Subscriptions => id!("subs-heading"),
            Self::Reservations => id!("reservations-heading"),
            Self::Software => id!("software-heading"),
            Self::Activity => id!("activity-heading"),
        }
    }
}

/// What a request has come to.
#[derive(Clone)]
pub enum Load<T> {
    Pending,
    Failed(Box<Problem>),
    Ready(T),
}

impl<T> Load<T> {
    pub fn ready(&self) -> Option<&T> {
        match self {
            Self::Ready(value) => Some(value),
            _ => None,
        }
    }
}

/// The whole widget.
pub fn app(session: Session) -> El {
    let tr = session.tr;
    let shows_outcome = memo(move || session.removal.has_outcome());
    let view = move || {
        session.host_turn.track();
        match session.view.get() {
            View::Customers => session.lazy.view(session, |it| vec![(it.customers)(session)]),
            _ if shows_outcome.get() => session.lazy.view(session, |it| vec![(it.outcome)(session)]),
            view => vec![customer_page(session, view)],
        }
    };
    let dialogs = move || session.lazy.ready().map_or_else(Vec::new, |it| untrack(|| (it.dialogs)(session)));
    el("section")
        .class("base")
        .attr("part", "base")
        .live_attr("lang", move || Some(tr.tag()))
        .live_attr("dir", move || Some(tr.dir()))
        .named(tr, id!("common-main-region.aria-label"))
        .push(slot("heading"))
        .live(move || header(session))
        .push(slot("notice"))
        .live(view)
        .push(slot("footer"))
        .live(dialogs)
        .push(Vec::from(live_regions(session.live)))
        .on("lost-focus", move |_| rescue_focus(session, String::new()))
}

/// The way back and the language. The host page may have both itself.
fn header(session: Session) -> Option<El> {
    session.host_turn.track();
    let header = || {
        let back = move || back_to_customers(session);
        el("header").class("header").attr("part", "header").live(back).push(language_select(session))
    };
    (!session.host.has("without-header")).then(header)
}

/// Shown where the person came from the list; a page for one customer has no list to go back to.
fn back_to_customers(session: Session) -> Option<El> {
    let is_shown = session.view.get() != View::Customers && !session.host.has("customer-id");
    let back = move |_| session.show(View::Customers);
    is_shown.then(|| button(session.tr, "customers-heading").class("link back").on("click", back))
}

/// What of an account the page's outline depends on, so that fresh data changes texts and not the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PageState {
    Pending,
    Failed,
    Ready,
}

impl PageState {
    fn of<T>(load: &Load<T>) -> Self {
        match load {
            Load::Pending => Self::Pending,
            Load::Failed(_) => Self::Failed,
            Load::Ready(_) => Self::Ready,
        }
    }
}

/// One customer: its name, the sections, and the section chosen. Sections and heading are there before the data, and
/// stay where they are when it comes: so does the focus.
fn customer_page(session: Session, view: View) -> El {
    let tr = session.tr;
    let state = memo(move || session.account.with(PageState::of));
    let name = move || session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
    let title = move || match state.get() {
        PageState::Pending => Some(el("div").class("title bar")),
        PageState::Failed => None,
        PageState::Ready => Some(heading(session, "h2").class("title").attr("part", "title").live_text(name)),
    };
    let failed = move || {
        let problem = session.account.with_untracked(|it| match it {
            Load::Failed(problem) => Some(problem.clone()),
            _ => None,
        });
        problem.map(|problem| failure(tr, &problem, move || session.reload()))
    };
    let body = move || -> Els {
        match state.get() {
            PageState::Pending => loading(tr, move || session.refresh()).into(),
            PageState::Failed => failed().into(),
            PageState::Ready => section(session, view).into(),
        }
    };
    let section_heading =
        heading(session, "h3").class("heading").attr("tabindex", "-1").attr("data-heading", "").msg(tr, view.heading());
    let page = match session.host.has("without-header") {
        true => el("div"),
        false => el("div").live(title).push(tabs(session, view)),
    };
    page.push(el("div").class("section").push(section_heading).live::<Els>(body))
}

fn tabs(session: Session, view: View) -> El {
    let tr = session.tr;
    let tab = |tab: View| {
        let show = move |_| session.show(tab);
        let tab_button = button(tr, tab.heading()).class("tab").on("click", show);
        if tab == view { tab_button.attr("aria-current", "page") } else { tab_button }
    };
    let is_offered = |it: &View| *it != View::Activity || !session.host.has("without-activity");
    let tabs = View::OF_A_CUSTOMER.into_iter().filter(is_offered).map(tab).collect::<Vec<_>>();
    el("nav").class("tabs").named(tr, id!("common-sections-label.aria-label")).push(tabs)
}

fn section(session: Session, view: View) -> Vec<El> {
    let shown = match view {
        View::Account => untrack(|| account_view(session)),
        _ => session.lazy.view(session, |it| (it.section)(session, view)),
    };
    let above = untrack(|| [freshness(session), act_failure(session), operation_panel(session)]);
    above.into_iter().chain(shown).collect()
}

/// When the data was read, and the control that reads it again.
fn freshness(session: Session) -> El {
    let tr = session.tr;
    let note = move || match (session.is_offline.get(), session.is_refreshing.get()) {
        (true, _) => tr.now("common-offline-note"),
        (false, true) => tr.now("common-refreshing"),
        (false, false) if session.lazy.is_awaited() => tr.now("common-loading"),
        (false, false) => {
            let as_of = session.with_account(|it| it.facts.as_of).unwrap_or_default();
            tr.with("common-updated-note", [("time", as_of.into())])
        }
    };
    let refresh = button(tr, "common-refresh-button").class("link").on("click", move |_| session.refresh());
    el("p").class("freshness").push(el("span").live_text(note)).push(refresh)
}
