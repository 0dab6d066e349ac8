//! What was done: the audit, and the events that Microsoft sends.

use super::Attributes;

wire! {
    /// One act, as Partner Center recorded it.
    pub struct AuditRecord {
        id: String,
        partner_id: String,
        participants: Vec<String>,
        customer_id: String,
        customer_name: String,
        user_principal_name: String,
        application_id: String,
        resource_type: String,
        /// JSON as text.
        resource_old_value: String,
        /// JSON as text.
        resource_new_value: String,
        operation_type: String,
        original_correlation_id: String,
        operation_date: String,
        operation_status: String,
        customized_data: Vec<CustomizedData>,
        attributes: Attributes,
    }

    /// A detail of an act.
    pub struct CustomizedData {
        key: String,
        value: String,
    }

    /// What a webhook receives.
    pub struct Event {
        event_name: String,
        resource_uri: String,
        resource_name: String,
        audit_uri: String,
        resource_change_utc_date: String,
    }
}
