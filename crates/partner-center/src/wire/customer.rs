//! Customers and what hangs on them.

use super::{Attributes, Links};

wire! {
    /// A customer. Lists leave out most of it.
    pub struct Customer {
        id: String,
        commerce_id: String,
        company_profile: CompanyProfile,
        billing_profile: BillingProfile,
        relationship_to_partner: String,
        allow_delegated_access: bool,
        custom_domains: Vec<String>,
        associated_partner_id: String,
        links: Links,
        attributes: Attributes,
    }

    /// The company.
    pub struct CompanyProfile {
        tenant_id: String,
        domain: String,
        company_name: String,
        address: Address,
        email: String,
        organization_registration_number: String,
        links: Links,
        attributes: Attributes,
    }

    /// Where bills go.
    pub struct BillingProfile {
        id: String,
        first_name: String,
        last_name: String,
        email: String,
        culture: String,
        language: String,
        company_name: String,
        default_address: Address,
        links: Links,
        attributes: Attributes,
    }

    /// An address.
    pub struct Address {
        country: String,
        region: String,
        city: String,
        state: String,
        address_line1: String,
        address_line2: String,
        postal_code: String,
        first_name: String,
        last_name: String,
        phone_number: String,
    }

    /// The directory's view of the company; comes as a bare array of one.
    pub struct Organization {
        street: String,
        country_letter_code: String,
        postal_code: String,
        city: String,
        state: String,
        display_name: String,
        technical_notification_mails: Vec<String>,
    }

    /// A special kind of customer; comes as a bare array.
    pub struct Qualification {
        qualification: String,
        vetting_status: String,
        vetting_reason: String,
        /// Spelled in two ways by Microsoft.
        #[serde(alias = "vettingCreateDate")]
        vetting_created_date: String,
    }

    /// Another partner of the customer.
    pub struct PartnerRelationship {
        id: String,
        name: String,
        relationship_type: String,
        state: String,
        mpn_id: String,
        location: String,
        attributes: Attributes,
    }

    /// The link that asks a customer for a relationship.
    pub struct RelationshipRequest {
        url: String,
        attributes: Attributes,
    }
}
