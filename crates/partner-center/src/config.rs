//! Where Partner Center is, and as whom it is called.

use std::fmt;
use std::time::Duration;

use offboarding_domain::{AccountKind, Caller, PartnerKind, Role, Rule};

/// What a [`PartnerCenter`](crate::PartnerCenter) needs to know.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address before `/v1`, such as `https://api.partnercenter.microsoft.com`.
    pub base_url: String,
    /// What it says of itself.
    pub credentials: Credentials,
    /// The removal rule in force; travels with the facts.
    pub rule: Rule,
    /// The kind of the partner's account; travels with the facts.
    pub account_kind: AccountKind,
    /// How long one request may take, from connecting to the last byte.
    pub timeout: Duration,
}

/// What stands in the `Authorization` header.
#[derive(Clone)]
pub enum Credentials {
    /// Our sandbox: the token names the caller's kind of partner and role.
    Sandbox,
    /// Microsoft: this token, whoever calls.
    Bearer(String),
}

impl Credentials {
    /// The bearer token for this caller.
    pub(crate) fn token(&self, caller: &Caller) -> String {
        match self {
            Self::Sandbox => format!("sandbox.{}.{}", partner_kind(caller.partner_kind), role(caller.role)),
            Self::Bearer(token) => token.clone(),
        }
    }
}

/// A token never ends up in a log.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sandbox => f.write_str("Sandbox"),
            Self::Bearer(_) => f.write_str("Bearer(…)"),
        }
    }
}

fn partner_kind(kind: PartnerKind) -> &'static str {
    match kind {
        PartnerKind::Direct => "direct",
        PartnerKind::IndirectProvider => "indirect-provider",
        PartnerKind::IndirectReseller => "indirect-reseller",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::GlobalAdmin => "global-admin",
        Role::AdminAgent => "admin-agent",
        Role::SalesAgent => "sales-agent",
        Role::HelpdeskAgent => "helpdesk-agent",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sandbox_token_names_the_caller() {
        let caller = Caller {
            partner_id: String::new(),
            user: String::new(),
            role: Role::AdminAgent,
            partner_kind: PartnerKind::IndirectProvider,
        };
        assert_eq!(Credentials::Sandbox.token(&caller), "sandbox.indirect-provider.admin-agent");
    }

    #[test]
    fn a_bearer_token_is_not_printed() {
        assert!(!format!("{:?}", Credentials::Bearer("secret".to_owned())).contains("secret"));
    }
}
