//! Removals: an act, and what the customer had when it was cleared. The receipt is both together.

use offboarding_domain::api::{ActivityAction, Outcome, Profile, Receipt, RemovalOutcome, RemovalStatus};
use offboarding_domain::{Caller, CustomerId, Facts, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::acts::{IntentRow, end};
use super::chain::{Kind, append};
use super::{ActId, Ending, Error, Intent, Journal};

/// What there was before the removal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The customer.
    pub customer: Profile,
    /// Who removes it.
    pub caller: Caller,
    /// What it had when it was cleared.
    pub facts: Facts,
    /// Support contacts of its subscriptions.
    pub support_contacts: Vec<String>,
    /// The consequences were acknowledged.
    pub acknowledged: bool,
    /// The request that removes it.
    pub correlation_id: Uuid,
}

/// A removal, as the journal has it.
#[derive(Clone, Debug)]
pub struct Removal {
    /// The act.
    pub act: ActId,
    /// What there was before.
    pub snapshot: Snapshot,
    /// Where it stands.
    pub outcome: RemovalOutcome,
    /// Whether the end is still to come.
    pub is_open: bool,
    receipt_id: String,
    ended_at: Option<Timestamp>,
}

/// A snapshot as its row says it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SnapshotRow {
    at: Timestamp,
    act: i64,
    receipt_id: String,
    snapshot: Snapshot,
}

impl Journal {
    /// Puts a removal on record, before the act. An earlier attempt whose end nobody saw is over with it: unknown.
    pub async fn record_removal(&self, snapshot: Snapshot, idempotency_key: &str) -> Result<ActId, Error> {
        let intent = IntentRow::of(&Intent {
            caller: &snapshot.caller,
            customer_id: &snapshot.customer.id,
            correlation_id: snapshot.correlation_id,
            action: ActivityAction::RemoveRelationship,
            target: &snapshot.customer.name,
            item: None,
            idempotency_key,
            before: None,
        });
        let mut transaction = self.writing().await?;
        let attempts = sqlx::query_scalar(
            "SELECT number FROM acts_now WHERE partner_id = ? AND customer_id = ? AND action = ? AND is_final = 0",
        );
        let attempts: Vec<i64> = attempts
            .bind(&intent.partner_id)
            .bind(intent.customer_id.as_str())
            .bind(intent.action.as_str())
            .fetch_all(&mut *transaction)
            .await?;
        for attempt in attempts {
            end(&mut transaction, ActId(attempt), Ending::UNKNOWN).await?;
        }
        let act = append(&mut transaction, Kind::Intent, &intent).await?;
        let row = SnapshotRow { at: intent.at, act, receipt_id: new_receipt_id(), snapshot };
        append(&mut transaction, Kind::Snapshot, &row).await?;
        transaction.commit().await?;
        Ok(ActId(act))
    }

    /// A removal by its act.
    pub async fn removal(&self, act: ActId) -> Result<Removal, Error> {
        let row = sqlx::query_as::<_, RemovalRow>("SELECT * FROM removals_now WHERE number = ?").bind(act.0);
        row.fetch_one(&self.pool).await?.into_removal()
    }

    /// The latest removal of a customer.
    pub async fn latest_removal(&self, partner_id: &str, id: &CustomerId) -> Result<Option<Removal>, Error> {
        let row = sqlx::query_as::<_, RemovalRow>(
            "SELECT * FROM removals_now WHERE partner_id = ? AND customer_id = ? ORDER BY number DESC LIMIT 1",
        );
        let row = row.bind(partner_id).bind(id.as_str()).fetch_optional(&self.pool).await?;
        row.map(RemovalRow::into_removal).transpose()
    }

    /// Every removal whose end is still to come, of all partners.
    pub async fn open_removals(&self) -> Result<Vec<Removal>, Error> {
        let rows = sqlx::query_as::<_, RemovalRow>("SELECT * FROM removals_now WHERE is_final = 0 ORDER BY number");
        rows.fetch_all(&self.pool).await?.into_iter().map(RemovalRow::into_removal).collect()
    }
}

impl Removal {
    /// Where it stands, for the wire.
    pub fn status(&self) -> RemovalStatus {
        RemovalStatus {
            outcome: self.outcome.clone(),
            receipt: self.receipt(),
            correlation_id: self.snapshot.correlation_id.to_string(),
        }
    }

    fn receipt(&self) -> Option<Receipt> {
        let removed_at = self.ended_at.filter(|_| self.outcome == RemovalOutcome::Removed)?;
        let snapshot = self.snapshot.clone();
        Some(Receipt {
            id: self.receipt_id.clone(),
            customer: snapshot.customer,
            removed_at,
            removed_by: snapshot.caller,
            rule: snapshot.facts.rule,
            facts: snapshot.facts,
            support_contacts: snapshot.support_contacts,
            acknowledged: snapshot.acknowledged,
            correlation_id: snapshot.correlation_id.to_string(),
        })
    }
}

/// `RO-` and twelve hexadecimal digits, 48 bits by chance: short enough to read out, and the table keeps them apart.
fn new_receipt_id() -> String {
    let digits = Uuid::new_v4().simple().to_string().to_ascii_uppercase();
    format!("RO-{}", &digits[..12])
}

#[derive(sqlx::FromRow)]
struct RemovalRow {
    number: i64,
    snapshot: String,
    outcome: String,
    ended_at: Option<i64>,
    is_final: bool,
}

impl RemovalRow {
    fn into_removal(self) -> Result<Removal, Error> {
        let SnapshotRow { receipt_id, snapshot, .. } = serde_json::from_str(&self.snapshot)?;
        Ok(Removal {
            act: ActId(self.number),
            snapshot,
            outcome: removal_outcome(&Outcome::from(self.outcome)),
            is_open: !self.is_final,
            receipt_id,
            ended_at: self.ended_at.map(Timestamp),
        })
    }
}

fn removal_outcome(outcome: &Outcome) -> RemovalOutcome {
    match outcome {
        Outcome::Done => RemovalOutcome::Removed,
        Outcome::Accepted => RemovalOutcome::Accepted,
        Outcome::Refused | Outcome::Failed => RemovalOutcome::Refused,
        Outcome::UnknownOutcome | Outcome::Unknown(_) => RemovalOutcome::UnknownOutcome,
    }
}
