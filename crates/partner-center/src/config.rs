//! Where Partner Center is, and as whom it is called.

use std::fmt;
use std::time::Duration;

use offboarding_domain::{AccountKind, Caller, PartnerKind, Role, Rule};

use crate::tokens::Registration;

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
    /// What is sent again, and how long.
    pub retry: Retry,
}

/// How a call goes on that met a bad moment: what is safe to repeat is repeated, after waits that grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// How often a request is sent at most.
    pub attempts: usize,
    /// Before the second time; each wait after it is twice as long, and none is exact.
    pub first_wait: Duration,
    /// How long all of it may take, since somebody waits for it: no wait goes beyond it, not even one that Microsoft
    /// asks for.
    pub budget: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Self { attempts: 3, first_wait: Duration::from_millis(500), budget: Duration::from_secs(20) }
    }
}

/// What stands in the `Authorization` header.
#[derive(Clone)]
pub enum Credentials {
    /// Our sandbox: the token names the caller's kind of partner and role.
    Sandbox,
    /// Microsoft: this token, whoever calls.
    Bearer(String),
    /// Microsoft: tokens by this registration, whoever calls.
    Registered(Registration),
}

/// The sandbox's token for this caller.
pub(crate) fn sandbox_token(caller: &Caller) -> String {
    format!("sandbox.{}.{}", partner_kind(caller.partner_kind), role(caller.role))
}

/// A token never ends up in a log.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sandbox => f.write_str("Sandbox"),
            Self::Bearer(_) => f.write_str("Bearer(…)"),
            Self::Registered(registration) => registration.fmt(f),
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
        assert_eq!(sandbox_token(&caller), "sandbox.indirect-provider.admin-agent");
    }

    #[test]
    fn a_bearer_token_is_not_printed() {
        assert!(!format!("{:?}", Credentials::Bearer("secret".to_owned())).contains("secret"));
    }
}
