//! Removals: an act, and what the customer had when it was cleared.

use offboarding_domain::api::{ActivityAction, Outcome, Profile, RemovalOutcome};
use offboarding_domain::{Caller, CustomerId, Facts, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::acts::{IntentRow, end};
use super::chain::{Kind, append};
use super::receipt::receipt_with_place;
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
    receipt: Option<Value>,
}

/// Where a removal stands, for the wire: the contract's `RemovalStatus`, with all that the receipt says.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// Where it stands.
    pub outcome: RemovalOutcome,
    receipt: Option<Value>,
    correlation_id: String,
}

/// A snapshot as its row says it.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct SnapshotRow {
    at: Timestamp,
    act: i64,
    receipt_id: String,
    snapshot: Snapshot,
    /// The same in Microsoft's words: for people, not for programs.
    #[serde(skip_deserializing)]
    upstream: Option<partner_center::Snapshot>,
}

impl Journal {
    /// Puts a removal on record, before the act. An earlier attempt whose end nobody saw is over with it: unknown.
    pub async fn record_removal(
        &self,
        snapshot: Snapshot,
        upstream: partner_center::Snapshot,
        idempotency_key: &str,
    ) -> Result<ActId, Error> {
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
        let mut transaction = self.database.writing().await?;
        let attempts = sqlx::query_scalar(
            "SELECT number FROM acts_now WHERE partner_id = $1 AND customer_id = $2 AND action = $3 AND is_final = 0",
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
        let row = SnapshotRow { at: intent.at, act, receipt_id: new_receipt_id(), snapshot, upstream: Some(upstream) };
        append(&mut transaction, Kind::Snapshot, &row).await?;
        transaction.commit().await?;
        Ok(ActId(act))
    }

    /// A removal by its act.
    pub async fn removal(&self, act: ActId) -> Result<Removal, Error> {
        let row = sqlx::query_as::<_, RemovalRow>("SELECT * FROM removals_now WHERE number = $1").bind(act.0);
        row.fetch_one(self.database.pool()).await?.into_removal()
    }

    /// The latest removal of a customer.
    pub async fn latest_removal(&self, partner_id: &str, id: &CustomerId) -> Result<Option<Removal>, Error> {
        let row = sqlx::query_as::<_, RemovalRow>(
            "SELECT * FROM removals_now WHERE partner_id = $1 AND customer_id = $2 ORDER BY number DESC LIMIT 1",
        );
        let row = row.bind(partner_id).bind(id.as_str()).fetch_optional(self.database.pool()).await?;
        row.map(RemovalRow::into_removal).transpose()
    }

    /// Every removal whose end is still to come, of all partners.
    pub async fn open_removals(&self) -> Result<Vec<Removal>, Error> {
        let rows = sqlx::query_as::<_, RemovalRow>("SELECT * FROM removals_now WHERE is_final = 0 ORDER BY number");
        rows.fetch_all(self.database.pool()).await?.into_iter().map(RemovalRow::into_removal).collect()
    }
}

impl Removal {
    /// Where it stands, for the wire.
    pub fn status(&self) -> Status {
        Status {
            outcome: self.outcome.clone(),
            receipt: self.receipt.clone(),
            correlation_id: self.snapshot.correlation_id.to_string(),
        }
    }
}

/// `RO-` and twelve hexadecimal digits, 48 bits by chance: short enough to read out, and an index keeps them apart.
fn new_receipt_id() -> String {
    let digits = Uuid::new_v4().simple().to_string().to_ascii_uppercase();
    format!("RO-{}", &digits[..12])
}

#[derive(sqlx::FromRow)]
pub(super) struct RemovalRow {
    number: i64,
    snapshot: String,
    outcome: String,
    pub ended_at: Option<i64>,
    is_final: i64,
    receipt: Option<String>,
    receipt_row: Option<i64>,
    receipt_hash: Option<String>,
}

impl RemovalRow {
    /// What there was before, and the number of the receipt.
    pub fn id_and_snapshot(&self) -> Result<(String, Snapshot), Error> {
        let SnapshotRow { receipt_id, snapshot, .. } = serde_json::from_str(&self.snapshot)?;
        Ok((receipt_id, snapshot))
    }

    fn into_removal(self) -> Result<Removal, Error> {
        let (_, snapshot) = self.id_and_snapshot()?;
        let receipt = match (self.receipt, self.receipt_row, self.receipt_hash) {
            (Some(content), Some(row), Some(hash)) => Some(receipt_with_place(&content, row, hash)?),
            _ => None,
        };
        Ok(Removal {
            act: ActId(self.number),
            snapshot,
            outcome: removal_outcome(&Outcome::from(self.outcome)),
            is_open: self.is_final == 0,
            receipt,
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
