//! What was done, filtered, in pages and as a file.

use offboarding_domain::api::{Activity, ActivityEntry};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{STORY, World, answer, customer, new_key, token_with};

/// One licence, suspended.
const SUSPENDED: &str = "Società Agricola Pò di Levante";

const PATH: &str = "/v1/activity";

/// Looks like a formula, and holds what a CSV has to quote.
const FORMULA: &str = "=HYPERLINK(\"https://evil.example\",\"a\nb\")";

impl World {
    /// Acts on two customers, by two people; the newest was refused.
    async fn with_activity() -> Self {
        let world = Self::new().await;
        let story = world.account(&customer(STORY)).await;
        let licence = world.first_subscription(&customer(SUSPENDED)).await;
        let plan = story.facts.subscriptions.iter().find(|it| !it.azure_subscriptions.is_empty()).unwrap();
        let formula = token_with(json!({ "sub": FORMULA }));
        let by_another = world.plain(
            Method::PATCH,
            &format!("/v1/customers/{}/subscriptions/{}", story.profile.id, story.facts.subscriptions[0].id),
        );
        let by_another = by_another.bearer_auth(formula).header("idempotency-key", new_key());
        for (request, status) in [
            (world.change(&customer(SUSPENDED), &licence, "reactivate"), 200),
            (by_another.json(&json!({ "action": "suspend" })), 200),
            (world.change(&story.profile.id, &plan.id, "suspend"), 409),
        ] {
            let answer = answer(request).await;
            assert_eq!(answer.status, status, "{}", answer.body);
        }
        world
    }

    /// So many acts that nobody waited for: with hashes that nobody looks at here.
    async fn fill(&self, n_acts: i64) {
        let content = json!({
            "kind": "intent", "at": 0, "partnerId": "partner", "customerId": customer(STORY), "user": "ada",
            "action": "suspend-subscription", "target": "Visio", "correlationId": "",
        });
        let rows = sqlx::query(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1)
             INSERT INTO entries (number, content, hash) SELECT i, $2, '' FROM n",
        );
        rows.bind(n_acts).bind(content.to_string()).execute(&mut self.storage.connect().await).await.unwrap();
    }

    async fn rows(&self, query: &str) -> Vec<i64> {
        let activity: Value = answer(self.get(&format!("{PATH}?{query}"))).await.read(200);
        activity["items"].as_array().unwrap().iter().map(|it| it["row"].as_i64().unwrap()).collect()
    }
}

#[tokio::test]
async fn acts_are_found_by_customer_action_outcome_user_and_time() {
    let world = World::with_activity().await;
    let (story, other) = (customer(STORY), customer(SUSPENDED));
    let all: Value = answer(world.get(PATH)).await.read(200);
    let began: Vec<i64> = all["items"].as_array().unwrap().iter().map(|it| it["at"].as_i64().unwrap()).collect();
    let (oldest, newest) = (began[2], began[0]);
    for (query, expected) in [
        (String::new(), vec![5, 3, 1]),
        (format!("customer={story}"), vec![5, 3]),
        (format!("customer={}", other.as_str().to_uppercase()), vec![1]),
        ("customer=11111111-1111-4111-8111-111111111111".to_owned(), vec![]),
        ("action=suspend-subscription".to_owned(), vec![5, 3]),
        ("action=reactivate-subscription".to_owned(), vec![1]),
        ("outcome=refused".to_owned(), vec![5]),
        ("outcome=done".to_owned(), vec![3, 1]),
        ("outcome=unknown".to_owned(), vec![]),
        ("user=ada%40partner.example".to_owned(), vec![5, 1]),
        ("user=ada".to_owned(), vec![]),
        (format!("from={oldest}&until={}", newest + 1), vec![5, 3, 1]),
        (format!("until={oldest}"), vec![]),
        (format!("from={}", newest + 1), vec![]),
        (format!("customer={story}&outcome=done&action=suspend-subscription"), vec![3]),
    ] {
        assert_eq!(world.rows(&query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn pages_show_every_act_once_while_more_is_done() {
    let world = World::with_activity().await;
    let (mut cursor, mut seen) = (String::new(), Vec::new());
    loop {
        let page: Value = answer(world.get(&format!("{PATH}?size=1&cursor={cursor}"))).await.read(200);
        seen.extend(page["items"].as_array().unwrap().iter().map(|it| it["row"].as_i64().unwrap()));
        let sid = world.first_subscription(&customer(SUSPENDED)).await;
        assert_eq!(answer(world.change(&customer(SUSPENDED), &sid, "suspend")).await.status, 200);
        match page["next"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, [5, 3, 1]);
    let whole: Value = answer(world.get(&format!("{PATH}?size=6"))).await.read(200);
    assert_eq!((whole["items"].as_array().unwrap().len(), &whole["next"]), (6, &Value::Null));
}

#[tokio::test]
async fn a_question_that_cannot_be_meant_is_refused() {
    let world = World::new().await;
    for query in [
        "customer=x",
        "customer=",
        "action=explode",
        "action=",
        "outcome=perhaps",
        "from=yesterday",
        "until=2026-01-01",
        "size=0",
        "size=1001",
        "size=-1",
        "size=1&size=2",
        "cursor=!",
        "cursor=eHg",
        "format=xml",
        "format=csv&size=1",
        "format=json&cursor=MQ",
        "colour=blue",
    ] {
        answer(world.get(&format!("{PATH}?{query}"))).await.problem(400, "api/contract");
    }
    let story = customer(STORY);
    let twice = format!("/v1/customers/{story}/activity?customer={story}");
    answer(world.get(&twice)).await.problem(400, "api/contract");
}

#[tokio::test]
async fn a_customers_activity_is_its_own_and_takes_the_same_filters() {
    let world = World::with_activity().await;
    let path = format!("/v1/customers/{}/activity", customer(STORY));
    let rows = async |query: &str| {
        let activity: Value = answer(world.get(&format!("{path}?{query}"))).await.read(200);
        activity["items"].as_array().unwrap().iter().map(|it| it["row"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(rows("").await, [5, 3]);
    assert_eq!(rows("outcome=refused").await, [5]);
    assert_eq!(rows("outcome=unknown").await, [0; 0]);
    let entries: Vec<ActivityEntry> = answer(world.get(&path)).await.read::<Activity>(200).items;
    assert_eq!(entries.len(), 2);
    let nobody = "/v1/customers/11111111-1111-4111-8111-111111111111/activity?outcome=done";
    answer(world.get(nobody)).await.problem(404, "state/not-found");
}

#[tokio::test]
async fn nobody_sees_what_another_partner_did_or_another_customers_token_is_for() {
    let world = World::with_activity().await;
    let seen = async |claims: Value, path: &str| {
        let request = world.plain(Method::GET, path).bearer_auth(token_with(claims));
        let activity: Value = answer(request).await.read(200);
        activity["items"].as_array().unwrap().len()
    };
    let of_story = format!("{PATH}?customer={}", customer(STORY));
    assert_eq!(seen(json!({ "partner_id": "another" }), PATH).await, 0);
    assert_eq!(seen(json!({ "partner_id": "another" }), &format!("{PATH}?format=json")).await, 0);
    assert_eq!(seen(json!({ "customer_id": customer(SUSPENDED) }), PATH).await, 1);
    assert_eq!(seen(json!({ "customer_id": customer(SUSPENDED) }), &of_story).await, 0);
    assert_eq!(seen(json!({ "customer_id": customer(STORY) }), &of_story).await, 2);
}

fn by_accept(request: RequestBuilder) -> RequestBuilder {
    request.header("accept", "text/html, text/csv;q=0.9")
}

#[tokio::test]
async fn a_csv_keeps_every_text_a_text() {
    let world = World::with_activity().await;
    let csv = answer(by_accept(world.get(PATH))).await;
    assert_eq!(csv.status, 200, "{}", csv.body);
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert!(csv.header("content-disposition").starts_with("attachment"));
    assert_eq!(answer(world.get(&format!("{PATH}?format=csv"))).await.body, csv.body);
    assert!(csv.body.starts_with("row,at,partnerId,customerId,user,action,target,itemKind,itemId,outcome,code,"));
    assert!(
        csv.body.ends_with("\r\n") && csv.body.contains("\"'=HYPERLINK(\"\"https://evil.example\"\",\"\"a\nb\"\")\"")
    );

    let mut reader = csv::Reader::from_reader(csv.body.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let at = |name| columns.iter().position(|it| it == name).unwrap();
    let lines: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cells = |name| lines.iter().map(|it| &it[at(name)]).collect::<Vec<_>>();
    assert_eq!(cells("row"), ["5", "3", "1"]);
    assert_eq!(cells("user")[1], format!("'{FORMULA}"));
    assert_eq!(cells("outcome"), ["refused", "done", "done"]);
    assert_eq!(cells("code"), ["action/dependency", "", ""]);
    assert_eq!(cells("itemKind"), ["subscription"; 3]);
    let after: Value = serde_json::from_str(cells("after")[1]).unwrap();
    assert_eq!(after["subscriptions"][0]["status"], "suspended");
    assert!(cells("at").iter().all(|it| it.parse::<jiff::Timestamp>().is_ok()), "{:?}", cells("at"));
}

#[tokio::test]
async fn a_file_has_every_act_of_a_long_journal_once() {
    let world = World::new().await;
    const ACTS: i64 = 1001;
    world.fill(ACTS).await;
    let json: Value = answer(world.get(&format!("{PATH}?format=json"))).await.read(200);
    let rows: Vec<i64> = json["items"].as_array().unwrap().iter().map(|it| it["row"].as_i64().unwrap()).collect();
    assert_eq!(rows, (1..=ACTS).rev().collect::<Vec<_>>());
    let csv = answer(world.get(&format!("{PATH}?format=csv"))).await;
    assert_eq!(csv.body.lines().count() as i64, 1 + ACTS);
    let none = answer(world.get(&format!("{PATH}?format=json&user=nobody"))).await.read::<Value>(200);
    assert_eq!(none, json!({ "items": [] }));
}
