//! Azure subscriptions under a plan: Microsoft's "Azure entitlements".

use super::{Attributes, Links};

wire! {
    /// An Azure subscription under a plan.
    pub struct AzureEntitlement {
        id: String,
        friendly_name: String,
        /// `active` or `inactive`.
        status: String,
        /// The plan.
        subscription_id: String,
        links: Links,
        attributes: Attributes,
    }

    /// What cancelling one asks for; `compromise` is the only reason documented.
    pub struct Cancellation {
        cancellation_reason: String,
    }
}
