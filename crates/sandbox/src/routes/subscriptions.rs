//! Subscriptions: read, and put into another state.

use axum::extract::{Path, State};
use axum::http::header::IF_MATCH;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use offboarding_domain::{CustomerId, Subscription, SubscriptionId, SubscriptionKind, SubscriptionStatus};
use partner_center::wire::Collection;
use partner_center::{to_domain, wire};
use serde::Deserialize;

use super::query::Query;
use super::support_contact::{get_support_contact, put_support_contact};
use super::{no_such_subscription, subscription_id, tenant, word};
use crate::Sandbox;
use crate::audit::Operation;
use crate::partner::Partner;
use crate::refusal::Refusal;
use crate::store::Work;
use crate::transition::{self, Surroundings};
use crate::write::Write;

pub(super) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/customers/{id}/subscriptions", get(list_subscriptions))
        .route("/customers/{id}/subscriptions/{sid}", get(get_subscription).patch(change_subscription))
        .route("/customers/{id}/subscriptions/{sid}/addons", get(list_add_ons))
        .route("/customers/{id}/subscriptions/{sid}/supportcontact", get(get_support_contact).put(put_support_contact))
}

type Ids = Path<(String, String)>;

/// Microsoft's states, in the order of their numbers.
const STATUSES: [&str; 7] = ["none", "active", "suspended", "deleted", "expired", "pending", "disabled"];

async fn list_subscriptions(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Path(id): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Json<Collection<wire::Subscription>>, Refusal> {
    let id = tenant(&id)?;
    let mut work = sandbox.store.read().await?;
    work.customer(&id).await?;
    let mut subscriptions = work.subscriptions(&id).await?;
    let is_it = |wanted: &Option<String>, has: &Option<String>| wanted.is_none() || wanted == has;
    subscriptions.retain(|it| is_it(&query.order_id, &it.order_id) && is_it(&query.mpn_id, &it.partner_id));
    Ok(Json(Collection::of(subscriptions)))
}

/// By the order that bought them, or by the partner of record.
#[derive(Deserialize)]
struct ListQuery {
    order_id: Option<String>,
    mpn_id: Option<String>,
}

async fn get_subscription(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Path((id, sid)): Ids,
) -> Result<Json<wire::Subscription>, Refusal> {
    let (id, sid) = (tenant(&id)?, subscription_id(&sid)?);
    Ok(Json(find(&mut sandbox.store.read().await?, &id, &sid).await?))
}

async fn list_add_ons(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Path((id, sid)): Ids,
) -> Result<Json<Collection<wire::Subscription>>, Refusal> {
    let (id, sid) = (tenant(&id)?, subscription_id(&sid)?);
    let mut work = sandbox.store.read().await?;
    find(&mut work, &id, &sid).await?;
    Ok(Json(Collection::of(add_ons(&mut work, &id, &sid).await?)))
}

async fn change_subscription(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path((id, sid)): Ids,
    write: Write,
) -> Result<Response, Refusal> {
    let (id, sid) = (tenant(&id)?, subscription_id(&sid)?);
    partner.require_write()?;
    let asked: wire::Subscription = write.body()?;
    let act = async |work: &mut Work| {
        let customer = work.customer(&id).await?;
        let mut subscription = find(work, &id, &sid).await?;
        check_version(&subscription, &write.headers)?;
        let before = to_domain::subscription(&subscription)?;
        let to = asked.status.as_deref().map(|it| SubscriptionStatus::from(word(it, &STATUSES)));
        let to = to.unwrap_or_else(|| before.status.clone());
        transition::check(&before, &to, &surroundings(work, &id, &before, &subscription).await?)?;
        if to == before.status {
            update(&mut subscription, &before, &asked)?;
        } else {
            transition::enter(&mut subscription, &before.kind, &to);
            reset(&mut subscription, &asked);
            follow(work, &id, &before, &to).await?;
        }
        work.save_subscriptions(&[(id.clone(), subscription.clone())]).await?;
        let new_value = serde_json::to_string(&subscription).unwrap_or_default();
        work.record(Some(&partner), Operation::UpdateSubscription, &id, &customer, new_value).await?;
        Ok(subscription)
    };
    sandbox.write(&write, StatusCode::OK, act).await
}

/// `If-Match` is optional; where it comes and the subscription has versions, it has to be the last.
fn check_version(subscription: &wire::Subscription, headers: &HeaderMap) -> Result<(), Refusal> {
    let current = subscription.attributes.as_ref().and_then(|it| it.etag.as_deref());
    let sent = headers.get(IF_MATCH).and_then(|it| it.to_str().ok()).map(|it| it.trim_matches('"'));
    match (sent, current) {
        (Some(sent), Some(current)) if sent != current && sent != "*" => {
            Err(Refusal::bad_request(2055, "The ETag is no longer valid."))
        }
        _ => Ok(()),
    }
}

async fn surroundings(
    work: &mut Work,
    id: &CustomerId,
    subscription: &Subscription,
    wire: &wire::Subscription,
) -> Result<Surroundings, Refusal> {
    let azure = work.azure_subscriptions(id, &subscription.id).await?;
    let base = match &subscription.parent {
        Some(parent) => work.subscription(id, parent).await?,
        None => None,
    };
    Ok(Surroundings {
        now: work.moment(),
        has_active_azure: azure.iter().any(|it| it.status.as_deref() != Some("inactive")),
        is_base_active: base.is_none_or(|it| it.status.as_deref() == Some("active")),
        is_monthly: wire.term_duration.as_deref() == Some("P1M"),
    })
}

/// The state stays: what else the body says.
fn update(
    subscription: &mut wire::Subscription,
    before: &Subscription,
    asked: &wire::Subscription,
) -> Result<(), Refusal> {
    let is_suspended = before.status == SubscriptionStatus::Suspended;
    let renames = asked.friendly_name.is_some() && asked.friendly_name != subscription.friendly_name;
    let quantity = asked.quantity.or(subscription.quantity);
    if is_suspended && quantity != subscription.quantity {
        return Err(Refusal::bad_request(2001, "The quantity of a suspended subscription cannot be changed."));
    }
    if is_suspended && (renames || asked.auto_renew_enabled.is_some_and(|it| it != before.auto_renew)) {
        return Err(Refusal::bad_request(800_091, "A suspended subscription cannot be updated."));
    }
    if is_suspended {
        return Ok(());
    }
    if asked.auto_renew_enabled == Some(true)
        && matches!(before.kind, SubscriptionKind::AzurePlan | SubscriptionKind::SavingsPlan)
    {
        return Err(Refusal::bad_request(800_093, "The subscription is not eligible for auto-renew."));
    }
    if before.kind != SubscriptionKind::Legacy && quantity < subscription.quantity {
        return Err(Refusal::bad_request(800_090, "Subscription quantity cannot be decreased."));
    }
    subscription.quantity = quantity;
    subscription.friendly_name = asked.friendly_name.clone().or(subscription.friendly_name.take());
    subscription.auto_renew_enabled = asked.auto_renew_enabled;
    subscription.scheduled_next_term_instructions = asked.scheduled_next_term_instructions.clone();
    subscription.next_charge_instructions = asked.next_charge_instructions.clone();
    reset(subscription, asked);
    transition::renew_etag(subscription);
    Ok(())
}

/// What a body leaves out is switched off, as Microsoft warns.
fn reset(subscription: &mut wire::Subscription, asked: &wire::Subscription) {
    if asked.auto_renew_enabled.is_none() {
        subscription.auto_renew_enabled = Some(false);
    }
    if asked.scheduled_next_term_instructions.is_none() {
        subscription.scheduled_next_term_instructions = None;
    }
    if asked.next_charge_instructions.is_none() {
        subscription.next_charge_instructions = None;
    }
}

/// What goes along: add-ons with the licence they add to, the order line with the software it bought.
async fn follow(
    work: &mut Work,
    id: &CustomerId,
    before: &Subscription,
    to: &SubscriptionStatus,
) -> Result<(), Refusal> {
    match (&before.kind, to) {
        (SubscriptionKind::Legacy, SubscriptionStatus::Suspended) => {
            let mut active = add_ons(work, id, &before.id).await?;
            active.retain(|it| it.status.as_deref() == Some("active"));
            active.iter_mut().for_each(|it| transition::enter(it, &before.kind, to));
            let rows: Vec<_> = active.into_iter().map(|it| (id.clone(), it)).collect();
            Ok(work.save_subscriptions(&rows).await?)
        }
        (SubscriptionKind::Software, SubscriptionStatus::Deleted) => {
            super::orders::cancel_lines_of(work, id, &before.id).await
        }
        _ => Ok(()),
    }
}

async fn add_ons(work: &mut Work, id: &CustomerId, base: &SubscriptionId) -> Result<Vec<wire::Subscription>, Refusal> {
    let mut subscriptions = work.subscriptions(id).await?;
    let is_add_on = |parent: &str| parent.eq_ignore_ascii_case(base.as_str());
    subscriptions.retain(|it| it.parent_subscription_id.as_deref().is_some_and(is_add_on));
    Ok(subscriptions)
}

pub(super) async fn find(
    work: &mut Work,
    id: &CustomerId,
    sid: &SubscriptionId,
) -> Result<wire::Subscription, Refusal> {
    work.customer(id).await?;
    work.subscription(id, sid).await?.ok_or_else(no_such_subscription)
}
