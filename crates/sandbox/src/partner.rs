//! Who calls: `Authorization: Bearer sandbox.{partner-kind}.{role}`.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use offboarding_domain::{PartnerKind, Role};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::refusal::Refusal;

/// The partner's tenant.
pub(crate) const PARTNER_ID: &str = "7d1f6f0c-3f5e-4c55-9d7b-2f2c1c0a9e41";
/// The partner's name, as customers see it.
pub(crate) const PARTNER_NAME: &str = "Puente Cloud Services";
/// The partner's number at Microsoft.
pub(crate) const PARTNER_MPN_ID: &str = "6390217";

/// A caller whose token is accepted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Partner {
    kind: PartnerKind,
    role: Role,
}

impl Partner {
    /// Everybody but helpdesk agents may write.
    pub(crate) fn require_write(&self) -> Result<(), Refusal> {
        match self.role {
            Role::HelpdeskAgent => Err(missing_right()),
            Role::GlobalAdmin | Role::AdminAgent | Role::SalesAgent => Ok(()),
        }
    }

    /// What a provider bought is not a reseller's to end.
    pub(crate) fn require_removal(&self) -> Result<(), Refusal> {
        match self.kind {
            PartnerKind::IndirectReseller => Err(missing_right()),
            PartnerKind::Direct | PartnerKind::IndirectProvider => self.require_write(),
        }
    }

    /// The user that the audit names; the token names only a role.
    pub(crate) fn user_principal_name(&self) -> String {
        let role = match self.role {
            Role::GlobalAdmin => "global.admin",
            Role::AdminAgent => "admin.agent",
            Role::SalesAgent => "sales.agent",
            Role::HelpdeskAgent => "helpdesk.agent",
        };
        format!("{role}@puentecloud.example")
    }
}

impl<S: Sync> FromRequestParts<S> for Partner {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let token = bearer(&parts.headers).ok_or_else(|| unauthorized(800_001, "There is no partner token."))?;
        read_token(token).ok_or_else(|| unauthorized(400, "Access denied."))
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim()).filter(|it| !it.is_empty())
}

fn read_token(token: &str) -> Option<Partner> {
    let (kind, role) = token.strip_prefix("sandbox.")?.split_once('.')?;
    Some(Partner { kind: read_word(kind)?, role: read_word(role)? })
}

/// The domain's own spelling of the word.
fn read_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::from(word)).ok()
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
        let partner = read_token("sandbox.indirect-provider.sales-agent").unwrap();
        assert_eq!((partner.kind, partner.role), (PartnerKind::IndirectProvider, Role::SalesAgent));
        for token in ["", "sandbox", "sandbox.direct", "sandbox.direct.king", "sandbox.Direct.admin-agent", "eyJ0.x.y"]
        {
            assert!(read_token(token).is_none(), "{token}");
        }
    }
}
