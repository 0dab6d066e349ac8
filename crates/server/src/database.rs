//! The database: SQLite in a file that is this process's alone, or PostgreSQL that several copies of the server share.
//!
//! Both are spoken to through one pool and in one SQL. What differs is here, and in the two folders of migrations.

use std::io;
use std::path::{Path, PathBuf, absolute};
use std::str::FromStr;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Any, AnyPool, ConnectOptions, Transaction};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Connections to PostgreSQL. A request holds one for a statement or a short transaction, never while upstream is asked.
const CONNECTIONS: u32 = 10;

/// One number that all copies know: whoever writes into the journal holds this lock until it is written.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7165062141720215916)";

/// Where the database is.
#[derive(Clone, Debug)]
pub enum Place {
    /// Nowhere: it lives as long as the process.
    Memory,
    /// SQLite in this file.
    File(PathBuf),
    /// PostgreSQL at this address.
    Url(String),
}

/// The database.
#[derive(Clone, Debug)]
pub struct Database {
    pool: AnyPool,
    is_shared: bool,
}

/// The database cannot be used.
#[derive(thiserror::Error, Debug)]
pub enum Error {
    /// The path of the file makes no sense on this machine.
    #[error("file {0}")]
    File(PathBuf, #[source] io::Error),
    /// It is not there, or refuses.
    #[error("database")]
    Connect(#[from] sqlx::Error),
    /// It could not be brought up to this version.
    #[error("migration")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// What it is opened for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Write,
    Read,
}

impl Database {
    /// Opens it as it is; a file that is missing is made.
    pub async fn open(place: &Place) -> Result<Self, Error> {
        Self::connect(place, Access::Write).await
    }

    /// Opens it to read, whoever else writes to it.
    pub async fn open_to_read(place: &Place) -> Result<Self, Error> {
        Self::connect(place, Access::Read).await
    }

    async fn connect(place: &Place, access: Access) -> Result<Self, Error> {
        install_default_drivers();
        let pool = match place {
            Place::Memory => sqlite(AnyConnectOptions::from_str("sqlite::memory:")?, access).await?,
            Place::File(file) => {
                let file = absolute(file).map_err(|error| Error::File(file.clone(), error))?;
                let options = SqliteConnectOptions::new().filename(file);
                let options = match access {
                    Access::Write => options.create_if_missing(true),
                    Access::Read => options.read_only(true),
                };
                sqlite(AnyConnectOptions::from_url(&options.to_url_lossy())?, access).await?
            }
            Place::Url(url) => AnyPoolOptions::new().max_connections(CONNECTIONS).connect(url).await?,
        };
        Ok(Self { pool, is_shared: matches!(place, Place::Url(_)) })
    }

    /// Whether other processes write to it as well.
    pub fn is_shared(&self) -> bool {
        self.is_shared
    }

    /// Its connections.
    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// A transaction that is the only one to write, here and in every other process.
    pub async fn writing(&self) -> Result<Transaction<'static, Any>, sqlx::Error> {
        if !self.is_shared {
            return self.pool.begin_with("BEGIN IMMEDIATE").await;
        }
        let mut transaction = self.pool.begin().await?;
        sqlx::query(LOCK).execute(&mut *transaction).await?;
        Ok(transaction)
    }

    /// Brings it up to this version. Only forwards; whoever else does the same waits.
    pub async fn migrate(&self) -> Result<(), Error> {
        Ok(self.migrator().run(&self.pool).await?)
    }

    /// Whether every migration that this version knows has been made; a newer version may have made more.
    pub async fn is_migrated(&self) -> Result<bool, sqlx::Error> {
        let made = "SELECT version FROM _sqlx_migrations WHERE success";
        let made: Vec<i64> = sqlx::query_scalar(made).fetch_all(&self.pool).await?;
        Ok(self.migrator().iter().all(|it| made.contains(&it.version)))
    }

    /// Writes all of it, as it is at one moment, into a file that is not there yet (SQLite).
    pub async fn copy_to(&self, file: &Path) -> Result<(), sqlx::Error> {
        sqlx::query("VACUUM INTO $1").bind(file.to_string_lossy().into_owned()).execute(&self.pool).await?;
        Ok(())
    }

    /// Waits for what is being written, and closes it.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    fn migrator(&self) -> &'static Migrator {
        if self.is_shared { &POSTGRES } else { &SQLITE }
    }
}

/// One connection: SQLite has one writer, and a database in memory is gone with its connection. It is not tried out before
/// it is used: whoever is cancelled meanwhile, as a request whose browser leaves, would take it along.
async fn sqlite(options: AnyConnectOptions, access: Access) -> Result<AnyPool, sqlx::Error> {
    let pool =
        AnyPoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None).test_before_acquire(false);
    let pool = pool.after_connect(move |connection, _| {
        Box::pin(async move {
            if access == Access::Write {
                // What was promised to be on record survives a power cut.
                sqlx::raw_sql("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").execute(connection).await?;
            }
            Ok(())
        })
    });
    pool.connect_with(options).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_leaves_while_waiting_for_it_does_not_take_it_along() {
        let database = Database::open(&Place::Memory).await.unwrap();
        database.migrate().await.unwrap();
        for _ in 0..100 {
            // Cancelled as soon as it has to wait.
            let _ = tokio::time::timeout(std::time::Duration::ZERO, database.pool().begin()).await;
        }
        assert!(database.is_migrated().await.unwrap());
    }
}
