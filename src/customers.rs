//! The partner's customers: search, pages, and the link that asks for a new relationship.

mod request;

use std::rc::Rc;

use leptos::prelude::*;
use offboarding_domain::api::{Code, CustomerPage, CustomerSummary, Relationship};
use web_sys::Event;

pub use request::relationship_request_panel;

use crate::api::failure as failed;
use crate::app::{Load, Session};
use crate::i18n::{Tr, id};
use crate::ui::{
    El, Els, Pages, RwSignal, button, cell, el, empty, failure, focus_selector, follow, heading, loading, memo, pager,
    row_header, table, table_row, value_of,
};

/// What is asked for.
#[derive(Clone, Copy)]
struct Listing {
    search: RwSignal<String>,
    pages: Pages,
    page: RwSignal<Load<CustomerPage>>,
}

impl Listing {
    fn new() -> Self {
        Self { search: RwSignal::new(String::new()), pages: Pages::begin(), page: RwSignal::new(Load::Pending) }
    }

    fn load(self, session: Session) {
        // Now: the task begins when the view may be gone.
        let search = self.search.get_untracked();
        let (cursor, turn) = self.pages.request();
        session.spawn(async move {
            let answer = session.api.list_customers(&search, cursor.as_deref()).await;
            if !self.pages.waits_for(turn) {
                return;
            }
            match answer {
                Ok(page) => {
                    let count = [("count", page.items.len().into())];
                    session.live.say(|| session.tr.with("customers-count-label", count));
                    self.page.set(Load::Ready(page));
                }
                Err(problem) => {
                    session.report(&problem);
                    self.page.set(Load::Failed(problem));
                }
            }
        });
    }

    /// After a failure: a new token, and the same page.
    fn start_anew(self, session: Session) {
        self.page.set(Load::Pending);
        match session.is_signed_out() {
            // The list is read as soon as nobody is signed out any more.
            true => session.account.set(Load::Pending),
            false => self.load(session),
        }
    }

    fn search_for(self, session: Session, text: &str) {
        self.search.set(text.trim().to_owned());
        self.pages.rewind();
        self.load(session);
    }
}

/// The list, from its first page.
pub fn customers_view(session: Session) -> El {
    let tr = session.tr;
    let listing = Listing::new();
    let is_signed_out = memo(move || session.is_signed_out());
    // At once, and whenever the host page wants it read again; let go of when it took the token back.
    follow(Box::new(move || {
        session.list_turn.track();
        match is_signed_out.get() {
            true => listing.page.set(Load::Failed(failed(Code::AuthTokenFailed))),
            false => untrack(|| listing.load(session)),
        }
    }));
    let is_requesting = RwSignal::new(false);
    let body = move || match listing.page.get() {
        Load::Pending => loading(tr, move || listing.load(session)).into(),
        Load::Failed(problem) => failure(tr, &problem, move || listing.start_anew(session)).into(),
        Load::Ready(page) => Els::from(untrack(|| page_view(session, listing, page))),
    };
    let request = button(tr, "request-open-button")
        .live_attr("aria-expanded", move || Some(is_requesting.get().to_string()))
        .on("click", move |_| is_requesting.update(|it| *it = !*it));
    let panel = move || is_requesting.get().then(|| relationship_request_panel(session, false));
    let title =
        heading(session, "h2").class("title").attr("part", "title").attr("tabindex", "-1").attr("data-heading", "");
    el("div")
        .push(title.msg(tr, "customers-heading"))
        .push(el("div").class("toolbar").attr("part", "toolbar").push(search_form(session, listing)).push(request))
        .live(panel)
        .push(el("div").class("section").live::<Els>(body))
}

fn search_form(session: Session, listing: Listing) -> El {
    let tr = session.tr;
    let text = RwSignal::new(String::new());
    let submit = move |event: Event| {
        event.prevent_default();
        listing.search_for(session, &text.get_untracked());
    };
    let clear = move |_| {
        text.set(String::new());
        listing.search_for(session, "");
        focus_selector(session, "[type=search]");
    };
    let clear_button = move || {
        let has_search = listing.search.with(|it| !it.is_empty());
        has_search.then(|| button(tr, "customers-clear-button").class("link").on("click", clear))
    };
    let field = el("input")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .msg_attr("placeholder", tr, "customers-search-input.placeholder")
        .msg_attr("aria-label", tr, "customers-search-input.aria-label")
        .live_prop("value", move || text.get())
        .on("input", move |event| text.set(value_of(&event)));
    let submit_button = el("button").attr("type", "submit").msg(tr, "customers-search-button");
    el("form")
        .class("search")
        .attr("role", "search")
        .on("submit", submit)
        .push(field)
        .push(submit_button)
        .live(clear_button)
}

fn page_view(session: Session, listing: Listing, page: CustomerPage) -> Vec<El> {
    let tr = session.tr;
    let searched = listing.search.get_untracked();
    match (page.items.is_empty(), searched.is_empty()) {
        (true, true) => return vec![empty(tr, id!("customers-empty"), id!("customers-empty-hint"))],
        (true, false) => return vec![no_match(tr, searched)],
        _ => {}
    }
    let count = page.items.len();
    let columns = ["customers-column-name", "customers-column-domain", "customers-column-relationship"];
    let count = move || tr.with("customers-count-label", [("count", count.into())]);
    let rows = page.items.into_iter().map(|customer| row(session, customer)).collect::<Vec<_>>();
    let table = table(tr, move || tr.now("customers-table-caption"), count, &columns, &[]);
    let load = Rc::new(move || listing.load(session));
    vec![table.push(el("tbody").push(rows)), pager(session, listing.pages, page.next, load)]
}

fn no_match(tr: Tr, searched: String) -> El {
    let what = move || tr.with("customers-no-match", [("text", searched.clone().into())]);
    el("div")
        .class("empty")
        .attr("part", "empty")
        .push(el("p").class("strong").msg(tr, "common-no-results"))
        .push(el("p").class("muted").live_text(what))
}

fn row(session: Session, customer: CustomerSummary) -> El {
    let tr = session.tr;
    let CustomerSummary { id, name, domain, relationship } = customer;
    let shown = name.clone();
    let label = move || Some(tr.with("customers-open-button.aria-label", [("customer", name.clone().into())]));
    let open = el("button")
        .attr("type", "button")
        .class("link")
        .live_attr("aria-label", label)
        .text(&shown)
        .on("click", move |_| session.open_customer(id.clone()));
    table_row()
        .push(row_header().push(open))
        .push(cell(tr, "customers-column-domain").text(&domain))
        .push(cell(tr, "customers-column-relationship").msg(tr, relationship_id(&relationship)))
}

/// What a customer is to the partner: a message id.
pub fn relationship_id(relationship: &Relationship) -> &'static str {
    match relationship {
        Relationship::Reseller => id!("customers-relationship-reseller"),
        Relationship::Advisor => id!("customers-relationship-advisor"),
        Relationship::None => id!("customers-relationship-none"),
        Relationship::Unknown(_) => id!("customers-relationship-unknown"),
    }
}
