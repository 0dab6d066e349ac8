//! Where servers under test keep what they know: SQLite in a folder of their own, or a PostgreSQL database of their own.
//!
//! `STORAGE=postgres` has every test use the second. `POSTGRES` is the address of a cluster to make databases in.

use std::env;
use std::path::Path;

use reseller_offboarding_server::Config;
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use tempfile::TempDir;
use tokio::process::Command;
use tokio::sync::OnceCell;
use uuid::Uuid;

/// A place of its own, gone with the test.
pub struct Storage {
    folder: TempDir,
    url: Option<String>,
}

impl Storage {
    /// As the whole suite is told.
    pub async fn new() -> Self {
        match env::var("STORAGE").as_deref() {
            Ok("postgres") => Self::postgres().await,
            Ok(other) => panic!("STORAGE={other}: only postgres is known"),
            Err(_) => Self::sqlite(),
        }
    }

    /// In a folder.
    pub fn sqlite() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), url: None }
    }

    /// In a database that is of this version.
    pub async fn postgres() -> Self {
        static TEMPLATE: OnceCell<String> = OnceCell::const_new();
        let template = TEMPLATE
            .get_or_init(async || {
                let empty = Self::empty().await;
                let migrated = program().arg("migrate").args(empty.arguments()).output().await.unwrap();
                assert!(migrated.status.success(), "{migrated:?}");
                sqlx::query_scalar("SELECT current_database()::text")
                    .fetch_one(&mut empty.connect().await)
                    .await
                    .unwrap()
            })
            .await;
        Self::made(&format!("TEMPLATE \"{template}\"")).await
    }

    /// In a database with nothing in it.
    pub async fn empty() -> Self {
        Self::made("").await
    }

    /// The same database for another server, where it can be shared; one of its own where not.
    pub fn beside(&self) -> Self {
        Self { url: self.url.clone(), ..Self::sqlite() }
    }

    async fn made(how: &str) -> Self {
        let cluster = env::var("POSTGRES").expect("POSTGRES is the address of a cluster: cargo xtask test has one");
        let name = Uuid::new_v4().simple().to_string();
        let create = AssertSqlSafe(format!("CREATE DATABASE \"{name}\" {how}"));
        connect(&cluster).await.execute(create).await.unwrap();
        let (server, parameters) = cluster.split_once("/postgres?").expect("an address of the database postgres");
        Self { url: Some(format!("{server}/{name}?{parameters}")), ..Self::sqlite() }
    }

    /// The folder of the files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The address of the database, where several servers may share it.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// Settings with this place in them.
    pub fn set(&self, config: Config) -> Config {
        let database_url = self.url.clone().map(Into::into);
        Config { data: Some(self.folder().to_owned()), database_url, ..config }
    }

    /// The same for the program.
    pub fn arguments(&self) -> Vec<String> {
        let folder = ["--data".to_owned(), self.folder().to_str().unwrap().to_owned()];
        folder.into_iter().chain(self.url.iter().flat_map(|it| ["--database-url".to_owned(), it.clone()])).collect()
    }

    /// Somebody with the database in their hands.
    pub async fn connect(&self) -> AnyConnection {
        let file = format!("sqlite://{}?mode=rwc", self.folder().join("journal.sqlite").display());
        connect(self.url.as_ref().unwrap_or(&file)).await
    }
}

async fn connect(url: &str) -> AnyConnection {
    install_default_drivers();
    AnyConnection::connect(url).await.unwrap()
}

/// The server as a program, with nothing of this environment's settings.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reseller-offboarding-server"));
    for (name, _) in env::vars().filter(|(name, _)| name.starts_with("RO_") || name == "DATABASE_URL") {
        command.env_remove(name);
    }
    command.kill_on_drop(true);
    command
}
