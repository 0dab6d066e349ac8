//! The database: one unit of work per request, resources in and out as Microsoft writes them.

mod customers;
mod resources;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};
use tempfile::TempDir;

use crate::Error;

pub(crate) use customers::{Key, Place, is_reseller};

/// The database of a sandbox.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    pool: SqlitePool,
    /// Where data without a place of its own lives, until the last clone goes.
    _place: Option<Arc<TempDir>>,
}

/// A unit of work: what it reads fits together, what it writes is written at once or not at all.
pub(crate) struct Work {
    transaction: Transaction<'static, Sqlite>,
}

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
            .foreign_keys(true);
        let pool = SqlitePoolOptions::new().max_connections(8).connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool, _place: place.map(Arc::new) })
    }

    /// A unit of work that only reads.
    pub(crate) async fn read(&self) -> Result<Work, sqlx::Error> {
        Ok(Work { transaction: self.pool.begin().await? })
    }

    /// A unit of work that writes. It is the only one from its first read on: nothing changes between reading and
    /// writing.
    pub(crate) async fn write(&self) -> Result<Work, sqlx::Error> {
        Ok(Work { transaction: self.pool.begin_with("BEGIN IMMEDIATE").await? })
    }
}

impl Work {
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
