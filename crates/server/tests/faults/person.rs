//! A person with the widget: asks the server for what they want, and asks again where it does not say how it ended.

use offboarding_domain::api::{Account, Problem, RemovalOutcome, RemovalStatus};
use offboarding_domain::{
    AzureSubscriptionId, Blocker, Changes, CustomerId, Item, OrderLineId, Resolution, SubscriptionAction,
    SubscriptionId,
};
use proptest::sample::Index;
use reqwest::header::{ETAG, IF_MATCH};
use reqwest::{Client, Method, RequestBuilder};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::plan::{Manner, Step, Visit, Wish};

/// More than any customer here has to clear, with some that have to be looked at twice.
const MOST_BLOCKERS: usize = 16;

/// Somebody who may do everything, and the customer that they look at.
pub struct Person {
    http: Client,
    server_url: String,
    token: String,
    pub id: CustomerId,
    /// As it was before anything went wrong.
    seen_first: Seen,
    /// All that they did.
    pub acts: Vec<Act>,
}

/// The account, and the tag of its facts.
#[derive(Clone, Debug)]
struct Seen {
    account: Account,
    tag: String,
}

/// One thing that they wanted, under one idempotency key.
#[derive(Debug)]
pub struct Act {
    pub what: What,
    pub answers: Vec<Answer>,
}

#[derive(Clone, Debug)]
pub enum What {
    Change(SubscriptionId, SubscriptionAction),
    CancelAzureSubscription(SubscriptionId, AzureSubscriptionId),
    CancelReservation(OrderLineId),
    CancelSoftware(OrderLineId),
    Remove,
}

/// What the server said, and when. Moments in milliseconds.
#[derive(Clone, Debug)]
pub struct Answer {
    pub correlation_id: Uuid,
    pub asked_at: i64,
    pub answered_at: i64,
    pub status: u16,
    pub body: Value,
    tag: Option<String>,
}

impl Person {
    /// Looks at the account while everything is well.
    pub async fn arrive(http: &Client, server_url: &str, id: CustomerId) -> Self {
        let token: Value = http.post(format!("{server_url}/demo/token")).send().await.unwrap().json().await.unwrap();
        let token = token["token"].as_str().unwrap().to_owned();
        let look = || ask(http.get(format!("{server_url}/v1/customers/{id}")).bearer_auth(&token));
        let seen_first = loop {
            // On a slow machine not at once.
            if let Some(seen) = look().await.seen() {
                break seen;
            }
        };
        Self { http: http.clone(), server_url: server_url.to_owned(), token, id, seen_first, acts: Vec::new() }
    }

    /// Does all that is planned.
    pub async fn carry_out(&mut self, visit: &Visit) {
        for step in &visit.before {
            self.take(step).await;
        }
        if let Some(manner) = visit.offboards {
            self.clear(manner).await;
            self.remove(false, manner).await;
        }
        for step in &visit.after {
            self.take(step).await;
        }
    }

    /// What the server has on record, asked for when nothing goes wrong any more.
    pub async fn read<T: DeserializeOwned>(&self, path: &str) -> Option<T> {
        let answer = ask(self.request(Method::GET, path)).await;
        (answer.status == 200).then(|| serde_json::from_value(answer.body).unwrap())
    }

    /// Waits until the server says that the customer is gone.
    pub async fn see_removed(&self) {
        loop {
            let status = self.read::<RemovalStatus>("/removal").await;
            if status.is_some_and(|it| it.outcome == RemovalOutcome::Removed) {
                return;
            }
        }
    }

    async fn take(&mut self, step: &Step) {
        let facts = &self.seen_first.account.facts;
        let what = match &step.wish {
            Wish::Remove { is_stale } => return self.remove(*is_stale, step.manner).await,
            Wish::Change(action, index) => {
                pick(&facts.subscriptions, index).map(|it| What::Change(it.id.clone(), *action))
            }
            Wish::CancelAzureSubscription(index) => {
                let of_plan = |plan: &offboarding_domain::Subscription| {
                    let pairs = plan.azure_subscriptions.iter().map(|it| (plan.id.clone(), it.id.clone()));
                    pairs.collect::<Vec<_>>()
                };
                let all: Vec<_> = facts.subscriptions.iter().flat_map(of_plan).collect();
                pick(&all, index).cloned().map(|(plan, it)| What::CancelAzureSubscription(plan, it))
            }
            Wish::CancelReservation(index) => {
                pick(&facts.reservations, index).map(|it| What::CancelReservation(it.id.clone()))
            }
            Wish::CancelSoftware(index) => pick(&facts.software, index).map(|it| What::CancelSoftware(it.id.clone())),
        };
        if let Some(what) = what {
            self.insist(what, None, step.manner).await;
        }
    }

    /// Does what clears each blocker, as long as the account can be read.
    async fn clear(&mut self, manner: Manner) {
        for _ in 0..MOST_BLOCKERS {
            let Some(seen) = self.look(manner.n_tries).await else { return };
            let Some(what) = seen.account.blockers.iter().find_map(clearing) else { return };
            self.insist(what, None, manner).await;
        }
    }

    async fn remove(&mut self, is_stale: bool, manner: Manner) {
        let fresh = if is_stale { None } else { self.look(manner.n_tries).await };
        let mut tag = fresh.map_or_else(|| self.seen_first.tag.clone(), |it| it.tag);
        for _ in 0..manner.n_tries {
            // Whoever is shown other facts than they saw confirms those, as a new act.
            match self.insist(What::Remove, Some(&tag), manner).await {
                Some(shown) => tag = shown,
                None => return,
            }
        }
    }

    async fn look(&self, n_tries: usize) -> Option<Seen> {
        for _ in 0..=n_tries {
            let answer = ask(self.request(Method::GET, "")).await;
            if let Some(seen) = answer.seen() {
                return Some(seen);
            }
        }
        None
    }

    /// Asks until there is a final answer, or patience is over. The tag of the facts, where others are shown.
    async fn insist(&mut self, what: What, tag: Option<&str>, manner: Manner) -> Option<String> {
        let mut act = self.try_on(&what, tag, manner).await;
        if manner.begins_anew && !act.is_over() {
            self.acts.push(act);
            act = self.try_on(&what, tag, manner).await;
        }
        let shown = act.answers.last().filter(|it| it.status == 412).and_then(|it| it.tag.clone());
        self.acts.push(act);
        shown
    }

    async fn try_on(&self, what: &What, tag: Option<&str>, manner: Manner) -> Act {
        let key = Uuid::new_v4();
        let mut act = Act { what: what.clone(), answers: Vec::new() };
        for _ in 0..manner.n_tries {
            match manner.clicks_twice {
                false => act.answers.push(ask(self.asking(what, tag, key)).await),
                true => {
                    let (one, other) = tokio::join!(ask(self.asking(what, tag, key)), ask(self.asking(what, tag, key)));
                    act.answers.extend([one, other]);
                }
            }
            if act.is_over() {
                break;
            }
        }
        if manner.asks_again && act.is_over() {
            act.answers.push(ask(self.asking(what, tag, key)).await);
        }
        act
    }

    fn asking(&self, what: &What, tag: Option<&str>, key: Uuid) -> RequestBuilder {
        let post = |path: String| self.request(Method::POST, &path);
        let request = match what {
            What::Change(sid, action) => {
                self.request(Method::PATCH, &format!("/subscriptions/{sid}")).json(&json!({ "action": action }))
            }
            What::CancelAzureSubscription(plan, azure) => {
                post(format!("/subscriptions/{plan}/azure-subscriptions/{azure}/cancellation"))
            }
            What::CancelReservation(rid) => post(format!("/reservations/{rid}/cancellation")),
            What::CancelSoftware(pid) => post(format!("/software/{pid}/cancellation")),
            What::Remove => {
                let confirmation = &self.seen_first.account.profile.name;
                post("/removal".to_owned()).json(&json!({ "confirmation": confirmation, "acknowledged": true }))
            }
        };
        let request = request.header("idempotency-key", key.to_string());
        tag.into_iter().fold(request, |request, tag| request.header(IF_MATCH, tag))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}/v1/customers/{}{path}", self.server_url, self.id);
        self.http.request(method, url).bearer_auth(&self.token)
    }
}

fn pick<'a, T>(items: &'a [T], index: &Index) -> Option<&'a T> {
    (!items.is_empty()).then(|| index.get(items))
}

/// What clears a blocker, where a person can do it here and now.
fn clearing(blocker: &Blocker) -> Option<What> {
    if !blocker.after.is_empty() {
        return None;
    }
    Some(match (&blocker.item, blocker.resolution) {
        (Item::Subscription(sid), Resolution::Suspend) => What::Change(sid.clone(), SubscriptionAction::Suspend),
        (Item::Subscription(sid), Resolution::Cancel { .. }) => What::Change(sid.clone(), SubscriptionAction::Cancel),
        (Item::AzureSubscription(plan, azure), Resolution::Cancel { .. }) => {
            What::CancelAzureSubscription(plan.clone(), azure.clone())
        }
        (Item::Reservation(rid), Resolution::Cancel { .. }) => What::CancelReservation(rid.clone()),
        (Item::Software(pid), Resolution::Cancel { .. }) => What::CancelSoftware(pid.clone()),
        _ => return None,
    })
}

/// Sends it under an id of its own.
async fn ask(request: RequestBuilder) -> Answer {
    let (correlation_id, asked_at) = (Uuid::new_v4(), now());
    let response = request.header("x-correlation-id", correlation_id.to_string()).send().await.unwrap();
    let status = response.status().as_u16();
    let tag = response.headers().get(ETAG).map(|it| it.to_str().unwrap().to_owned());
    let body = response.json().await.unwrap();
    Answer { correlation_id, asked_at, answered_at: now(), status, body, tag }
}

/// This moment, as the sandbox counts.
fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

impl Act {
    /// Whether there is an answer that is given again as it was.
    fn is_over(&self) -> bool {
        self.answers.iter().any(Answer::is_final)
    }
}

impl Answer {
    /// A success, or a refusal that the same request would meet again.
    pub fn is_final(&self) -> bool {
        matches!(self.status, 200..300 | 400 | 404 | 409 | 412 | 422)
    }

    /// How it ended, in the words of the contract; none in a problem.
    pub fn outcome(&self) -> Option<&str> {
        self.body["outcome"].as_str()
    }

    /// What was read again.
    pub fn changes(&self) -> Changes {
        serde_json::from_value(self.body["changes"].clone()).unwrap()
    }

    /// The problem.
    pub fn problem(&self) -> Option<Problem> {
        (self.status >= 400).then(|| serde_json::from_value(self.body.clone()).unwrap())
    }

    fn seen(&self) -> Option<Seen> {
        let tag = self.tag.clone().filter(|_| self.status == 200)?;
        Some(Seen { account: serde_json::from_value(self.body.clone()).unwrap(), tag })
    }
}
