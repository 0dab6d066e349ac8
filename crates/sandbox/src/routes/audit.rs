//! What was done here, newest first.

use axum::extract::{Query, State};
use axum::routing::get;
use axum::{Json, Router};
use offboarding_domain::Timestamp;
use partner_center::read::read;
use partner_center::to_domain::timestamp;
use partner_center::wire::{AuditRecord, Collection, Filter, fold};
use serde::Deserialize;

use crate::Sandbox;
use crate::partner::Partner;
use crate::refusal::Refusal;

const DAY_MS: i64 = 86_400_000;
const DEFAULT_DAYS: i64 = 30;
const MAX_DAYS: i64 = 90;

pub(super) fn router() -> Router<Sandbox> {
    Router::new().route("/auditrecords", get(list_audit_records))
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(rename = "startDate", alias = "startdate")]
    start_date: Option<String>,
    #[serde(rename = "endDate", alias = "enddate")]
    end_date: Option<String>,
    size: Option<String>,
    filter: Option<String>,
}

async fn list_audit_records(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Query(query): Query<ListQuery>,
) -> Result<Json<Collection<AuditRecord>>, Refusal> {
    let mut work = sandbox.store.read().await?;
    let now = work.moment();
    let from = query.start_date.as_deref().map(date).transpose()?.unwrap_or(Timestamp(now.0 - DEFAULT_DAYS * DAY_MS));
    if from.0 < now.0 - (MAX_DAYS + 1) * DAY_MS {
        return Err(Refusal::bad_request(2000, "The start date is more than 90 days ago."));
    }
    // The end day counts in.
    let until =
        query.end_date.as_deref().map(date).transpose()?.map_or(Timestamp(i64::MAX), |it| Timestamp(it.0 + DAY_MS));
    let filter = query.filter.as_deref().map(Wanted::from_json).transpose()?;
    let size = query.size.as_deref().map_or(Ok(usize::MAX), size)?;
    let mut records = work.audit_records(from, until).await?;
    records.retain(|it| filter.as_ref().is_none_or(|filter| filter.accepts(it)));
    records.truncate(size);
    Ok(Json(Collection::of(records)))
}

fn date(text: &str) -> Result<Timestamp, Refusal> {
    timestamp(text).ok_or_else(|| Refusal::bad_request(2000, "The date is not valid."))
}

/// 0 is everything.
fn size(text: &str) -> Result<usize, Refusal> {
    let size: usize = text.parse().map_err(|_| Refusal::bad_request(2000, "The size is not valid."))?;
    Ok(if size == 0 { usize::MAX } else { size })
}

/// The three filters that are documented.
enum Wanted {
    CompanyName(String),
    CustomerId(String),
    ResourceType(String),
}

impl Wanted {
    fn from_json(text: &str) -> Result<Self, Refusal> {
        let invalid = || Refusal::bad_request(2000, "The filter is not valid.");
        let filter: Filter = read(text.as_bytes()).map_err(|_| invalid())?;
        match (fold(&filter.field).as_str(), fold(&filter.operator).as_str()) {
            ("companyname", "substring") => Ok(Self::CompanyName(filter.value.to_lowercase())),
            ("customerid", "equals") => Ok(Self::CustomerId(filter.value)),
            ("resourcetype", "equals") => Ok(Self::ResourceType(fold(&filter.value))),
            _ => Err(invalid()),
        }
    }

    fn accepts(&self, record: &AuditRecord) -> bool {
        match self {
            Self::CompanyName(part) => {
                record.customer_name.as_deref().is_some_and(|it| it.to_lowercase().contains(part))
            }
            Self::CustomerId(id) => record.customer_id.as_deref().is_some_and(|it| it.eq_ignore_ascii_case(id)),
            Self::ResourceType(kind) => record.resource_type.as_deref().is_some_and(|it| fold(it) == *kind),
        }
    }
}
