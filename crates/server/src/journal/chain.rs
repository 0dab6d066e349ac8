//! The chain: each row's hash covers what the row says and the hash of the row before, so that a row that was changed,
//! moved, made up or taken out shows. `docs/journal.md` defines it for whoever checks it with other tools.

use futures_util::TryStreamExt;
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::{Any, Transaction};

use super::receipt::append_receipt;
use super::{ActId, Error, Journal};
use crate::idempotency::hex;

/// What stands for the hash of the row before the first.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Kind {
    /// What is about to be done.
    Intent,
    /// What there was before a removal.
    Snapshot,
    /// How an act ended, or how it stands.
    Outcome,
    /// What is left to show for a removal.
    Receipt,
}

/// What a row says.
#[derive(Serialize)]
struct Content<'a, T> {
    kind: Kind,
    #[serde(flatten)]
    said: &'a T,
}

/// The last row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number, which is how many there are.
    pub number: i64,
    /// Its hash, which vouches for all of them.
    pub hash: String,
}

impl Default for Head {
    fn default() -> Self {
        Self { number: 0, hash: BEGINNING.to_owned() }
    }
}

impl Head {
    fn then(&self, content: &str) -> Self {
        let hash = Sha256::digest(format!("{}\n{content}", self.hash));
        Self { number: self.number + 1, hash: hex(&hash) }
    }

    fn followed_by(&self, (number, content, hash): (i64, String, String)) -> Result<Self, Broken> {
        let expected = self.then(&content);
        match (number, hash) {
            (number, _) if number != expected.number => Err(Broken::Missing(expected.number)),
            (_, hash) if hash != expected.hash => Err(Broken::Forged(number)),
            _ => Ok(expected),
        }
    }
}

/// What does not fit together.
#[derive(thiserror::Error, Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A gap in the numbers.
    #[error("row {0} is missing")]
    Missing(i64),
    /// The hash is not that of the content after the row before.
    #[error("row {0} is not what was written there: it was changed, moved or made up")]
    Forged(i64),
    /// A hash that somebody kept is nowhere in the chain.
    #[error("no row has the hash {0}: rows at the end are missing, or the rows were written anew")]
    NoSuchHash(String),
    /// A receipt is another than the one on record.
    #[error("the receipt says something else than row {0}")]
    Receipt(i64),
}

impl Journal {
    /// Reads the whole chain, and compares every row with its hash.
    pub async fn verify(&self) -> Result<Head, Error> {
        let rows = sqlx::query_as("SELECT number, content, hash FROM entries ORDER BY number");
        let mut rows = rows.fetch(self.database.pool()).map_err(Error::from);
        let mut head = Head::default();
        while let Some(row) = rows.try_next().await? {
            head = head.followed_by(row)?;
        }
        Ok(head)
    }

    /// The row with this hash, which somebody kept.
    pub async fn row_of(&self, hash: &str) -> Result<i64, Error> {
        let number = sqlx::query_scalar("SELECT number FROM entries WHERE hash = $1").bind(hash);
        number.fetch_optional(self.database.pool()).await?.ok_or_else(|| Broken::NoSuchHash(hash.to_owned()).into())
    }
}

/// Adds a row. Its transaction is one that is [`writing`](crate::database::Database::writing).
pub(super) async fn append<T: Serialize>(
    transaction: &mut Transaction<'static, Any>,
    kind: Kind,
    said: &T,
) -> Result<i64, Error> {
    append_content(transaction, &serde_json::to_string(&Content { kind, said })?).await
}

async fn append_content(transaction: &mut Transaction<'static, Any>, content: &str) -> Result<i64, Error> {
    let last = sqlx::query_as("SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1");
    let head: Option<(i64, String)> = last.fetch_optional(&mut **transaction).await?;
    let head = head.map(|(number, hash)| Head { number, hash }).unwrap_or_default().then(content);
    sqlx::query("INSERT INTO entries (number, content, hash) VALUES ($1, $2, $3)")
        .bind(head.number)
        .bind(content)
        .bind(head.hash)
        .execute(&mut **transaction)
        .await?;
    Ok(head.number)
}

/// Takes over what was on record before there was a chain.
pub(super) async fn chain_what_was_before(journal: &Journal) -> Result<(), Error> {
    let mut transaction = journal.database.writing().await?;
    let before = sqlx::query_scalar("SELECT content FROM unchained ORDER BY number");
    let before: Vec<String> = before.fetch_all(&mut *transaction).await?;
    for content in &before {
        append_content(&mut transaction, content).await?;
    }
    let removed = sqlx::query_scalar(
        "SELECT number FROM removals_now WHERE outcome = 'done' AND receipt IS NULL ORDER BY number",
    );
    let removed: Vec<i64> = removed.fetch_all(&mut *transaction).await?;
    for act in removed {
        append_receipt(&mut transaction, ActId(act)).await?;
    }
    sqlx::query("DELETE FROM unchained").execute(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}
