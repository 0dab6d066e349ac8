//! Who helps with a subscription: the partner itself, or one of its resellers.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use offboarding_domain::{CustomerId, SubscriptionId, SubscriptionKind};
use partner_center::to_domain;
use partner_center::wire::{Attributes, Link, Links, SupportContact};

use super::subscriptions::find;
use super::{subscription_id, tenant};
use crate::Sandbox;
use crate::partner::{PARTNER_ID, PARTNER_MPN_ID, PARTNER_NAME, Partner, RESELLERS};
use crate::refusal::Refusal;
use crate::store::Work;
use crate::write::Write;

type Ids = Path<(String, String)>;

pub(super) async fn get_support_contact(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path((id, sid)): Ids,
) -> Result<Json<SupportContact>, Refusal> {
    let (id, sid) = (tenant(&id)?, subscription_id(&sid)?);
    partner.require_user()?;
    let mut work = sandbox.store.read().await?;
    check_kind(&mut work, &id, &sid).await?;
    let kept = work.support_contact(&id, &sid).await?;
    Ok(Json(kept.unwrap_or_else(|| contact(&id, &sid, (PARTNER_ID, PARTNER_MPN_ID, PARTNER_NAME)))))
}

/// The name is Microsoft's to fill in.
pub(super) async fn put_support_contact(
    State(sandbox): State<Sandbox>,
    partner: Partner,
    Path((id, sid)): Ids,
    write: Write,
) -> Result<Response, Refusal> {
    let (id, sid) = (tenant(&id)?, subscription_id(&sid)?);
    partner.require_user()?;
    let asked: SupportContact = write.body()?;
    let tenant_id = asked.support_tenant_id.unwrap_or_default();
    let mut known = RESELLERS.into_iter().chain([(PARTNER_ID, PARTNER_MPN_ID, PARTNER_NAME)]);
    let helper = known.find(|(known, mpn_id, _)| {
        known.eq_ignore_ascii_case(&tenant_id) && asked.support_mpn_id.as_deref().is_none_or(|it| it == *mpn_id)
    });
    let helper = helper.ok_or_else(|| Refusal::invalid_input("The support contact is no reseller of the partner."))?;
    let act = async |work: &mut Work| {
        check_kind(work, &id, &sid).await?;
        let contact = contact(&id, &sid, helper);
        work.save_support_contact(&id, &sid, &contact).await?;
        Ok(contact)
    };
    sandbox.write(&write, StatusCode::OK, act).await
}

/// New commerce has none.
async fn check_kind(work: &mut Work, id: &CustomerId, sid: &SubscriptionId) -> Result<(), Refusal> {
    match to_domain::subscription(&find(work, id, sid).await?)?.kind {
        SubscriptionKind::Legacy => Ok(()),
        _ => Err(Refusal::bad_request(800_042, "Support contacts are not supported for this subscription.")),
    }
}

fn contact(id: &CustomerId, sid: &SubscriptionId, (tenant_id, mpn_id, name): (&str, &str, &str)) -> SupportContact {
    let itself = Link::to(format!("/customers/{id}/subscriptions/{sid}/supportcontact"));
    SupportContact {
        support_tenant_id: Some(tenant_id.to_owned()),
        support_mpn_id: Some(mpn_id.to_owned()),
        name: Some(name.to_owned()),
        links: Some(Links::from([("self".to_owned(), Link { method: Some("Get".to_owned()), ..itself })])),
        attributes: Some(Attributes::of("SupportContact")),
    }
}
