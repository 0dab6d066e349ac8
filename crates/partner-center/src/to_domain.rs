//! From Microsoft's wire to the facts that the removal rule judges.
//!
//! What is missing or unheard of never becomes something that is clear: an unknown word is kept, an unknown date is
//! none, and what cannot do without a member is [`Malformed`].

mod date;
mod purchase;
mod subscription;

use offboarding_domain::{AzureSubscription, api};

pub use date::timestamp;
pub use purchase::{Purchases, purchases};
pub use subscription::{has_azure_subscriptions, subscription};

use crate::wire;

/// A resource without something that it cannot do without.
#[derive(thiserror::Error, Clone, Copy, Debug, PartialEq, Eq)]
#[error("{0}")]
pub struct Malformed(pub &'static str);

/// An Azure subscription under a plan.
pub fn azure_subscription(wire: &wire::AzureEntitlement) -> Result<AzureSubscription, Malformed> {
    let id = text(&wire.id).parse().map_err(|_| Malformed("an Azure entitlement without an id"))?;
    Ok(AzureSubscription { id, name: text(&wire.friendly_name).trim().to_owned(), status: word(&wire.status) })
}

/// A customer in the list.
pub fn customer_summary(wire: &wire::Customer) -> Result<api::CustomerSummary, Malformed> {
    let profile = profile(wire)?;
    Ok(api::CustomerSummary {
        id: profile.id,
        name: profile.name,
        domain: profile.domain,
        relationship: profile.relationship,
    })
}

/// Who a customer is.
pub fn profile(wire: &wire::Customer) -> Result<api::Profile, Malformed> {
    let company = wire.company_profile.as_ref();
    let billing = wire.billing_profile.as_ref();
    let id = (wire.id.as_deref()).or(company.and_then(|it| it.tenant_id.as_deref())).unwrap_or_default();
    let name = non_empty(company.and_then(|it| it.company_name.as_deref()))
        .or_else(|| non_empty(billing.and_then(|it| it.company_name.as_deref())));
    let address = (company.and_then(|it| it.address.as_ref())).or(billing.and_then(|it| it.default_address.as_ref()));
    Ok(api::Profile {
        id: id.parse().map_err(|_| Malformed("a customer without an id"))?,
        name: name.unwrap_or_default().to_owned(),
        domain: company.and_then(|it| it.domain.clone()).unwrap_or_default(),
        country: non_empty(address.and_then(|it| it.country.as_deref())).map(str::to_uppercase),
        relationship: word(&wire.relationship_to_partner),
        delegated_administration: wire.allow_delegated_access,
    })
}

fn text(member: &Option<String>) -> &str {
    member.as_deref().unwrap_or_default()
}

fn non_empty(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|it| !it.is_empty())
}

/// The domain's word, in whatever case and with whatever blanks it came; an unknown one is kept as it came.
fn word<T: From<String> + OpenWord>(member: &Option<String>) -> T {
    let folded = T::from(wire::fold(text(member)));
    if folded.is_known() { folded } else { T::from(text(member).to_owned()) }
}

/// The domain's enums that keep words they do not know.
trait OpenWord {
    fn is_known(&self) -> bool;
}

macro_rules! open_word {
    ($($name:path),+) => {$(
        impl OpenWord for $name {
            fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }
    )+};
}

open_word!(
    offboarding_domain::AzureSubscriptionStatus,
    offboarding_domain::SubscriptionStatus,
    offboarding_domain::OrderStatus,
    api::Relationship
);

#[cfg(test)]
mod tests {
    use offboarding_domain::AzureSubscriptionStatus;

    use super::*;

    #[test]
    fn words_are_known_in_any_case_and_others_kept() {
        let status = |it: &str| word::<AzureSubscriptionStatus>(&Some(it.to_owned()));
        assert_eq!(status("Active"), AzureSubscriptionStatus::Active);
        assert_eq!(status("Being Moved"), AzureSubscriptionStatus::Unknown("Being Moved".to_owned()));
        assert_eq!(word::<AzureSubscriptionStatus>(&None), AzureSubscriptionStatus::Unknown(String::new()));
    }

    #[test]
    fn a_profile_does_without_what_delegated_administration_would_show() {
        let customer = wire::Customer {
            id: Some("C5757D70-06F3-4F23-8367-5A9E55019F94".to_owned()),
            relationship_to_partner: Some("Reseller".to_owned()),
            ..Default::default()
        };
        let profile = profile(&customer).unwrap();
        assert_eq!(profile.relationship, api::Relationship::Reseller);
        assert_eq!((profile.country, profile.delegated_administration), (None, None));
    }

    #[test]
    fn a_customer_without_an_id_is_malformed() {
        assert!(profile(&wire::Customer::default()).is_err());
    }
}
