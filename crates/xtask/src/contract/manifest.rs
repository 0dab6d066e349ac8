//! `custom-elements.json`: the contract for editors and documentation tools.
//!
//! Its form is that of the package `custom-elements-manifest`.

use anyhow::{Context, Result};
use regex::Regex;
use serde_json::{Map, Value, json};

use super::{CLASS, Contract, Row, TAG};

/// The manifest as JSON.
pub fn of(contract: &Contract) -> Result<Value> {
    let class = json!({ "name": CLASS, "module": "element.js" });
    Ok(json!({
        "schemaVersion": "2.1.0",
        "readme": "README.md",
        "modules": [
            {
                "kind": "javascript-module",
                "path": "element.js",
                "declarations": [declaration(contract)?],
                "exports": [{ "kind": "js", "name": CLASS, "declaration": class }],
            },
            {
                "kind": "javascript-module",
                "path": "define.js",
                "exports": [{ "kind": "custom-element-definition", "name": TAG, "declaration": class }],
            },
        ],
    }))
}

fn declaration(contract: &Contract) -> Result<Value> {
    let list = |section: &str, item: fn(&Row) -> Value| contract.rows(section).iter().map(item).collect::<Vec<_>>();
    let fields = contract.rows("Properties").iter().map(|it| Ok(property(it)));
    let members = fields.chain(contract.rows("Methods").iter().map(method)).collect::<Result<Vec<_>>>()?;
    Ok(json!({
        "kind": "class",
        "customElement": true,
        "name": CLASS,
        "tagName": TAG,
        "superclass": { "name": "HTMLElement" },
        "attributes": list("Attributes", attribute),
        "members": members,
        "events": list("Events", event),
        "slots": list("Slots", |it| described("name", if it.name() == "(default)" { "" } else { it.name() }, it)),
        "cssProperties": list("CSS custom properties", custom_property),
        "cssParts": list("Parts", |it| described("name", it.name(), it)),
        "cssStates": list("States", |it| described("name", it.name(), it)),
    }))
}

fn described(key: &str, name: &str, row: &Row) -> Value {
    json!({ key: name, "description": row.text("meaning") })
}

fn attribute(row: &Row) -> Value {
    let mut attribute = described("name", row.name(), row);
    attribute["type"] = json!({ "text": attribute_type(row) });
    if !row.plain("default").is_empty() {
        attribute["default"] = json!(row.plain("default"));
    }
    attribute
}

/// The values of an attribute as a type of TypeScript.
pub fn attribute_type(row: &Row) -> String {
    let values = row.cell("values");
    match values.plain.as_str() {
        "boolean" => "boolean".to_owned(),
        "milliseconds" => "number | string".to_owned(),
        _ if values.codes.is_empty() => "string".to_owned(),
        _ => values.codes.iter().map(|it| format!("'{it}'")).collect::<Vec<_>>().join(" | "),
    }
}

fn property(row: &Row) -> Value {
    let mut field = described("name", row.name(), row);
    field["kind"] = json!("field");
    field["type"] = json!({ "text": row.plain("type") });
    if !row.is("writable") {
        field["readonly"] = json!(true);
    }
    field
}

fn method(row: &Row) -> Result<Value> {
    let signature = Regex::new(r"^(\w+)\((.*)\): (.+)$")?;
    let parts = signature.captures(row.name()).with_context(|| format!("{} is not name(…): type", row.name()))?;
    let mut method = described("name", &parts[1], row);
    method["kind"] = json!("method");
    method["parameters"] = parts[2].split(", ").filter(|it| !it.is_empty()).map(parameter).collect();
    method["return"] = json!({ "type": { "text": parts[3] } });
    Ok(method)
}

fn parameter(text: &str) -> Value {
    let (name, kind) = text.split_once(": ").unwrap_or((text, "unknown"));
    let mut parameter = Map::from_iter([("type".to_owned(), json!({ "text": kind }))]);
    parameter.insert("name".to_owned(), json!(name.trim_end_matches('?')));
    if name.ends_with('?') {
        parameter.insert("optional".to_owned(), json!(true));
    }
    Value::Object(parameter)
}

fn event(row: &Row) -> Value {
    json!({
        "name": row.name(),
        "description": row.text("when"),
        "type": { "text": format!("CustomEvent<{}>", row.plain("detail")) },
    })
}

fn custom_property(row: &Row) -> Value {
    let mut property = described("name", row.name(), row);
    property["default"] = json!(row.plain("default"));
    property
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::tests::SHORT;

    #[track_caller]
    fn check(pointer: &str, expected: Value) {
        let manifest = of(&Contract::of(SHORT).unwrap()).unwrap();
        assert_eq!(manifest.pointer(pointer), Some(&expected), "{manifest:#}");
    }

    #[test]
    fn each_kind_of_thing_is_in_the_manifest() {
        let class = "/modules/0/declarations/0";
        check(
            &format!("{class}/attributes/0"),
            json!({ "name": "view", "type": { "text": "'list' | 'item'" }, "default": "list", "description": "What to `show`." }),
        );
        check(&format!("{class}/attributes/1/type/text"), json!("boolean"));
        check(&format!("{class}/members/0/type/text"), json!("((it: View) => void) | undefined"));
        check(&format!("{class}/members/1/readonly"), json!(true));
        check(
            &format!("{class}/members/2"),
            json!({
                "kind": "method", "name": "goTo", "description": "Goes there.", "return": { "type": { "text": "void" } },
                "parameters": [
                    { "name": "view", "type": { "text": "View" } },
                    { "name": "id", "type": { "text": "string" }, "optional": true },
                ],
            }),
        );
        check(&format!("{class}/events/0/type/text"), json!("CustomEvent<{ view: View }>"));
        check(&format!("{class}/slots/0/name"), json!(""));
        check(&format!("{class}/cssProperties/0/default"), json!("0.5rem"));
        check(&format!("{class}/cssParts/0/name"), json!("base"));
        check(&format!("{class}/cssStates/0/name"), json!("busy"));
        check("/modules/1/exports/0/name", json!(TAG));
    }
}
