//! Every example body in a folder, read as the type that its name says.
//!
//! The folder is the reader's own: Microsoft's bodies are not part of this repository.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

use partner_center::read::{parse, read};
use partner_center::to_domain;
use partner_center::wire::{self, Collection, fold};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestRunner;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

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

/// As Microsoft's answers change: members go, come twice, or hold something else.
#[test]
fn no_mutation_of_a_fixture_makes_anything_panic() {
    for (name, body) in bodies(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")) {
        let (reader, example) = (reader_of(&name), parse(&body).unwrap());
        let mutations = vec((any::<Index>(), replacement()), 1..6);
        // One that has run does not run again.
        let mut runner = TestRunner::new(ProptestConfig { cases: 500, ..ProptestConfig::default() });
        let outcome = runner.run(&mutations, |mutations| {
            let mut mutated = example.clone();
            mutations.iter().for_each(|(at, value)| mutate(&mut mutated, at, value));
            let body = mutated.to_string();
            (reader.read)(body.as_bytes());
            for subscription in alone_or_listed::<wire::Subscription>(body.as_bytes()) {
                drop(to_domain::subscription(&subscription));
            }
            for customer in alone_or_listed::<wire::Customer>(body.as_bytes()) {
                drop((to_domain::profile(&customer), to_domain::customer_summary(&customer)));
            }
            drop(to_domain::purchases(&[], &alone_or_listed(body.as_bytes())));
            drop(to_domain::purchases(&alone_or_listed(body.as_bytes()), &[]));
            Ok(())
        });
        outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

/// What a body holds, read as resources of one kind: whatever it is, it may be one, or a list of them.
fn alone_or_listed<T: DeserializeOwned>(body: &[u8]) -> Vec<T> {
    let listed = read::<Collection<T>>(body).map(|it| it.items).unwrap_or_default();
    read(body).into_iter().chain(listed).collect()
}

/// `None` takes it away.
fn replacement() -> impl Strategy<Value = Option<Value>> {
    let texts =
        prop_oneof![".{0,12}", Just("9999-12-31T00:00:00Z".to_owned()), Just("P1Y".to_owned()), Just("-1".to_owned())];
    option::weighted(
        0.8,
        prop_oneof![
            5 => texts.prop_map(Value::from),
            1 => select(vec![Value::Null, json!([]), json!({}), json!([[null], {}]), json!(true)]),
            1 => any::<i64>().prop_map(Value::from),
            1 => any::<u64>().prop_map(Value::from),
            1 => any::<f64>().prop_map(Value::from),
        ],
    )
}

/// Puts a value in the place of one of all values, however deep.
fn mutate(root: &mut Value, at: &Index, value: &Option<Value>) {
    let mut paths = vec![String::new()];
    list_paths(root, "", &mut paths);
    let path = at.get(&paths).clone();
    let (parent, last) = path.rsplit_once('/').unwrap_or_default();
    match (value, root.pointer_mut(parent)) {
        (None, Some(Value::Object(members))) => drop(members.remove(last)),
        (Some(value), _) => {
            if let Some(place) = root.pointer_mut(&path) {
                *place = value.clone();
            }
        }
        _ => {}
    }
}

fn list_paths(value: &Value, path: &str, paths: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (format!("{path}/{name}"), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(i, value)| (format!("{path}/{i}"), value)).collect(),
        _ => Vec::new(),
    };
    for (path, value) in children {
        list_paths(value, &path, paths);
        paths.push(path);
    }
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
    let bodies = bodies(folder);
    bodies.iter().for_each(|(name, body)| check(name, body));
    bodies.len()
}

/// By their names.
fn bodies(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.retain(|it| it.extension().is_some_and(|extension| extension == "json"));
    let name = |it: &Path| it.file_name().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|it| (name(it), fs::read(it).unwrap())).collect()
}

#[track_caller]
fn check(name: &str, body: &[u8]) {
    (reader_of(name).whole)(name, body);
}

/// What can be done with a body of some type.
struct Reader {
    /// Looks for everything that it held in what the type writes.
    whole: fn(&str, &[u8]),
    /// Reads it, whatever comes of it.
    read: fn(&[u8]),
}

fn reader<T: DeserializeOwned + Serialize>() -> Reader {
    Reader { whole: whole::<T>, read: |body| drop(read::<T>(body)) }
}

#[track_caller]
fn reader_of(name: &str) -> Reader {
    match name {
        it if it.starts_with("error.") || it.starts_with("token-error.") => reader::<wire::ErrorBody>(),
        it if it.starts_with("webhook.") => reader::<wire::Event>(),
        it if it.starts_with("artifact.") => reader::<wire::Artifact>(),
        "customer.billing-profile.json" | "customer.billing-profile.put-request.json" => {
            reader::<wire::BillingProfile>()
        }
        "customer.company-profile.json" => reader::<wire::CompanyProfile>(),
        "customer.customdomains.json" => reader::<Vec<String>>(),
        "customer.organization.json" => reader::<Vec<wire::Organization>>(),
        "customer.relationships.json" => reader::<Collection<wire::PartnerRelationship>>(),
        "customer.json" => reader::<wire::Customer>(),
        it if it.starts_with("customer.patch-") => reader::<wire::Customer>(),
        "customers.json" => reader::<Collection<wire::Customer>>(),
        it if it.starts_with("qualifications.") => reader::<Vec<wire::Qualification>>(),
        "qualification.post-response.json" => reader::<wire::Qualification>(),
        "relationshiprequest.json" => reader::<wire::RelationshipRequest>(),
        "subscriptions.json" | "subscription.addons-list.json" => reader::<Collection<wire::Subscription>>(),
        it if it.starts_with("subscription.") => reader::<wire::Subscription>(),
        "azureentitlements.json" => reader::<Collection<wire::AzureEntitlement>>(),
        "azureentitlement.cancel.request.json" => reader::<wire::Cancellation>(),
        it if it.starts_with("azureentitlement.") => reader::<wire::AzureEntitlement>(),
        "entitlements.json" => reader::<Collection<wire::Entitlement>>(),
        "orders.json" => reader::<Collection<wire::Order>>(),
        "order.provisioningstatus.json" => reader::<Collection<wire::ProvisioningStatus>>(),
        it if it.starts_with("order.") => reader::<wire::Order>(),
        it if it.starts_with("supportcontact.") => reader::<wire::SupportContact>(),
        "partner.support-profile.json" => reader::<wire::SupportProfile>(),
        "partner.mpn-profile.json" => reader::<wire::MpnProfile>(),
        "auditrecords.json" => reader::<Collection<wire::AuditRecord>>(),
        _ => panic!("no type is known for {name}"),
    }
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
