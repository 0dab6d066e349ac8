//! What was done, by whom, and how it ended: from the journal, also after the customer is gone.

use axum::Json;
use axum::body::Body;
use axum::extract::{FromRequestParts, RawPathParams, State};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::TryStreamExt;
use offboarding_domain::api::{Activity, ActivityAction, Outcome};
use offboarding_domain::{CustomerId, Timestamp};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{Route, route};
use crate::auth::{Caller, Identity, Read};
use crate::error::Error;
use crate::journal::{Export, Filter, export};
use crate::request::{Path, Query};
use crate::state::AppState;

pub fn routes() -> Vec<Route> {
    vec![route!(show_activity), route!(show_activity_of_customer)]
}

/// What was done for all customers of the partner
///
/// Newest first, in pages; or all of it as a file, which has no pages.
#[utoipa::path(
    get,
    path = "/activity",
    params(Parameters),
    responses((
        status = 200,
        description = "A page, or a file",
        content((Activity = "application/json"), (String = "text/csv"))
    ))
)]
async fn show_activity(State(state): State<AppState>, asked: Asked, caller: Caller<Read>) -> Result<Response, Error> {
    answer(&state, asked.by(&caller)?).await
}

/// What was done for a customer, by whom, and how it ended
///
/// As `/activity`; also after the customer is gone.
#[utoipa::path(
    get,
    path = "/customers/{customer_id}/activity",
    params(("customer_id" = CustomerId, Path), Parameters),
    responses((
        status = 200,
        description = "A page, or a file",
        content((Activity = "application/json"), (String = "text/csv"))
    ))
)]
async fn show_activity_of_customer(
    State(state): State<AppState>,
    Path(id): Path<CustomerId>,
    asked: Asked,
    caller: Caller<Read>,
) -> Result<Response, Error> {
    let mut wanted = asked.by(&caller)?;
    if !state.journal.knows(&caller.caller.partner_id, &id).await? {
        // Nothing was done for it: then it has to be a customer, as everywhere else.
        state.partner_center.profile(&caller.call(), &id).await?;
    }
    wanted.filter.customer_id = Some(id);
    answer(&state, wanted).await
}

/// What a caller wants to see, and how: well-formed, whether it makes sense or not.
struct Asked {
    parameters: Parameters,
    /// The path names a customer.
    is_for_one: bool,
    accepted: Option<Export>,
}

/// The same, for one who may see it.
struct Wanted {
    filter: Filter,
    shape: Shape,
}

enum Shape {
    Page { before: Option<i64>, size: u32 },
    Export(Export),
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct Parameters {
    customer: Option<CustomerId>,
    action: Option<ActivityAction>,
    outcome: Option<Outcome>,
    user: Option<String>,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    cursor: Option<String>,
    /// Of a page.
    #[param(minimum = 1, maximum = 1000)]
    size: Option<u32>,
    #[param(inline)]
    format: Option<Export>,
}

const MAX_SIZE: u32 = 1000;

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let Query(parameters) = Query::<Parameters>::from_request_parts(parts, state).await?;
        let path = RawPathParams::from_request_parts(parts, state).await;
        let path = path.map_err(|it| Error::Contract(it.body_text()))?;
        Ok(Self { parameters, is_for_one: path.iter().next().is_some(), accepted: accepted(&parts.headers) })
    }
}

impl Asked {
    fn by(self, caller: &Identity) -> Result<Wanted, Error> {
        let Wanted { filter, shape } = self.read().map_err(|it| Error::Contract(it.to_owned()))?;
        let (partner_id, visible) = (Some(caller.caller.partner_id.clone()), caller.customer_id.clone());
        Ok(Wanted { filter: Filter { partner_id, visible, ..filter }, shape })
    }

    fn read(self) -> Result<Wanted, &'static str> {
        let Parameters { customer, action, outcome, user, from, until, cursor, size, format } = self.parameters;
        if customer.is_some() && self.is_for_one {
            return Err("the path names the customer");
        }
        let shape = match (format.or(self.accepted), cursor.filter(|it| !it.is_empty()), size) {
            (Some(format), None, None) => Shape::Export(format),
            (Some(_), _, _) => return Err("an export has no pages"),
            (None, _, Some(size)) if !(1..=MAX_SIZE).contains(&size) => return Err("a page has 1 to 1000 acts"),
            (None, cursor, size) => Shape::Page {
                before: cursor.map(|it| decode(&it).ok_or("no cursor of ours")).transpose()?,
                size: size.unwrap_or(MAX_SIZE),
            },
        };
        if matches!(action, Some(ActivityAction::Unknown(_))) || matches!(outcome, Some(Outcome::Unknown(_))) {
            return Err("no such action or outcome");
        }
        let filter = Filter { customer_id: customer, action, outcome, user, from, until, ..Filter::default() };
        Ok(Wanted { filter, shape })
    }
}

/// `fetch` accepts anything, and gets a page.
fn accepted(headers: &HeaderMap) -> Option<Export> {
    let mut accepted = headers.get_all(ACCEPT).iter().filter_map(|it| it.to_str().ok()).flat_map(|it| it.split(','));
    let is_csv = |it: &str| it.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/csv");
    accepted.any(is_csv).then_some(Export::Csv)
}

async fn answer(state: &AppState, wanted: Wanted) -> Result<Response, Error> {
    match wanted.shape {
        Shape::Page { before, size } => Ok(Json(page(state, &wanted.filter, before, size).await?).into_response()),
        Shape::Export(format) => Ok(file(state, wanted.filter, format)),
    }
}

async fn page(state: &AppState, filter: &Filter, before: Option<i64>, size: u32) -> Result<Activity, Error> {
    // One more tells whether there is a next page.
    let mut items = state.journal.acts(filter, before, size + 1).await?;
    let has_next = items.len() > size as usize;
    items.truncate(size as usize);
    let next = items.last().filter(|_| has_next).map(|it| encode(it.row));
    Ok(Activity { items, next })
}

fn file(state: &AppState, filter: Filter, format: Export) -> Response {
    let (content_type, disposition) = match format {
        Export::Csv => ("text/csv; charset=utf-8; header=present", "attachment; filename=\"activity.csv\""),
        Export::Json => ("application/json", "attachment; filename=\"activity.json\""),
    };
    // It has begun: all that is left is to break off, which the reader notices.
    let parts = export(state.journal.clone(), filter, format).inspect_err(|error| {
        tracing::error!(error = error as &dyn std::error::Error, "export broken off");
    });
    ([(CONTENT_TYPE, content_type), (CONTENT_DISPOSITION, disposition)], Body::from_stream(parts)).into_response()
}

fn encode(row: i64) -> String {
    URL_SAFE_NO_PAD.encode(row.to_string())
}

fn decode(cursor: &str) -> Option<i64> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?.parse().ok()
}
