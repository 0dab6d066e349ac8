//! Partner Center's addresses: `/v1`, segment names in any case, with or without a slash at the end.

mod audit;
mod azure;
mod control;
mod customers;
mod entitlements;
mod orders;
mod profiles;
mod query;
mod relationship;
mod seek;
mod subscriptions;
mod support_contact;
mod token;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::Response;
use offboarding_domain::{AzureSubscriptionId, CustomerId, SubscriptionId};
use partner_center::read::read;
use partner_center::wire::fold;
use serde::de::DeserializeOwned;
use tower::util::MapRequest;
use uuid::Uuid;

use crate::refusal::Refusal;
use crate::{Sandbox, faults, throttle};

/// Names in paths; everything else in a path is an id, and ids of orders have a case.
const SEGMENTS: [&str; 28] = [
    "v1",
    "customers",
    "relationshiprequests",
    "subscriptions",
    "addons",
    "supportcontact",
    "azureentitlements",
    "cancel",
    "entitlements",
    "orders",
    "profiles",
    "support",
    "auditrecords",
    "auditactivity",
    "_sandbox",
    "acceptances",
    "clock",
    "faults",
    "reactivate",
    "provisioningstatus",
    "company",
    "mpn",
    "relationships",
    "artifacts",
    "reservedinstance",
    "oauth2",
    "v2.0",
    "token",
];

/// How filters compare, in the order of Microsoft's numbers.
const OPERATORS: [&str; 11] = [
    "equals",
    "notequals",
    "greaterthan",
    "greaterthanorequals",
    "lessthan",
    "lessthanorequals",
    "substring",
    "and",
    "or",
    "startswith",
    "notstartswith",
];

/// Everything that this Partner Center answers.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    let v1 = customers::router()
        .merge(relationship::router())
        .merge(subscriptions::router())
        .merge(azure::router())
        .merge(entitlements::router())
        .merge(orders::router())
        .merge(profiles::router())
        .merge(audit::router());
    let microsofts = Router::new()
        .nest("/v1", v1)
        // As links from webhooks to the audit have it.
        .nest("/auditactivity/v1", audit::router())
        .merge(token::router())
        .layer(middleware::from_fn_with_state(sandbox.clone(), throttle::limit))
        .layer(middleware::from_fn_with_state(sandbox.clone(), faults::inject));
    let routes = microsofts
        .merge(relationship::customer_side())
        .merge(control::router())
        .fallback(async || Refusal::not_found(1000, "There is no such resource."))
        .method_not_allowed_fallback(async || {
            Refusal::new(StatusCode::METHOD_NOT_ALLOWED, 1000, "There is no such operation.")
        })
        .layer(middleware::from_fn(as_microsoft_answers))
        .with_state(sandbox);
    Router::new().fallback_service(MapRequest::new(routes, with_plain_path))
}

/// The one spelling that the routes know.
fn with_plain_path(mut request: Request<Body>) -> Request<Body> {
    let path = request.uri().path().trim_end_matches('/');
    let plain: Vec<String> = path.split('/').map(plain_segment).collect();
    let query = request.uri().query().map(|it| format!("?{it}")).unwrap_or_default();
    if let Ok(uri) = format!("{}{query}", plain.join("/")).parse::<Uri>() {
        *request.uri_mut() = uri;
    }
    request
}

fn plain_segment(segment: &str) -> String {
    let lower = segment.to_ascii_lowercase();
    if SEGMENTS.contains(&lower.as_str()) { lower } else { segment.to_owned() }
}

/// Ids are echoed, or made where none came; and JSON says its charset.
async fn as_microsoft_answers(request: Request, next: Next) -> Response {
    const ECHOED: [&str; 2] = ["ms-requestid", "ms-correlationid"];
    let echoes = ECHOED.map(|name| (name, request.headers().get(name).cloned().unwrap_or_else(new_id)));
    let mut response = next.run(request).await;
    response.headers_mut().extend(echoes.map(|(name, value)| (HeaderName::from_static(name), value)));
    if let Some(kind) = response.headers_mut().get_mut(CONTENT_TYPE) {
        *kind = HeaderValue::from_static("application/json; charset=utf-8");
    }
    response
}

fn new_id() -> HeaderValue {
    HeaderValue::from_str(&Uuid::new_v4().to_string()).expect("digits and hyphens may stand in a header")
}

/// A member of one of Microsoft's enums, given as text in any spelling or as its number in the swagger.
fn word(text: &str, by_number: &[&str]) -> String {
    let folded = fold(text);
    let numbered = folded.parse::<usize>().ok().and_then(|it| by_number.get(it));
    numbered.map_or(folded, |it| (*it).to_owned())
}

fn tenant(text: &str) -> Result<CustomerId, Refusal> {
    text.parse().map_err(|_| Refusal::bad_request(2000, "Tenant Id must be a GUID."))
}

fn subscription_id(text: &str) -> Result<SubscriptionId, Refusal> {
    text.parse().map_err(|_| Refusal::invalid_input("Subscription id must be GUID formatted."))
}

fn azure_id(text: &str) -> Result<AzureSubscriptionId, Refusal> {
    text.parse().map_err(|_| Refusal::invalid_input("Entitlement id must be GUID formatted."))
}

/// A body, however it is spelled.
pub(crate) fn body<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, Refusal> {
    read(bytes).map_err(|error| Refusal::invalid_input(format!("The body cannot be read: {error}.")))
}

fn no_such_subscription() -> Refusal {
    Refusal::not_found(20_003, "Subscription not found.")
}
