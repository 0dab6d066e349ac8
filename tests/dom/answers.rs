//! Answers of the backend, read from JSON into the contract's types.

use std::fmt::Debug;

use js_sys::JSON;
use offboarding_domain::api::{Activity, Code, ItemOutcome, May, Outcome, Problem, SupportProfile};
use offboarding_domain::{AccountKind, Blocker, CustomerId, Denial, Facts, Permission, Resolution, Timestamp};
use reseller_offboarding::api::from_json;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const PLAN: &str = "c5757d70-06f3-4f23-8367-5a9e55019f94";

const FACTS: &str = r#"{
    "asOf": 1772321400000, "rule": "cancel-new-commerce", "accountKind": "production",
    "subscriptions": [{
        "id": "c5757d70-06f3-4f23-8367-5a9e55019f94", "name": "Azure plan", "kind": "azure-plan", "status": "moved",
        "seats": 0, "isTrial": false, "parent": null, "started": null, "termEnd": -1, "cancellableUntil": null,
        "autoRenew": true,
        "azureSubscriptions": [{"id": "C5757D70-06F3-4F23-8367-5A9E55019F95", "name": "Prueba", "status": "active"}]
    }],
    "reservations": [{"id": "order:3", "name": "VM", "quantity": 4294967295, "expires": 1, "isIncluded": false}],
    "software": [],
    "unreadable": ["orders", {"azure-subscriptions": "c5757d70-06f3-4f23-8367-5a9e55019f94"}]
}"#;

fn read<T: DeserializeOwned>(json: &str) -> Option<T> {
    from_json(JSON::parse(json).unwrap()).ok()
}

/// What was read says the same when it is written again.
#[track_caller]
fn check<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &str) -> T {
    let value: T = read(json).unwrap_or_else(|| panic!("not read: {json}"));
    let written = serde_wasm_bindgen::to_value(&value).unwrap();
    assert_eq!(read::<T>(&String::from(JSON::stringify(&written).unwrap())).as_ref(), Some(&value), "{json}");
    value
}

#[wasm_bindgen_test]
fn facts_are_read_whole() {
    let facts: Facts = check(FACTS);
    assert_eq!((facts.as_of, facts.account_kind), (Timestamp(1_772_321_400_000), AccountKind::Production));
    let plan = &facts.subscriptions[0];
    assert_eq!((plan.status.as_str(), plan.term_end, plan.parent.clone()), ("moved", Some(Timestamp(-1)), None));
    assert_eq!(plan.azure_subscriptions[0].id.as_str(), "c5757d70-06f3-4f23-8367-5a9e55019f95");
    assert_eq!((facts.reservations[0].quantity, facts.unreadable.len()), (u32::MAX, 2));
}

#[wasm_bindgen_test]
fn every_shape_of_a_variant_is_read() {
    let item = format!(r#"{{"azure-subscription": ["{PLAN}", "{PLAN}"]}}"#);
    for resolution in [
        r#""suspend""#,
        r#"{"cancel": {"until": null}}"#,
        r#"{"wait": {"until": 5}}"#,
        r#"{"external": "azure-portal"}"#,
    ] {
        let json = format!(
            r#"{{"item": {item}, "label": "A", "reason": "unknown-kind", "resolution": {resolution}, "after": [{item}]}}"#
        );
        let blocker: Blocker = check(&json);
        assert_eq!(blocker.after, [blocker.item]);
    }
    assert_eq!(check::<Resolution>(r#"{"wait": {}}"#), Resolution::Wait { until: None });
    let may = r#"{"suspendSubscription": "granted", "cancelSubscription": {"denied": "missing-scope"}, "cancelPurchase": {"denied": {"missing-role": ["admin-agent"]}}, "removeRelationship": {"denied": "indirect-reseller"}}"#;
    assert_eq!(check::<May>(may).remove_relationship, Permission::Denied(Denial::IndirectReseller));
}

#[wasm_bindgen_test]
fn what_is_missing_takes_its_default_or_is_refused() {
    let problem: Problem = check(r#"{"status": 409, "code": "new/code", "correlationId": "c"}"#);
    assert_eq!(
        (problem.code, problem.blockers.len(), problem.account),
        (Code::Unknown("new/code".to_owned()), 0, None)
    );
    let outcome: ItemOutcome = check(r#"{"outcome": "done", "changes": {"software": []}, "correlationId": "c"}"#);
    assert_eq!((outcome.outcome, outcome.changes.subscriptions.len()), (Outcome::Done, 0));
    for name in ["asOf", "rule", "subscriptions", "unreadable", "isTrial", "quantity", "id"] {
        let without = FACTS.replacen(&format!("\"{name}\":"), "\"other\":", 1);
        assert_eq!(read::<Facts>(&without), None, "{name}");
    }
}

#[wasm_bindgen_test]
fn what_does_not_fit_is_refused() {
    for (from, to) in [
        ("1772321400000", "\"1772321400000\""),
        ("1772321400000", "1.5"),
        ("4294967295", "4294967296"),
        ("4294967295", "-1"),
        ("\"cancel-new-commerce\"", "\"none\""),
        ("\"cancel-new-commerce\"", "null"),
        ("\"software\": []", "\"software\": {}"),
        ("\"orders\"", "{}"),
        ("\"orders\"", "\"azure-subscriptions\""),
        ("\"orders\"", "{\"orders\": 1}"),
        ("order:3", "order"),
        ("\"isTrial\": false", "\"isTrial\": 0"),
    ] {
        assert_eq!(read::<Facts>(&FACTS.replacen(from, to, 1)), None, "{to}");
    }
    for json in ["null", "5", "\"\"", "[]", "true"] {
        assert_eq!(read::<SupportProfile>(json), None, "{json}");
        assert_eq!(read::<Activity>(json), None, "{json}");
    }
    assert!(from_json::<CustomerId>(JsValue::UNDEFINED).is_err());
}
