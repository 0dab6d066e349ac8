//! Acts as a file, newest first: written while it is read, so that the whole journal fits through.

use std::io;

use futures_util::{Stream, StreamExt, stream};
use offboarding_domain::api::ActivityEntry;
use offboarding_domain::{Item, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Error, Filter, Journal};

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, clap::ValueEnum, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Export {
    /// RFC 4180, a line an act.
    Csv,
    /// `{"items": […]}`, as a page has it.
    Json,
}

/// Acts that are read at a time. Between two readings others write.
const BATCH: u32 = 500;

/// The parts of the file, in order.
pub fn export(journal: Journal, filter: Filter, format: Export) -> impl Stream<Item = Result<Vec<u8>, Error>> + Send {
    let batches = stream::try_unfold(Some(None), move |at: Option<Option<i64>>| {
        let (journal, filter) = (journal.clone(), filter.clone());
        async move {
            let Some(before) = at else { return Ok(None) };
            let acts = journal.acts(&filter, before, BATCH).await?;
            let next = acts.last().filter(|_| acts.len() == BATCH as usize).map(|it| Some(it.row));
            Ok(Some((format.write(&acts, before.is_none())?, next)))
        }
    });
    batches.chain(stream::iter([Ok(format.end().to_vec())]))
}

impl Export {
    fn write(self, acts: &[ActivityEntry], is_first: bool) -> Result<Vec<u8>, Error> {
        match self {
            Self::Csv => csv(acts, is_first),
            Self::Json => json(acts, is_first),
        }
    }

    const fn end(self) -> &'static [u8] {
        match self {
            Self::Csv => b"",
            Self::Json => b"]}\n",
        }
    }
}

fn json(acts: &[ActivityEntry], is_first: bool) -> Result<Vec<u8>, Error> {
    let mut part = if is_first { b"{\"items\":[".to_vec() } else { Vec::new() };
    for (i, act) in acts.iter().enumerate() {
        part.extend_from_slice(if is_first && i == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut part, act)?;
    }
    Ok(part)
}

const COLUMNS: [&str; 17] = [
    "row",
    "at",
    "partnerId",
    "customerId",
    "user",
    "action",
    "target",
    "itemKind",
    "itemId",
    "outcome",
    "code",
    "endedAt",
    "correlationId",
    "idempotencyKey",
    "before",
    "after",
    "requestIds",
];

fn csv(acts: &[ActivityEntry], is_first: bool) -> Result<Vec<u8>, Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    if is_first {
        writer.write_record(COLUMNS).map_err(io::Error::from)?;
    }
    for act in acts {
        writer.write_record(cells(act)?.map(kept_a_text)).map_err(io::Error::from)?;
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

fn cells(act: &ActivityEntry) -> Result<[String; COLUMNS.len()], Error> {
    let (item_kind, item_id) = act.item.as_ref().map_or_else(Default::default, kind_and_id);
    Ok([
        act.row.to_string(),
        date_time(act.at),
        act.partner_id.clone(),
        act.customer_id.to_string(),
        act.user.clone(),
        act.action.to_string(),
        act.target.clone(),
        item_kind.to_owned(),
        item_id,
        act.outcome.to_string(),
        act.code.as_ref().map(ToString::to_string).unwrap_or_default(),
        act.ended_at.map(date_time).unwrap_or_default(),
        act.correlation_id.clone(),
        act.idempotency_key.clone().unwrap_or_default(),
        json_text(act.before.as_ref())?,
        json_text(act.after.as_ref())?,
        act.request_ids.join(" "),
    ])
}

fn kind_and_id(item: &Item) -> (&'static str, String) {
    match item {
        Item::Subscription(id) => ("subscription", id.to_string()),
        Item::AzureSubscription(_, id) => ("azure-subscription", id.to_string()),
        Item::Reservation(id) => ("reservation", id.to_string()),
        Item::Software(id) => ("software", id.to_string()),
        Item::Unreadable(_) => Default::default(),
    }
}

fn json_text<T: Serialize>(value: Option<&T>) -> Result<String, Error> {
    Ok(value.map(serde_json::to_string).transpose()?.unwrap_or_default())
}

fn date_time(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|it| it.to_string()).unwrap_or_default()
}

/// A spreadsheet takes some texts for formulas, and would run them.
fn kept_a_text(cell: String) -> String {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}"),
        false => cell,
    }
}
