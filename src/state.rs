//! What the host page can know of the element at any moment: plain objects, and never the token.

use js_sys::{Array, Date};
use offboarding_domain::api::Account;
use offboarding_domain::{Blocker, Item, Resolution, Timestamp};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;

use crate::account::reason_id;
use crate::app::{Load, Session, View};
use crate::host::object;
use crate::ui::{Memo, known, memo_since};

/// What blocks, as it is told: an array that stays the same for as long as they do.
pub struct Told {
    blockers: Vec<Blocker>,
    array: SendWrapper<Array>,
}

/// What blocks what is shown. Thousands of them are not told anew because something else has changed.
pub fn told_blockers(session: Session) -> Memo<Told> {
    memo_since(move |before: Option<&Told>| {
        with_shown(session, |account| {
            let blockers = account.map(|it| it.blockers.as_slice()).unwrap_or_default();
            let is_same = before.is_some_and(|it| it.blockers == blockers);
            let array = || SendWrapper::new(blockers.iter().map(blocker).collect());
            (!is_same).then(|| Told { blockers: blockers.to_vec(), array: array() })
        })
    })
}

/// The account, where there is one and its customer is shown.
fn with_shown<T>(session: Session, look: impl FnOnce(Option<&Account>) -> T) -> T {
    let is_shown = session.view.get() != View::Customers;
    session.account.with(|it| look(it.ready().filter(|_| is_shown)))
}

/// Where the element stands. Tracks everything that it tells.
pub fn snapshot(session: Session, is_busy: bool, blockers: &Told) -> JsValue {
    with_shown(session, |account| state_of(session, is_busy, blockers, account))
}

fn state_of(session: Session, is_busy: bool, Told { blockers, array }: &Told, account: Option<&Account>) -> JsValue {
    let customer = account.map_or(JsValue::NULL, |it| {
        object(&[("id", it.profile.id.as_str().into()), ("name", it.profile.name.as_str().into())])
    });
    object(&[
        ("phase", phase(session, blockers).into()),
        ("busy", is_busy.into()),
        ("stale", session.is_offline.get().into()),
        ("view", session.view.get().name().into()),
        ("locale", session.tr.tag().into()),
        ("customer", customer),
        ("blockers", array.clone().take().into()),
        ("can", can(account)),
    ])
}

fn phase(session: Session, blockers: &[Blocker]) -> &'static str {
    match session.account.with(|it| match it {
        _ if session.view.get() == View::Customers && !session.is_signed_out() => Some("ready"),
        Load::Pending => Some("loading"),
        Load::Failed(_) => Some("error"),
        Load::Ready(_) => session.removal.phase(),
    }) {
        Some(phase) => phase,
        None if blockers.is_empty() => "clear",
        None => "blocked",
    }
}

/// Suspend, cancel, remove.
fn can(account: Option<&Account>) -> JsValue {
    let may = account.map(|it| &it.may);
    let acts = may.map(|it| [&it.suspend_subscription, &it.cancel_purchase, &it.remove_relationship]);
    acts.into_iter().flatten().map(|it| JsValue::from(it.is_granted())).collect::<Array>().into()
}

/// Its members in the order that `element.js` gives them names: an array is a third of the code of an object.
fn blocker(blocker: &Blocker) -> JsValue {
    let (resolution, until) = resolution(&blocker.resolution);
    let (kind, id) = (kind(&blocker.item), blocker.item.id());
    let href = match blocker.resolution {
        Resolution::External(place) => place.href(),
        _ => "",
    };
    let reason = reason_id(blocker);
    let code = reason.strip_prefix("blocker-").unwrap_or(reason);
    let until = until.map_or_else(|| known("").into(), date);
    let after = blocker.after.iter().map(|it| it.id().into());
    let (id, label) = (id.into(), blocker.label.as_str().into());
    let [kind, code, resolution, href] = [kind, code, resolution, href].map(|it| known(it).into());
    [id, kind, label, code, resolution, until, href].into_iter().chain(after).collect::<Array>().into()
}

/// A moment as the host page's script reads it.
pub fn date(moment: Timestamp) -> JsValue {
    Date::new(&(moment.0 as f64).into()).to_iso_string().into()
}

fn resolution(resolution: &Resolution) -> (&'static str, Option<Timestamp>) {
    match resolution {
        Resolution::Suspend => ("suspend", None),
        Resolution::Cancel { until } => ("cancel", *until),
        Resolution::External(_) => ("external", None),
        Resolution::Wait { until } => ("wait", *until),
    }
}

fn kind(item: &Item) -> &'static str {
    match item {
        Item::Subscription(_) | Item::AzureSubscription(..) => "subscription",
        Item::Reservation(_) => "reservation",
        Item::Software(_) => "software",
        Item::Unreadable(_) => "other",
    }
}
