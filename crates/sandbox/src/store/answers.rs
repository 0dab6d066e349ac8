//! The answers that were given to writes.

use super::Work;
use crate::write::{Answer, RequestKey};

const REMEMBERED_MS: i64 = 24 * 60 * 60 * 1000;

impl Work {
    /// What this very request was answered, within a day.
    pub(crate) async fn answer(&mut self, key: Option<&RequestKey>) -> Result<Option<Answer>, sqlx::Error> {
        let Some(key) = key else { return Ok(None) };
        let sql = "SELECT status, body FROM answers
                   WHERE request_id = ? AND method = ? AND path = ? AND request = ? AND at > ?";
        let row: Option<(u16, String)> = sqlx::query_as(sql)
            .bind(&key.id)
            .bind(&key.method)
            .bind(&key.path)
            .bind(&key.body[..])
            .bind(self.moment().0 - REMEMBERED_MS)
            .fetch_optional(&mut *self.transaction)
            .await?;
        Ok(row.map(|(status, body)| Answer { status, body }))
    }

    /// Remembers it, and forgets those that are too old.
    pub(crate) async fn keep_answer(&mut self, key: Option<&RequestKey>, answer: &Answer) -> Result<(), sqlx::Error> {
        let Some(key) = key else { return Ok(()) };
        let now = self.moment().0;
        sqlx::query("DELETE FROM answers WHERE at <= ?")
            .bind(now - REMEMBERED_MS)
            .execute(&mut *self.transaction)
            .await?;
        sqlx::query(
            "INSERT INTO answers (request_id, method, path, request, at, status, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&key.id)
        .bind(&key.method)
        .bind(&key.path)
        .bind(&key.body[..])
        .bind(now)
        .bind(answer.status)
        .bind(&answer.body)
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }
}
