//! Every example body in a folder, read as the type that its name says.
//!
//! The folder is the reader's own: Microsoft's bodies are not part of this repository.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

use partner_center::read::{parse, read};
use partner_center::wire::{self, Collection, fold};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

#[test]
fn every_example_is_read_whole() {
    let Some(folder) = std::env::var_os("PARTNER_CENTER_EXAMPLES") else {
        println!("skipped: PARTNER_CENTER_EXAMPLES is not set");
        return;
    };
    let n_bodies = check_folder(Path::new(&folder));
    assert!(n_bodies > 0, "no bodies in {folder:?}");
    println!("{n_bodies} bodies read");
}

#[test]
fn every_fixture_is_read_whole() {
    let n_bodies = check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"));
    assert!(n_bodies >= 20, "only {n_bodies} fixtures");
}

#[test]
#[should_panic(expected = "no type is known for")]
fn a_name_that_nobody_knows_is_not_passed_over() {
    check("surprise.json", b"{}");
}

#[test]
#[should_panic(expected = "is lost")]
fn a_member_that_nobody_reads_is_not_passed_over() {
    check("customer.json", br#"{"id": "x", "surprise": 1}"#);
}

fn check_folder(folder: &Path) -> usize {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    names.retain(|it| it.extension().is_some_and(|extension| extension == "json"));
    for path in &names {
        check(path.file_name().unwrap().to_str().unwrap(), &fs::read(path).unwrap());
    }
    names.len()
}

#[track_caller]
fn check(name: &str, body: &[u8]) {
    let of = match name {
        it if it.starts_with("error.") || it.starts_with("token-error.") => whole::<wire::ErrorBody>,
        it if it.starts_with("webhook.") => whole::<wire::Event>,
        it if it.starts_with("artifact.") => whole::<wire::Artifact>,
        "customer.billing-profile.json" | "customer.billing-profile.put-request.json" => whole::<wire::BillingProfile>,
        "customer.company-profile.json" => whole::<wire::CompanyProfile>,
        "customer.customdomains.json" => whole::<Vec<String>>,
        "customer.organization.json" => whole::<Vec<wire::Organization>>,
        "customer.relationships.json" => whole::<Collection<wire::PartnerRelationship>>,
        "customer.json" => whole::<wire::Customer>,
        it if it.starts_with("customer.patch-") => whole::<wire::Customer>,
        "customers.json" => whole::<Collection<wire::Customer>>,
        it if it.starts_with("qualifications.") => whole::<Vec<wire::Qualification>>,
        "qualification.post-response.json" => whole::<wire::Qualification>,
        "relationshiprequest.json" => whole::<wire::RelationshipRequest>,
        "subscriptions.json" | "subscription.addons-list.json" => whole::<Collection<wire::Subscription>>,
        it if it.starts_with("subscription.") => whole::<wire::Subscription>,
        "azureentitlements.json" => whole::<Collection<wire::AzureEntitlement>>,
        "azureentitlement.cancel.request.json" => whole::<wire::Cancellation>,
        it if it.starts_with("azureentitlement.") => whole::<wire::AzureEntitlement>,
        "entitlements.json" => whole::<Collection<wire::Entitlement>>,
        "orders.json" => whole::<Collection<wire::Order>>,
        "order.provisioningstatus.json" => whole::<Collection<wire::ProvisioningStatus>>,
        it if it.starts_with("order.") => whole::<wire::Order>,
        it if it.starts_with("supportcontact.") => whole::<wire::SupportContact>,
        "partner.support-profile.json" => whole::<wire::SupportProfile>,
        "partner.mpn-profile.json" => whole::<wire::MpnProfile>,
        "auditrecords.json" => whole::<Collection<wire::AuditRecord>>,
        _ => panic!("no type is known for {name}"),
    };
    of(name, body);
}

/// Reads a body as `T` and looks for everything that it held in what `T` writes.
fn whole<T: DeserializeOwned + Serialize>(name: &str, body: &[u8]) {
    let read: T = read(body).unwrap_or_else(|error| panic!("{name}: {error}"));
    let lost = first_lost(&parse(body).unwrap(), &serde_json::to_value(read).unwrap(), String::new());
    assert!(lost.is_none(), "{name}: {} is lost", lost.unwrap_or_default());
}

/// The first value that is not there any more: names without case, null as missing, numbers as texts.
fn first_lost(before: &Value, after: &Value, path: String) -> Option<String> {
    match (before, after) {
        (Value::Null, _) => None,
        (Value::Object(before), Value::Object(after)) => before.iter().find_map(|(key, value)| {
            let is_same = |it: &str| fold(it) == fold(key) || SECOND_SPELLINGS.contains(&(key.as_str(), it));
            let kept = after.iter().find(|(it, _)| is_same(it)).map_or(&Value::Null, |(_, value)| value);
            first_lost(value, kept, format!("{path}/{key}"))
        }),
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let mut pairs = before.iter().zip(after).enumerate();
            pairs.find_map(|(i, (before, after))| first_lost(before, after, format!("{path}/{i}")))
        }
        _ if as_text(before) == as_text(after) => None,
        _ => Some(path),
    }
}

/// What Microsoft spells in two ways, and the one that is written.
const SECOND_SPELLINGS: [(&str, &str); 4] = [
    ("vettingCreateDate", "vettingCreatedDate"),
    ("virtualMachineReservations", "reservations"),
    ("expiresAfter", "expiresAt"),
    ("refundOption", "refundOptions"),
];

fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
