//! Operations and their steps, kept so that whoever comes next can go on. Every change makes a new version.

use offboarding_domain::api::{Code, Operation, OperationState, StepState, StepStatus};
use offboarding_domain::{Caller, CustomerId, Goal, Step, Timestamp, Wait};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{Any, Transaction};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::database::Database;
use crate::journal::{Error, now};

/// The operations.
#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
}

/// An operation that is one's own to work at, as long as the lease is renewed.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Its name.
    pub id: String,
    /// For whom it is worked at.
    pub caller: Caller,
    /// The customer.
    pub customer_id: CustomerId,
    /// What is to be reached.
    pub goal: Goal,
    lease: String,
}

/// What somebody wants of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Wish {
    /// Nothing more until it is resumed; what is being done is finished.
    Pause,
    /// Go on.
    Resume,
    /// Nothing more at all; what is being done is finished.
    Stop,
    /// What did not end well once more.
    Retry,
}

/// Where an operation rests after a turn.
#[derive(Clone, Debug)]
pub struct Rest {
    /// The state, unless somebody has paused or stopped it meanwhile.
    pub state: OperationState,
    /// Why.
    pub code: Option<Code>,
    /// When it is due again.
    pub due_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    customer_id: String,
    caller: String,
    goal: String,
    state: String,
    code: Option<String>,
    waits: String,
    began_at: i64,
    changed_at: i64,
    due_at: i64,
    version: i64,
    lease: Option<String>,
}

#[derive(sqlx::FromRow)]
struct StepRow {
    number: i64,
    step: String,
    state: String,
    code: Option<String>,
    correlation_id: Option<String>,
}

impl Store {
    /// In the database of the journal.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// Where the database is this process's alone, whoever held a lease is gone.
    pub async fn take_over(&self) -> Result<(), Error> {
        if self.database.is_shared() {
            return Ok(());
        }
        sqlx::query("UPDATE operations SET lease = NULL, leased_until = 0").execute(self.database.pool()).await?;
        Ok(())
    }

    /// Begins an operation, due at once; none where one is open for this customer.
    pub async fn begin(
        &self,
        caller: &Caller,
        customer_id: &CustomerId,
        goal: Goal,
    ) -> Result<Option<Operation>, Error> {
        let (id, now) = (Uuid::new_v4().to_string(), now());
        let done = sqlx::query(
            "INSERT INTO operations
             (id, partner_id, customer_id, caller, goal, state, waits, began_at, changed_at, due_at, version)
             VALUES ($1, $2, $3, $4, $5, 'running', '[]', $6, $6, $6, 1) ON CONFLICT DO NOTHING",
        )
        .bind(&id)
        .bind(&caller.partner_id)
        .bind(customer_id.as_str())
        .bind(json(caller)?)
        .bind(json(&goal)?)
        .bind(now.0)
        .execute(self.database.pool())
        .await?;
        if done.rows_affected() == 0 {
            return Ok(None);
        }
        self.operation(&caller.partner_id, &id).await
    }

    /// An operation with all its steps.
    pub async fn operation(&self, partner_id: &str, id: &str) -> Result<Option<Operation>, Error> {
        self.operation_since(partner_id, id, 0).await
    }

    /// An operation with the steps that changed after this version.
    pub async fn operation_since(&self, partner_id: &str, id: &str, version: i64) -> Result<Option<Operation>, Error> {
        let mut transaction = self.database.pool().begin().await?;
        let row: Option<Row> = sqlx::query_as("SELECT * FROM operations WHERE partner_id = $1 AND id = $2")
            .bind(partner_id)
            .bind(id)
            .fetch_optional(&mut *transaction)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let steps = steps(&mut transaction, id, version).await?;
        row.into_operation(steps).map(Some)
    }

    /// The newest operations of a partner, of one customer where it is named.
    pub async fn list(
        &self,
        partner_id: &str,
        customer_id: Option<&CustomerId>,
        limit: u32,
    ) -> Result<Vec<Operation>, Error> {
        let mut transaction = self.database.pool().begin().await?;
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT * FROM operations WHERE partner_id = $1 AND (CAST($2 AS TEXT) IS NULL OR customer_id = $2)
             ORDER BY began_at DESC, id LIMIT $3",
        )
        .bind(partner_id)
        .bind(customer_id.map(CustomerId::as_str))
        .bind(i64::from(limit))
        .fetch_all(&mut *transaction)
        .await?;
        let mut operations = Vec::with_capacity(rows.len());
        for row in rows {
            let steps = steps(&mut transaction, &row.id, 0).await?;
            operations.push(row.into_operation(steps)?);
        }
        Ok(operations)
    }

    /// Takes the operation that has been due longest and that nobody works at.
    pub async fn claim(&self, lease: &str, until: Timestamp) -> Result<Option<Claimed>, Error> {
        let row: Option<Row> = sqlx::query_as(
            "UPDATE operations SET lease = $1, leased_until = $2 WHERE leased_until < $3 AND id IN (
                 SELECT id FROM operations
                 WHERE state IN ('running', 'waiting') AND due_at <= $3 AND leased_until < $3 ORDER BY due_at LIMIT 1
             ) RETURNING *",
        )
        .bind(lease)
        .bind(until.0)
        .bind(now().0)
        .fetch_optional(self.database.pool())
        .await?;
        row.map(Row::into_claimed).transpose()
    }

    /// Keeps the lease; `false` where it is somebody else's by now.
    pub async fn renew(&self, claimed: &Claimed, until: Timestamp) -> Result<bool, Error> {
        let done = sqlx::query("UPDATE operations SET leased_until = $1 WHERE id = $2 AND lease = $3")
            .bind(until.0)
            .bind(&claimed.id)
            .bind(&claimed.lease)
            .execute(self.database.pool())
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// When the next operation is due that nobody works at.
    pub async fn next_due(&self) -> Result<Option<Timestamp>, Error> {
        let due: Option<i64> = sqlx::query_scalar(
            "SELECT min(CASE WHEN leased_until > due_at THEN leased_until ELSE due_at END) FROM operations
             WHERE state IN ('running', 'waiting')",
        )
        .fetch_one(self.database.pool())
        .await?;
        Ok(due.map(Timestamp))
    }

    /// Every step of an operation that one works at.
    pub async fn steps(&self, claimed: &Claimed) -> Result<Vec<StepStatus>, Error> {
        steps(&mut self.database.pool().begin().await?, &claimed.id, 0).await
    }

    /// What the plan has become: changed steps, new ones, and what is waited for.
    pub async fn replan(&self, claimed: &Claimed, changed: &[StepStatus], waits: &[Wait]) -> Result<(), Error> {
        let mut transaction = self.database.pool().begin().await?;
        let version = next_version(&mut transaction, &claimed.id).await?;
        for status in changed {
            put(&mut transaction, &claimed.id, status, version).await?;
        }
        sqlx::query("UPDATE operations SET waits = $1 WHERE id = $2")
            .bind(json(&waits)?)
            .bind(&claimed.id)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Takes a step up; `false` where the operation is not running any more, or somebody else's.
    pub async fn take_up(&self, claimed: &Claimed, status: &StepStatus) -> Result<bool, Error> {
        let mut transaction = self.database.pool().begin().await?;
        let version = sqlx::query_scalar(
            "UPDATE operations SET version = version + 1, changed_at = $1
             WHERE id = $2 AND lease = $3 AND state IN ('running', 'waiting') RETURNING version",
        );
        let version = version.bind(now().0).bind(&claimed.id).bind(&claimed.lease);
        let Some(version) = version.fetch_optional(&mut *transaction).await? else { return Ok(false) };
        put(&mut transaction, &claimed.id, status, version).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// How a step ended.
    pub async fn settle(&self, claimed: &Claimed, status: &StepStatus) -> Result<(), Error> {
        let mut transaction = self.database.pool().begin().await?;
        let version = next_version(&mut transaction, &claimed.id).await?;
        put(&mut transaction, &claimed.id, status, version).await?;
        Ok(transaction.commit().await?)
    }

    /// Lets go of an operation.
    pub async fn rest(&self, claimed: &Claimed, rest: &Rest) -> Result<(), Error> {
        let mut transaction = self.database.pool().begin().await?;
        next_version(&mut transaction, &claimed.id).await?;
        sqlx::query(
            "UPDATE operations SET
                 state = CASE WHEN state IN ('running', 'waiting') THEN $1 ELSE state END,
                 code = $2, due_at = $3, lease = NULL, leased_until = 0
             WHERE id = $4 AND lease = $5",
        )
        .bind(rest.state.as_str())
        .bind(rest.code.as_ref().map(Code::as_str))
        .bind(rest.due_at.0)
        .bind(&claimed.id)
        .bind(&claimed.lease)
        .execute(&mut *transaction)
        .await?;
        Ok(transaction.commit().await?)
    }

    /// Does what somebody wants of an operation, where it makes sense; what comes of it is read again.
    pub async fn wish(&self, partner_id: &str, id: &str, wish: Wish) -> Result<(), Error> {
        let mut transaction = self.database.pool().begin().await?;
        let change = match wish {
            Wish::Pause => {
                "UPDATE operations SET state = 'paused', changed_at = $3
                 WHERE partner_id = $1 AND id = $2 AND state IN ('running', 'waiting')"
            }
            Wish::Resume => {
                "UPDATE operations SET state = 'running', code = NULL, due_at = $3
                 WHERE partner_id = $1 AND id = $2 AND state = 'paused'"
            }
            Wish::Stop => {
                "UPDATE operations SET state = 'stopped', changed_at = $3
                 WHERE partner_id = $1 AND id = $2 AND state IN ('running', 'waiting', 'paused')"
            }
            // Not where another operation of this customer is open; one that waits tries again at once.
            Wish::Retry => {
                "UPDATE operations SET state = 'running', code = NULL, due_at = $3
                 WHERE partner_id = $1 AND id = $2 AND state <> 'paused' AND NOT EXISTS (
                     SELECT 1 FROM operations other WHERE other.partner_id = operations.partner_id
                     AND other.customer_id = operations.customer_id AND other.id <> operations.id
                     AND other.state IN ('running', 'waiting', 'paused'))"
            }
        };
        let done = sqlx::query(change).bind(partner_id).bind(id).bind(now().0).execute(&mut *transaction).await?;
        if done.rows_affected() == 0 {
            return Ok(());
        }
        let version = next_version(&mut transaction, id).await?;
        let change = match wish {
            Wish::Pause | Wish::Resume => return Ok(transaction.commit().await?),
            Wish::Stop => {
                "UPDATE operation_steps SET state = 'skipped', version = $1
                 WHERE operation_id = $2 AND state = 'queued'"
            }
            // And what was skipped because of them.
            Wish::Retry => {
                "UPDATE operation_steps SET state = 'queued', code = NULL, version = $1
                 WHERE operation_id = $2 AND (state IN ('refused', 'failed', 'unknown')
                     OR (state = 'skipped' AND code IS NOT NULL))"
            }
        };
        sqlx::query(change).bind(version).bind(id).execute(&mut *transaction).await?;
        Ok(transaction.commit().await?)
    }
}

async fn next_version(transaction: &mut Transaction<'_, Any>, id: &str) -> Result<i64, Error> {
    let update = "UPDATE operations SET version = version + 1, changed_at = $1 WHERE id = $2 RETURNING version";
    Ok(sqlx::query_scalar(update).bind(now().0).bind(id).fetch_one(&mut **transaction).await?)
}

async fn put(
    transaction: &mut Transaction<'_, Any>,
    operation_id: &str,
    status: &StepStatus,
    version: i64,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO operation_steps (operation_id, number, step, state, code, correlation_id, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (operation_id, number) DO UPDATE SET step = excluded.step, state = excluded.state,
             code = excluded.code, correlation_id = excluded.correlation_id, version = excluded.version",
    )
    .bind(operation_id)
    .bind(status.number)
    .bind(json(&status.step)?)
    .bind(status.state.as_str())
    .bind(status.code.as_ref().map(Code::as_str))
    .bind(&status.correlation_id)
    .bind(version)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

async fn steps(
    transaction: &mut Transaction<'_, Any>,
    operation_id: &str,
    since: i64,
) -> Result<Vec<StepStatus>, Error> {
    let rows: Vec<StepRow> = sqlx::query_as(
        "SELECT number, step, state, code, correlation_id FROM operation_steps
         WHERE operation_id = $1 AND version > $2 ORDER BY number",
    )
    .bind(operation_id)
    .bind(since)
    .fetch_all(&mut **transaction)
    .await?;
    rows.into_iter().map(StepRow::into_status).collect()
}

impl Row {
    fn into_operation(self, steps: Vec<StepStatus>) -> Result<Operation, Error> {
        let state = OperationState::from(self.state);
        let caller: Caller = serde_json::from_str(&self.caller)?;
        Ok(Operation {
            id: Some(self.id),
            customer_id: from_text(self.customer_id)?,
            goal: serde_json::from_str(&self.goal)?,
            code: self.code.map(Code::from),
            steps,
            waits: serde_json::from_str(&self.waits)?,
            user: caller.user,
            began_at: Timestamp(self.began_at),
            changed_at: Timestamp(self.changed_at),
            due_at: (state == OperationState::Waiting).then_some(Timestamp(self.due_at)),
            state,
            version: self.version,
        })
    }

    fn into_claimed(self) -> Result<Claimed, Error> {
        Ok(Claimed {
            id: self.id,
            caller: serde_json::from_str(&self.caller)?,
            customer_id: from_text(self.customer_id)?,
            goal: serde_json::from_str(&self.goal)?,
            lease: self.lease.unwrap_or_default(),
        })
    }
}

impl StepRow {
    fn into_status(self) -> Result<StepStatus, Error> {
        Ok(StepStatus {
            number: self.number,
            step: serde_json::from_str::<Step>(&self.step)?,
            state: StepState::from(self.state),
            code: self.code.map(Code::from),
            correlation_id: self.correlation_id,
        })
    }
}

fn json(value: &impl Serialize) -> Result<String, Error> {
    Ok(serde_json::to_string(value)?)
}

fn from_text<T: DeserializeOwned>(text: String) -> Result<T, Error> {
    Ok(serde_json::from_value(Value::String(text))?)
}
