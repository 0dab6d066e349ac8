//! Customers: looked up by id, listed by the start of their name or domain.

use offboarding_domain::CustomerId;
use partner_center::wire::Customer;
use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, QueryBuilder};

use super::{Page, Seek, Work, from_json, to_json};
use crate::refusal::Refusal;

/// SQLite takes 32,766 values in one statement.
const ROWS_AT_ONCE: usize = 1_000;

/// What a list is sorted and searched by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Key {
    Name,
    Domain,
}

/// Where a customer is in a list: by this key, then this id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Place {
    key: String,
    id: String,
}

impl Work {
    /// A customer of the partner; everybody else is none of its business.
    pub(crate) async fn customer(&mut self, id: &CustomerId) -> Result<Customer, Refusal> {
        let sql = "SELECT body, gone_from FROM customers WHERE id = ?";
        let row: Option<(String, Option<i64>)> =
            sqlx::query_as(sql).bind(id.as_str()).fetch_optional(&mut *self.transaction).await?;
        let (body, gone_from) = row.ok_or_else(Refusal::no_relationship)?;
        let customer: Customer = from_json(&body)?;
        let is_still_seen = !self.sees_all && gone_from.is_some_and(|it| it > self.moment().0);
        match is_reseller(&customer) || is_still_seen {
            true => Ok(as_reseller(customer)),
            false => Err(Refusal::no_relationship()),
        }
    }

    /// A customer that is or was one of the partner's.
    pub(crate) async fn any_customer(&mut self, id: &CustomerId) -> Result<Option<Customer>, sqlx::Error> {
        let body: Option<String> = sqlx::query_scalar("SELECT body FROM customers WHERE id = ?")
            .bind(id.as_str())
            .fetch_optional(&mut *self.transaction)
            .await?;
        body.as_deref().map(from_json).transpose()
    }

    /// Customers of the partner by `key`. A limit of 0 is none.
    pub(crate) async fn list_customers(
        &mut self,
        key: Key,
        prefix: &str,
        seek: &Seek<Place>,
        limit: u32,
    ) -> Result<Page<Place, Customer>, sqlx::Error> {
        let column = match key {
            Key::Name => "name_key",
            Key::Domain => "domain_key",
        };
        let prefix = prefix.to_lowercase();
        let end = format!("{prefix}{}", char::MAX);
        let (beyond, order, place) = match seek {
            Seek::First => (">", "ASC", Place::default()),
            Seek::After(place) => (">", "ASC", place.clone()),
            Seek::Before(place) => ("<", "DESC", place.clone()),
            Seek::Last => ("<", "DESC", Place { key: end.clone(), id: String::new() }),
        };
        // The index is entered where the page begins: a pair alone would have it read from the first with the prefix.
        let (first, last) = match beyond {
            ">" => (prefix.max(place.key.clone()), end),
            _ => (prefix, end.min(place.key.clone())),
        };
        let sql = format!(
            "SELECT {column}, id, body FROM customers
             WHERE (gone_from IS NULL OR gone_from > ?) AND {column} >= ? AND {column} <= ?
                AND ({column}, id) {beyond} (?, ?)
             ORDER BY {column} {order}, id {order} LIMIT ?"
        );
        let one_more = if limit == 0 { -1 } else { i64::from(limit) + 1 };
        // All that was put in is one of two words above.
        let rows: Vec<(String, String, String)> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(self.moment().0)
            .bind(first)
            .bind(last)
            .bind(&place.key)
            .bind(&place.id)
            .bind(one_more)
            .fetch_all(&mut *self.transaction)
            .await?;
        let customers = rows.into_iter().map(|(key, id, body)| Ok((Place { key, id }, as_reseller(from_json(&body)?))));
        Ok(Page::cut(customers.collect::<Result<_, sqlx::Error>>()?, seek, limit))
    }

    pub(crate) async fn is_empty(&mut self) -> Result<bool, sqlx::Error> {
        let any: bool =
            sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM customers)").fetch_one(&mut *self.transaction).await?;
        Ok(!any)
    }

    pub(crate) async fn add_customers(&mut self, customers: &[Customer]) -> Result<(), sqlx::Error> {
        for chunk in customers.chunks(ROWS_AT_ONCE) {
            let mut insert = QueryBuilder::new("INSERT INTO customers (id, name_key, domain_key, body) ");
            insert.push_values(chunk, |mut row, customer| {
                let company = customer.company_profile.clone().unwrap_or_default();
                row.push_bind(customer.id.clone())
                    .push_bind(company.company_name.unwrap_or_default().to_lowercase())
                    .push_bind(company.domain.unwrap_or_default().to_lowercase())
                    .push_bind(to_json(customer));
            });
            insert.build().execute(&mut *self.transaction).await?;
        }
        Ok(())
    }

    /// With all that it has.
    pub(crate) async fn delete_customer(&mut self, id: &CustomerId) -> Result<(), sqlx::Error> {
        for sql in [
            "DELETE FROM support_contacts WHERE customer_id = ?",
            "DELETE FROM subscriptions WHERE customer_id = ?",
            "DELETE FROM azure_subscriptions WHERE customer_id = ?",
            "DELETE FROM orders WHERE customer_id = ?",
            "DELETE FROM entitlements WHERE customer_id = ?",
            "DELETE FROM customers WHERE id = ?",
        ] {
            sqlx::query(sql).bind(id.as_str()).execute(&mut *self.transaction).await?;
        }
        Ok(())
    }

    /// Name and domain never change here. One whose relationship has ended is seen for so many seconds more.
    pub(crate) async fn save_customer(&mut self, customer: &Customer, delay_s: u32) -> Result<(), sqlx::Error> {
        let gone_from = (!is_reseller(customer)).then(|| self.in_seconds(delay_s));
        sqlx::query("UPDATE customers SET gone_from = ?, body = ? WHERE id = ?")
            .bind(gone_from)
            .bind(to_json(customer))
            .bind(&customer.id)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

/// As the partner sees it until it is gone.
fn as_reseller(customer: Customer) -> Customer {
    Customer { relationship_to_partner: Some("reseller".to_owned()), ..customer }
}

pub(crate) fn is_reseller(customer: &Customer) -> bool {
    customer.relationship_to_partner.as_deref() == Some("reseller")
}
