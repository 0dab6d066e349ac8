//! Answers to writes, kept for a day so that a repeated request gets the same answer and nothing is done twice.

use std::time::Duration;

use super::{Error, Journal, now};

/// How long an answer is kept.
const KEPT: Duration = Duration::from_hours(24);

/// Whose answer to what.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AnswerKey {
    /// The caller's partner.
    pub partner_id: String,
    /// The caller.
    pub user: String,
    /// The idempotency key.
    pub key: String,
}

/// An answer as it was sent.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Answer {
    /// Tells requests apart that came with the same key.
    pub fingerprint: String,
    /// The HTTP status.
    #[sqlx(try_from = "i64")]
    pub status: u16,
    /// The headers that belong to the answer, as JSON: `[["name", "value"]]`.
    pub headers: String,
    /// The body.
    pub body: Vec<u8>,
}

impl Journal {
    /// The answer to an earlier request with this key, where there is one.
    pub async fn kept_answer(&self, key: &AnswerKey) -> Result<Option<Answer>, Error> {
        let answer = sqlx::query_as(
            "SELECT fingerprint, status, headers, body FROM answers
             WHERE partner_id = $1 AND \"user\" = $2 AND idempotency_key = $3 AND answered_at > $4",
        )
        .bind(&key.partner_id)
        .bind(&key.user)
        .bind(&key.key)
        .bind(a_day_ago())
        .fetch_optional(self.database.pool())
        .await?;
        Ok(answer)
    }

    /// Keeps an answer, and forgets those that are too old.
    pub async fn keep_answer(&self, key: &AnswerKey, answer: &Answer) -> Result<(), Error> {
        let mut transaction = self.database.pool().begin().await?;
        sqlx::query("DELETE FROM answers WHERE answered_at <= $1").bind(a_day_ago()).execute(&mut *transaction).await?;
        sqlx::query("INSERT INTO answers VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
            .bind(&key.partner_id)
            .bind(&key.user)
            .bind(&key.key)
            .bind(&answer.fingerprint)
            .bind(now().0)
            .bind(i64::from(answer.status))
            .bind(&answer.headers)
            .bind(&answer.body)
            .execute(&mut *transaction)
            .await?;
        Ok(transaction.commit().await?)
    }
}

fn a_day_ago() -> i64 {
    now().0 - i64::try_from(KEPT.as_millis()).expect("a day fits into an i64")
}
