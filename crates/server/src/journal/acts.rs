//! Acts: what was meant to be done, on record before, and how it ended, on record after.

use offboarding_domain::api::{ActivityAction, ActivityEntry, Code, Outcome};
use offboarding_domain::{Changes, CustomerId, Item, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::any::AnyArguments;
use sqlx::{Any, Arguments, AssertSqlSafe, Encode, Transaction, Type};
use uuid::Uuid;

use super::chain::{Kind, append};
use super::{ActId, Ending, Error, Finality, Intent, Journal, now};

/// An intent as its row says it. Rows from before there was a chain know less.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IntentRow {
    /// When it was put on record.
    pub at: Timestamp,
    /// Whose customer.
    pub partner_id: String,
    /// Which.
    pub customer_id: CustomerId,
    /// Who.
    pub user: String,
    /// What.
    pub action: ActivityAction,
    /// To what: the name of the item or the customer.
    pub target: String,
    /// To which item; none where it is the customer.
    pub item: Option<Item>,
    /// The key that makes the request repeatable.
    pub idempotency_key: Option<String>,
    /// Names the request in the logs, here and at Microsoft.
    pub correlation_id: String,
    /// What was read before.
    pub before: Option<Changes>,
}

/// An outcome as its row says it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OutcomeRow {
    at: Timestamp,
    act: i64,
    outcome: Outcome,
    code: Option<Code>,
    is_final: bool,
    after: Option<Changes>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    request_ids: Vec<String>,
}

/// Which acts are asked for. What is not named is not looked at.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this partner's.
    pub partner_id: Option<String>,
    /// The only customer that there is for whoever asks.
    pub visible: Option<CustomerId>,
    /// On this customer.
    pub customer_id: Option<CustomerId>,
    /// Of this kind.
    pub action: Option<ActivityAction>,
    /// That ended so.
    pub outcome: Option<Outcome>,
    /// By this person.
    pub user: Option<String>,
    /// Begun then or later.
    pub from: Option<Timestamp>,
    /// Begun earlier than that.
    pub until: Option<Timestamp>,
}

impl Journal {
    /// Puts an intent on record, before the act.
    pub async fn record_intent(&self, intent: &Intent<'_>) -> Result<ActId, Error> {
        let mut transaction = self.database.writing().await?;
        let number = append(&mut transaction, Kind::Intent, &IntentRow::of(intent)).await?;
        transaction.commit().await?;
        Ok(ActId(number))
    }

    /// Puts on record how an act ended, or how it stands; `false` where it has ended already.
    pub async fn record_outcome(&self, act: ActId, ending: Ending<'_>) -> Result<bool, Error> {
        let mut transaction = self.database.writing().await?;
        let is_new = end(&mut transaction, act, ending).await?;
        transaction.commit().await?;
        Ok(is_new)
    }

    /// At most so many acts, newest first, begun before the row named.
    pub async fn acts(&self, filter: &Filter, before: Option<i64>, size: u32) -> Result<Vec<ActivityEntry>, Error> {
        let mut conditions = Conditions::default();
        conditions.add("partner_id =", filter.partner_id.as_deref())?;
        conditions.add("customer_id =", filter.visible.as_ref().map(CustomerId::as_str))?;
        conditions.add("customer_id =", filter.customer_id.as_ref().map(CustomerId::as_str))?;
        conditions.add("action =", filter.action.as_ref().map(ActivityAction::as_str))?;
        conditions.add("outcome =", filter.outcome.as_ref().map(Outcome::as_str))?;
        conditions.add("\"user\" =", filter.user.as_deref())?;
        conditions.add("at >=", filter.from.map(|it| it.0))?;
        conditions.add("at <", filter.until.map(|it| it.0))?;
        conditions.add("number <", before)?;
        let Conditions { sql, values } = conditions;
        let sql =
            format!("SELECT number, intent, ending FROM acts_now WHERE TRUE{sql} ORDER BY number DESC LIMIT {size}");
        let rows: Vec<ActRow> = sqlx::query_as_with(AssertSqlSafe(sql), values).fetch_all(self.database.pool()).await?;
        rows.into_iter().map(ActRow::into_entry).collect()
    }

    /// Whether anything was ever done for this customer.
    pub async fn knows(&self, partner_id: &str, id: &CustomerId) -> Result<bool, Error> {
        let filter =
            Filter { partner_id: Some(partner_id.to_owned()), customer_id: Some(id.clone()), ..Filter::default() };
        Ok(!self.acts(&filter, None, 1).await?.is_empty())
    }
}

/// What rows have to be, as SQL that both databases read: values stand aside, by their number.
#[derive(Default)]
struct Conditions {
    sql: String,
    values: AnyArguments,
}

impl Conditions {
    fn add<'a, T: Encode<'a, Any> + Type<Any>>(
        &mut self,
        condition: &'static str,
        value: Option<T>,
    ) -> Result<(), sqlx::Error> {
        if let Some(value) = value {
            self.values.add(value).map_err(sqlx::Error::Encode)?;
            self.sql += &format!(" AND {condition} ${}", self.values.len());
        }
        Ok(())
    }
}

impl IntentRow {
    pub(super) fn of(intent: &Intent<'_>) -> Self {
        Self {
            at: now(),
            partner_id: intent.caller.partner_id.clone(),
            customer_id: intent.customer_id.clone(),
            user: intent.caller.user.clone(),
            action: intent.action.clone(),
            target: intent.target.to_owned(),
            item: intent.item.clone(),
            idempotency_key: Some(intent.idempotency_key.to_owned()),
            correlation_id: intent.correlation_id.to_string(),
            before: intent.before.cloned(),
        }
    }
}

/// Whether this is the end: an act that has ended already stays as it is.
pub(super) async fn end(
    transaction: &mut Transaction<'static, Any>,
    act: ActId,
    ending: Ending<'_>,
) -> Result<bool, Error> {
    let last_word = sqlx::query_scalar::<_, i64>("SELECT number FROM entries WHERE act = $1 AND is_final = 1");
    if last_word.bind(act.0).fetch_optional(&mut **transaction).await?.is_some() {
        return Ok(false);
    }
    let row = OutcomeRow {
        at: now(),
        act: act.0,
        outcome: ending.outcome.clone(),
        code: ending.code.cloned(),
        is_final: ending.finality == Finality::Final,
        after: ending.after.cloned(),
        request_ids: ending.request_ids.iter().map(Uuid::to_string).collect(),
    };
    append(transaction, Kind::Outcome, &row).await?;
    Ok(true)
}

#[derive(sqlx::FromRow)]
pub(super) struct ActRow {
    number: i64,
    intent: String,
    ending: Option<String>,
}

impl ActRow {
    pub(super) fn into_entry(self) -> Result<ActivityEntry, Error> {
        let ending: Option<OutcomeRow> = self.ending.as_deref().map(serde_json::from_str).transpose()?;
        let intent: IntentRow = serde_json::from_str(&self.intent)?;
        let running = (Outcome::UnknownOutcome, None, None, None, Vec::new());
        let (outcome, code, ended_at, after, request_ids) =
            ending.map_or(running, |it| (it.outcome, it.code, Some(it.at), it.after, it.request_ids));
        Ok(ActivityEntry {
            row: self.number,
            at: intent.at,
            partner_id: intent.partner_id,
            customer_id: intent.customer_id,
            user: intent.user,
            action: intent.action,
            target: intent.target,
            item: intent.item,
            idempotency_key: intent.idempotency_key,
            correlation_id: intent.correlation_id,
            before: intent.before,
            outcome,
            code,
            ended_at,
            after,
            request_ids,
        })
    }
}
