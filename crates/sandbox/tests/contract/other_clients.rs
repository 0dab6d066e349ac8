//! Requests in the shapes of Microsoft's SDKs and samples, and of public clients: not those that our client sends.

use jiff::{Timestamp, ToSpan};
use offboarding_domain::{SubscriptionKind, SubscriptionStatus};
use partner_center_sandbox::Options;
use partner_center_sandbox::seed::{self, READY, STORY};
use reqwest::Method;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use uuid::Uuid;

use crate::seek::BY_DOMAIN;
use crate::support::{ADMIN, World, answer, customer_path};

const LICENCE: &str = "O’Sullivan & Byrne Ltd";
const SEATS: &str = "Hastings & Whitlock Solicitors LLP";
const PERPETUAL_IN_WINDOW: &str = "Academia de Música Allegro, S.L.";

impl World {
    /// Byte for byte what was written, to leave out what every HTTP client sends.
    async fn raw(&self, line: &str, headers: &[&str], body: &str) -> (u16, String) {
        let host = self.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(host).await.unwrap();
        let headers: String = headers.iter().map(|it| format!("{it}\r\n")).collect();
        let length = body.len();
        let request = format!(
            "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).await.unwrap();
        (response.split(' ').nth(1).unwrap().parse().unwrap(), response.to_lowercase())
    }

    async fn patch_text(&self, path: &str, body: String) -> Value {
        answer(self.request(Method::PATCH, path).body(body)).await.is(200, 0)
    }

    async fn is_back(&self, name: &str) {
        let id = seed::customer_id(name);
        self.post("/_sandbox/acceptances", json!({ "customerId": id.as_str() })).await.is(200, 0);
    }
}

/// As the .NET SDK writes a resource.
fn pascal(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let capital = |name: &String| name[..1].to_uppercase() + &name[1..];
            Value::Object(members.iter().map(|(name, value)| (capital(name), pascal(value))).collect())
        }
        Value::Array(items) => items.iter().map(pascal).collect(),
        plain => plain.clone(),
    }
}

/// With these members in the place of its own.
fn with(value: &Value, members: Value) -> Value {
    let mut changed: Map<_, _> = value.as_object().unwrap().clone();
    changed.extend(members.as_object().unwrap().clone());
    Value::Object(changed)
}

/// A filter as it stands in an address.
fn filter(field: &str, value: &str, operator: Value) -> String {
    let filter = json!({ "Field": field, "Value": value, "Operator": operator }).to_string();
    filter.replace('"', "%22").replace('{', "%7B").replace('}', "%7D")
}

#[tokio::test]
async fn each_body_that_was_seen_for_a_removal_is_one() {
    let world = World::new().await;
    let billing = json!({
        "id": "1d1bb5a0-30a2-4e5f-9f0f-4e9b0e6c6f6e", "firstName": "Ana", "lastName": "Ruiz", "culture": "es-ES",
        "defaultAddress": { "country": "ES", "addressLine1": "Calle Mayor 1", "addressLine2": null },
        "links": { "self": { "uri": "/customers/x/profiles/billing", "method": "GET", "headers": [] } },
        "attributes": { "etag": "-4242348048554929329", "objectType": "CustomerBillingProfile" },
    });
    let read = world.get(&customer_path(READY)).await.is(200, 0);
    let more = json!({ "billingProfile": billing, "userCredentials": null, "associatedPartnerId": null });
    let whole = with(&with(&read, more), json!({ "relationshipToPartner": "none" }));
    let empty = json!({
        "Id": null, "CommerceId": null, "CompanyProfile": null, "BillingProfile": null, "RelationshipToPartner": "none",
        "AllowDelegatedAccess": null, "UserCredentials": null, "CustomDomains": null, "AssociatedPartnerId": null,
        "Links": null, "Attributes": { "ObjectType": "Customer" },
    });
    let path = customer_path(READY);
    for (what, path, body) in [
        (
            "the page",
            path.clone(),
            json!({ "relationshipToPartner": "none", "attributes": { "objectType": "Customer" } }).to_string(),
        ),
        ("the page, with its slash", format!("{path}/"), json!({ "relationshipToPartner": "none" }).to_string()),
        ("CIPP", path.clone(), r#"{ "relationshipToPartner": "none" }"#.to_owned()),
        ("PowerShell", path.clone(), empty.to_string()),
        ("the .NET sample", path.clone(), pascal(&whole).to_string()),
        ("the customer just read", path.clone(), whole.to_string()),
        ("PascalCase", path.clone(), r#"{"RelationshipToPartner":"None"}"#.to_owned()),
        ("the swagger's number", path.clone(), r#"{"RelationshipToPartner":5}"#.to_owned()),
        ("the number as text", path.clone(), r#"{"RelationshipToPartner":"5"}"#.to_owned()),
        ("a byte order mark first", path.clone(), "\u{feff}{\"relationshipToPartner\":\"none\"}".to_owned()),
        (
            "an id in capitals",
            format!("/v1/Customers/{}", path.rsplit('/').next().unwrap().to_uppercase()),
            empty.to_string(),
        ),
    ] {
        let removed = world.patch_text(&path, body).await;
        assert_eq!(removed["RelationshipToPartner"], "none", "{what}");
        world.get(&path).await.is(403, 20_002);
        world.is_back(READY).await;
    }
    for (relationship, status, code) in
        [(json!(1), 400, 3000), (json!(0), 400, 3000), (json!("MicrosoftSupport"), 400, 3000), (json!(9), 400, 3000)]
    {
        world.patch(&path, json!({ "RelationshipToPartner": relationship })).await.is(status, code);
    }
}

#[tokio::test]
async fn headers_are_read_in_any_case_and_those_unknown_or_missing_do_not_count() {
    let world = World::new().await;
    let (licence, _) = world.first(LICENCE).await;
    let token = format!("Authorization: Bearer {ADMIN}");
    for headers in [
        vec![token.clone()],
        vec![format!("authorization: bearer {ADMIN}")],
        vec![format!("AUTHORIZATION: BEARER {ADMIN}"), "ACCEPT: APPLICATION/JSON".to_owned()],
        vec![token.clone(), "Accept: application/json".to_owned(), "Content-Type: application/json".to_owned()],
        vec![token.clone(), "Accept: text/json".to_owned(), "Content-Type: text/json; charset=utf-8".to_owned()],
        vec![token.clone(), "Content-Type: application/json; charset=utf-8".to_owned(), "X-Locale: en-US".to_owned()],
        vec![
            token.clone(),
            "MS-Contract-Version: v1".to_owned(),
            "MS-RequestId: 7ff51e09-5ed1-4a5c-8b93-5c5a8d0d4d3b".to_owned(),
            "MS-CorrelationId: 312ea4d1-9e8b-4b8e-8d6e-0d3b0f1b4c7a".to_owned(),
            "MS-PartnerCenter-Application: Partner Center .NET SDK Samples".to_owned(),
            "MS-PartnerCenter-Client: Partner Center .NET SDK".to_owned(),
            "MS-SdkVersion: 3.4.0".to_owned(),
            "X-Locale: es-ES".to_owned(),
            "ValidateMfa: true".to_owned(),
        ],
    ] {
        let headers: Vec<_> = headers.iter().map(String::as_str).collect();
        let body = r#"{"Status":"active","AutoRenewEnabled":true}"#;
        for (line, body) in [("GET /v1/customers?size=0".to_owned(), ""), (format!("PATCH {licence}"), body)] {
            let (status, response) = world.raw(&line, &headers, body).await;
            assert_eq!(status, 200, "{line} {headers:?}: {response}");
            assert!(response.contains("\r\ncontent-type: application/json; charset=utf-8\r\n"), "{response}");
            for name in ["ms-requestid: ", "ms-correlationid: "] {
                let value = |text: &str| Some(text.to_lowercase().strip_prefix(name)?.to_owned());
                let told = response.lines().find_map(value).unwrap();
                match headers.iter().find_map(|it| value(it)) {
                    Some(sent) => assert_eq!(told, sent),
                    None => assert!(told.parse::<Uuid>().is_ok(), "{told}"),
                }
            }
        }
    }
}

#[tokio::test]
async fn a_state_is_read_as_text_in_any_case_and_as_its_number() {
    let world = World::new().await;
    let (licence, _) = world.first(LICENCE).await;
    for (suspended, active) in [
        (json!("suspended"), json!("active")),
        (json!("Suspended"), json!("Active")),
        (json!("SUSPENDED"), json!("ACTIVE")),
        (json!(2), json!(1)),
        (json!("2"), json!("1")),
    ] {
        for (status, expected) in [(suspended, "suspended"), (active, "active")] {
            let body = json!({ "Status": status, "AutoRenewEnabled": true });
            assert_eq!(world.patch(&licence, body).await.is(200, 0)["status"], expected, "{status}");
        }
    }
    for (status, code) in [
        (json!("Deleted"), 800_096),
        (json!(3), 800_096),
        (json!(0), 800_040),
        (json!(4), 800_040),
        (json!(5), 800_040),
        (json!(6), 800_040),
    ] {
        world.patch(&licence, json!({ "Status": status })).await.is(400, code);
    }
}

#[tokio::test]
async fn the_samples_body_of_a_state_alone_switches_off_what_it_leaves_out() {
    let world = World::new().await;
    for name in [LICENCE, SEATS] {
        let (path, before) = world.first(name).await;
        let next_charge = json!({ "product": { "productId": "CFQ7TTC0LF8R" }, "quantity": 90 });
        let before =
            world.patch(&path, with(&before, json!({ "nextChargeInstructions": next_charge }))).await.is(200, 0);
        assert_eq!((&before["autoRenewEnabled"], before["nextChargeInstructions"].is_object()), (&json!(true), true));
        let after = world.patch(&path, json!({ "Status": "suspended" })).await.is(200, 0);
        assert_eq!(after["status"], "suspended", "{name}");
        assert_eq!((&after["autoRenewEnabled"], after.get("nextChargeInstructions")), (&json!(false), None), "{name}");
    }
    // Whoever sends all of it keeps it; and to say once more what already is changes nothing.
    let world = World::new().await;
    let (path, before) = world.first(LICENCE).await;
    let after = world.patch(&path, with(&before, json!({ "status": "suspended" }))).await.is(200, 0);
    assert_eq!(after["autoRenewEnabled"], true);
    assert_eq!(world.patch(&path, json!({ "Status": "suspended" })).await.is(200, 0), after);
}

#[tokio::test]
async fn a_whole_subscription_in_pascal_case_needs_no_if_match() {
    let world = World::new().await;
    let (path, before) = world.first(LICENCE).await;
    let body = with(&pascal(&before), json!({ "Status": "Suspended" }));
    assert!(body["Attributes"]["Etag"].is_string());
    let after = world.patch(&path, body).await.is(200, 0);
    assert_eq!((&after["status"], &after["autoRenewEnabled"]), (&json!("suspended"), &json!(true)));
    assert_ne!(after["attributes"]["etag"], before["attributes"]["etag"]);
    // The version inside the body is one that was.
    let stale = with(&pascal(&before), json!({ "Status": "Active" }));
    assert_eq!(world.patch(&path, stale).await.is(200, 0)["status"], "active");
}

#[tokio::test]
async fn an_order_in_pascal_case_is_cancelled() {
    for (status, lines) in [("Cancelled", true), ("Cancelled", false), ("cancelled", true), ("Canceled", false)] {
        let world = World::new().await;
        let orders = world.get(&format!("{}/Orders/", customer_path(PERPETUAL_IN_WINDOW))).await.is(200, 0);
        let order = orders["items"][0].clone();
        let path = format!("{}/orders/{}", customer_path(PERPETUAL_IN_WINDOW), order["id"].as_str().unwrap());
        let body = match lines {
            true => with(&pascal(&order), json!({ "Status": status })),
            false => json!({ "Id": order["id"], "Status": status, "LineItems": null }),
        };
        let after = world.patch(&path, body).await.is(200, 0);
        assert_eq!((&after["status"], &after["lineItems"][0]["quantity"]), (&json!("cancelled"), &json!(0)));
    }
}

#[tokio::test]
async fn bodies_in_pascal_case_are_read_at_every_address() {
    let world = World::new().await;
    let (licence, _) = world.first(LICENCE).await;
    let contact = json!({
        "SupportTenantId": "2B6EE2C6-5D3C-4C0F-8A35-8F0F4B7F1C11", "SupportMpnId": "4391507", "Name": "x",
        "Attributes": { "ObjectType": "SupportContact" },
    });
    let put = world.request(Method::PUT, &format!("{licence}/SupportContact/")).json(&contact);
    assert_eq!(answer(put).await.is(200, 0)["name"], "Altavista Sistemas");

    let plan = world.subscription(STORY, SubscriptionKind::AzurePlan, SubscriptionStatus::Active).await;
    let azure = &plan.azure_subscriptions[0].id;
    let path = format!("{}/subscriptions/{}/azureentitlements/{azure}", customer_path(STORY), plan.id);
    let reason = json!({ "CancellationReason": "Compromise" });
    world.post(&format!("{path}/Cancel/"), reason).await.is(200, 0);
    // Without a body, as the SDKs post.
    let (status, response) =
        world.raw(&format!("POST {path}/Reactivate"), &[&format!("Authorization: Bearer {ADMIN}")], "").await;
    assert_eq!(status, 202, "{response}");

    let order = json!({
        "ReferenceCustomerId": seed::customer_id(READY).as_str(), "BillingCycle": "Monthly",
        "LineItems": [{ "LineItemNumber": 0, "OfferId": "CFQ7TTC0LH0Z:0001:CFQ7TTC0K18P", "Quantity": 2,
                        "ProvisioningContext": null, "Links": null }],
        "PartnerOnRecordAttestationAccepted": true, "Attributes": { "ObjectType": "Order" },
    });
    world.post(&format!("/v1/Customers/{}/Orders", seed::customer_id(READY)), order).await.is(201, 0);
}

#[tokio::test]
async fn lists_are_asked_for_in_every_spelling() {
    let world = World::new().await;
    let plan = world.subscription(STORY, SubscriptionKind::AzurePlan, SubscriptionStatus::Active).await;
    let (story, upper) = (customer_path(STORY), seed::customer_id(STORY).as_str().to_uppercase());
    let plan_path = format!("/v1/customers/{upper}/subscriptions/{}", plan.id.as_str().to_uppercase());
    let azure = plan.azure_subscriptions[0].id.as_str().to_uppercase();
    let filter = |operator: Value| filter("CompanyName", "caff", operator);
    let mut rows = vec![
        // As the .NET SDK's simple query sends it.
        (format!("/v1/customers?size=0&filter={}", filter(json!("starts_with"))), 1),
        (format!("/v1/Customers/?Size=0&Filter={}", filter(json!("StartsWith"))), 1),
        (format!("/v1/customers?SIZE=50&FILTER={}", filter(json!("STARTS_WITH"))), 1),
        (format!("/v1/customers?filter={}", filter(json!(9))), 1),
        (format!("/v1/Customers/{upper}/Subscriptions/?order_id=none"), 0),
        (format!("{plan_path}/azureentitlements"), 3),
        (format!("{plan_path}/azureEntitlements"), 3),
        (format!("{plan_path}/AzureEntitlements/"), 3),
        (format!("{story}/entitlements?entitlementType=software"), 1),
        (format!("{story}/entitlements?entitlementtype=Software&showexpiry=True"), 1),
        (format!("{story}/Entitlements?EntitlementType=Software&ShowExpiry=true"), 1),
    ];
    for kind in [
        "reservedInstance",
        "reservedinstance",
        "ReservedInstance",
        "reserved_instance",
        "virtualmachinereservedinstance",
        "virtual_machine_reserved_instance",
        "VirtualMachineReservedInstance",
    ] {
        rows.push((format!("{story}/entitlements?entitlementType={kind}"), 1));
    }
    for (path, n_items) in rows {
        assert_eq!(world.get(&path).await.is(200, 0)["totalCount"], n_items, "{path}");
    }
    for path in [plan_path.clone(), format!("{plan_path}/AzureEntitlements/{azure}"), format!("/v1/customers/{upper}/")]
    {
        world.get(&path).await.is(200, 0);
    }
    for query in [format!("filter={}", filter(json!(6))), "size=1&Size=2".to_owned(), "size=%FF".to_owned()] {
        world.get(&format!("/v1/customers?{query}")).await.is(400, 2000);
    }
}

#[tokio::test]
async fn the_audit_is_asked_for_at_both_addresses_and_by_dates_of_both_kinds() {
    let world = World::new().await;
    let order = json!({ "lineItems": [{ "offerId": "CFQ7TTC0LH18:0001:X", "quantity": 1 }] });
    world.post(&format!("{}/orders", customer_path(READY)), order).await.is(201, 0);
    let now = world.get("/_sandbox/clock").await.is(200, 0)["now"].as_str().unwrap().parse::<Timestamp>().unwrap();
    let id = seed::customer_id(READY).as_str().to_uppercase();
    for address in
        ["/v1/auditrecords", "/v1/AuditRecords/", "/auditactivity/v1/auditrecords", "/AuditActivity/V1/auditRecords"]
    {
        for format in ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ", "%-m/%-d/%Y%%2012:00:00%%20AM", "%-m/%-d/%Y+12:00:00+PM"] {
            for (days, n_records) in [(-1, 1), (1, 0)] {
                let start = now.checked_add((days * 24).hours()).unwrap().strftime(format).to_string();
                let path = format!("{address}?startDate={start}");
                assert_eq!(world.get(&path).await.is(200, 0)["totalCount"], n_records, "{path}");
            }
            let old = now.checked_sub((100 * 24).hours()).unwrap().strftime(format).to_string();
            world.get(&format!("{address}?StartDate={old}")).await.is(400, 2000);
        }
        for (filter, n_records) in [
            (filter("CompanyName", "PANADER", json!("substring")), 1),
            (filter("companyName", "panader", json!(6)), 1),
            (filter("CustomerId", &id, json!("Equals")), 1),
            (filter("CustomerId", &id, json!(0)), 1),
            (filter("ResourceType", "Order", json!("equals")), 1),
            (filter("ResourceType", "Subscription", json!("equals")), 0),
        ] {
            let path = format!("{address}?size=10&filter={filter}");
            assert_eq!(world.get(&path).await.is(200, 0)["totalCount"], n_records, "{path}");
        }
        world.get(&format!("{address}?startDate=13/31/2026%2012:00:00%20AM")).await.is(400, 2000);
        world.get(&format!("{address}?filter={}", filter("CompanyName", "a", json!(9)))).await.is(400, 2000);
    }
}

#[tokio::test]
async fn a_page_follows_from_the_operation_and_the_token_alone() {
    let world = World::with(Options { generate: 20, ..Options::default() }).await;
    let all = world.get(&format!("/v1/customers?size=0&{BY_DOMAIN}")).await.is(200, 0);
    let first = world.get(&format!("/v1/customers?size=2&{BY_DOMAIN}")).await.is(200, 0);
    let token = first["links"]["next"]["headers"][0]["value"].as_str().unwrap();
    for path in
        ["/v1/customers?seekOperation=Next", "/v1/Customers?seekoperation=next", "/v1/customers/?SeekOperation=0"]
    {
        let next = world.request(Method::GET, path).header("ms-continuationtoken", token);
        let next = answer(next).await.is(200, 0);
        assert_eq!(next["items"].as_array().unwrap()[..], all["items"].as_array().unwrap()[2..4], "{path}");
    }
}
