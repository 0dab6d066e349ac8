//! Subscriptions of every kind: licences, Azure plans, software, marketplace, savings plans.

use super::{Attributes, Links, OrderLine};

wire! {
    /// A subscription.
    pub struct Subscription {
        id: String,
        /// A GUID or `MS-AZR-…` before new commerce, `product:sku:availability` since.
        offer_id: String,
        offer_name: String,
        friendly_name: String,
        entitlement_id: String,
        /// Missing on what is from before new commerce.
        product_type: ProductType,
        quantity: u32,
        unit_type: String,
        parent_subscription_id: String,
        has_purchasable_addons: bool,
        creation_date: String,
        effective_start_date: String,
        /// The last day of the term.
        commitment_end_date: String,
        commitment_end_date_time: String,
        cancellation_allowed_until_date: String,
        billing_cycle_end_date: String,
        billing_cycle_end_date_time: String,
        status: String,
        auto_renew_enabled: bool,
        is_trial: bool,
        billing_type: String,
        billing_cycle: String,
        term_duration: String,
        renewal_term_duration: String,
        #[serde(alias = "refundOption")]
        refund_options: Vec<RefundOption>,
        refundable_quantity: RefundableQuantity,
        scheduled_next_term_instructions: NextTerm,
        next_charge_instructions: NextTerm,
        suspension_reasons: Vec<String>,
        actions: Vec<String>,
        attention_needed: bool,
        attention_reason: String,
        action_taken: bool,
        is_microsoft_product: bool,
        publisher_name: String,
        partner_id: String,
        contract_type: String,
        order_id: String,
        promotion_id: String,
        migrated_from_subscription_id: String,
        product_order_id: String,
        consumption_type: String,
        line_items: Vec<OrderLine>,
        links: Links,
        attributes: Attributes,
    }

    /// What kind of product it is: `OnlineServicesNCE`, `Azure`, `Software`, `SaaS`, ….
    pub struct ProductType {
        id: String,
        display_name: String,
    }

    /// A refund, and until when.
    pub struct RefundOption {
        #[serde(rename = "type")]
        kind: String,
        /// `expiresAfter` in the schema, `expiresAt` in the examples; missing means no end.
        #[serde(alias = "expiresAfter")]
        expires_at: String,
    }

    /// Seats that can still be given back.
    pub struct RefundableQuantity {
        total_quantity: u32,
        details: Vec<serde_json::Value>,
    }

    /// What happens at the next term or charge.
    pub struct NextTerm {
        product: NextTermProduct,
        quantity: u32,
        custom_term_end_date: String,
    }

    /// The product of the next term or charge.
    pub struct NextTermProduct {
        product_id: String,
        sku_id: String,
        availability_id: String,
        billing_cycle: String,
        term_duration: String,
        promotion_id: String,
    }
}
