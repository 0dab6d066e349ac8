//! The claims of a token, as they stand on the wire, and who they mean.

use offboarding_domain::{self as domain, CustomerId, PartnerKind, Role, Timestamp};
use serde::Deserialize;

use super::identity::Identity;
use super::rights::Scope;
use crate::config::word;

/// What a token says, besides what the library checks.
#[derive(Debug, Deserialize)]
pub struct Claims {
    sub: String,
    partner_id: String,
    partner_kind: PartnerKind,
    #[serde(alias = "roles")]
    role: Words,
    /// Without any, a token is good for nothing.
    #[serde(default)]
    scope: Words,
    customer_id: Option<CustomerId>,
    origins: Option<Vec<String>>,
    /// Seconds; some issuers write a fraction.
    iat: Option<f64>,
}

/// Words between spaces, or in a list.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Words {
    Text(String),
    List(Vec<String>),
}

impl Default for Words {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl Words {
    fn all(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => text.split_whitespace().collect(),
            Self::List(list) => list.iter().map(String::as_str).collect(),
        }
    }
}

/// From the one that may most to the one that may least: whoever has several acts as the first.
const ROLES: [Role; 4] = [Role::GlobalAdmin, Role::AdminAgent, Role::SalesAgent, Role::HelpdeskAgent];

impl Claims {
    /// Who is meant; none where nobody is, or nobody with a role. Words that are not ours are meant for somebody else.
    pub fn identity(self) -> Option<Identity> {
        let is_named = !self.sub.trim().is_empty() && !self.partner_id.trim().is_empty();
        let role = self.role()?;
        let scopes = self.scope.all();
        is_named.then(|| Identity {
            scopes: Scope::ALL.into_iter().filter(|it| scopes.contains(&it.as_str())).collect(),
            caller: domain::Caller {
                partner_id: self.partner_id,
                user: self.sub,
                role,
                partner_kind: self.partner_kind,
            },
            customer_id: self.customer_id,
            origins: self.origins,
            issued_at: self.iat.map(|it| Timestamp((it * 1000.0) as i64)),
        })
    }

    fn role(&self) -> Option<Role> {
        let known: Vec<Role> = self.role.all().into_iter().filter_map(|it| word(it).ok()).collect();
        ROLES.into_iter().find(|it| known.contains(it))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[track_caller]
    fn check(claim: &str, value: Value, expected: impl FnOnce(&Identity) -> bool) {
        let mut claims = json!({ "sub": "ada", "partner_id": "p", "partner_kind": "direct", "role": "admin-agent" });
        claims[claim] = value.clone();
        let identity = serde_json::from_value::<Claims>(claims).unwrap().identity().unwrap();
        assert!(expected(&identity), "{claim} {value}: {identity:?}");
    }

    #[test]
    fn scopes_are_words_or_a_list() {
        let both = [Scope::Read, Scope::Remove];
        check("scope", json!("openid offboarding:remove offboarding:read"), |it| it.scopes == both);
        check("scope", json!(["offboarding:read", "offboarding:remove"]), |it| it.scopes == both);
        check("scope", json!("offboarding:everything offboarding"), |it| it.scopes.is_empty());
        check("azp", json!("portal"), |it| it.scopes.is_empty());
    }

    #[test]
    fn the_role_that_may_most_counts() {
        check("role", json!("helpdesk-agent"), |it| it.caller.role == Role::HelpdeskAgent);
        check("role", json!(["helpdesk-agent", "king", "sales-agent"]), |it| it.caller.role == Role::SalesAgent);
        check("role", json!("sales-agent global-admin"), |it| it.caller.role == Role::GlobalAdmin);
    }

    #[test]
    fn a_moment_may_have_a_fraction() {
        check("iat", json!(1_700_000_000.25), |it| it.issued_at == Some(Timestamp(1_700_000_000_250)));
        check("iat", json!(null), |it| it.issued_at.is_none());
    }

    #[test]
    fn what_names_nobody_is_nobody() {
        let good = json!({ "sub": "ada", "partner_id": "p", "partner_kind": "direct", "role": "admin-agent" });
        for (claim, value) in [
            ("sub", json!(" ")),
            ("partner_id", json!("")),
            ("role", json!("king")),
            ("role", json!([])),
            ("partner_kind", json!("friend")),
            ("customer_id", json!("not-a-guid")),
            ("customer_id", json!("")),
            ("origins", json!("https://portal.example")),
        ] {
            let mut claims = good.clone();
            claims[claim] = value.clone();
            let read = serde_json::from_value::<Claims>(claims);
            assert!(read.is_err() || read.unwrap().identity().is_none(), "{claim} {value}");
        }
    }
}
