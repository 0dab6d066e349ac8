//! What was done here, newest first.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::routing::get;
use axum::{Json, Router};
use offboarding_domain::Timestamp;
use partner_center::read::read;
use partner_center::to_domain::timestamp;
use partner_center::wire::{AuditRecord, Collection, Filter, Links, fold};
use serde::{Deserialize, Serialize};

use super::seek::{continued, link};
use crate::Sandbox;
use crate::partner::Partner;
use crate::refusal::Refusal;

const DAY_MS: i64 = 86_400_000;
const DEFAULT_DAYS: i64 = 30;
const MAX_DAYS: i64 = 90;

pub(super) fn router() -> Router<Sandbox> {
    Router::new().route("/auditrecords", get(list_audit_records)).route("/auditrecords/{id}", get(get_audit_record))
}

#[derive(Deserialize)]
struct ListQuery {
    #[serde(rename = "startDate", alias = "startdate")]
    start_date: Option<String>,
    #[serde(rename = "endDate", alias = "enddate")]
    end_date: Option<String>,
    size: Option<String>,
    filter: Option<String>,
    #[serde(rename = "seekOperation", alias = "seekoperation")]
    seek_operation: Option<String>,
}

/// All that makes a page.
#[derive(Clone, Serialize, Deserialize)]
struct Listing {
    from: i64,
    until: i64,
    filter: Option<String>,
    size: u32,
    before: i64,
}

async fn list_audit_records(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Query(query): Query<ListQuery>,
    headers: HeaderMap,
) -> Result<Json<Collection<AuditRecord>>, Refusal> {
    let mut work = sandbox.store.read().await?;
    let list = match &query.seek_operation {
        Some(operation) => continued(operation, &headers)?,
        None => Listing::begun(&query, work.moment())?,
    };
    let filter = list.filter.as_deref().map(Wanted::from_json).transpose()?;
    let mut records = work.audit_records(Timestamp(list.from), Timestamp(list.until), list.before).await?;
    records.retain(|(_, it)| filter.as_ref().is_none_or(|filter| filter.accepts(it)));
    let has_more = list.size != 0 && records.len() > list.size as usize;
    if has_more {
        records.truncate(list.size as usize);
    }
    let last = records.last().map(|(number, _)| *number).filter(|_| has_more);
    let next = last.map(|before| link("/auditrecords", list.size, &Listing { before, ..list }));
    let links = next.map(|it| Links::from([("next".to_owned(), it)]));
    Ok(Json(Collection { links, ..Collection::of(records.into_iter().map(|(_, it)| it).collect()) }))
}

async fn get_audit_record(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Path(id): Path<String>,
) -> Result<Json<AuditRecord>, Refusal> {
    let found = sandbox.store.read().await?.audit_record(&id).await?;
    found.map(Json).ok_or_else(|| Refusal::not_found(1000, "Audit record not found."))
}

impl Listing {
    fn begun(query: &ListQuery, now: Timestamp) -> Result<Self, Refusal> {
        let from = query.start_date.as_deref().map(date).transpose()?;
        let from = from.unwrap_or(Timestamp(now.0 - DEFAULT_DAYS * DAY_MS));
        if from.0 < now.0 - (MAX_DAYS + 1) * DAY_MS {
            return Err(Refusal::bad_request(2000, "The start date is more than 90 days ago."));
        }
        // The end day counts in.
        let until = query.end_date.as_deref().map(date).transpose()?.map_or(i64::MAX, |it| it.0 + DAY_MS);
        let size = query.size.as_deref().map_or(Ok(0), size)?;
        Ok(Self { from: from.0, until, filter: query.filter.clone(), size, before: i64::MAX })
    }
}

fn date(text: &str) -> Result<Timestamp, Refusal> {
    timestamp(text).ok_or_else(|| Refusal::bad_request(2000, "The date is not valid."))
}

/// 0 is everything.
fn size(text: &str) -> Result<u32, Refusal> {
    text.parse().map_err(|_| Refusal::bad_request(2000, "The size is not valid."))
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
