//! Whatever one side writes the other reads: every body of the contract survives its own JSON.

use std::fmt::Debug;

use offboarding_domain::api::{
    Account, Activity, ActivityAction, ActivityEntry, Code, CustomerPage, CustomerSummary, Elsewhere, ItemOutcome,
    JournalPlace, Left, LeftSubscription, May, Outcome, Problem, Profile, Receipt, Relationship, RelationshipRequest,
    RemovalOutcome, RemovalRequest, RemovalStatus, SubscriptionPatch, SupportProfile, UpstreamRefusal,
};
use offboarding_domain::{
    Act, Caller, Changes, Denial, Facts, Item, PartnerKind, Role, Subscription, SubscriptionAction, permission,
    what_remains,
};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::any::{facts, name, parsed, word};

proptest! {
    #[test]
    fn facts_and_blockers_survive_json(facts in facts()) {
        check(&crate::blockers(&facts))?;
        check(&what_remains(&facts))?;
        check(&facts)?;
    }

    #[test]
    fn accounts_and_receipts_survive_json(
        account in account(),
        entry in entry(),
        elsewhere in word::<Elsewhere>(Elsewhere::KNOWN),
        outcome in word::<RemovalOutcome>(RemovalOutcome::KNOWN),
    ) {
        check(&account)?;
        let correlation_id = account.caller.user.clone();
        let receipt = receipt(&account, entry, elsewhere);
        check(&receipt)?;
        let older: Receipt = serde_json::from_value(without_additions(&receipt)).unwrap();
        prop_assert_eq!((older.acts, older.left, older.journal), (Vec::new(), None, None));
        check(&RemovalStatus { outcome: outcome.clone(), receipt: Some(receipt), correlation_id: correlation_id.clone() })?;
        check(&RemovalStatus { outcome, receipt: None, correlation_id })?;
    }

    #[test]
    fn refusals_survive_json(problem in problem()) {
        check(&problem)?;
    }

    #[test]
    fn outcomes_survive_json(facts in facts(), outcome in word::<Outcome>(Outcome::KNOWN), name in name()) {
        let Facts { subscriptions, reservations, software, .. } = facts;
        let changes = Changes { subscriptions, reservations, software };
        check(&ItemOutcome { outcome, changes, correlation_id: name })?;
    }

    #[test]
    fn activity_survives_json(entry in entry(), next in option::of(name())) {
        check(&Activity { items: vec![entry], next })?;
    }

    #[test]
    fn requests_and_lists_survive_json(
        name in name(),
        acknowledged in any::<bool>(),
        relationship in word::<Relationship>(Relationship::KNOWN),
        next in option::of(name()),
    ) {
        let customer = CustomerSummary { id: crate::customer(), name: name.clone(), domain: name.clone(), relationship };
        check(&CustomerPage { items: vec![customer], next })?;
        check(&RemovalRequest { confirmation: name.clone(), acknowledged })?;
        check(&RelationshipRequest { url: name })?;
        for action in [
            SubscriptionAction::Suspend,
            SubscriptionAction::Reactivate,
            SubscriptionAction::Cancel,
            SubscriptionAction::StopAutoRenew,
        ] {
            check(&SubscriptionPatch { action })?;
        }
    }
}

fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(body: &T) -> Result<(), TestCaseError> {
    let json = serde_json::to_string(body).unwrap();
    prop_assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), body, "{}", json);
    Ok(())
}

fn account() -> impl Strategy<Value = Account> {
    let support =
        option::of(name().prop_map(|it| SupportProfile { email: it.clone(), telephone: it, website: String::new() }));
    (facts(), profile(), caller(), support).prop_map(|(facts, profile, caller, support)| Account {
        blockers: crate::blockers(&facts),
        remains: what_remains(&facts),
        may: May {
            suspend_subscription: permission(&caller, Act::SuspendSubscription),
            cancel_subscription: permission(&caller, Act::CancelSubscription),
            cancel_purchase: permission(&caller, Act::CancelPurchase),
            remove_relationship: permission(&caller, Act::RemoveRelationship),
        },
        profile,
        facts,
        support,
        caller,
    })
}

fn profile() -> impl Strategy<Value = Profile> {
    (name(), option::of(name()), word(Relationship::KNOWN), option::of(any::<bool>())).prop_map(
        |(name, country, relationship, delegated_administration)| Profile {
            id: crate::customer(),
            domain: name.clone(),
            name,
            country,
            relationship,
            delegated_administration,
        },
    )
}

fn caller() -> impl Strategy<Value = Caller> {
    let role = select(vec![Role::GlobalAdmin, Role::AdminAgent, Role::SalesAgent, Role::HelpdeskAgent]);
    let kind = select(vec![PartnerKind::Direct, PartnerKind::IndirectProvider, PartnerKind::IndirectReseller]);
    (name(), role, kind).prop_map(|(user, role, partner_kind)| Caller {
        partner_id: user.clone(),
        user,
        role,
        partner_kind,
    })
}

fn entry() -> impl Strategy<Value = ActivityEntry> {
    let changes = || {
        facts().prop_map(|it| Changes {
            subscriptions: it.subscriptions,
            reservations: it.reservations,
            software: it.software,
        })
    };
    let words = (word(ActivityAction::KNOWN), word(Outcome::KNOWN), option::of(word(Code::KNOWN)));
    // As JSON: what is compiled without the feature `journal` has fewer fields.
    (words, name(), any::<i32>(), option::of(changes()), option::of(changes())).prop_map(
        |((action, outcome, code), name, number, before, after): (
            (ActivityAction, Outcome, Option<Code>),
            _,
            _,
            _,
            _,
        )| {
            let item =
                before.as_ref().and_then(|it| it.subscriptions.first()).map(|it| Item::Subscription(it.id.clone()));
            serde_json::from_value(json!({
                "row": number,
                "at": number,
                "partnerId": name,
                "customerId": crate::customer(),
                "user": name,
                "action": action,
                "target": name,
                "item": item,
                "idempotencyKey": after.as_ref().map(|_| &name),
                "correlationId": name,
                "before": before,
                "outcome": outcome,
                "code": code,
                "endedAt": after.as_ref().map(|_| number),
                "after": after,
            }))
            .unwrap()
        },
    )
}

fn receipt(account: &Account, entry: ActivityEntry, elsewhere: Elsewhere) -> Receipt {
    Receipt {
        id: "RO-1".to_owned(),
        customer: account.profile.clone(),
        removed_at: account.facts.as_of,
        removed_by: account.caller.clone(),
        rule: account.facts.rule,
        facts: account.facts.clone(),
        support_contacts: vec![account.profile.name.clone()],
        acknowledged: true,
        correlation_id: account.caller.user.clone(),
        acts: vec![entry],
        left: Some(Left {
            subscriptions: account.facts.subscriptions.iter().map(left).collect(),
            software: account.remains.clone(),
        }),
        elsewhere: vec![elsewhere],
        journal: Some(JournalPlace { first_row: 1, last_row: 4, head: account.caller.user.clone() }),
    }
}

fn left(subscription: &Subscription) -> LeftSubscription {
    let Subscription { id, name, kind, term_end, auto_renew, .. } = subscription.clone();
    LeftSubscription { id, name, kind, term_end, is_billed: auto_renew }
}

/// As it was before the journal was a chain.
fn without_additions(receipt: &Receipt) -> Value {
    let mut older = serde_json::to_value(receipt).unwrap();
    let members = older.as_object_mut().unwrap();
    members.retain(|name, _| !["acts", "left", "elsewhere", "journal"].contains(&name.as_str()));
    older
}

fn problem() -> impl Strategy<Value = Problem> {
    let denial = select(vec![
        Denial::IndirectReseller,
        Denial::MissingRole(vec![Role::AdminAgent, Role::GlobalAdmin]),
        Denial::MissingScope,
    ]);
    let upstream = (name(), name()).prop_map(|(code, description)| UpstreamRefusal { code, description });
    let rest = (option::of(account()), option::of(denial), option::of(upstream), option::of(any::<u32>()));
    (400..600_u16, word(Code::KNOWN), name(), rest).prop_map(
        |(status, code, correlation_id, (account, denial, upstream, retry_after))| Problem {
            status,
            code,
            correlation_id,
            blockers: account.as_ref().map(|it| it.blockers.clone()).unwrap_or_default(),
            account: account.map(Box::new),
            denial,
            upstream,
            retry_after,
        },
    )
}

#[test]
fn a_body_with_a_member_that_the_contract_does_not_know_is_refused() {
    assert!(
        serde_json::from_str::<RemovalRequest>(r#"{"confirmation":"x","acknowledged":true,"force":true}"#).is_err()
    );
    assert!(serde_json::from_str::<SubscriptionPatch>(r#"{"action":"suspend","status":"active"}"#).is_err());
    assert!(serde_json::from_str::<SubscriptionPatch>(r#"{"action":"delete"}"#).is_err());
    // An id that is none never becomes one.
    assert!(serde_json::from_str::<offboarding_domain::CustomerId>(r#""../../etc""#).is_err());
    let id: offboarding_domain::CustomerId = parsed("C5757D70-06F3-4F23-8367-5A9E55019F94");
    assert_eq!(id, crate::customer());
}
