//! What was done here, newest first.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::routing::get;
use axum::{Json, Router};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use offboarding_domain::Timestamp;
use partner_center::read::read;
use partner_center::to_domain::timestamp;
use partner_center::wire::{AuditRecord, Collection, Filter, fold};
use serde::{Deserialize, Serialize};

use super::query::Query;
use super::seek::{links, sought};
use super::{OPERATORS, word};
use crate::Sandbox;
use crate::partner::Partner;
use crate::refusal::Refusal;
use crate::store::{Page, Seek};

const DAY_MS: i64 = 86_400_000;
const DEFAULT_DAYS: i64 = 30;
const MAX_DAYS: i64 = 90;

pub(super) fn router() -> Router<Sandbox> {
    Router::new().route("/auditrecords", get(list_audit_records)).route("/auditrecords/{id}", get(get_audit_record))
}

#[derive(Deserialize)]
struct ListQuery {
    start_date: Option<String>,
    end_date: Option<String>,
    size: Option<String>,
    filter: Option<String>,
    seek_operation: Option<String>,
}

/// All that makes a list.
#[derive(Serialize, Deserialize)]
struct Listing {
    from: i64,
    until: i64,
    filter: Option<String>,
    size: u32,
}

async fn list_audit_records(
    State(sandbox): State<Sandbox>,
    _: Partner,
    Query(query): Query<ListQuery>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Collection<AuditRecord>>, Refusal> {
    let mut work = sandbox.store.read().await?;
    let (list, seek) = Listing::from_request(&query, &headers, work.moment())?;
    let filter = list.filter.as_deref().map(Wanted::from_json).transpose()?;
    let mut records = work.audit_records(Timestamp(list.from), Timestamp(list.until), &seek).await?;
    records.retain(|(_, it)| filter.as_ref().is_none_or(|filter| filter.accepts(it)));
    let size = list.size;
    let page = Page::cut(records, &seek, size);
    let links = Some(links((&uri, &headers), (list, size), &page));
    Ok(Json(Collection { links, ..Collection::of(page.items.into_iter().map(|(_, it)| it).collect()) }))
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
    fn from_request(query: &ListQuery, headers: &HeaderMap, now: Timestamp) -> Result<(Self, Seek<i64>), Refusal> {
        let size = query.size.as_deref().map(size).transpose()?;
        match &query.seek_operation {
            Some(operation) => {
                let (listing, seek): (Self, _) = sought(operation, headers)?;
                Ok((Self { size: size.unwrap_or(listing.size), ..listing }, seek))
            }
            None => Ok((Self::begun(query, size.unwrap_or_default(), now)?, Seek::First)),
        }
    }

    fn begun(query: &ListQuery, size: u32, now: Timestamp) -> Result<Self, Refusal> {
        let from = query.start_date.as_deref().map(date).transpose()?;
        let from = from.unwrap_or(Timestamp(now.0 - DEFAULT_DAYS * DAY_MS));
        if from.0 < now.0 - (MAX_DAYS + 1) * DAY_MS {
            return Err(Refusal::bad_request(2000, "The start date is more than 90 days ago."));
        }
        // The end day counts in.
        let until = query.end_date.as_deref().map(date).transpose()?.map_or(i64::MAX, |it| it.0 + DAY_MS);
        Ok(Self { from: from.0, until, filter: query.filter.clone(), size })
    }
}

fn date(text: &str) -> Result<Timestamp, Refusal> {
    let date = timestamp(text).or_else(|| american(text));
    date.ok_or_else(|| Refusal::bad_request(2000, "The date is not valid."))
}

/// `6/1/2017 12:00:00 AM`, as .NET writes a date where nobody tells it how.
fn american(text: &str) -> Option<Timestamp> {
    let time = DateTime::strptime("%m/%d/%Y %I:%M:%S %p", text.trim()).ok()?;
    Some(Timestamp(time.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond()))
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
        match (fold(&filter.field).as_str(), word(&filter.operator, &OPERATORS).as_str()) {
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
