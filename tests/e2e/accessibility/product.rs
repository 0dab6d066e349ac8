//! No barriers in the full product: every view and state, in every language, scheme and width. Long.

use serde_json::json;

use super::{axe, note};
use crate::harness::{Page, Texts, visit};
use crate::tour::tour_in;

/// Schemes and widths: a phone's and a desktop's.
const LOOKS: [(&str, usize); 4] = [("light", 320), ("light", 1280), ("dark", 320), ("dark", 1280)];

#[tokio::test]
#[ignore = "long: cargo xtask soak"]
async fn axe_finds_nothing_in_english_however_it_looks() {
    check("en-US").await;
}

#[tokio::test]
#[ignore = "long: cargo xtask soak"]
async fn axe_finds_nothing_in_spanish_however_it_looks() {
    check("es-ES").await;
}

#[tokio::test]
#[ignore = "long: cargo xtask soak"]
async fn axe_finds_nothing_in_italian_however_it_looks() {
    check("it-IT").await;
}

async fn check(tag: &str) {
    visit("", async |page, world| {
        axe::bring(page).await;
        let (mut found, mut stops) = (Vec::new(), 0);
        let at = async |name: &str| {
            stops += 1;
            for (scheme, width) in LOOKS {
                wear(page, scheme).await;
                page.resize(width, 900).await;
                note(page, &format!("{name}, {scheme}, {width} pixels"), &mut found).await;
            }
        };
        tour_in(tag, Texts::of(tag), page, world, at).await;
        println!("{tag}: axe looked at {stops} views and states, each in {} ways", LOOKS.len());
        assert!(found.is_empty(), "in {tag}:\n{}", found.join("\n"));
    })
    .await;
}

/// The person's scheme, which the page follows.
pub async fn wear(page: &Page, scheme: &str) {
    let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
    page.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
}
