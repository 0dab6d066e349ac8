//! Every view on the narrowest screen: nothing is cut off and nothing sticks out. In two made-up languages as well, and
//! there nothing is left in English.
//!
//! en-XA is as long as a translation may get, ar-XB runs from right to left. Both are made from the English texts, so
//! that whatever is neither made up nor data was never translated.

use reseller_offboarding_server::Config;
use serde_json::{Value, json};

use crate::harness::{Texts, dist_with_languages, visit_with};
use crate::tour::tour_in;

const RECORD: &str = include_str!("pseudo/record.js");
const AUDIT: &str = include_str!("pseudo/audit.js");

/// The narrowest that has to do without scrolling sideways: 1280 pixels at 400 % (WCAG 1.4.10).
const NARROW: usize = 320;

const IS_MADE_UP: bool = true;
const IS_REAL: bool = false;

#[tokio::test]
async fn a_longer_language_has_room_and_is_all_there_is_to_read() {
    check("en-XA", "ltr", IS_MADE_UP).await;
}

#[tokio::test]
async fn a_language_from_right_to_left_has_room_and_is_all_there_is_to_read() {
    check("ar-XB", "rtl", IS_MADE_UP).await;
}

#[tokio::test]
async fn english_has_room() {
    check("en-US", "ltr", IS_REAL).await;
}

#[tokio::test]
async fn spanish_has_room() {
    check("es-ES", "ltr", IS_REAL).await;
}

#[tokio::test]
async fn italian_has_room() {
    check("it-IT", "ltr", IS_REAL).await;
}

/// Walks every view and tells everything that is wrong at once.
async fn check(tag: &str, dir: &str, is_made_up: bool) {
    let dist = dist_with_languages();
    let texts = Texts::published(&dist, tag);
    let wanted = json!({ "tag": tag, "dir": dir, "isMadeUp": is_made_up });
    let config = Config { dist, ..Config::default() };
    visit_with(config, "en-US", "", async |page, world| {
        page.resize(NARROW, 800).await;
        page.before_load(RECORD).await;
        let mut found: Vec<String> = Vec::new();
        let at = async |view: &str| {
            let offenders = page.look(AUDIT, wanted.clone()).await;
            for offender in offenders.as_array().unwrap().iter().filter_map(Value::as_str) {
                // What was seen in a view before is not told again.
                if !found.iter().any(|it| it.ends_with(offender)) {
                    found.push(format!("{view}: {offender}"));
                }
            }
        };
        tour_in(tag, texts, page, world, at).await;
        assert!(found.is_empty(), "in {tag}:\n{}", found.join("\n"));
    })
    .await;
}
