//! What goes over Microsoft's wire, member by member, as the documents name it.
//!
//! Every member is optional: Microsoft leaves out what does not apply, and what has to be there is checked where it
//! is used. Serialising gives Microsoft's camelCase without empty members; reading is [`crate::read`]'s.
#![expect(missing_docs, reason = "the members are Microsoft's and carry its names")]

macro_rules! wire {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$member_meta:meta])* $member:ident: $type:ty,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        pub struct $name {
            $($(#[$member_meta])* #[serde(skip_serializing_if = "Option::is_none")] pub $member: Option<$type>,)+
        }
    )+};
}

mod collection;
mod customer;
mod subscription;

mod azure;
mod entitlement;
mod order;

mod audit;
mod error;
mod support;

pub use audit::{AuditRecord, CustomizedData, Event};
pub use azure::{AzureEntitlement, Cancellation};
pub use collection::{Attributes, Collection, Filter, Header, Link, Links, link};
pub use customer::{
    Address, BillingProfile, CompanyProfile, Customer, Organization, PartnerRelationship, Qualification,
    RelationshipRequest,
};
pub use entitlement::{Artifact, EntitledArtifact, Entitlement, QuantityDetail, ReferenceOrder, ReservationArtifact};
pub use error::ErrorBody;
pub use order::{Order, OrderClient, OrderLine, ProvisionedQuantity, ProvisioningStatus};
pub use subscription::{NextTerm, NextTermProduct, ProductType, RefundOption, RefundableQuantity, Subscription};
pub use support::{MpnProfile, SupportContact, SupportProfile};

/// A word without case, blanks and underscores: `ReservedInstance`, `reserved_instance` and `reservedinstance` are one.
pub fn fold(word: &str) -> String {
    folded(word).collect()
}

/// Whether `fold` makes one word of both.
pub fn is_same_word(one: &str, other: &str) -> bool {
    one == other || folded(one).eq(folded(other))
}

fn folded(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase())
}
