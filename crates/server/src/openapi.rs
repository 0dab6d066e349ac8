//! The API as an OpenAPI document: what stands above the handlers, and what holds for every call.

mod page;

use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::routing::get;
use axum::{Json, Router};
use offboarding_domain::api::{Code, Problem};
use utoipa::ToSchema;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{HttpMethod, Operation, Parameter, ParameterBuilder, ParameterIn, Paths};
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Components, ComponentsBuilder, Content, InfoBuilder, OpenApi, Ref, RefOr, Required, Response, ResponseBuilder,
};

use crate::assets::policy;
use crate::correlation::X_CORRELATION_ID;
use crate::request::IDEMPOTENCY_KEY;
use crate::routes::{Route, routes};

/// Every refusal: its status, its codes, and what comes along.
const REFUSALS: [(u16, &[Code], Option<HeaderName>); 13] = [
    (400, &[Code::ApiContract], None),
    (401, &[Code::AuthRejected], Some(WWW_AUTHENTICATE)),
    (403, &[Code::AuthForbidden, Code::AuthStepUpRequired, Code::AuthWrongOrigin], None),
    (404, &[Code::StateNotFound], None),
    (
        409,
        &[
            Code::StateBlocked,
            Code::StateAlreadyRemoved,
            Code::ActionWindowClosed,
            Code::ActionDependency,
            Code::ActionNotCancellable,
            Code::ActionAlreadyDone,
        ],
        Some(ETAG),
    ),
    (412, &[Code::StateConflict], Some(ETAG)),
    (422, &[Code::ActionConfirmationMismatch, Code::ApiContract], None),
    (428, &[Code::ConfigMissingPrecondition], None),
    (429, &[Code::ApiRateLimited], Some(RETRY_AFTER)),
    (500, &[Code::InternalPanic], None),
    (502, &[Code::UpstreamRefused, Code::UpstreamFailed], None),
    (503, &[Code::ApiUnavailable], None),
    (504, &[Code::UpstreamFailed, Code::ActionUnknownOutcome], None),
];

/// The name of what proves who calls.
const TOKEN: &str = "token";

/// The document.
pub fn document() -> OpenApi {
    let mut components = common();
    let mut paths = Paths::new();
    for route in routes() {
        components.schemas.extend(route.schemas.iter().cloned());
        let method = match route.method {
            Method::POST => HttpMethod::Post,
            Method::PATCH => HttpMethod::Patch,
            _ => HttpMethod::Get,
        };
        paths.add_path_operation(format!("/v1{}", route.path), vec![method], operation(route));
    }
    let info = InfoBuilder::new()
        .title("Offboarding of a customer")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "The widget's contract with the backend. Moments are milliseconds since 1970; a refusal is a problem with \
             a code and never prose.",
        ))
        .build();
    let mut document = OpenApi::new(info, paths);
    document.components = Some(components);
    document
}

/// What an operation has besides what stands above its handler.
fn operation(route: Route) -> Operation {
    let Route { method, path, scope, mut operation, .. } = route;
    let parameters = operation.parameters.get_or_insert_default();
    let is_conditional = parameters.iter().any(|it| matches!(it, RefOr::T(it) if it.name == "If-Match"));
    let is_write = method != Method::GET;
    if is_write {
        parameters.push(parameter(&IDEMPOTENCY_KEY));
    }
    parameters.push(parameter(&X_CORRELATION_ID));
    for answer in operation.responses.responses.values_mut() {
        if let RefOr::T(answer) = answer {
            answer.headers.insert(X_CORRELATION_ID.to_string(), RefOr::Ref(header(&X_CORRELATION_ID)));
        }
    }
    let can_be = |status: &u16| match status {
        404 => path.contains('{'),
        409 | 422 | 428 => is_write,
        412 => is_conditional,
        _ => true,
    };
    for status in REFUSALS.iter().map(|(status, ..)| status).filter(|it| can_be(it)) {
        let refusal = Ref::from_response_name(status.to_string());
        operation.responses.responses.insert(status.to_string(), refusal.into());
    }
    operation.security = Some(vec![SecurityRequirement::new(TOKEN, [scope.as_str()])]);
    // By default the name of the handler's module.
    operation.tags = None;
    operation
}

/// What all operations name.
fn common() -> Components {
    let mut components = ComponentsBuilder::new().schema_from::<Problem>().build();
    let mut named_by_problems = Vec::new();
    Problem::schemas(&mut named_by_problems);
    components.schemas.extend(named_by_problems);
    for (status, codes, extra) in REFUSALS {
        components.responses.insert(status.to_string(), refusal(codes, extra).into());
    }
    for (name, schema, description, required) in [
        (
            IDEMPOTENCY_KEY,
            string().min_length(Some(1)).max_length(Some(200)).build(),
            "Names this act: the same key with the same request is answered as before, for 24 hours",
            Required::True,
        ),
        (
            X_CORRELATION_ID,
            string().build(),
            "A GUID that names this call in the logs, here and upstream; anything else is passed over",
            Required::False,
        ),
    ] {
        let parameter = ParameterBuilder::new().name(name.as_str()).parameter_in(ParameterIn::Header);
        let parameter = parameter.schema(Some(schema)).description(Some(description)).required(required);
        components.parameters.insert(name.to_string(), parameter.build().into());
    }
    let header = HeaderBuilder::new().schema(Some(guid())).description(Some("Names this call in the logs"));
    components.headers.insert(X_CORRELATION_ID.to_string(), header.build().into());
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
    let token = token.description(Some("Signed by the portal for its user; each operation names the scope it takes"));
    components.add_security_scheme(TOKEN, SecurityScheme::Http(token.build()));
    components
}

fn refusal(codes: &[Code], extra: Option<HeaderName>) -> Response {
    let codes: Vec<String> = codes.iter().map(|it| format!("`{it}`")).collect();
    let refusal = ResponseBuilder::new()
        .description(codes.join(", "))
        .header_ref(X_CORRELATION_ID.as_str(), header(&X_CORRELATION_ID))
        .content("application/problem+json", Content::new(Some(Ref::from_schema_name(Problem::name()))));
    match extra {
        Some(name) => {
            refusal.header(name.as_str(), HeaderBuilder::new().schema(Some(string().build())).build()).build()
        }
        None => refusal.build(),
    }
}

fn parameter(name: &HeaderName) -> RefOr<Parameter> {
    RefOr::Ref(Ref::new(format!("#/components/parameters/{name}")))
}

fn header(name: &HeaderName) -> Ref {
    Ref::new(format!("#/components/headers/{name}"))
}

fn string() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn guid() -> Object {
    string().pattern(Some("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")).build()
}

/// `GET /openapi.json`, and `GET /docs` for people.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let document = document();
    let page = page::of(&serde_json::to_value(&document).expect("the document is JSON"));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, policy::of_page(&page)),
    ];
    Router::new()
        .route("/openapi.json", get(async move || Json(document.clone())))
        .route("/docs", get(async move || (headers.clone(), page.clone())))
}
