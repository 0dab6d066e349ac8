//! Who did what: Partner Center's own record.

use offboarding_domain::CustomerId;
use partner_center::wire::{Attributes, AuditRecord, Customer};

use crate::CLIENT_ID;
use crate::partner::{PARTNER_ID, Partner};
use crate::store::Work;

/// An act, in Microsoft's words.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operation {
    UpdateSubscription,
    CancelAzureSubscription,
    ReactivateAzureSubscription,
    UpdateOrder,
    CreateOrder,
    RemoveRelationship,
    EndDelegatedAdministration,
    AddCustomer,
    DeleteCustomer,
}

impl Operation {
    /// `operationType` and `resourceType`. That of an Azure subscription is not documented, only its resource is.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::UpdateSubscription => ("update_subscription", "subscription"),
            Self::CancelAzureSubscription => ("cancel_azure_entitlement", "azure_entitlement"),
            Self::ReactivateAzureSubscription => ("reactivate_azure_entitlement", "azure_entitlement"),
            Self::UpdateOrder => ("update_order", "order"),
            Self::CreateOrder => ("create_order", "order"),
            Self::RemoveRelationship => ("remove_partner_customer_relationship", "partner_customer_relationship"),
            Self::EndDelegatedAdministration => ("dap_admin_relationship_terminated", "partner_customer_dap"),
            Self::AddCustomer => ("add_customer", "customer"),
            Self::DeleteCustomer => ("delete_customer", "customer"),
        }
    }
}

impl Work {
    /// Records an act of a partner's user, or of the customer where there is none.
    pub(crate) async fn record(
        &mut self,
        partner: Option<&Partner>,
        operation: Operation,
        customer_id: &CustomerId,
        customer: &Customer,
        new_value: String,
    ) -> Result<(), sqlx::Error> {
        let at = self.moment();
        let (operation_type, resource_type) = operation.words();
        let company = customer.company_profile.as_ref();
        let record = AuditRecord {
            id: Some(format!("{PARTNER_ID}_{customer_id}_{}_{}", operation_type.replace('_', ""), at.0)),
            partner_id: Some(PARTNER_ID.to_owned()),
            customer_id: Some(customer_id.to_string()),
            customer_name: company.and_then(|it| it.company_name.clone()),
            user_principal_name: partner.and_then(Partner::user_principal_name),
            application_id: partner.map(|_| CLIENT_ID.to_owned()),
            resource_type: Some(resource_type.to_owned()),
            resource_new_value: Some(new_value),
            operation_type: Some(operation_type.to_owned()),
            original_correlation_id: self.correlation_id.clone(),
            operation_date: jiff::Timestamp::from_millisecond(at.0).ok().map(|it| it.to_string()),
            operation_status: Some("succeeded".to_owned()),
            customized_data: Some(Vec::new()),
            attributes: Some(Attributes::of("AuditRecord")),
            ..AuditRecord::default()
        };
        self.add_audit_record(at, customer_id, &record).await
    }
}
