//! The customer's subscriptions: the list, and single acts.

mod row;

use leptos::prelude::*;
use offboarding_domain::{Goal, Subscription, SubscriptionId, SubscriptionStatus};

use crate::account::change_denied;
use crate::app::Session;
use crate::i18n::{LEAST, id};
use crate::operations::begin_button;
use crate::ui::{El, Memo, RwSignal, button, el, empty, focus_selector, memo, select, table};
use row::subscription_rows;

/// With more rows than this, people who use the keyboard are offered a way past them.
const LONG: usize = 10;
const END: &str = "[data-table-end]";

/// What is shown of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    All,
    Active,
    Suspended,
    Other,
}

impl Filter {
    const EVERY: [Self; 4] = [Self::All, Self::Active, Self::Suspended, Self::Other];

    fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Other => "other",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::All => id!("subs-filter-all"),
            Self::Active => id!("subs-filter-active"),
            Self::Suspended => id!("subs-filter-suspended"),
            Self::Other => id!("subs-filter-other"),
        }
    }

    /// The one beside *all* that lets it through.
    fn of(subscription: &Subscription) -> Self {
        match subscription.status {
            SubscriptionStatus::Active => Self::Active,
            SubscriptionStatus::Suspended => Self::Suspended,
            _ => Self::Other,
        }
    }

    fn lets_through(self, place: &Place) -> bool {
        self == Self::All || self == place.filter
    }
}

/// The list with its toolbar.
pub fn subscriptions_view(session: Session) -> Vec<El> {
    let tr = session.tr;
    let filter = RwSignal::new(Filter::All);
    // Sorting a thousand names takes longer than looking whether any of them is another. Fresh facts are sorted by the
    // language that is shown by then.
    let keys = memo(move || {
        let names = session.with_account(|it| sort_keys(&it.facts.subscriptions)).unwrap_or_default();
        (untrack(|| tr.tag()), names)
    });
    let order = memo(move || keys.with(|(_, names)| tr.order(names.clone())));
    let list = List { places: memo(move || order.with(|it| places(session, it))), filter };
    let has_none = memo(move || session.with_account(|it| it.facts.subscriptions.is_empty()).unwrap_or_default());
    let none_match = memo(move || list.count() == 0);
    let body = move || match (has_none.get(), none_match.get()) {
        (true, _) => empty(tr, id!("subs-empty"), id!("subs-empty-hint")),
        (false, true) => el("p").class("muted").msg(tr, "subs-none-match"),
        (false, false) => untrack(|| subscription_table(session, list)),
    };
    let skip = move || {
        let is_long = list.count() > LONG;
        is_long.then(|| button(tr, "common-skip-link").class("skip").on("click", move |_| focus_selector(session, END)))
    };
    let end = el("div").attr("tabindex", "-1").attr("data-table-end", "");
    let toolbar = el("div")
        .class("toolbar")
        .attr("part", "toolbar")
        .push(filter_select(session, filter))
        .push(begin_button(session, Goal::SuspendAll, id!("suspend-all-button")));
    vec![change_denied(session), toolbar, el("div").live(skip), el("div").live(body), end]
}

/// What there is to list, in its order, and what of it is shown.
#[derive(Clone, Copy)]
struct List {
    places: Memo<Vec<Place>>,
    filter: RwSignal<Filter>,
}

impl List {
    fn count(self) -> usize {
        let filter = self.filter.get();
        self.places.with(|it| it.iter().filter(|it| filter.lets_through(it)).count())
    }
}

/// One in its place in the list.
#[derive(Clone, PartialEq)]
struct Place {
    id: SubscriptionId,
    /// Where it stands in the facts.
    at: usize,
    filter: Filter,
}

fn places(session: Session, order: &[u32]) -> Vec<Place> {
    let places = session.with_account(|account| {
        let place = |at: usize| {
            let subscription = account.facts.subscriptions.get(at)?;
            Some(Place { id: subscription.id.clone(), at, filter: Filter::of(subscription) })
        };
        order.iter().filter_map(|it| place(*it as usize)).collect()
    });
    places.unwrap_or_default()
}

fn sort_keys(all: &[Subscription]) -> Vec<String> {
    all.iter().map(|it| sort_key(it, all)).collect()
}

/// What a subscription is sorted by: its base's name, the base itself, then its own name. Add-ons stand under their base.
fn sort_key(subscription: &Subscription, all: &[Subscription]) -> String {
    let base = subscription.parent.as_ref().and_then(|parent| all.iter().find(|it| it.id == *parent));
    let (base, own) = base.map_or((subscription, ""), |base| (base, subscription.name.as_str()));
    format!("{}{LEAST}{}{LEAST}{own}", base.name, base.id)
}

fn filter_select(session: Session, filter: RwSignal<Filter>) -> El {
    let tr = session.tr;
    let choose = move |name: String| {
        let chosen = Filter::EVERY.into_iter().find(|it| it.name() == name);
        filter.set(chosen.unwrap_or(Filter::All));
    };
    let option = |it: Filter| el("option").attr("value", it.name()).msg(tr, it.label());
    el("label")
        .class("field-inline")
        .push(el("span").msg(tr, "subs-filter-status-label"))
        .push(select(Filter::EVERY.into_iter().map(option).collect(), choose))
}

fn subscription_table(session: Session, list: List) -> El {
    let tr = session.tr;
    let caption = move || {
        let name = session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
        tr.with("subs-table-caption", [("customer", name.into())])
    };
    let count = move || tr.with("subs-count-label", [("count", list.count().into())]);
    let columns = [
        "subs-column-name",
        "subs-column-type",
        "subs-column-licenses",
        "subs-column-status",
        "subs-column-end",
        "subs-column-actions",
    ];
    let keys = move || {
        let filter = list.filter.get();
        list.places.with(|it| it.iter().map(|it| (it.id.to_string(), filter.lets_through(it))).collect())
    };
    let build = move |at: usize| {
        let place = list.places.with_untracked(|it| it.get(at).cloned());
        place.map_or_else(|| el("tbody"), |it| subscription_rows(session, it.id, it.at))
    };
    table(tr, caption, count, &columns, &["subs-column-licenses"]).list(keys, build)
}
