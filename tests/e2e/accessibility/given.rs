//! What a screen reader is given: the browser's accessibility tree, one line for each thing in it.

use serde_json::{Value, json};

use crate::harness::Page;

/// States worth a word.
const STATES: [&str; 6] = ["disabled", "expanded", "invalid", "modal", "busy", "level"];

/// `role "name": description (states)`. Names without the marks around what is put into them.
pub async fn given(page: &Page) -> Vec<String> {
    let tree = page.devtools("Accessibility.getFullAXTree", json!({})).await;
    let nodes = tree["nodes"].as_array().expect("a tree of nodes");
    nodes.iter().filter(|it| it["ignored"] != json!(true)).map(line).collect()
}

/// Fails unless each of these is in the tree.
#[track_caller]
pub fn check(given: &[String], wanted: &[&str]) {
    for line in wanted {
        assert!(given.iter().any(|it| it == line), "no {line} in\n{}", given.join("\n"));
    }
}

fn line(node: &Value) -> String {
    let text = |it: &Value| it["value"].as_str().unwrap_or_default().replace(['\u{2068}', '\u{2069}'], "");
    let (role, name, description) = (text(&node["role"]), text(&node["name"]), text(&node["description"]));
    let description = if description.is_empty() { description } else { format!(": {description}") };
    let properties = node["properties"].as_array().into_iter().flatten();
    let states: Vec<String> = properties.filter_map(state).collect();
    let states = if states.is_empty() { String::new() } else { format!(" ({})", states.join(", ")) };
    format!("{role} {name:?}{description}{states}")
}

/// What is off is not told.
fn state(property: &Value) -> Option<String> {
    let name = property["name"].as_str().filter(|it| STATES.contains(it))?;
    match &property["value"]["value"] {
        Value::Bool(true) => Some(name.to_owned()),
        Value::Number(number) => Some(format!("{name} {number}")),
        Value::String(text) if text != "false" => Some(format!("{name} {text}")),
        _ => None,
    }
}
