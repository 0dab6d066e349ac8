//! Who helps a customer.

use super::{Attributes, Links};

wire! {
    /// Who helps with a subscription.
    pub struct SupportContact {
        support_tenant_id: String,
        support_mpn_id: String,
        name: String,
        links: Links,
        attributes: Attributes,
    }

    /// How the partner can be reached.
    pub struct SupportProfile {
        email: String,
        telephone: String,
        website: String,
        profile_type: String,
        links: Links,
        attributes: Attributes,
    }

    /// The partner's number at Microsoft.
    pub struct MpnProfile {
        mpn_id: String,
        partner_name: String,
        profile_type: String,
        links: Links,
        attributes: Attributes,
    }
}
