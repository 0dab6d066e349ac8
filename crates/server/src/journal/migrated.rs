//! Whether the database is there and of this version.

use super::{Error, Journal};

impl Journal {
    /// Whether every migration that this version knows has been made; a newer version may have made more.
    pub async fn is_migrated(&self) -> Result<bool, Error> {
        let made: Vec<i64> =
            sqlx::query_scalar("SELECT version FROM _sqlx_migrations WHERE success").fetch_all(&self.pool).await?;
        Ok(sqlx::migrate!().iter().all(|it| made.contains(&it.version)))
    }
}
