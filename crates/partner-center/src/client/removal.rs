//! The removal, and seeing that it happened.

use std::future::ready;

use futures_util::TryStreamExt;
use offboarding_domain::{Clearance, CustomerId, api};
use reqwest::Method;
use serde_json::json;

use super::{Call, PartnerCenter};
use crate::Error;
use crate::wire::{Customer, Filter, fold};

const PAGE_SIZE: u32 = 200;

impl PartnerCenter {
    /// Removes the reseller relationship. Whoever calls this holds the proof that nothing blocked it. That it is gone is
    /// for [`is_removed`](Self::is_removed) to say.
    pub async fn remove_relationship(&self, call: &Call<'_>, clearance: &Clearance) -> Result<(), Error> {
        let path = format!("customers/{}", clearance.customer_id());
        let body = json!({ "relationshipToPartner": "none", "attributes": { "objectType": "Customer" } });
        let answer = self.write(call, Method::PATCH, &path, None, &body).await?;
        if answer.is_pending() {
            return Ok(());
        }
        let customer: Customer = answer.read()?;
        match customer.relationship_to_partner.as_deref().map(fold).as_deref() {
            Some("none") => Ok(()),
            _ => Err(Error::contract("a removal after which the relationship is not none")),
        }
    }

    /// Whether the customer is gone: refused when read, and absent from the list. Neither alone proves it, since a
    /// customer that revoked delegated administration is refused too.
    pub async fn is_removed(&self, call: &Call<'_>, profile: &api::Profile) -> Result<bool, Error> {
        match self.profile(call, &profile.id).await {
            Ok(_) => Ok(false),
            Err(Error::NoRelationship(_) | Error::NotFound(_)) => Ok(!self.is_listed(call, profile).await?),
            Err(error) => Err(error),
        }
    }

    async fn is_listed(&self, call: &Call<'_>, profile: &api::Profile) -> Result<bool, Error> {
        let mut query = vec![("size", PAGE_SIZE.to_string())];
        if !profile.name.is_empty() {
            query.push(("filter", Filter::starts_with("CompanyName", &profile.name).to_json()));
        }
        let listed = self.items(call, "customers", &query).try_any(|it: Customer| ready(is(&it, &profile.id)));
        listed.await
    }
}

fn is(customer: &Customer, id: &CustomerId) -> bool {
    customer.id.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(id.as_str()))
}
