//! The account: all that there is to know of a customer, read at once and judged by the rule.

use std::io;

use offboarding_domain::api::{Account, May};
use offboarding_domain::{Act, CustomerId, Facts, check_removal, what_remains};
use sha2::{Digest, Sha256};

use crate::auth::Identity;
use crate::error::Error;
use crate::idempotency::hex;
use crate::journal::now;
use crate::state::AppState;

/// Reads profile, facts and support profile side by side. A support profile that cannot be read is left out.
pub async fn read_account(state: &AppState, caller: &Identity, id: &CustomerId) -> Result<Account, Error> {
    let (upstream, call) = (&state.partner_center, caller.call());
    let (profile, facts, support) = tokio::join!(
        upstream.profile(&call, id),
        upstream.removal_facts(&call, id, now()),
        upstream.support_profile(&call)
    );
    let (profile, facts) = (profile?, facts?);
    let support = support.inspect_err(|error| {
        tracing::warn!(error = error as &dyn std::error::Error, "support profile not read");
    });
    Ok(Account {
        profile,
        blockers: check_removal(id, &facts).err().unwrap_or_default(),
        remains: what_remains(&facts),
        facts,
        support: support.ok(),
        caller: caller.caller.clone(),
        may: may(caller),
    })
}

fn may(caller: &Identity) -> May {
    May {
        suspend_subscription: caller.permission(Act::SuspendSubscription),
        cancel_subscription: caller.permission(Act::CancelSubscription),
        cancel_purchase: caller.permission(Act::CancelPurchase),
        remove_relationship: caller.permission(Act::RemoveRelationship),
    }
}

/// A strong entity tag of who the customer is and what it has, whenever that was read.
pub fn entity_tag(account: &Account) -> String {
    let Facts { as_of: _, rule, account_kind, subscriptions, reservations, software, unreadable } = &account.facts;
    let what = (&account.profile, rule, account_kind, subscriptions, reservations, software, unreadable);
    let mut hashed = Hashed(Sha256::new());
    serde_json::to_writer(&mut hashed, &what)
        .expect("profile and facts are JSON, and a hash takes all that is written");
    format!("\"{}\"", hex(&hashed.0.finalize()))
}

/// What is written, and not kept.
struct Hashed(Sha256);

impl io::Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether an `If-Match` names this account. `*` names none: it would skip the comparison it is there for.
pub fn is_named_by(if_match: &str, account: &Account) -> bool {
    let tag = entity_tag(account);
    if_match.split(',').any(|it| it.trim() == tag)
}
