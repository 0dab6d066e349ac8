//! What was meant to be done and how it ended, on record before and after each act (SQLite).
//!
//! Acts and outcomes only grow: triggers refuse to change them. Every read is for one partner.

mod removals;

mod answers;
mod migrated;

use std::path::Path;

use offboarding_domain::api::{ActivityAction, ActivityEntry, Code, Outcome};
use offboarding_domain::{Caller, CustomerId, Timestamp};
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use uuid::Uuid;

pub use answers::{Answer, AnswerKey};
pub use removals::{Removal, Snapshot};

/// The journal could not be read or written.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// The database failed.
    #[error("database")]
    Database(#[from] sqlx::Error),
    /// The database could not be brought up to this version.
    #[error("migration")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A record holds something that this version cannot read.
    #[error("record")]
    Record(#[from] serde_json::Error),
}

/// The journal.
#[derive(Clone, Debug)]
pub struct Journal {
    pool: SqlitePool,
}

/// Names an act in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActId(i64);

/// What is about to be done.
#[derive(Clone, Debug)]
pub struct Intent<'a> {
    /// Who does it.
    pub caller: &'a Caller,
    /// To whom.
    pub customer_id: &'a CustomerId,
    /// Under which id.
    pub correlation_id: Uuid,
    /// What.
    pub action: ActivityAction,
    /// To what: the name of the item or the customer.
    pub target: &'a str,
}

/// Whether an outcome is the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finality {
    /// Somebody still looks.
    Open,
    /// Nothing follows. An act ends once: later last words are dropped.
    Final,
}

/// As many entries as an account page can use.
const MAX_ENTRIES: u32 = 1000;

impl Journal {
    /// Opens the file, making it where it is missing; without one, a journal that lives as long as the process.
    pub async fn open(file: Option<&Path>) -> Result<Self, Error> {
        let options = match file {
            Some(file) => SqliteConnectOptions::new().filename(file).create_if_missing(true),
            None => SqliteConnectOptions::new().in_memory(true),
        };
        let options = options
            .journal_mode(SqliteJournalMode::Wal)
            // What was promised to be on record survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true);
        // One connection: SQLite has one writer, and a database in memory is gone with its connection.
        let pool = SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None);
        let pool = pool.connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool })
    }

    /// Puts an intent on record, before the act.
    pub async fn record_intent(&self, intent: &Intent<'_>) -> Result<ActId, Error> {
        insert_intent(&mut *self.pool.acquire().await?, intent).await
    }

    /// Puts on record how an act ended, or how it stands.
    pub async fn record_outcome(
        &self,
        act: ActId,
        outcome: &Outcome,
        code: Option<&Code>,
        finality: Finality,
    ) -> Result<(), Error> {
        sqlx::query(
            "INSERT INTO outcomes (act_id, at, outcome, code, is_final) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (act_id) WHERE is_final = 1 DO NOTHING",
        )
        .bind(act.0)
        .bind(now().0)
        .bind(outcome.as_str())
        .bind(code.map(Code::as_str))
        .bind(finality == Finality::Final)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// What was done for a customer, newest first.
    pub async fn activity(&self, partner_id: &str, customer_id: &CustomerId) -> Result<Vec<ActivityEntry>, Error> {
        let rows: Vec<ActivityRow> = sqlx::query_as(
            "SELECT began_at, user, action, target, outcome, code, correlation_id FROM acts_now
             WHERE partner_id = ? AND customer_id = ? ORDER BY id DESC LIMIT ?",
        )
        .bind(partner_id)
        .bind(customer_id.as_str())
        .bind(MAX_ENTRIES)
        .fetch_all(&self.pool)
        .await?;
        Ok(rows.into_iter().map(ActivityRow::into_entry).collect())
    }

    /// Waits for what is being written, and closes the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

async fn insert_intent(connection: &mut sqlx::SqliteConnection, intent: &Intent<'_>) -> Result<ActId, Error> {
    let done = sqlx::query(
        "INSERT INTO acts (partner_id, customer_id, correlation_id, began_at, user, action, target)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&intent.caller.partner_id)
    .bind(intent.customer_id.as_str())
    .bind(intent.correlation_id.to_string())
    .bind(now().0)
    .bind(&intent.caller.user)
    .bind(intent.action.as_str())
    .bind(intent.target)
    .execute(connection)
    .await?;
    Ok(ActId(done.last_insert_rowid()))
}

#[derive(sqlx::FromRow)]
struct ActivityRow {
    began_at: i64,
    user: String,
    action: String,
    target: String,
    outcome: Option<String>,
    code: Option<String>,
    correlation_id: String,
}

impl ActivityRow {
    fn into_entry(self) -> ActivityEntry {
        ActivityEntry {
            at: Timestamp(self.began_at),
            user: self.user,
            action: ActivityAction::from(self.action),
            target: self.target,
            outcome: self.outcome.map_or(Outcome::UnknownOutcome, Outcome::from),
            code: self.code.map(Code::from),
            correlation_id: self.correlation_id,
        }
    }
}

/// This moment.
pub fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

#[cfg(test)]
mod tests {
    use offboarding_domain::{PartnerKind, Role};

    use super::*;

    fn caller() -> Caller {
        Caller {
            partner_id: "partner".to_owned(),
            user: "ada".to_owned(),
            role: Role::AdminAgent,
            partner_kind: PartnerKind::Direct,
        }
    }

    fn customer_id() -> CustomerId {
        "c5757d70-06f3-4f23-8367-5a9e55019f94".parse().unwrap()
    }

    async fn with_an_act() -> (Journal, ActId) {
        let journal = Journal::open(None).await.unwrap();
        let intent = Intent {
            caller: &caller(),
            customer_id: &customer_id(),
            correlation_id: Uuid::nil(),
            action: ActivityAction::CancelSoftware,
            target: "Windows Server",
        };
        let act = journal.record_intent(&intent).await.unwrap();
        (journal, act)
    }

    async fn outcome(journal: &Journal) -> Outcome {
        journal.activity("partner", &customer_id()).await.unwrap().remove(0).outcome
    }

    #[tokio::test]
    async fn an_act_without_an_outcome_is_unknown() {
        let (journal, _) = with_an_act().await;
        assert_eq!(outcome(&journal).await, Outcome::UnknownOutcome);
    }

    #[tokio::test]
    async fn an_act_ends_once() {
        let (journal, act) = with_an_act().await;
        for (told, finality, expected) in [
            (Outcome::Accepted, Finality::Open, Outcome::Accepted),
            (Outcome::Done, Finality::Final, Outcome::Done),
            (Outcome::UnknownOutcome, Finality::Final, Outcome::Done),
            (Outcome::Accepted, Finality::Open, Outcome::Done),
        ] {
            journal.record_outcome(act, &told, None, finality).await.unwrap();
            assert_eq!(outcome(&journal).await, expected, "after {told}");
        }
    }

    #[tokio::test]
    async fn what_is_on_record_stays() {
        let (journal, act) = with_an_act().await;
        journal.record_outcome(act, &Outcome::Done, None, Finality::Final).await.unwrap();
        for change in ["UPDATE acts SET user = 'eve'", "DELETE FROM acts", "UPDATE outcomes SET outcome = 'refused'"] {
            let error = sqlx::query(change).execute(&journal.pool).await.unwrap_err();
            assert!(error.to_string().contains("the journal only grows"), "{error}");
        }
    }

    #[tokio::test]
    async fn a_partner_sees_its_own_acts_only() {
        let (journal, _) = with_an_act().await;
        assert!(journal.activity("another", &customer_id()).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn answers_are_kept_for_a_day() {
        let journal = Journal::open(None).await.unwrap();
        let key = AnswerKey { partner_id: "partner".to_owned(), user: "ada".to_owned(), key: "one".to_owned() };
        let answer = |status| Answer {
            fingerprint: "print".to_owned(),
            status,
            headers: "[]".to_owned(),
            body: b"body".to_vec(),
        };
        journal.keep_answer(&key, &answer(200)).await.unwrap();
        assert_eq!(journal.kept_answer(&key).await.unwrap().unwrap().status, 200);

        let a_day = "UPDATE answers SET answered_at = answered_at - 24 * 3600 * 1000";
        sqlx::query(a_day).execute(&journal.pool).await.unwrap();
        assert!(journal.kept_answer(&key).await.unwrap().is_none());
        journal.keep_answer(&key, &answer(409)).await.unwrap();
        assert_eq!(journal.kept_answer(&key).await.unwrap().unwrap().status, 409);
    }
}
