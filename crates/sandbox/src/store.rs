//! The database: one unit of work per request, resources in and out as Microsoft writes them.

mod answers;
mod customers;
mod page;
mod resources;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};
use tempfile::TempDir;

use crate::Error;
use crate::clock::Clock;

pub(crate) use customers::{Key, Place, is_reseller};
pub(crate) use page::{Page, Seek};

/// The database of a sandbox.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    pool: SqlitePool,
    clock: Clock,
    /// Where data without a place of its own lives, until the last clone goes.
    _place: Option<Arc<TempDir>>,
}

/// A unit of work: what it reads fits together, what it writes is written at once or not at all.
pub(crate) struct Work {
    transaction: Transaction<'static, Sqlite>,
    now: jiff::Timestamp,
    /// Whoever writes sees what is; whoever only reads sees what has got around.
    sees_all: bool,
    /// `MS-CorrelationId` of the request that it is done for.
    pub(crate) correlation_id: Option<String>,
}

/// Rows that are read before anybody takes them: else each row is a change of threads, and a customer may have hundreds.
const ROWS_AHEAD: usize = 1_000;

impl Store {
    /// A file, since a database in memory is each connection's own.
    pub(crate) async fn open(data: Option<&Path>) -> Result<Self, Error> {
        let place = if data.is_none() { Some(tempfile::tempdir()?) } else { None };
        let temporary = place.as_ref().map(|it| it.path().join("sandbox.sqlite"));
        let file = data.map(Path::to_owned).or(temporary).expect("without a file there is a place");
        let synchronous = if place.is_some() { SqliteSynchronous::Off } else { SqliteSynchronous::Normal };
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .busy_timeout(Duration::from_secs(30))
            .foreign_keys(true)
            .row_buffer_size(ROWS_AHEAD);
        let pool = SqlitePoolOptions::new().max_connections(8).connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        let store = Self { pool, clock: Clock::default(), _place: place.map(Arc::new) };
        store.clock.set_ahead_ms(store.read().await?.ahead_ms().await?);
        Ok(store)
    }

    /// Sets the sandbox's clock, which goes on from there: also after the sandbox was opened again.
    pub(crate) async fn set_now(&self, now: jiff::Timestamp) -> Result<(), sqlx::Error> {
        let ahead_ms = now.as_millisecond() - jiff::Timestamp::now().as_millisecond();
        let mut work = self.write().await?;
        work.set_ahead_ms(ahead_ms).await?;
        work.commit().await?;
        self.clock.set_ahead_ms(ahead_ms);
        Ok(())
    }

    /// A unit of work that only reads.
    pub(crate) async fn read(&self) -> Result<Work, sqlx::Error> {
        Ok(Work { transaction: self.pool.begin().await?, now: self.clock.now(), sees_all: false, correlation_id: None })
    }

    /// A unit of work that writes. It is the only one from its first read on: nothing changes between reading and
    /// writing.
    pub(crate) async fn write(&self) -> Result<Work, sqlx::Error> {
        let transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Work { transaction, now: self.clock.now(), sees_all: true, correlation_id: None })
    }
}

impl Work {
    /// When all of it happens.
    pub(crate) fn now(&self) -> jiff::Timestamp {
        self.now
    }

    /// The same, as the rule counts.
    pub(crate) fn moment(&self) -> offboarding_domain::Timestamp {
        offboarding_domain::Timestamp(self.now.as_millisecond())
    }

    /// So many seconds from now, in milliseconds.
    fn in_seconds(&self, delay_s: u32) -> i64 {
        self.moment().0 + i64::from(delay_s) * 1000
    }

    async fn ahead_ms(&mut self) -> Result<i64, sqlx::Error> {
        let set = sqlx::query_scalar("SELECT value FROM settings WHERE name = 'clock_ahead_ms'");
        Ok(set.fetch_optional(&mut *self.transaction).await?.unwrap_or_default())
    }

    async fn set_ahead_ms(&mut self, ahead_ms: i64) -> Result<(), sqlx::Error> {
        let set = "INSERT INTO settings (name, value) VALUES ('clock_ahead_ms', ?)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        sqlx::query(set).bind(ahead_ms).execute(&mut *self.transaction).await?;
        Ok(())
    }

    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        self.transaction.commit().await
    }
}

/// What was written as JSON by this sandbox.
fn from_json<T: serde::de::DeserializeOwned>(body: &str) -> Result<T, sqlx::Error> {
    serde_json::from_str(body).map_err(|error| sqlx::Error::Decode(Box::new(error)))
}

fn to_json<T: serde::Serialize>(resource: &T) -> String {
    serde_json::to_string(resource).expect("texts, numbers and lists of them are JSON")
}
