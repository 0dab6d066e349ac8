//! What a customer holds by an order: reservations and software.

use serde_json::Value;

use super::{Attributes, Link};

wire! {
    /// A reservation or software that the customer holds.
    pub struct Entitlement {
        /// Implied by this one, which is the one that counts.
        included_entitlements: Vec<Entitlement>,
        reference_order: ReferenceOrder,
        product_id: String,
        sku_id: String,
        quantity: u32,
        quantity_details: Vec<QuantityDetail>,
        /// `software` or `reservedinstance`, in several spellings.
        entitlement_type: String,
        entitled_artifacts: Vec<EntitledArtifact>,
        /// On the artifact in the schema, here in the example.
        dynamic_attributes: Value,
        fulfillment_state: String,
        /// With `showExpiry` only, and never for what is perpetual.
        expiry_date: String,
        attributes: Attributes,
    }

    /// The order line behind it.
    pub struct ReferenceOrder {
        id: String,
        /// A number, written as text.
        line_item_id: String,
        alternate_id: String,
    }

    /// How many are in which state.
    pub struct QuantityDetail {
        quantity: u32,
        status: String,
    }

    /// What the entitlement stands for in Azure.
    pub struct EntitledArtifact {
        link: Link,
        resource_id: String,
        artifact_type: String,
        dynamic_attributes: Value,
    }

    /// What the artifact's link leads to.
    pub struct Artifact {
        #[serde(rename = "type")]
        kind: String,
        #[serde(alias = "virtualMachineReservations")]
        reservations: Vec<ReservationArtifact>,
    }

    /// A reservation as Azure knows it.
    pub struct ReservationArtifact {
        reservation_id: String,
        scope_type: String,
        display_name: String,
        applied_scopes: Vec<String>,
        quantity: u32,
        expiry_date_time: String,
        effective_date_time: String,
        provisioning_state: String,
    }
}
