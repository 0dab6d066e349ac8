//! The customer's subscriptions: the list, single acts, and suspending all that are active.

mod row;
mod suspend_all;

use leptos::prelude::*;
use offboarding_domain::{Subscription, SubscriptionId, SubscriptionStatus};

use crate::account::ChangeDenied;
use crate::app::Session;
use crate::i18n::id;
use crate::ui::Empty;
use row::SubscriptionRows;
pub use suspend_all::SuspendAll;
use suspend_all::{SuspendAllButton, SuspendAllPanel};

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

    fn lets_through(self, subscription: &Subscription) -> bool {
        let of_status = match subscription.status {
            SubscriptionStatus::Active => Self::Active,
            SubscriptionStatus::Suspended => Self::Suspended,
            _ => Self::Other,
        };
        self == Self::All || self == of_status
    }
}

/// The list with its toolbar.
#[component]
pub fn SubscriptionsView(
    /// The element's session.
    session: Session,
) -> impl IntoView {
    let tr = session.tr;
    let filter = RwSignal::new(Filter::All);
    let shown = Memo::new(move |_| shown_ids(session, filter.get()));
    let has_none = Memo::new(move |_| session.with_account(|it| it.facts.subscriptions.is_empty()).unwrap_or_default());
    let body = move || match (has_none.get(), shown.with(Vec::is_empty)) {
        (true, _) => view! { <Empty tr title=id!("subs-empty") hint=id!("subs-empty-hint") /> }.into_any(),
        (false, true) => view! { <p class="muted">{tr.text("subs-none-match")}</p> }.into_any(),
        (false, false) => view! { <SubscriptionTable session shown /> }.into_any(),
    };
    view! {
        <ChangeDenied session />
        <div class="toolbar" part="toolbar">
            <FilterSelect session filter />
            <SuspendAllButton session />
        </div>
        <SuspendAllPanel session />
        {body}
    }
}

/// Add-ons stand under their base; otherwise the order is upstream's.
fn shown_ids(session: Session, filter: Filter) -> Vec<SubscriptionId> {
    let ids = session.with_account(|account| {
        let all = &account.facts.subscriptions;
        let is_base = |it: &&Subscription| !all.iter().any(|base| it.parent.as_ref() == Some(&base.id));
        let with_add_ons = |base: &Subscription| {
            let add_ons = all.iter().filter(|it| it.parent.as_ref() == Some(&base.id));
            let family = all.iter().filter(|it| it.id == base.id).chain(add_ons);
            family.filter(|it| filter.lets_through(it)).map(|it| it.id.clone()).collect::<Vec<_>>()
        };
        all.iter().filter(is_base).flat_map(with_add_ons).collect()
    });
    ids.unwrap_or_default()
}

#[component]
fn FilterSelect(session: Session, filter: RwSignal<Filter>) -> impl IntoView {
    let tr = session.tr;
    let choose = move |event| {
        let name = event_target_value(&event);
        let chosen = Filter::EVERY.into_iter().find(|it| it.name() == name);
        filter.set(chosen.unwrap_or(Filter::All));
    };
    let options = Filter::EVERY.map(|it| {
        let is_chosen = move || filter.get() == it;
        view! { <option value=it.name() prop:selected=is_chosen>{tr.text(it.label())}</option> }
    });
    view! {
        <label class="field-inline">
            <span>{tr.text("subs-filter-status-label")}</span>
            <select on:change=choose>{options.to_vec()}</select>
        </label>
    }
}

#[component]
fn SubscriptionTable(session: Session, shown: Memo<Vec<SubscriptionId>>) -> impl IntoView {
    let tr = session.tr;
    let caption = move || {
        let name = session.with_account(|it| it.profile.name.clone()).unwrap_or_default();
        tr.with("subs-table-caption", [("customer", name.into())])
    };
    let count = move || tr.with("subs-count-label", [("count", shown.with(Vec::len).into())]);
    view! {
        <table class="table" part="table">
            <caption><span class="unseen">{caption} ": "</span>{count}</caption>
            <thead>
                <tr>
                    <th scope="col">{tr.text("subs-column-name")}</th>
                    <th scope="col">{tr.text("subs-column-type")}</th>
                    <th scope="col" class="number">{tr.text("subs-column-licenses")}</th>
                    <th scope="col">{tr.text("subs-column-status")}</th>
                    <th scope="col">{tr.text("subs-column-end")}</th>
                    <th scope="col">{tr.text("subs-column-actions")}</th>
                </tr>
            </thead>
            <For
                each=move || shown.get()
                key=|it| it.as_str().to_owned()
                children=move |id| view! { <SubscriptionRows session id /> }
            />
        </table>
    }
}
