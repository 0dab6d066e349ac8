//! What a customer has: subscriptions, Azure subscriptions, orders, entitlements; and the audit of it all.

use offboarding_domain::{AzureSubscriptionId, CustomerId, SubscriptionId, Timestamp};
use partner_center::wire::{AuditRecord, AzureEntitlement, Entitlement, Order, Subscription, SupportContact};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::QueryBuilder;

use super::{Seek, Work, from_json, to_json};
use crate::lifecycle;
use crate::partner::Access;

const ROWS_AT_ONCE: usize = 1_000;

impl Work {
    /// As they are by now.
    pub(crate) async fn subscriptions(&mut self, customer: &CustomerId) -> Result<Vec<Subscription>, sqlx::Error> {
        let sql = "SELECT body, since FROM subscriptions WHERE customer_id = ? ORDER BY rowid";
        let rows: Vec<(String, i64)> =
            sqlx::query_as(sql).bind(customer.as_str()).fetch_all(&mut *self.transaction).await?;
        rows.into_iter().map(|it| self.by_now(it)).collect()
    }

    pub(crate) async fn subscription(
        &mut self,
        customer: &CustomerId,
        id: &SubscriptionId,
    ) -> Result<Option<Subscription>, sqlx::Error> {
        let sql = "SELECT body, since FROM subscriptions WHERE customer_id = ? AND id = ?";
        let row: Option<(String, i64)> = sqlx::query_as(sql)
            .bind(customer.as_str())
            .bind(id.as_str())
            .fetch_optional(&mut *self.transaction)
            .await?;
        row.map(|it| self.by_now(it)).transpose()
    }

    fn by_now(&self, (body, since): (String, i64)) -> Result<Subscription, sqlx::Error> {
        let since = jiff::Timestamp::from_millisecond(since).map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        lifecycle::by_now(from_json(&body)?, since, self.now()).map_err(|error| sqlx::Error::Decode(Box::new(error)))
    }

    pub(crate) async fn azure_subscriptions(
        &mut self,
        customer: &CustomerId,
        plan: &SubscriptionId,
    ) -> Result<Vec<AzureEntitlement>, sqlx::Error> {
        let sql = "SELECT body, inactive_from FROM azure_subscriptions
                   WHERE customer_id = ? AND plan_id = ? ORDER BY rowid";
        let rows: Vec<(String, Option<i64>)> =
            sqlx::query_as(sql).bind(customer.as_str()).bind(plan.as_str()).fetch_all(&mut *self.transaction).await?;
        rows.into_iter().map(|it| self.azure_by_now(it)).collect()
    }

    pub(crate) async fn azure_subscription(
        &mut self,
        customer: &CustomerId,
        plan: &SubscriptionId,
        id: &AzureSubscriptionId,
    ) -> Result<Option<AzureEntitlement>, sqlx::Error> {
        let sql = "SELECT body, inactive_from FROM azure_subscriptions
                   WHERE customer_id = ? AND plan_id = ? AND id = ?";
        let row: Option<(String, Option<i64>)> = sqlx::query_as(sql)
            .bind(customer.as_str())
            .bind(plan.as_str())
            .bind(id.as_str())
            .fetch_optional(&mut *self.transaction)
            .await?;
        row.map(|it| self.azure_by_now(it)).transpose()
    }

    fn azure_by_now(&self, (body, inactive_from): (String, Option<i64>)) -> Result<AzureEntitlement, sqlx::Error> {
        let mut azure: AzureEntitlement = from_json(&body)?;
        if inactive_from.is_some_and(|it| it <= self.moment().0) {
            azure.status = Some("inactive".to_owned());
        }
        Ok(azure)
    }

    /// Cancelled: inactive after so many seconds. `None` takes it back.
    pub(crate) async fn set_azure_inactive(
        &mut self,
        customer: &CustomerId,
        id: &AzureSubscriptionId,
        delay_s: Option<u32>,
    ) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE azure_subscriptions SET inactive_from = ? WHERE customer_id = ? AND id = ?")
            .bind(delay_s.map(|it| self.in_seconds(it)))
            .bind(customer.as_str())
            .bind(id.as_str())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    pub(crate) async fn orders(&mut self, customer: &CustomerId) -> Result<Vec<Order>, sqlx::Error> {
        let sql = "SELECT body FROM orders WHERE customer_id = ? AND seen_from <= ? ORDER BY rowid";
        let bodies: Vec<String> = sqlx::query_scalar(sql)
            .bind(customer.as_str())
            .bind(self.seen_until())
            .fetch_all(&mut *self.transaction)
            .await?;
        bodies.iter().map(|it| from_json(it)).collect()
    }

    /// What is seen from a later moment on is not seen.
    fn seen_until(&self) -> i64 {
        if self.sees_all { i64::MAX } else { self.moment().0 }
    }

    /// A new order shows after so many seconds.
    pub(crate) async fn hide_order(&mut self, id: &str, delay_s: u32) -> Result<(), sqlx::Error> {
        sqlx::query("UPDATE orders SET seen_from = ? WHERE id = ?")
            .bind(self.in_seconds(delay_s))
            .bind(id)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    pub(crate) async fn order(&mut self, customer: &CustomerId, id: &str) -> Result<Option<Order>, sqlx::Error> {
        let sql = "SELECT body FROM orders WHERE customer_id = ? AND id = ? AND seen_from <= ?";
        let body: Option<String> = sqlx::query_scalar(sql)
            .bind(customer.as_str())
            .bind(id)
            .bind(self.seen_until())
            .fetch_optional(&mut *self.transaction)
            .await?;
        body.as_deref().map(from_json).transpose()
    }

    pub(crate) async fn entitlements(&mut self, customer: &CustomerId) -> Result<Vec<Entitlement>, sqlx::Error> {
        self.list("SELECT body FROM entitlements WHERE customer_id = ? ORDER BY rowid", customer).await
    }

    /// New ones, or new versions of those that are there.
    pub(crate) async fn save_subscriptions(&mut self, rows: &[(CustomerId, Subscription)]) -> Result<(), sqlx::Error> {
        let since = self.now().as_millisecond();
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            let mut statement = QueryBuilder::new("INSERT INTO subscriptions (customer_id, id, body, since) ");
            statement.push_values(chunk, |mut row, (customer, subscription)| {
                row.push_bind(customer.as_str().to_owned())
                    .push_bind(subscription.id.clone())
                    .push_bind(to_json(subscription))
                    .push_bind(since);
            });
            statement.push(
                " ON CONFLICT (customer_id, id) DO UPDATE SET body = excluded.body, since = CASE
                    WHEN body ->> 'status' = excluded.body ->> 'status' THEN since ELSE excluded.since END",
            );
            statement.build().execute(&mut *self.transaction).await?;
        }
        Ok(())
    }

    pub(crate) async fn save_azure_subscriptions(
        &mut self,
        rows: &[(CustomerId, AzureEntitlement)],
    ) -> Result<(), sqlx::Error> {
        let insert = "INSERT INTO azure_subscriptions (customer_id, plan_id, id, body) ";
        let key = |it: &AzureEntitlement| vec![it.subscription_id.clone(), it.id.clone()];
        self.save(insert, "customer_id, plan_id, id", rows, key).await
    }

    pub(crate) async fn save_orders(&mut self, rows: &[(CustomerId, Order)]) -> Result<(), sqlx::Error> {
        self.save("INSERT INTO orders (customer_id, id, body) ", "customer_id, id", rows, |it| vec![it.id.clone()])
            .await
    }

    pub(crate) async fn save_entitlements(&mut self, rows: &[(CustomerId, Entitlement)]) -> Result<(), sqlx::Error> {
        let insert = "INSERT INTO entitlements (customer_id, order_id, line, body) ";
        let key = |it: &Entitlement| {
            let reference = it.reference_order.clone().unwrap_or_default();
            vec![reference.id, reference.line_item_id]
        };
        self.save(insert, "customer_id, order_id, line", rows, key).await
    }

    pub(crate) async fn add_audit_record(
        &mut self,
        at: Timestamp,
        customer: &CustomerId,
        record: &AuditRecord,
    ) -> Result<(), sqlx::Error> {
        sqlx::query("INSERT INTO audit_records (at, customer_id, body) VALUES (?, ?, ?)")
            .bind(at.0)
            .bind(customer.as_str())
            .bind(to_json(record))
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// From a moment until before another, newest first, each with its number; the other way round where `seek` goes
    /// backwards.
    pub(crate) async fn audit_records(
        &mut self,
        from: Timestamp,
        until: Timestamp,
        seek: &Seek<i64>,
    ) -> Result<Vec<(i64, AuditRecord)>, sqlx::Error> {
        let older = "SELECT id, body FROM audit_records WHERE at >= ? AND at < ? AND id < ? ORDER BY id DESC";
        let newer = "SELECT id, body FROM audit_records WHERE at >= ? AND at < ? AND id > ? ORDER BY id";
        let (sql, beyond) = match seek {
            Seek::First => (older, i64::MAX),
            Seek::After(number) => (older, *number),
            Seek::Before(number) => (newer, *number),
            Seek::Last => (newer, i64::MIN),
        };
        let rows: Vec<(i64, String)> =
            sqlx::query_as(sql).bind(from.0).bind(until.0).bind(beyond).fetch_all(&mut *self.transaction).await?;
        rows.into_iter().map(|(number, body)| Ok((number, from_json(&body)?))).collect()
    }

    pub(crate) async fn audit_record(&mut self, id: &str) -> Result<Option<AuditRecord>, sqlx::Error> {
        self.one("SELECT body FROM audit_records WHERE body ->> 'id' = ?", &[id]).await
    }

    /// Keeps a token for so many seconds.
    pub(crate) async fn give_access(
        &mut self,
        token: &str,
        access: &Access,
        lifetime_s: u32,
    ) -> Result<(), sqlx::Error> {
        sqlx::query("INSERT INTO access_tokens (token, body, expires) VALUES (?, ?, ?)")
            .bind(token)
            .bind(to_json(access))
            .bind(self.in_seconds(lifetime_s))
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// What a token gives that is good by now.
    pub(crate) async fn access(&mut self, token: &str) -> Result<Option<Access>, sqlx::Error> {
        let body: Option<String> = sqlx::query_scalar("SELECT body FROM access_tokens WHERE token = ? AND expires > ?")
            .bind(token)
            .bind(self.moment().0)
            .fetch_optional(&mut *self.transaction)
            .await?;
        body.as_deref().map(from_json).transpose()
    }

    /// Who helps with a subscription, where it is not the partner itself.
    pub(crate) async fn support_contact(
        &mut self,
        customer: &CustomerId,
        id: &SubscriptionId,
    ) -> Result<Option<SupportContact>, sqlx::Error> {
        let sql = "SELECT body FROM support_contacts WHERE customer_id = ? AND subscription_id = ?";
        self.one(sql, &[customer.as_str(), id.as_str()]).await
    }

    pub(crate) async fn save_support_contact(
        &mut self,
        customer: &CustomerId,
        id: &SubscriptionId,
        contact: &SupportContact,
    ) -> Result<(), sqlx::Error> {
        let sql = "INSERT INTO support_contacts (customer_id, subscription_id, body) VALUES (?, ?, ?)
                   ON CONFLICT (customer_id, subscription_id) DO UPDATE SET body = excluded.body";
        sqlx::query(sql)
            .bind(customer.as_str())
            .bind(id.as_str())
            .bind(to_json(contact))
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    async fn list<T: DeserializeOwned>(
        &mut self,
        sql: &'static str,
        customer: &CustomerId,
    ) -> Result<Vec<T>, sqlx::Error> {
        let bodies: Vec<String> =
            sqlx::query_scalar(sql).bind(customer.as_str()).fetch_all(&mut *self.transaction).await?;
        bodies.iter().map(|it| from_json(it)).collect()
    }

    async fn one<T: DeserializeOwned>(&mut self, sql: &'static str, key: &[&str]) -> Result<Option<T>, sqlx::Error> {
        let query = key.iter().fold(sqlx::query_scalar(sql), |query, part| query.bind(*part));
        let body: Option<String> = query.fetch_optional(&mut *self.transaction).await?;
        body.as_deref().map(from_json).transpose()
    }

    async fn save<T: Serialize>(
        &mut self,
        insert: &'static str,
        key_columns: &'static str,
        rows: &[(CustomerId, T)],
        key: impl Fn(&T) -> Vec<Option<String>>,
    ) -> Result<(), sqlx::Error> {
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            let mut statement = QueryBuilder::new(insert);
            statement.push_values(chunk, |mut row, (customer, resource)| {
                row.push_bind(customer.as_str().to_owned());
                for part in key(resource) {
                    row.push_bind(part);
                }
                row.push_bind(to_json(resource));
            });
            statement.push(" ON CONFLICT (").push(key_columns).push(") DO UPDATE SET body = excluded.body");
            statement.build().execute(&mut *self.transaction).await?;
        }
        Ok(())
    }
}
