//! The receipt: what is left to show for a removal. It is on record from the moment the removal was seen, so that every
//! copy of it can be compared with the journal, whichever version reads it.

use offboarding_domain::api::{ActivityEntry, Elsewhere, JournalPlace, Left, LeftSubscription, Outcome, Receipt};
use offboarding_domain::{CustomerId, Facts, SubscriptionKind, SubscriptionStatus, Timestamp, what_remains};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::{Any, Transaction};
use uuid::Uuid;

use super::acts::{ActRow, end};
use super::chain::{Kind, append};
use super::removals::{RemovalRow, Snapshot};
use super::{ActId, Broken, Ending, Error, Finality, Journal, now};

/// A receipt as its row says it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReceiptRow {
    at: Timestamp,
    act: i64,
    first_row: i64,
    receipt: Receipt,
}

impl Journal {
    /// Puts on record that a removal was seen, and its receipt; `false` where it has ended already.
    pub async fn record_removed(&self, act: ActId, request_ids: &[Uuid]) -> Result<bool, Error> {
        let seen = Ending { outcome: &Outcome::Done, code: None, finality: Finality::Final, after: None, request_ids };
        let mut transaction = self.database.writing().await?;
        let is_new = end(&mut transaction, act, seen).await?;
        if is_new {
            append_receipt(&mut transaction, act).await?;
        }
        transaction.commit().await?;
        Ok(is_new)
    }

    /// The receipt of the customer's latest removal that was seen.
    pub async fn latest_receipt(&self, partner_id: &str, id: &CustomerId) -> Result<Option<Value>, Error> {
        let row = sqlx::query_as(
            "SELECT receipt, receipt_row, receipt_hash FROM removals_now
             WHERE partner_id = $1 AND customer_id = $2 AND receipt IS NOT NULL ORDER BY number DESC LIMIT 1",
        );
        let row: Option<(String, i64, String)> =
            row.bind(partner_id).bind(id.as_str()).fetch_optional(self.database.pool()).await?;
        row.map(|(content, row, hash)| receipt_with_place(&content, row, hash)).transpose()
    }

    /// The row of this receipt, where it says the same. Whether that row is as it was written is the chain's affair.
    pub async fn row_of_receipt(&self, receipt: &Value) -> Result<i64, Error> {
        let JournalPlace { last_row, head, .. } = JournalPlace::deserialize(&receipt["journal"])?;
        let content = sqlx::query_scalar("SELECT content FROM entries WHERE number = $1 AND hash = $2");
        let content: Option<String> = content.bind(last_row).bind(&head).fetch_optional(self.database.pool()).await?;
        let content = content.ok_or_else(|| Broken::NoSuchHash(head.clone()))?;
        match receipt_with_place(&content, last_row, head)? == *receipt {
            true => Ok(last_row),
            false => Err(Broken::Receipt(last_row).into()),
        }
    }
}

/// The receipt in this row's content, with where that is.
pub(super) fn receipt_with_place(content: &str, last_row: i64, head: String) -> Result<Value, Error> {
    let mut content: Value = serde_json::from_str(content)?;
    let first_row = content["firstRow"].as_i64().unwrap_or_default();
    let mut receipt = content["receipt"].take();
    receipt["journal"] = json!(JournalPlace { first_row, last_row, head });
    Ok(receipt)
}

/// Adds the receipt of a removal that was seen.
pub(super) async fn append_receipt(transaction: &mut Transaction<'static, Any>, act: ActId) -> Result<(), Error> {
    let removal: RemovalRow = sqlx::query_as("SELECT * FROM removals_now WHERE number = $1")
        .bind(act.0)
        .fetch_one(&mut **transaction)
        .await?;
    let removed_at = removal.ended_at.map_or_else(now, Timestamp);
    let (id, snapshot) = removal.id_and_snapshot()?;
    let acts = sqlx::query_as(
        "SELECT number, intent, ending FROM acts_now WHERE partner_id = $1 AND customer_id = $2 AND at <= $3
         ORDER BY number",
    );
    let acts: Vec<ActRow> = acts
        .bind(&snapshot.caller.partner_id)
        .bind(snapshot.customer.id.as_str())
        .bind(removed_at.0)
        .fetch_all(&mut **transaction)
        .await?;
    let acts: Vec<ActivityEntry> = acts.into_iter().map(ActRow::into_entry).collect::<Result<_, _>>()?;
    let row = ReceiptRow {
        at: now(),
        act: act.0,
        first_row: acts.first().map_or(act.0, |it| it.row),
        receipt: receipt(id, removed_at, snapshot, acts),
    };
    append(transaction, Kind::Receipt, &row).await?;
    Ok(())
}

fn receipt(id: String, removed_at: Timestamp, snapshot: Snapshot, acts: Vec<ActivityEntry>) -> Receipt {
    Receipt {
        left: Some(left(&snapshot.facts)),
        id,
        customer: snapshot.customer,
        removed_at,
        removed_by: snapshot.caller,
        rule: snapshot.facts.rule,
        facts: snapshot.facts,
        support_contacts: snapshot.support_contacts,
        acknowledged: snapshot.acknowledged,
        correlation_id: snapshot.correlation_id.to_string(),
        acts,
        elsewhere: Elsewhere::KNOWN.iter().copied().map(Elsewhere::from).collect(),
        // It is not written yet.
        journal: None,
    }
}

fn left(facts: &Facts) -> Left {
    let suspended = facts.subscriptions.iter().filter(|it| it.status == SubscriptionStatus::Suspended);
    let subscriptions = suspended.map(|it| LeftSubscription {
        id: it.id.clone(),
        name: it.name.clone(),
        kind: it.kind.clone(),
        term_end: it.term_end,
        // Legacy licences are not billed while suspended, and an Azure plan only for use ("Subscription lifecycle").
        is_billed: it.kind == SubscriptionKind::NewCommerce,
    });
    Left { subscriptions: subscriptions.collect(), software: what_remains(facts) }
}
