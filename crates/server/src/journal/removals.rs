//! Removals: an act, and what the customer had when it was cleared. The receipt is both together.

use offboarding_domain::api::{ActivityAction, Code, Outcome, Profile, Receipt, RemovalOutcome, RemovalStatus};
use offboarding_domain::{Caller, CustomerId, Facts, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{ActId, Error, Intent, Journal, insert_intent, now};

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

impl Journal {
    /// Puts a removal on record, before the act. An earlier attempt whose end nobody saw is over with it: unknown.
    pub async fn record_removal(&self, snapshot: &Snapshot) -> Result<ActId, Error> {
        let intent = Intent {
            caller: &snapshot.caller,
            customer_id: &snapshot.customer.id,
            correlation_id: snapshot.correlation_id,
            action: ActivityAction::RemoveRelationship,
            target: &snapshot.customer.name,
        };
        let mut transaction = self.pool.begin().await?;
        sqlx::query(
            "INSERT INTO outcomes (act_id, at, outcome, code, is_final)
             SELECT act_id, ?, ?, ?, 1 FROM removals JOIN acts_now ON acts_now.id = act_id
             WHERE partner_id = ? AND customer_id = ? AND is_final = 0",
        )
        .bind(now().0)
        .bind(Outcome::UnknownOutcome.as_str())
        .bind(Code::ActionUnknownOutcome.as_str())
        .bind(&snapshot.caller.partner_id)
        .bind(snapshot.customer.id.as_str())
        .execute(&mut *transaction)
        .await?;
        let act = insert_intent(&mut transaction, &intent).await?;
        sqlx::query("INSERT INTO removals (act_id, receipt_id, snapshot) VALUES (?, ?, ?)")
            .bind(act.0)
            .bind(new_receipt_id())
            .bind(serde_json::to_string(snapshot)?)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(act)
    }

    /// A removal by its act.
    pub async fn removal(&self, act: ActId) -> Result<Removal, Error> {
        let row: RemovalRow = sqlx::query_as(
            "SELECT act_id, receipt_id, snapshot, outcome, ended_at, is_final
             FROM removals JOIN acts_now ON acts_now.id = act_id WHERE act_id = ?",
        )
        .bind(act.0)
        .fetch_one(&self.pool)
        .await?;
        row.into_removal()
    }

    /// The latest removal of a customer.
    pub async fn latest_removal(&self, partner_id: &str, id: &CustomerId) -> Result<Option<Removal>, Error> {
        let row: Option<RemovalRow> = sqlx::query_as(
            "SELECT act_id, receipt_id, snapshot, outcome, ended_at, is_final
             FROM removals JOIN acts_now ON acts_now.id = act_id
             WHERE partner_id = ? AND customer_id = ? ORDER BY act_id DESC LIMIT 1",
        )
        .bind(partner_id)
        .bind(id.as_str())
        .fetch_optional(&self.pool)
        .await?;
        row.map(RemovalRow::into_removal).transpose()
    }

    /// Every removal whose end is still to come, of all partners.
    pub async fn open_removals(&self) -> Result<Vec<Removal>, Error> {
        let rows: Vec<RemovalRow> = sqlx::query_as(
            "SELECT act_id, receipt_id, snapshot, outcome, ended_at, is_final
             FROM removals JOIN acts_now ON acts_now.id = act_id WHERE is_final = 0 ORDER BY act_id",
        )
        .fetch_all(&self.pool)
        .await?;
        rows.into_iter().map(RemovalRow::into_removal).collect()
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
    act_id: i64,
    receipt_id: String,
    snapshot: String,
    outcome: Option<String>,
    ended_at: Option<i64>,
    is_final: bool,
}

impl RemovalRow {
    fn into_removal(self) -> Result<Removal, Error> {
        Ok(Removal {
            act: ActId(self.act_id),
            snapshot: serde_json::from_str(&self.snapshot)?,
            outcome: removal_outcome(self.outcome.as_deref().map(Outcome::from)),
            is_open: !self.is_final,
            receipt_id: self.receipt_id,
            ended_at: self.ended_at.map(Timestamp),
        })
    }
}

fn removal_outcome(outcome: Option<Outcome>) -> RemovalOutcome {
    match outcome {
        Some(Outcome::Done) => RemovalOutcome::Removed,
        Some(Outcome::Accepted) => RemovalOutcome::Accepted,
        Some(Outcome::Refused | Outcome::Failed) => RemovalOutcome::Refused,
        Some(Outcome::UnknownOutcome | Outcome::Unknown(_)) | None => RemovalOutcome::UnknownOutcome,
    }
}
