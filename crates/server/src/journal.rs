//! What was meant to be done and how it ended, on record before and after each act.
//!
//! Rows only come: triggers refuse to change them, and each vouches for those before it.

mod chain;

mod acts;
mod export;
mod receipt;
mod removals;

mod answers;

use std::time::Duration;
use std::{fmt, io};

use offboarding_domain::api::{ActivityAction, Code, Outcome};
use offboarding_domain::{Caller, Changes, CustomerId, Item, Timestamp};
use uuid::Uuid;

use crate::database::{self, Database};

pub use acts::Filter;
pub use answers::{Answer, AnswerKey};
pub use chain::Broken;
pub use export::{Export, export};
pub use removals::{Removal, Snapshot, Status};

/// The journal could not be read or written.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// The database failed.
    #[error("database")]
    Database(#[from] sqlx::Error),
    /// The database could not be opened or brought up to this version.
    #[error(transparent)]
    Open(#[from] database::Error),
    /// The database is shared, and somebody has to bring it up to this version first.
    #[error("the database is not of this version: `reseller-offboarding-server migrate` brings it there")]
    NotMigrated,
    /// A record holds something that this version cannot read.
    #[error("record")]
    Record(#[from] serde_json::Error),
    /// A file could not be written.
    #[error("export")]
    Export(#[from] io::Error),
    /// The rows are not those that were written.
    #[error(transparent)]
    Broken(#[from] Broken),
}

/// The journal.
#[derive(Clone, Debug)]
pub struct Journal {
    database: Database,
}

/// Names an act in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActId(i64);

impl fmt::Display for ActId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

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
    /// To which item; none where it is the customer.
    pub item: Option<Item>,
    /// The key that makes the request repeatable.
    pub idempotency_key: &'a str,
    /// The item and what changes with it, as they were read.
    pub before: Option<&'a Changes>,
}

/// How an act ended, or how it stands.
#[derive(Clone, Copy, Debug)]
pub struct Ending<'a> {
    /// How.
    pub outcome: &'a Outcome,
    /// Why not, where it did not end well.
    pub code: Option<&'a Code>,
    /// Whether that is the last word.
    pub finality: Finality,
    /// The item and what changes with it, as they were read again.
    pub after: Option<&'a Changes>,
    /// The `MS-RequestId` of each write that was sent.
    pub request_ids: &'a [Uuid],
}

/// Whether an outcome is the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finality {
    /// Somebody still looks.
    Open,
    /// Nothing follows: whatever comes later is dropped.
    Final,
}

impl Ending<'static> {
    /// Nobody will ever know.
    pub const UNKNOWN: Self = Self {
        outcome: &Outcome::UnknownOutcome,
        code: Some(&Code::ActionUnknownOutcome),
        finality: Finality::Final,
        after: None,
        request_ids: &[],
    };
}

impl Journal {
    /// The journal in this database. One that is this process's alone is brought up to this version; one that is
    /// shared has to be of it.
    pub async fn open(database: Database) -> Result<Self, Error> {
        let journal = Self { database };
        if !journal.database.is_shared() {
            journal.migrate().await?;
        } else if !journal.database.is_migrated().await.unwrap_or_default() {
            return Err(Error::NotMigrated);
        }
        Ok(journal)
    }

    /// The journal in a database that only others write to.
    pub fn read(database: Database) -> Self {
        Self { database }
    }

    /// Brings the database up to this version.
    pub async fn migrate(&self) -> Result<(), Error> {
        self.database.migrate().await?;
        match self.database.is_shared() {
            true => Ok(()),
            false => chain::chain_what_was_before(self).await,
        }
    }

    /// Where it is.
    pub fn database(&self) -> &Database {
        &self.database
    }
}

/// This moment.
pub fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}

/// The moment after this time.
pub fn in_future(duration: Duration) -> Timestamp {
    Timestamp(now().0.saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use offboarding_domain::{PartnerKind, Role};

    use super::*;
    use crate::database::Place;

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
        let journal = Journal::open(Database::open(&Place::Memory).await.unwrap()).await.unwrap();
        let act = record_an_act(&journal).await;
        (journal, act)
    }

    async fn record_an_act(journal: &Journal) -> ActId {
        let intent = Intent {
            caller: &caller(),
            customer_id: &customer_id(),
            correlation_id: Uuid::nil(),
            action: ActivityAction::CancelSoftware,
            target: "Windows Server",
            item: None,
            idempotency_key: "key",
            before: None,
        };
        journal.record_intent(&intent).await.unwrap()
    }

    async fn outcome(journal: &Journal) -> Outcome {
        journal.acts(&Filter::default(), None, 1).await.unwrap().remove(0).outcome
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
            journal
                .record_outcome(act, Ending { outcome: &told, code: None, finality, after: None, request_ids: &[] })
                .await
                .unwrap();
            assert_eq!(outcome(&journal).await, expected, "after {told}");
        }
    }

    #[tokio::test]
    async fn what_is_on_record_stays() {
        let (journal, act) = with_an_act().await;
        journal.record_outcome(act, Ending::UNKNOWN).await.unwrap();
        for change in [
            "UPDATE entries SET content = replace(content, 'ada', 'eve')",
            "DELETE FROM entries WHERE number = 2",
            "INSERT OR REPLACE INTO entries (number, content, hash) SELECT 1, content, hash FROM entries",
        ] {
            let error = sqlx::query(change).execute(journal.database.pool()).await.unwrap_err();
            assert!(error.to_string().contains("the journal only grows"), "{change}: {error}");
        }
    }

    #[tokio::test]
    async fn rows_of_two_processes_make_one_chain() {
        let place = tempfile::tempdir().unwrap();
        let file = Place::File(place.path().join("journal.sqlite"));
        let open = async || Journal::open(Database::open(&file).await.unwrap()).await.unwrap();
        let (one, other) = (open().await, open().await);
        let write = async |journal: &Journal| {
            for _ in 0..50 {
                record_an_act(journal).await;
            }
        };
        tokio::join!(write(&one), write(&other));
        assert_eq!(one.verify().await.unwrap().number, 100);
    }

    #[tokio::test]
    async fn answers_are_kept_for_a_day() {
        let journal = Journal::open(Database::open(&Place::Memory).await.unwrap()).await.unwrap();
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
        sqlx::query(a_day).execute(journal.database.pool()).await.unwrap();
        assert!(journal.kept_answer(&key).await.unwrap().is_none());
        journal.keep_answer(&key, &answer(409)).await.unwrap();
        assert_eq!(journal.kept_answer(&key).await.unwrap().unwrap().status, 409);
    }
}
