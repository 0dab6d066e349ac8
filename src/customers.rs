//! The partner's customers: search, pages, and the link that asks for a new relationship.

mod request;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use offboarding_domain::api::{CustomerPage, CustomerSummary, Relationship};

pub use request::RelationshipRequestPanel;

use crate::app::{Load, Session};
use crate::i18n::{Tr, id};
use crate::ui::{Empty, Failure, Loading, focus_heading};

/// What is asked for, and the cursors of the pages walked so far.
#[derive(Clone, Copy)]
struct Listing {
    search: RwSignal<String>,
    /// One cursor for each page from the second to the one shown.
    trail: RwSignal<Vec<String>>,
    page: RwSignal<Load<CustomerPage>>,
    turn: StoredValue<u32>,
}

impl Listing {
    fn new() -> Self {
        Self {
            search: RwSignal::new(String::new()),
            trail: RwSignal::new(Vec::new()),
            page: RwSignal::new(Load::Pending),
            turn: StoredValue::new(0),
        }
    }

    fn load(self, session: Session) {
        self.turn.update_value(|it| *it += 1);
        let turn = self.turn.get_value();
        session.spawn(async move {
            let search = self.search.get_untracked();
            let cursor = self.trail.with_untracked(|it| it.last().cloned());
            let answer = session.api.list_customers(&search, cursor.as_deref()).await;
            // A later search has overtaken this one, or the view is gone.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            match answer {
                Ok(page) => {
                    let count = [("count", page.items.len().into())];
                    session.live.say(session.tr.with("customers-count-label", count));
                    self.page.set(Load::Ready(page));
                }
                Err(problem) => {
                    session.host.failed(&problem);
                    self.page.set(Load::Failed(problem));
                }
            }
        });
    }

    fn search_for(self, session: Session, text: &str) {
        self.search.set(text.trim().to_owned());
        self.trail.set(Vec::new());
        self.load(session);
    }

    fn go_forward(self, session: Session, cursor: String) {
        self.trail.update(|it| it.push(cursor));
        self.load(session);
    }

    fn go_back(self, session: Session) {
        self.trail.update(|it| _ = it.pop());
        self.load(session);
    }
}

/// The list, from its first page.
#[component]
pub fn CustomersView(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let listing = Listing::new();
    listing.load(session);
    let is_requesting = RwSignal::new(false);
    let toggle = move |_| is_requesting.update(|it| *it = !*it);
    let expanded = move || is_requesting.get().to_string();
    let body = move || match listing.page.get() {
        Load::Pending => view! { <Loading tr retry=move || listing.load(session) /> }.into_any(),
        Load::Failed(problem) => {
            let retry = move || {
                session.api.forget_token();
                listing.page.set(Load::Pending);
                listing.load(session);
            };
            view! { <Failure tr problem retry /> }.into_any()
        }
        Load::Ready(page) => page_view(session, listing, page).into_any(),
    };
    let request = move || is_requesting.get().then(|| view! { <RelationshipRequestPanel session again=false /> });
    view! {
        <div class="page">
            <h2 class="title" part="title" tabindex="-1" data-heading="">{tr.text("customers-heading")}</h2>
            <div class="toolbar" part="toolbar">
                <SearchForm session listing />
                <button type="button" aria-expanded=expanded on:click=toggle>{tr.text("request-open-button")}</button>
            </div>
            {request}
            <div class="section">{body}</div>
        </div>
    }
}

#[component]
fn SearchForm(session: Session, listing: Listing) -> impl IntoView {
    let tr = session.tr;
    let text = RwSignal::new(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        listing.search_for(session, &text.get_untracked());
    };
    let clear = move |_| {
        text.set(String::new());
        listing.search_for(session, "");
    };
    let has_search = move || listing.search.with(|it| !it.is_empty());
    let clear_button = move || {
        has_search().then(|| {
            view! { <button type="button" class="link" on:click=clear>{tr.text("customers-clear-button")}</button> }
        })
    };
    view! {
        <form class="search" role="search" on:submit=submit>
            <input
                type="search"
                autocomplete="off"
                placeholder=tr.text("customers-search-input.placeholder")
                aria-label=tr.text("customers-search-input.aria-label")
                prop:value=move || text.get()
                on:input=move |event| text.set(event_target_value(&event))
            />
            <button type="submit">{tr.text("customers-search-button")}</button>
            {clear_button}
        </form>
    }
}

fn page_view(session: Session, listing: Listing, page: CustomerPage) -> impl IntoView {
    let tr = session.tr;
    let has_no_items = page.items.is_empty();
    let searched = listing.search.get_untracked();
    if has_no_items && searched.is_empty() {
        return view! { <Empty tr title=id!("customers-empty") hint=id!("customers-empty-hint") /> }.into_any();
    }
    if has_no_items {
        let what = move || tr.with("customers-no-match", [("text", searched.clone().into())]);
        return view! {
            <div class="empty" part="empty">
                <p class="strong">{tr.text("common-no-results")}</p>
                <p class="muted">{what}</p>
            </div>
        }
        .into_any();
    }
    let count = page.items.len();
    let rows = page.items.into_iter().map(|customer| row(session, customer)).collect_view();
    let has_previous = listing.trail.with_untracked(|it| !it.is_empty());
    let previous = has_previous.then(|| {
        let go = move |_| {
            listing.go_back(session);
            focus_heading(session);
        };
        view! { <button type="button" on:click=go>{tr.text("common-previous-page-button")}</button> }
    });
    let next = page.next.map(|cursor| {
        let go = move |_| {
            listing.go_forward(session, cursor.clone());
            focus_heading(session);
        };
        view! { <button type="button" on:click=go>{tr.text("common-next-page-button")}</button> }
    });
    view! {
        <table class="table" part="table">
            <caption>
                <span class="unseen">{tr.text("customers-table-caption")}</span>
                <span>{move || tr.with("customers-count-label", [("count", count.into())])}</span>
            </caption>
            <thead>
                <tr>
                    <th scope="col">{tr.text("customers-column-name")}</th>
                    <th scope="col">{tr.text("customers-column-domain")}</th>
                    <th scope="col">{tr.text("customers-column-relationship")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <p class="actions">{previous} {next}</p>
    }
    .into_any()
}

fn row(session: Session, customer: CustomerSummary) -> impl IntoView {
    let tr = session.tr;
    let CustomerSummary { id, name, domain, relationship } = customer;
    let shown = name.clone();
    let label = move || tr.with("customers-open-button.aria-label", [("customer", name.clone().into())]);
    let open = move |_| session.open_customer(id.clone());
    view! {
        <tr>
            <th scope="row">
                <button type="button" class="link" aria-label=label on:click=open>{shown}</button>
            </th>
            <td data-label=tr.text("customers-column-domain")>{domain}</td>
            <td data-label=tr.text("customers-column-relationship")>{relationship_text(tr, &relationship)}</td>
        </tr>
    }
}

/// What a customer is to the partner, in words.
pub fn relationship_text(tr: Tr, relationship: &Relationship) -> impl Fn() -> String + Copy + Send + Sync + use<> {
    tr.text(match relationship {
        Relationship::Reseller => id!("customers-relationship-reseller"),
        Relationship::Advisor => id!("customers-relationship-advisor"),
        Relationship::None => id!("customers-relationship-none"),
        Relationship::Unknown(_) => id!("customers-relationship-unknown"),
    })
}
