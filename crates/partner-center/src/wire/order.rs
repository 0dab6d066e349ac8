//! Orders and their lines.

use serde_json::Value;

use super::{Attributes, Links};

wire! {
    /// An order.
    pub struct Order {
        id: String,
        alternate_id: String,
        reference_customer_id: String,
        billing_cycle: String,
        currency_code: String,
        currency_symbol: String,
        line_items: Vec<OrderLine>,
        creation_date: String,
        /// With blanks (`pending review`), in either case.
        status: String,
        transaction_type: String,
        partner_on_record_attestation_accepted: bool,
        client: OrderClient,
        links: Links,
        attributes: Attributes,
    }

    /// Who placed the order.
    pub struct OrderClient {
        marketplace_country: String,
        device_family: String,
        name: String,
    }

    /// A line of an order.
    pub struct OrderLine {
        line_item_number: u32,
        offer_id: String,
        subscription_id: String,
        parent_subscription_id: String,
        friendly_name: String,
        /// 0 once cancelled.
        quantity: u32,
        term_duration: String,
        transaction_type: String,
        partner_id_on_record: String,
        additional_partner_ids_on_record: Vec<String>,
        provisioning_context: Value,
        renews_to: Value,
        attestation_accepted: bool,
        custom_term_end_date: String,
        /// Documented for subscriptions; read here where it comes.
        cancellation_allowed_until_date: String,
        pricing: Value,
        /// Savings plans only.
        purchase_commitment: Value,
        links: Links,
    }

    /// How far a line is.
    pub struct ProvisioningStatus {
        order_line_item_id: String,
        line_item_number: u32,
        status: String,
        quantity_provisioning_information: Vec<ProvisionedQuantity>,
    }

    /// How many are how far.
    pub struct ProvisionedQuantity {
        quantity: u32,
        status: String,
    }
}
