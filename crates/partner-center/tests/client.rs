//! The client against an upstream that answers what each test tells it to.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use offboarding_domain::api::Outcome;
use offboarding_domain::{
    AccountKind, Caller, Clearance, CustomerId, Facts, OrderStatus, PartnerKind, PurchaseKind, Role, Rule,
    SoftwarePurchase, SubscriptionAction, SubscriptionId, Timestamp, Unreadable, check_removal,
};
use partner_center::{Call, Config, Credentials, Error, PartnerCenter, Retry};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use uuid::Uuid;

const CUSTOMER: &str = "0b4f7b0e-7a52-4a5e-9a57-2d7f6f2f1a01";
const SUBSCRIPTION: &str = "5e0f3a44-90a3-4c8f-8f5c-0c1a9a6f2b10";
const NOTHING: &str = r#"{"totalCount":0,"items":[]}"#;

/// An answer, or none at all.
#[derive(Clone)]
enum Reply {
    Answer(u16, String),
    /// One after another; the last one from then on. None is no answer.
    Turns(Vec<Option<(u16, String)>>),
    Silence,
}

impl Reply {
    /// `None` where no answer comes.
    fn next(&mut self) -> Option<(u16, String)> {
        match self {
            Self::Answer(status, body) => Some((*status, body.clone())),
            Self::Turns(turns) if turns.len() > 1 => turns.remove(0),
            Self::Turns(turns) => turns.first().cloned().flatten(),
            Self::Silence => None,
        }
    }
}

struct Request {
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Value,
}

/// Replies by the end of the path, and what was asked.
#[derive(Clone, Default)]
struct Upstream {
    replies: Arc<Mutex<HashMap<String, Reply>>>,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Upstream {
    fn replies(self, ending: &str, status: u16, body: impl Into<String>) -> Self {
        self.replies.lock().unwrap().insert(ending.to_owned(), Reply::Answer(status, body.into()));
        self
    }

    fn replies_in_turn(self, ending: &str, turns: Vec<Option<(u16, String)>>) -> Self {
        self.replies.lock().unwrap().insert(ending.to_owned(), Reply::Turns(turns));
        self
    }

    /// The `If-Match` of every request that had one.
    fn matched(&self) -> Vec<String> {
        let seen = self.seen.lock().unwrap();
        seen.iter().filter_map(|it| Some(it.headers.get("if-match")?.to_str().unwrap().to_owned())).collect()
    }

    fn silent_at(self, ending: &str) -> Self {
        self.replies.lock().unwrap().insert(ending.to_owned(), Reply::Silence);
        self
    }

    /// Everything that facts are made of, and none of it there.
    fn with_no_facts(self) -> Self {
        ["subscriptions", "entitlements", "orders"].into_iter().fold(self, |it, part| it.replies(part, 200, NOTHING))
    }

    async fn client(&self) -> PartnerCenter {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(reply).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        client_of(&url)
    }
}

async fn reply(
    State(upstream): State<Upstream>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path().to_owned();
    let reply = {
        let mut replies = upstream.replies.lock().unwrap();
        let mut endings: Vec<_> = replies.keys().filter(|it| path.ends_with(it.as_str())).cloned().collect();
        endings.sort_by_key(String::len);
        endings.last().and_then(|it| replies.get_mut(it)).map(Reply::next)
    };
    let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
    upstream.seen.lock().unwrap().push(Request { method, path: uri.to_string(), headers, body });
    match reply {
        Some(Some((status, body))) => {
            (StatusCode::from_u16(status).unwrap(), [("retry-after", "0")], body).into_response()
        }
        Some(None) => std::future::pending().await,
        None => (StatusCode::NOT_FOUND, r#"{"code":1000}"#).into_response(),
    }
}

fn client_of(url: &str) -> PartnerCenter {
    let config = Config {
        base_url: format!("{url}/"),
        credentials: Credentials::Sandbox,
        rule: Rule::Suspend,
        account_kind: AccountKind::Production,
        timeout: Duration::from_millis(500),
        retry: Retry { first_wait: Duration::from_millis(1), ..Retry::default() },
    };
    PartnerCenter::new(config).unwrap()
}

fn caller() -> Caller {
    Caller {
        partner_id: "p".to_owned(),
        user: "lucia@puentecloud.example".to_owned(),
        role: Role::AdminAgent,
        partner_kind: PartnerKind::Direct,
    }
}

fn customer() -> CustomerId {
    CUSTOMER.parse().unwrap()
}

fn subscription() -> SubscriptionId {
    SUBSCRIPTION.parse().unwrap()
}

/// A reply with this subscription.
fn licence(status: &str, etag: &str) -> Option<(u16, String)> {
    let body = json!({ "id": SUBSCRIPTION, "status": status, "attributes": { "etag": etag } });
    Some((200, body.to_string()))
}

fn software(id: &str) -> SoftwarePurchase {
    SoftwarePurchase {
        id: id.parse().unwrap(),
        name: String::new(),
        kind: PurchaseKind::Perpetual,
        status: OrderStatus::Completed,
        quantity: 1,
        purchased: None,
        cancellable_until: None,
        term_end: None,
        subscription: None,
        is_included: false,
    }
}

/// Nothing blocks this customer.
fn clearance() -> Clearance {
    let facts = Facts {
        as_of: Timestamp(5),
        rule: Rule::Suspend,
        account_kind: AccountKind::Production,
        subscriptions: Vec::new(),
        reservations: Vec::new(),
        software: Vec::new(),
        unreadable: Vec::new(),
    };
    check_removal(&customer(), &facts).unwrap()
}

async fn facts(client: &PartnerCenter) -> Result<Facts, Error> {
    let caller = caller();
    let call = Call { caller: &caller, correlation_id: Uuid::nil() };
    client.removal_facts(&call, &customer(), Timestamp(5)).await
}

macro_rules! call {
    ($client:expr, $method:ident $(, $argument:expr)*) => {{
        let caller = caller();
        $client.$method(&Call { caller: &caller, correlation_id: Uuid::nil() } $(, $argument)*).await
    }};
}

#[tokio::test]
async fn each_status_is_an_error_of_its_own() {
    let refusal =
        |code: u32| json!({ "code": code, "description": "No.", "data": ["a"], "source": "PartnerFD" }).to_string();
    for (status, body, expected) in [
        (403, refusal(20_002), "NoRelationship"),
        (403, refusal(900_159), "NoRelationship"),
        (403, refusal(900_150), "Refused"),
        (404, refusal(60_003), "NotFound"),
        (401, refusal(400), "Unauthorized"),
        (400, refusal(2055), "Refused"),
        (409, refusal(800_082), "Refused"),
        (412, String::new(), "Refused"),
        (429, r#"{"statusCode":429,"message":"Try again."}"#.to_owned(), "RateLimited"),
        (500, refusal(800_003), "Failed"),
        (503, "<html>".to_owned(), "Failed"),
        (302, String::new(), "Contract"),
        (200, "<html>".to_owned(), "Contract"),
        (200, "{}".to_owned(), "Contract"),
    ] {
        let client = Upstream::default().replies(CUSTOMER, status, &body).client().await;
        let error = format!("{:?}", call!(client, profile, &customer()).unwrap_err());
        assert!(error.starts_with(expected), "{status} {body}: {error}");
    }
}

#[tokio::test]
async fn a_refusal_keeps_microsofts_words() {
    let body = r#"{"code":"800040","description":"No.","data":["a","b"]}"#;
    let client = Upstream::default().replies(CUSTOMER, 400, body).client().await;
    let Err(Error::Refused { status, refusal }) = call!(client, profile, &customer()) else { panic!() };
    assert_eq!((status, refusal.code.as_str(), refusal.description.as_str()), (400, "800040", "No."));
    assert_eq!(refusal.data, ["a", "b"]);
}

#[tokio::test]
async fn silence_is_an_unknown_outcome_and_a_closed_door_is_not() {
    let client = Upstream::default().silent_at(CUSTOMER).client().await;
    assert!(matches!(call!(client, profile, &customer()), Err(Error::UnknownOutcome(_))));
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    assert!(matches!(call!(client_of(&url), profile, &customer()), Err(Error::Unreachable(_))));
}

#[tokio::test]
async fn what_cannot_be_read_is_named_and_blocks() {
    for (part, expected) in [
        ("subscriptions", Unreadable::Subscriptions),
        ("entitlements", Unreadable::Entitlements),
        ("orders", Unreadable::Orders),
    ] {
        for (status, body) in [(500, ""), (200, "rubbish"), (200, "{}"), (403, r#"{"code":900329}"#)] {
            let client = Upstream::default().with_no_facts().replies(part, status, body).client().await;
            let facts = facts(&client).await.unwrap();
            assert_eq!(facts.unreadable, std::slice::from_ref(&expected), "{part} {status} {body}");
            assert_eq!(check_removal(&customer(), &facts).unwrap_err().len(), 1);
        }
        let client = Upstream::default().with_no_facts().silent_at(part).client().await;
        assert_eq!(facts(&client).await.unwrap().unreadable, [expected]);
    }
}

#[tokio::test]
async fn malformed_items_make_their_part_unreadable() {
    let one = |item: Value| json!({ "items": [item] }).to_string();
    let pending = json!({ "id": "bad/id", "status": "pending", "lineItems": [{ "lineItemNumber": 0 }] });
    for (part, item, expected) in [
        ("subscriptions", json!({ "status": "expired" }), Unreadable::Subscriptions),
        ("entitlements", json!({ "entitlementType": "software" }), Unreadable::Entitlements),
        ("orders", pending, Unreadable::Orders),
    ] {
        let client = Upstream::default().with_no_facts().replies(part, 200, one(item)).client().await;
        assert_eq!(facts(&client).await.unwrap().unreadable, [expected], "{part}");
    }
}

#[tokio::test]
async fn azure_subscriptions_are_read_for_plans_that_are_not_over() {
    let plan = |status: &str| {
        json!({ "items": [{ "id": SUBSCRIPTION, "status": status, "productType": { "id": "Azure" } }] }).to_string()
    };
    let read = include_str!("fixtures/azureentitlements.json");
    for (status, reply, n_azure, unreadable) in [
        ("active", (200, read), 2, vec![]),
        ("suspended", (200, read), 2, vec![]),
        ("deleted", (500, ""), 0, vec![]),
        ("active", (500, ""), 0, vec![Unreadable::AzureSubscriptions(subscription())]),
    ] {
        let upstream = Upstream::default().with_no_facts().replies("/subscriptions", 200, plan(status));
        let client = upstream.replies("azureEntitlements", reply.0, reply.1).client().await;
        let facts = facts(&client).await.unwrap();
        assert_eq!(facts.subscriptions[0].azure_subscriptions.len(), n_azure, "{status}");
        assert_eq!(facts.unreadable, unreadable, "{status}");
    }
}

#[tokio::test]
async fn some_failures_are_about_the_call_and_fail_the_whole() {
    for (status, body, expected) in [
        (403, r#"{"code":20002}"#, "NoRelationship"),
        (404, r#"{"code":1000}"#, "NotFound"),
        (401, "", "Unauthorized"),
        (429, "", "RateLimited"),
    ] {
        let client = Upstream::default().with_no_facts().replies("orders", status, body).client().await;
        let error = format!("{:?}", facts(&client).await.unwrap_err());
        assert!(error.starts_with(expected), "{error}");
    }
}

#[tokio::test]
async fn a_list_in_pages_is_read_to_its_end() {
    let first = json!({
        "items": [{ "id": "a1", "status": "completed" }],
        "links": { "Next": { "Uri": "/v1/customers/x/next-page?seekOperation=Next", "Headers": [{ "Key": "MS-ContinuationToken", "Value": "t" }] } },
    });
    let second = json!({ "items": [{ "id": "b2", "status": "pending", "lineItems": [{ "lineItemNumber": 0 }] }] });
    let upstream = Upstream::default().with_no_facts().replies("orders", 200, first.to_string());
    let upstream = upstream.replies("next-page", 200, second.to_string());
    let facts = facts(&upstream.client().await).await.unwrap();
    assert_eq!(facts.software.len(), 1, "the order on the second page");
    let seen = upstream.seen.lock().unwrap();
    let follow_up = seen.iter().find(|it| it.path.contains("next-page")).unwrap();
    assert_eq!(follow_up.path, "/v1/customers/x/next-page?seekOperation=Next");
    assert_eq!(follow_up.headers["ms-continuationtoken"], "t");
}

#[tokio::test]
async fn a_change_sends_the_whole_subscription_back() {
    for (action, status, member, value) in [
        (SubscriptionAction::Suspend, "active", "Status", json!("suspended")),
        (SubscriptionAction::Reactivate, "suspended", "Status", json!("active")),
        (SubscriptionAction::Cancel, "active", "Status", json!("deleted")),
        (SubscriptionAction::StopAutoRenew, "active", "AutoRenewEnabled", json!(false)),
    ] {
        let body = json!({ "Id": SUBSCRIPTION, "Status": status, "AutoRenewEnabled": true, "Future": [1], "Attributes": { "Etag": "v1" } });
        let upstream = Upstream::default().replies(SUBSCRIPTION, 202, body.to_string());
        call!(upstream.client().await, change_subscription, &customer(), &subscription(), action).unwrap();
        let seen = upstream.seen.lock().unwrap();
        let [read, write, ..] = &seen[..] else { panic!("a read and a write") };
        let mut expected = body.clone();
        expected[member] = value;
        assert_eq!((&read.method, &write.method, &write.body), (&Method::GET, &Method::PATCH, &expected));
        assert_eq!(write.headers["if-match"], "\"v1\"");
        assert_ne!(read.headers["ms-requestid"], write.headers["ms-requestid"]);
        assert_eq!(write.headers["ms-correlationid"], Uuid::nil().to_string().as_str());
        assert_eq!(write.headers["authorization"], "Bearer sandbox.direct.admin-agent");
    }
}

/// An add-on follows its base: suspending both at once used to fail now and then.
#[tokio::test]
async fn what_changed_since_it_was_read_is_read_again() {
    let stale = || Some((400, r#"{"code":2055,"description":"The ETag is no longer valid."}"#.to_owned()));
    let read = |etag: &str| licence("active", etag);
    let turns = vec![read("v1"), stale(), read("v2"), read("v3"), licence("suspended", "v3")];
    let upstream = Upstream::default().replies_in_turn(SUBSCRIPTION, turns);
    let suspend = SubscriptionAction::Suspend;
    let changed = call!(upstream.client().await, change_subscription, &customer(), &subscription(), suspend);
    assert_eq!(changed.unwrap().outcome, Outcome::Done);
    assert_eq!(upstream.matched(), ["\"v1\"", "\"v2\""]);

    // Somebody who changes it all the time is not outrun for ever.
    let turns = std::iter::repeat_with(|| [read("v1"), stale()]).take(9).flatten().collect();
    let upstream = Upstream::default().replies_in_turn(SUBSCRIPTION, turns);
    let changed = call!(upstream.client().await, change_subscription, &customer(), &subscription(), suspend);
    assert!(matches!(changed, Err(Error::Refused { status: 400, .. })), "{changed:?}");
    assert_eq!(upstream.seen.lock().unwrap().len(), 6);
}

#[tokio::test]
async fn without_a_version_nothing_is_matched() {
    let turns = vec![licence("active", ""), licence("suspended", "")];
    let upstream = Upstream::default().replies_in_turn(SUBSCRIPTION, turns);
    let suspend = SubscriptionAction::Suspend;
    let changed = call!(upstream.client().await, change_subscription, &customer(), &subscription(), suspend);
    assert_eq!(changed.unwrap().outcome, Outcome::Done);
    let seen = upstream.seen.lock().unwrap();
    assert_eq!(seen[1].method, Method::PATCH);
    assert!(!seen[1].headers.contains_key("if-match"));
}

/// Whoever asked again after the answer was lost used to have it done twice.
#[tokio::test]
async fn what_is_so_already_is_not_written_again() {
    let order = r#"{"id":"Xy_1-a","status":"cancelled","lineItems":[{"lineItemNumber":0,"quantity":0}]}"#;
    let azure = json!({ "items": [{ "id": SUBSCRIPTION, "status": "inactive" }] });
    let upstream = Upstream::default().with_no_facts().replies_in_turn(SUBSCRIPTION, vec![licence("suspended", "v1")]);
    let upstream = upstream.replies("azureEntitlements", 200, azure.to_string()).replies("Xy_1-a", 200, order);
    let client = upstream.client().await;
    let (id, sid) = (customer(), subscription());
    let suspended = call!(client, change_subscription, &id, &sid, SubscriptionAction::Suspend).unwrap();
    let given_back = call!(client, cancel_software, &id, &software("Xy_1-a:0")).unwrap();
    call!(client, cancel_azure_subscription, &id, &sid, &SUBSCRIPTION.parse().unwrap()).unwrap();
    assert_eq!((suspended.outcome, given_back.outcome), (Outcome::Done, Outcome::Done));
    assert!(upstream.seen.lock().unwrap().iter().all(|it| it.method == Method::GET));
}

/// A write that may have been done used to be sent again under a new id once something else was answered in between.
#[tokio::test]
async fn what_may_have_been_done_keeps_its_id_until_it_is_known() {
    let throttled = || Some((429, r#"{"statusCode":429}"#.to_owned()));
    let gone = || Some((403, r#"{"code":20002,"description":"No relationship."}"#.to_owned()));
    let removed = || Some((200, r#"{"relationshipToPartner":"none"}"#.to_owned()));
    let clearance = clearance();
    for (turns, is_removed) in [
        (vec![None, throttled(), removed()], true),
        // The first may have been what made the customer a stranger.
        (vec![None, gone()], false),
        (vec![None, throttled(), gone()], false),
        (vec![None], false),
    ] {
        let upstream = Upstream::default().replies_in_turn(CUSTOMER, turns.clone());
        let ended = call!(upstream.client().await, remove_relationship, &clearance);
        match is_removed {
            true => ended.unwrap(),
            false => assert!(matches!(ended, Err(Error::UnknownOutcome(_))), "{turns:?}: {ended:?}"),
        }
        let seen = upstream.seen.lock().unwrap();
        assert!(seen.len() > 1, "{turns:?}");
        assert!(seen.iter().all(|it| it.headers["ms-requestid"] == seen[0].headers["ms-requestid"]), "{turns:?}");
    }
    // What was answered is another request when it comes again.
    let upstream = Upstream::default().replies_in_turn(CUSTOMER, vec![throttled(), removed()]);
    call!(upstream.client().await, remove_relationship, &clearance).unwrap();
    let seen = upstream.seen.lock().unwrap();
    assert_ne!(seen[0].headers["ms-requestid"], seen[1].headers["ms-requestid"]);
}

#[tokio::test]
async fn what_was_not_sent_is_not_in_doubt() {
    let upstream = Upstream::default().silent_at(SUBSCRIPTION);
    let suspend = SubscriptionAction::Suspend;
    let ended = call!(upstream.client().await, change_subscription, &customer(), &subscription(), suspend);
    let error = ended.unwrap_err();
    assert_eq!((error.outcome(), error.is_in_doubt()), (Outcome::Failed, false), "{error:?}");
    assert!(upstream.seen.lock().unwrap().iter().all(|it| it.method == Method::GET));
}

#[tokio::test]
async fn a_removal_that_is_answered_counts_only_with_none() {
    let clearance = clearance();
    let answer = include_str!("fixtures/customer.patch-remove-relationship.response.json");
    for (status, body, is_removed) in
        [(200, answer, true), (200, r#"{"relationshipToPartner":"reseller"}"#, false), (202, "", true)]
    {
        let upstream = Upstream::default().replies(CUSTOMER, status, body);
        let removed = call!(upstream.client().await, remove_relationship, &clearance);
        assert_eq!(removed.is_ok(), is_removed, "{body}");
        let seen = upstream.seen.lock().unwrap();
        assert_eq!(
            seen[0].body,
            json!({ "relationshipToPartner": "none", "attributes": { "objectType": "Customer" } })
        );
    }
}

#[tokio::test]
async fn removed_means_refused_and_absent() {
    let listed = include_str!("fixtures/customers.json").replace("\"next\"", "\"other\"");
    let profile = call!(
        Upstream::default().replies(CUSTOMER, 200, include_str!("fixtures/customer.json")).client().await,
        profile,
        &customer()
    )
    .unwrap();
    for (status, list, expected) in
        [(200, NOTHING, false), (403, listed.as_str(), false), (403, NOTHING, true), (404, NOTHING, true)]
    {
        let body = if status == 200 { include_str!("fixtures/customer.json") } else { r#"{"code":20002}"# };
        let client = Upstream::default().replies(CUSTOMER, status, body).replies("customers", 200, list).client().await;
        assert_eq!(call!(client, is_removed, &profile).unwrap(), expected, "{status} {list}");
    }
}

#[tokio::test]
async fn a_snapshot_is_in_microsofts_words_without_credentials() {
    let page = |items: Value| json!({ "totalCount": 1, "items": items }).to_string();
    let customer = json!({ "Id": CUSTOMER, "SomethingNew": { "deep": [1] }, "UserCredentials": { "password": "p" } });
    let upstream = Upstream::default()
        .replies(CUSTOMER, 200, customer.to_string())
        .replies("subscriptions", 200, page(json!([{ "id": SUBSCRIPTION, "nobodyKnowsThis": 1.5 }])))
        .replies("orders", 200, page(json!([{ "Id": "order" }])))
        .replies("entitlements", 500, "")
        .replies("supportcontact", 200, r#"{"Name":"Puente"}"#);
    let client = upstream.client().await;
    let (caller, subscription) = (caller(), subscription());
    let call = Call { caller: &caller, correlation_id: Uuid::nil() };
    let snapshot = client.snapshot(&call, &self::customer(), &[subscription.clone(), subscription]).await;
    assert_eq!(snapshot.customer, Some(json!({ "Id": CUSTOMER, "SomethingNew": { "deep": [1] } })));
    assert_eq!(snapshot.subscriptions, Some(vec![json!({ "id": SUBSCRIPTION, "nobodyKnowsThis": 1.5 })]));
    assert_eq!((snapshot.orders.as_deref(), &snapshot.entitlements), (Some(&[json!({ "Id": "order" })][..]), &None));
    assert_eq!(snapshot.support_contacts.len(), 2);
    assert_eq!(snapshot.support_contact_names(), ["Puente"]);
}

#[tokio::test]
async fn a_line_that_the_order_lacks_is_not_found() {
    let order = r#"{"id":"Xy_1-a","lineItems":[{"lineItemNumber":0,"offerId":"A:1:B"}]}"#;
    let upstream = Upstream::default().replies("Xy_1-a", 200, order);
    let client = upstream.client().await;
    assert!(matches!(call!(client, cancel_software, &customer(), &software("Xy_1-a:7")), Err(Error::NotFound(_))));
    call!(client, cancel_software, &customer(), &software("Xy_1-a:0")).unwrap();
    let seen = upstream.seen.lock().unwrap();
    let expected =
        json!({ "id": "Xy_1-a", "status": "cancelled", "lineItems": [{ "lineItemNumber": 0, "offerId": "A:1:B" }] });
    assert!(seen.iter().any(|it| it.method == Method::PATCH && it.body == expected));
}
