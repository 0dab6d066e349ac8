//! The session of one element, and what is on the page: header, sections, the view, dialogs.

mod session;

use leptos::prelude::*;
use offboarding_domain::api::Problem;

use crate::account::AccountView;
use crate::activity::ActivityView;
use crate::acts::{ActFailure, ConfirmDialog};
use crate::customers::CustomersView;
use crate::i18n::id;
use crate::language::LanguageSelect;
use crate::removal::{OutcomeView, RemovalDialog};
use crate::reservations::ReservationsView;
use crate::software::SoftwareView;
use crate::subscriptions::SubscriptionsView;
use crate::ui::{Failure, LiveRegions, Loading};

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
#[component]
pub fn App(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let has_switcher = !session.host.has("without-language-switcher");
    let view = move || match session.view.get() {
        View::Customers => view! { <CustomersView session /> }.into_any(),
        _ if session.removal.has_outcome() => view! { <OutcomeView session /> }.into_any(),
        view => view! { <CustomerPage session view /> }.into_any(),
    };
    view! {
        <section class="base" part="base" lang=move || tr.tag() aria-label=tr.text("common-main-region.aria-label")>
            <header class="header" part="header">
                <BackToCustomers session />
                {has_switcher.then(|| view! { <LanguageSelect session /> })}
            </header>
            {view}
            <ConfirmDialog session />
            <RemovalDialog session />
            <LiveRegions live=session.live />
        </section>
    }
}

/// Shown where the person came from the list; a page for one customer has no list to go back to.
#[component]
fn BackToCustomers(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let is_shown = move || session.view.get() != View::Customers && !session.host.has("customer-id");
    let back = move |_| session.show(View::Customers);
    move || {
        is_shown().then(|| {
            view! { <button type="button" class="link back" on:click=back>{tr.text("customers-heading")}</button> }
        })
    }
}

/// One customer: its name, the sections, and the section chosen.
#[component]
fn CustomerPage(
    /// The element's session.
    session: Session,
    /// The section.
    view: View,
) -> impl IntoView {
    let state = Memo::new(move |_| session.account.with(|it| PageState::of(it)));
    let body = move || match state.get() {
        PageState::Pending => view! { <Loading tr=session.tr retry=move || session.refresh() /> }.into_any(),
        PageState::Failed => {
            let problem = session.account.with_untracked(|it| match it {
                Load::Failed(problem) => Some(problem.clone()),
                _ => None,
            });
            let retry = move || session.reload();
            problem.map(|problem| view! { <Failure tr=session.tr problem retry /> }).into_any()
        }
        PageState::Ready => view! { <CustomerSections session view /> }.into_any(),
    };
    view! { <div class="page">{body}</div> }
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

#[component]
fn CustomerSections(
    /// The element's session.
    session: Session,
    /// The section.
    view: View,
) -> impl IntoView {
    let tr = session.tr;
    let name = move || session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
    let tabs = View::OF_A_CUSTOMER.map(|tab| {
        let current = (tab == view).then_some("page");
        let show = move |_| session.show(tab);
        view! { <button type="button" class="tab" aria-current=current on:click=show>{tr.text(tab.heading())}</button> }
    });
    let section = match view {
        View::Customers | View::Account => view! { <AccountView session /> }.into_any(),
        View::Subscriptions => view! { <SubscriptionsView session /> }.into_any(),
        View::Reservations => view! { <ReservationsView session /> }.into_any(),
        View::Software => view! { <SoftwareView session /> }.into_any(),
        View::Activity => view! { <ActivityView session /> }.into_any(),
    };
    view! {
        <h2 class="title" part="title">{name}</h2>
        <nav class="tabs" aria-label=tr.text("common-sections-label.aria-label")>{tabs.to_vec()}</nav>
        <div class="section">
            <h3 class="heading" tabindex="-1" data-heading="">{tr.text(view.heading())}</h3>
            <Freshness session />
            <ActFailure session />
            {section}
        </div>
    }
}

/// When the data was read, and the control that reads it again.
#[component]
fn Freshness(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let note = move || match session.is_refreshing.get() {
        true => tr.now("common-refreshing"),
        false => {
            let as_of = session.with_account(|it| it.facts.as_of).unwrap_or_default();
            tr.with("common-updated-note", [("time", tr.date_time(as_of).into())])
        }
    };
    let refresh = move |_| session.refresh();
    view! {
        <p class="freshness">
            <span>{note}</span>
            <button type="button" class="link" on:click=refresh>{tr.text("common-refresh-button")}</button>
        </p>
    }
}
