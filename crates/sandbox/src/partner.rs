//! Who calls: the partner's application, alone or for a user with a role.
//!
//! The token endpoint gives tokens; `sandbox.{kind of partner}.{role}`, with `app` in the role's place for the
//! application alone, is accepted as well and never ends.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use offboarding_domain::{PartnerKind, Role};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Sandbox;
use crate::refusal::Refusal;

/// The partner's tenant.
pub(crate) const PARTNER_ID: &str = "7d1f6f0c-3f5e-4c55-9d7b-2f2c1c0a9e41";
/// The partner's name, as customers see it.
pub(crate) const PARTNER_NAME: &str = "Puente Cloud Services";
/// The partner's number at Microsoft.
pub(crate) const PARTNER_MPN_ID: &str = "6390217";

/// The partner's indirect resellers: tenant, number, name.
pub(crate) const RESELLERS: [(&str, &str, &str); 2] = [
    ("2b6ee2c6-5d3c-4c0f-8a35-8f0f4b7f1c11", "4391507", "Altavista Sistemas"),
    ("9e0f3a54-70d2-4f2c-9a1e-5b1f0a6c2d22", "4847383", "Collina Informatica"),
];

/// A caller whose token is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Partner {
    pub(crate) kind: PartnerKind,
    /// The user's role; none where the application calls for itself.
    pub(crate) role: Option<Role>,
}

impl Partner {
    /// Some calls take a user who signed in.
    pub(crate) fn require_user(&self) -> Result<(), Refusal> {
        match self.role {
            Some(_) => Ok(()),
            None => Err(Refusal::forbidden(900_329, "The resource does not support application-only authentication.")),
        }
    }

    /// Everybody but helpdesk agents may write.
    pub(crate) fn require_write(&self) -> Result<(), Refusal> {
        match self.role {
            Some(Role::HelpdeskAgent) => Err(missing_right()),
            _ => Ok(()),
        }
    }

    /// What a provider bought is not a reseller's to end.
    pub(crate) fn require_removal(&self) -> Result<(), Refusal> {
        self.require_user()?;
        match self.kind {
            PartnerKind::IndirectReseller => Err(missing_right()),
            PartnerKind::Direct | PartnerKind::IndirectProvider => self.require_write(),
        }
    }

    /// The user that the audit names; the token names only a role.
    pub(crate) fn user_principal_name(&self) -> Option<String> {
        let role = match self.role? {
            Role::GlobalAdmin => "global.admin",
            Role::AdminAgent => "admin.agent",
            Role::SalesAgent => "sales.agent",
            Role::HelpdeskAgent => "helpdesk.agent",
        };
        Some(format!("{role}@puentecloud.example"))
    }

    /// `{kind of partner}.{role}`, or `app` for the role.
    pub(crate) fn from_words(words: &str) -> Option<Self> {
        let (kind, role) = words.split_once('.')?;
        let role = if role == "app" { None } else { Some(read_word(role)?) };
        Some(Self { kind: read_word(kind)?, role })
    }
}

impl FromRequestParts<Sandbox> for Partner {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Refusal> {
        let token = bearer(&parts.headers).ok_or_else(|| unauthorized(800_001, "There is no partner token."))?;
        match token.strip_prefix("sandbox.") {
            Some(words) => Self::from_words(words).ok_or_else(denied),
            None => sandbox.store.read().await?.access(token).await?.ok_or_else(denied)?.partner(),
        }
    }
}

/// What a token from the token endpoint gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Access {
    pub(crate) partner: Partner,
    /// It was asked for a resource that is not served any more.
    pub(crate) is_for_retired_audience: bool,
}

impl Access {
    fn partner(self) -> Result<Partner, Refusal> {
        match self.is_for_retired_audience {
            false => Ok(self.partner),
            true => Err(unauthorized(900_420, "The audience of the token is no longer supported.")),
        }
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim()).filter(|it| !it.is_empty())
}

/// The domain's own spelling of the word.
fn read_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::from(word)).ok()
}

fn denied() -> Refusal {
    unauthorized(400, "Access denied.")
}

fn unauthorized(code: u32, description: &str) -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, code, description)
}

fn missing_right() -> Refusal {
    Refusal::forbidden(900_150, "The role of the user does not have the rights for this operation.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_name_the_kind_of_partner_and_the_role() {
        let partner = Partner::from_words("indirect-provider.sales-agent").unwrap();
        assert_eq!((partner.kind, partner.role), (PartnerKind::IndirectProvider, Some(Role::SalesAgent)));
        assert_eq!(Partner::from_words("direct.app").unwrap().role, None);
        for words in ["", "direct", "direct.king", "Direct.admin-agent", "y.x"] {
            assert!(Partner::from_words(words).is_none(), "{words}");
        }
    }
}
