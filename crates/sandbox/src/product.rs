//! Subscriptions as Microsoft would describe them: one function for each kind of product.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use partner_center::wire::{Attributes, OrderLine, ProductType, RefundOption, Subscription};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::in_days;

/// Days in which new-commerce seats and software subscriptions can be cancelled.
const WINDOW_DAYS: i64 = 7;

/// When it was bought, how much, and what it is called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Purchase<'a> {
    pub(crate) id: Uuid,
    pub(crate) now: Timestamp,
    pub(crate) name: &'a str,
    pub(crate) quantity: u32,
    pub(crate) days_ago: i64,
}

impl Purchase<'_> {
    /// Licences from before new commerce: a GUID for an offer, a version, no product type.
    pub(crate) fn legacy(&self) -> Subscription {
        let offer = Uuid::new_v5(&Uuid::NAMESPACE_URL, self.name.as_bytes());
        Subscription {
            offer_id: Some(offer.to_string()),
            attributes: Some(Attributes { etag: Some(etag(self.id, 1)), ..Attributes::of("Subscription") }),
            ..self.subscription(365)
        }
    }

    /// New-commerce licences for a year.
    pub(crate) fn new_commerce(&self) -> Subscription {
        Subscription {
            cancellation_allowed_until_date: Some(self.on_day(WINDOW_DAYS)),
            ..self.typed("OnlineServicesNCE", "OnlineServicesNCE", 365)
        }
    }

    /// An Azure plan: billed by use, without an end.
    pub(crate) fn azure_plan(&self) -> Subscription {
        Subscription {
            quantity: Some(1),
            unit_type: Some("Usage-based".to_owned()),
            billing_type: Some("usage".to_owned()),
            auto_renew_enabled: Some(false),
            term_duration: None,
            commitment_end_date: Some("9999-12-14T00:00:00Z".to_owned()),
            ..self.typed("Azure", "Azure", 0)
        }
    }

    /// Software for a year.
    pub(crate) fn software(&self) -> Subscription {
        Subscription {
            cancellation_allowed_until_date: Some(self.on_day(WINDOW_DAYS)),
            billing_cycle: Some("one_time".to_owned()),
            ..self.typed("Software", "Software", 365)
        }
    }

    /// A marketplace product: a day to cancel what is bought by the month, 14 for a year.
    pub(crate) fn marketplace(&self, is_monthly: bool) -> Subscription {
        let (term, term_days, window_days) = if is_monthly { ("P1M", 30, 1) } else { ("P1Y", 365, 14) };
        let refund = RefundOption { kind: Some("Full".to_owned()), expires_at: Some(self.on_day(window_days)) };
        Subscription {
            is_microsoft_product: Some(false),
            publisher_name: Some("Aljibe Software".to_owned()),
            term_duration: Some(term.to_owned()),
            refund_options: Some(vec![refund]),
            ..self.typed("SaaS", "SaaS", term_days)
        }
    }

    /// An Azure savings plan: nobody can cancel it.
    pub(crate) fn savings_plan(&self) -> Subscription {
        let commitment = json!({ "grain": "hourly", "currencyCode": "EUR", "amount": 5 });
        let line = OrderLine {
            line_item_number: Some(0),
            quantity: Some(1),
            purchase_commitment: Some(commitment),
            ..OrderLine::default()
        };
        Subscription {
            line_items: Some(vec![line]),
            auto_renew_enabled: Some(false),
            term_duration: Some("P3Y".to_owned()),
            ..self.typed("Azure", "Azure", 3 * 365)
        }
    }

    /// A product type that today's clients have not heard of.
    pub(crate) fn of_type(&self, product_type: &str) -> Subscription {
        self.typed(product_type, product_type, 365)
    }

    fn typed(&self, id: &str, display_name: &str, term_days: i64) -> Subscription {
        let hash = self.id.simple().to_string().to_uppercase();
        Subscription {
            offer_id: Some(format!("CFQ7TTC{}:0001:CFQ7TTC{}", &hash[..5], &hash[5..10])),
            product_type: Some(ProductType { id: Some(id.to_owned()), display_name: Some(display_name.to_owned()) }),
            ..self.subscription(term_days)
        }
    }

    fn subscription(&self, term_days: i64) -> Subscription {
        Subscription {
            id: Some(self.id.to_string()),
            offer_name: Some(self.name.to_owned()),
            friendly_name: Some(self.name.to_owned()),
            quantity: Some(self.quantity),
            unit_type: Some("Licenses".to_owned()),
            has_purchasable_addons: Some(false),
            creation_date: Some(self.on_day(0)),
            effective_start_date: Some(self.on_day(0)),
            commitment_end_date: Some(self.on_day(term_days)),
            status: Some("active".to_owned()),
            auto_renew_enabled: Some(true),
            is_trial: Some(false),
            billing_type: Some("license".to_owned()),
            billing_cycle: Some("monthly".to_owned()),
            term_duration: Some("P1Y".to_owned()),
            is_microsoft_product: Some(true),
            publisher_name: Some("Microsoft".to_owned()),
            contract_type: Some("subscription".to_owned()),
            attributes: Some(Attributes::of("Subscription")),
            ..Subscription::default()
        }
    }

    fn on_day(&self, day: i64) -> String {
        in_days(self.now, day - self.days_ago)
    }
}

/// The version of a resource as Microsoft writes it: base64 of `{"id":…,"version":…}`.
pub(crate) fn etag(id: Uuid, version: u64) -> String {
    STANDARD.encode(format!(r#"{{"id":"{id}","version":{version}}}"#))
}

/// The next version; what has no version keeps none.
pub(crate) fn next_etag(etag: &str) -> String {
    moved_etag(etag, |version| version + 1)
}

/// The version before; the first one stays, and so does what has no version.
pub(crate) fn previous_etag(etag: &str) -> String {
    moved_etag(etag, |version| version.saturating_sub(1))
}

fn moved_etag(etag: &str, to: fn(u64) -> u64) -> String {
    let version = || {
        let value: Value = serde_json::from_slice(&STANDARD.decode(etag).ok()?).ok()?;
        Some((value["id"].as_str()?.parse::<Uuid>().ok()?, value["version"].as_u64()?))
    };
    version().map_or_else(|| etag.to_owned(), |(id, version)| self::etag(id, to(version)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_counts_up() {
        let id = Uuid::nil();
        assert_eq!(next_etag(&etag(id, 1)), etag(id, 2));
        assert_eq!(next_etag("odd"), "odd");
    }
}
