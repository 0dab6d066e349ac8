//! The document as a page: headings, tables and links, so that it needs no script and nothing from elsewhere.

use serde_json::Value;

const STYLE: &str = include_str!("page.css");

/// The page of this document.
pub fn of(document: &Value) -> String {
    let (title, about) = (prose(&document["info"]["title"]), prose(&document["info"]["description"]));
    let calls: String = members(&document["paths"])
        .flat_map(|(path, item)| {
            members(item).map(move |(method, it)| (format!("{} {path}", method.to_uppercase()), it))
        })
        .map(|(call, it)| operation(document, &call, it))
        .collect();
    let types: String = members(&document["components"]["schemas"]).map(|(name, it)| schema(name, it)).collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1><p>{about} For programs: <a href=\"/openapi.json\">openapi.json</a>.</p>\
         <h2>Calls</h2>{calls}<h2>Types</h2>{types}</main></body></html>\n"
    )
}

fn operation(document: &Value, call: &str, it: &Value) -> String {
    let (summary, description) = (prose(&it["summary"]), prose(&it["description"]));
    let scopes = it["security"][0]["token"].as_array().into_iter().flatten().map(code).collect::<String>();
    let parameters = it["parameters"].as_array().into_iter().flatten().map(|it| {
        let it = resolve(document, it);
        let need = if it["required"] == true { "required" } else { "optional" };
        vec![code(&it["name"]), prose(&it["in"]), need.to_owned(), kind(&it["schema"]), prose(&it["description"])]
    });
    let body = it.pointer("/requestBody/content/application~1json/schema");
    let answers = members(&it["responses"]).map(|(status, it)| {
        let it = resolve(document, it);
        let bodies = members(&it["content"]).map(|(_, it)| kind(&it["schema"])).collect();
        let headers = members(&it["headers"]).map(|(name, _)| code(&name.into())).collect::<Vec<_>>().join(" ");
        vec![status.to_owned(), prose(&it["description"]), bodies, headers]
    });
    format!(
        "<section><h3>{}</h3><p><strong>{summary}.</strong> {description} Scope: {scopes}.{}</p>{}{}</section>",
        code(&call.into()),
        body.map(|it| format!(" Body: {}.", kind(it))).unwrap_or_default(),
        table("Parameters", "Parameter|In|Needed|Type|What", parameters),
        table("Answers", "Status|What|Body|Headers", answers),
    )
}

fn schema(name: &str, it: &Value) -> String {
    let fields =
        members(&it["properties"]).map(|(name, it)| vec![code(&name.into()), kind(it), prose(&it["description"])]);
    let contents = if it["properties"].is_null() { kind(it) } else { table("Fields", "Field|Type|What", fields) };
    format!("<section id=\"{name}\"><h3>{name}</h3><p>{}</p>{contents}</section>", prose(&it["description"]))
}

fn table(label: &str, heads: &str, rows: impl Iterator<Item = Vec<String>>) -> String {
    let row = |cells: Vec<String>| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    let rows: String = rows.map(row).collect();
    let heads: String = heads.split('|').map(|it| format!("<th scope=\"col\">{it}</th>")).collect();
    match rows.is_empty() {
        true => rows,
        false => {
            format!(
                "<div role=\"region\" aria-label=\"{label}\" tabindex=\"0\"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
            )
        }
    }
}

/// A type in a few words, with links to those that have a name.
fn kind(it: &Value) -> String {
    let list = |them: &Value, of: fn(&Value) -> String| {
        them.as_array().into_iter().flatten().map(of).collect::<Vec<_>>().join(" or ")
    };
    if let Some(name) = it["$ref"].as_str().and_then(|it| it.rsplit('/').next()) {
        return format!("<a href=\"#{name}\">{name}</a>");
    }
    match it {
        it if it["oneOf"].is_array() => list(&it["oneOf"], kind),
        it if it["enum"].is_array() => list(&it["enum"], code),
        it if it["prefixItems"].is_array() => format!("[{}]", list(&it["prefixItems"], kind).replace(" or ", ", ")),
        it if it["type"] == "array" => format!("list of {}", kind(&it["items"])),
        it if it["properties"].is_object() => {
            members(&it["properties"]).map(|(name, it)| format!("{{ {}: {} }}", code(&name.into()), kind(it))).collect()
        }
        it if it["type"].is_array() => list(&it["type"], prose),
        it => prose(&it["type"]),
    }
}

fn resolve<'a>(document: &'a Value, it: &'a Value) -> &'a Value {
    let pointer = it["$ref"].as_str().map(|it| it.trim_start_matches('#'));
    pointer.and_then(|it| document.pointer(it)).unwrap_or(it)
}

fn members(object: &Value) -> impl Iterator<Item = (&str, &Value)> {
    object.as_object().into_iter().flatten().map(|(name, it)| (name.as_str(), it))
}

fn code(text: &Value) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Text in which backticks mark code.
fn prose(text: &Value) -> String {
    let escaped = escape(text);
    let parts = escaped.split('`').enumerate();
    parts.map(|(i, it)| if i % 2 == 1 { format!("<code>{it}</code>") } else { it.to_owned() }).collect()
}

fn escape(text: &Value) -> String {
    text.as_str().unwrap_or_default().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
