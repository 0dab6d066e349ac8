//! Who may do what. Both the backend and the widget ask this; upstream decides again.

use serde::{Deserialize, Serialize};

/// Who is calling, as their token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Caller {
    /// The partner's tenant.
    pub partner_id: String,
    /// The person, as the journal and the receipt name them: a user principal name.
    pub user: String,
    /// The person's role at the partner.
    pub role: Role,
    /// What kind of partner it is.
    pub partner_kind: PartnerKind,
}

/// Roles in Partner Center ("Permissions overview").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Administers the partner's tenant.
    GlobalAdmin,
    /// Administers customers.
    AdminAgent,
    /// Sells.
    SalesAgent,
    /// Helps customers; changes nothing here.
    HelpdeskAgent,
}

/// How the partner deals with Microsoft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PartnerKind {
    /// Transacts with Microsoft itself.
    Direct,
    /// Sells through resellers.
    IndirectProvider,
    /// Sells what a provider buys: cannot remove the relationship.
    IndirectReseller,
}

/// What a caller may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Suspend or reactivate a subscription.
    SuspendSubscription,
    /// Cancel a subscription, or stop its renewal.
    CancelSubscription,
    /// Cancel an Azure subscription, a reservation or software.
    CancelPurchase,
    /// Remove the reseller relationship.
    RemoveRelationship,
}

/// Whether a caller may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Permission {
    /// Yes.
    Granted,
    /// No, and why.
    Denied(Denial),
}

/// Why a caller may not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Denial {
    /// Only direct partners and indirect providers may.
    IndirectReseller,
    /// One of these roles is needed.
    MissingRole(Vec<Role>),
    /// The role would do; the token was not given for this.
    MissingScope,
}

impl Act {
    /// The roles that may, and nobody else ("Remove a reseller relationship", "Cancel a software purchase", …).
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::SuspendSubscription | Self::CancelSubscription | Self::RemoveRelationship => {
                &[Role::GlobalAdmin, Role::AdminAgent, Role::SalesAgent]
            }
            Self::CancelPurchase => &[Role::GlobalAdmin, Role::AdminAgent],
        }
    }
}

/// Whether this caller may do this.
pub fn permission(caller: &Caller, act: Act) -> Permission {
    if act == Act::RemoveRelationship && caller.partner_kind == PartnerKind::IndirectReseller {
        return Permission::Denied(Denial::IndirectReseller);
    }
    match act.roles().contains(&caller.role) {
        true => Permission::Granted,
        false => Permission::Denied(Denial::MissingRole(act.roles().to_vec())),
    }
}

impl Permission {
    /// Whether it was granted.
    pub fn is_granted(&self) -> bool {
        *self == Self::Granted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(role: Role, partner_kind: PartnerKind, act: Act, expected: bool) {
        let caller = Caller { partner_id: String::new(), user: String::new(), role, partner_kind };
        assert_eq!(permission(&caller, act).is_granted(), expected, "{role:?} {partner_kind:?} {act:?}");
    }

    #[test]
    fn only_direct_partners_and_providers_with_a_role_remove() {
        check(Role::AdminAgent, PartnerKind::Direct, Act::RemoveRelationship, true);
        check(Role::SalesAgent, PartnerKind::IndirectProvider, Act::RemoveRelationship, true);
        check(Role::GlobalAdmin, PartnerKind::IndirectReseller, Act::RemoveRelationship, false);
        check(Role::HelpdeskAgent, PartnerKind::Direct, Act::RemoveRelationship, false);
        check(Role::SalesAgent, PartnerKind::Direct, Act::CancelPurchase, false);
        check(Role::HelpdeskAgent, PartnerKind::Direct, Act::SuspendSubscription, false);
        check(Role::SalesAgent, PartnerKind::Direct, Act::CancelSubscription, true);
    }
}
