//! What a token says of its bearer, and the questions it answers.

use axum::http::HeaderValue;
use offboarding_domain::{self as domain, Act, CustomerId, Denial, Permission, Timestamp};
use partner_center::Call;

use super::rights::Scope;
use crate::correlation;
use crate::error::Error;
use crate::journal::now;

/// A token for the removal is younger than this: the person was there a moment ago.
const STEP_UP_MS: i64 = 5 * 60 * 1000;

/// Who a token speaks for, and how far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The person and their partner.
    pub caller: domain::Caller,
    /// What the token was given for.
    pub scopes: Vec<Scope>,
    /// The only customer that exists for this token, where it is for one.
    pub customer_id: Option<CustomerId>,
    /// The only pages that may use it, where it names any.
    pub origins: Option<Vec<String>>,
    /// When it was given.
    pub issued_at: Option<Timestamp>,
}

impl Identity {
    /// The call upstream on behalf of this person, under this request's id.
    pub fn call(&self) -> Call<'_> {
        Call { caller: &self.caller, correlation_id: correlation::id() }
    }

    /// What the account says to the widget. The removal goes by the role alone: its scope may come with a later token.
    pub fn permission(&self, act: Act) -> Permission {
        let scope = Scope::of(Some(act));
        let is_given = scope == Scope::Remove || self.scopes.contains(&scope);
        match domain::permission(&self.caller, act) {
            Permission::Granted if !is_given => Permission::Denied(Denial::MissingScope),
            permission => permission,
        }
    }

    /// A token that names pages is for these alone, spelled as browsers spell them.
    pub(super) fn check_origin(&self, origin: Option<&HeaderValue>) -> Result<(), Error> {
        let Some(allowed) = &self.origins else { return Ok(()) };
        match origin.is_some_and(|it| allowed.iter().any(|allowed| it.as_bytes() == allowed.as_bytes())) {
            true => Ok(()),
            false => Err(Error::WrongOrigin),
        }
    }

    /// The token was given for this, the person may, and for the removal they were there a moment ago.
    pub fn check_right(&self, act: Option<Act>) -> Result<(), Error> {
        let scope = Scope::of(act);
        let is_given = self.scopes.contains(&scope);
        if scope != Scope::Remove && !is_given {
            return Err(Error::MissingScope(scope));
        }
        if let Some(Permission::Denied(denial)) = act.map(|act| domain::permission(&self.caller, act)) {
            return Err(Error::Forbidden(denial));
        }
        // Whoever may is asked to come again with a token for it.
        if scope == Scope::Remove && !(is_given && self.is_fresh()) {
            return Err(Error::StepUpRequired);
        }
        Ok(())
    }

    /// To a token for one customer, every other one does not exist.
    pub fn check_customer(&self, customer_id: &str) -> Result<(), Error> {
        match &self.customer_id {
            Some(bound) if customer_id.parse().as_ref() != Ok(bound) => Err(Error::NotFound),
            _ => Ok(()),
        }
    }

    fn is_fresh(&self) -> bool {
        self.issued_at.is_some_and(|it| now().0 - it.0 <= STEP_UP_MS)
    }
}
