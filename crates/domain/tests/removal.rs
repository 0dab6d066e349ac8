//! The removal rule, row by row: `cases.json` holds facts and what has to come of them, and knows no code.
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

use offboarding_domain::{CustomerId, Facts, Rule, Timestamp, check_removal, possible_actions, what_remains};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// The file.
#[derive(Deserialize)]
struct Table {
    defaults: Defaults,
    cases: Vec<Case>,
}

/// What a case does not say.
#[derive(Deserialize)]
struct Defaults {
    facts: Value,
    subscription: Value,
    reservation: Value,
    software: Value,
    blocker: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    facts: Value,
    /// None: it holds under every rule.
    rule: Option<Rule>,
    /// Of the first subscription, where the case tells.
    actions: Option<Value>,
    expected: Vec<Value>,
    /// Ids of what stays with the customer.
    #[serde(default)]
    remains: Vec<String>,
}

#[test]
fn every_row_of_the_rule_holds() {
    let table = read_table();
    for case in &table.cases {
        for rule in [Rule::Suspend, Rule::CancelNewCommerce] {
            if case.rule.is_none_or(|it| it == rule) {
                check(&table.defaults, case, rule);
            }
        }
    }
}

#[test]
fn each_case_says_one_thing_once() {
    let mut names: Vec<String> = read_table().cases.into_iter().map(|it| it.name).collect();
    let n_cases = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), n_cases);
}

#[track_caller]
fn check(defaults: &Defaults, case: &Case, rule: Rule) {
    let told = format!("{} (rule {})", case.name, json!(rule));
    let facts = facts(defaults, case, rule);
    let customer: CustomerId = "c5757d70-06f3-4f23-8367-5a9e55019f94".parse().unwrap();
    let outcome = check_removal(&customer, &facts);
    if let Ok(clearance) = &outcome {
        assert_eq!((clearance.customer_id(), clearance.as_of()), (&customer, Timestamp(1000)), "{told}");
    }
    let expected: Vec<Value> = case.expected.iter().map(|it| merged(&defaults.blocker, it)).collect();
    assert_eq!(json!(outcome.err().unwrap_or_default()), json!(expected), "{told}");
    let remains: Vec<String> = what_remains(&facts).into_iter().map(|it| it.id.to_string()).collect();
    assert_eq!(remains, case.remains, "what remains: {told}");
    if let Some(actions) = &case.actions {
        assert_eq!(json!(possible_actions(&facts.subscriptions[0], &facts)), *actions, "actions: {told}");
    }
}

fn facts(defaults: &Defaults, case: &Case, rule: Rule) -> Facts {
    let mut facts = merged(&defaults.facts, &case.facts);
    facts["rule"] = json!(rule);
    let lists = [
        ("subscriptions", &defaults.subscription),
        ("reservations", &defaults.reservation),
        ("software", &defaults.software),
    ];
    for (list, default) in lists {
        for item in facts[list].as_array_mut().unwrap() {
            *item = merged(default, item);
        }
    }
    serde_json::from_value(facts).unwrap_or_else(|error| panic!("{}: {error}", case.name))
}

fn merged(default: &Value, given: &Value) -> Value {
    let members = [default, given].map(|it| it.as_object().unwrap().clone());
    Value::Object(members.into_iter().flatten().collect::<Map<_, _>>())
}

fn read_table() -> Table {
    serde_json::from_str(include_str!("cases.json")).unwrap()
}
