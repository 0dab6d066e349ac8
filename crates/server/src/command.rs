//! What the program does besides serving: bringing its database up to date, and reading its journal, also while a
//! server writes to it.

use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::pin::pin;

use anyhow::{Context, bail};
use futures_util::TryStreamExt;

use crate::config::Config;
use crate::database::{Database, Place};
use crate::journal::{Export, Filter, Journal, export};

/// What to do instead of serving.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Command {
    /// Brings the database up to this version. Only forwards: back it up before.
    Migrate,
    /// The journal in the data folder, or in the database that is named.
    #[command(subcommand)]
    Journal(JournalCommand),
}

/// What to do with the journal.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum JournalCommand {
    /// Reads every row and says whether all are there, as they were written.
    Verify {
        /// The head that an earlier verification printed: rows missing since then show.
        #[arg(long)]
        head: Option<String>,
        /// A receipt as JSON: says whether it is the one on record.
        #[arg(long)]
        receipt: Option<PathBuf>,
    },
    /// Copies the journal as it is at this moment, with everything else in its file, also while a server writes.
    Backup {
        /// The copy, which must not be there yet: a data folder's `journal.sqlite` when it is put back.
        file: PathBuf,
    },
    /// Writes every act to the standard output, newest first.
    Export {
        /// What kind of file.
        #[arg(long, value_enum)]
        format: Export,
    },
}

impl Command {
    /// Does it, with the database that these settings name.
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let place = config.database();
        let shown = match &place {
            Place::Memory => bail!("name the database: a data folder (--data) or DATABASE_URL"),
            Place::File(file) => format!("journal {}", file.display()),
            Place::Url(_) => "the database".to_owned(),
        };
        match self {
            Self::Migrate => migrate(&place).await.context(shown),
            Self::Journal(command) => {
                let journal = Journal::read(Database::open_to_read(&place).await.context(shown)?);
                command.run(journal).await
            }
        }
    }
}

async fn migrate(place: &Place) -> anyhow::Result<()> {
    let database = Database::open(place).await?;
    Journal::read(database.clone()).migrate().await?;
    println!("the database is of this version");
    database.close().await;
    Ok(())
}

impl JournalCommand {
    async fn run(self, journal: Journal) -> anyhow::Result<()> {
        match self {
            Self::Verify { head, receipt } => verify(&journal, head, receipt).await,
            Self::Backup { file } => back_up(&journal, &file).await,
            Self::Export { format } => write_all(journal, format).await,
        }
    }
}

async fn verify(journal: &Journal, kept: Option<String>, receipt: Option<PathBuf>) -> anyhow::Result<()> {
    let head = journal.verify().await?;
    println!("{} rows", head.number);
    println!("head {}", head.hash);
    if let Some(kept) = kept {
        println!("kept head is row {}", journal.row_of(&kept).await?);
    }
    if let Some(file) = receipt {
        let receipt = fs::read(&file).with_context(|| format!("receipt {}", file.display()))?;
        let receipt = serde_json::from_slice(&receipt).with_context(|| format!("receipt {}", file.display()))?;
        println!("receipt is row {}", journal.row_of_receipt(&receipt).await?);
    }
    Ok(())
}

/// A copy that does not verify is none.
async fn back_up(journal: &Journal, file: &Path) -> anyhow::Result<()> {
    let shown = file.display();
    if journal.database().is_shared() {
        bail!("PostgreSQL has a tool of its own for this: pg_dump");
    }
    if file.exists() {
        bail!("{shown} is there already");
    }
    journal.database().copy_to(file).await.with_context(|| format!("cannot copy to {shown}"))?;
    let copy = Database::open_to_read(&Place::File(file.to_owned())).await.with_context(|| format!("copy {shown}"))?;
    verify(&Journal::read(copy), None, None).await
}

async fn write_all(journal: Journal, format: Export) -> anyhow::Result<()> {
    let mut parts = pin!(export(journal, Filter::default(), format));
    while let Some(part) = parts.try_next().await? {
        stdout().write_all(&part).context("journal not written out")?;
    }
    Ok(())
}
