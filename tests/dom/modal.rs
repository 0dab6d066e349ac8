//! The native dialog: opens and closes by a signal, asks before Escape closes it, gives the focus back.

use leptos::prelude::*;
use reseller_offboarding::ui::{Live, Pace, el, live_regions, modal, wait};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventInit, HtmlDialogElement, KeyboardEvent, KeyboardEventInit};

use crate::stage::{Stage, settle};

const PACE: Pace = Pace { settle_ms: 1, between_ms: 1, clear_ms: 1_000_000 };

/// A dialog and the button that opens it.
fn stage(is_open: RwSignal<bool>, n_dismissed: RwSignal<u32>) -> Stage {
    Stage::show(move || {
        let opener = el("button").attr("id", "opener").on("click", move |_| is_open.set(true));
        let content = || vec![el("h2").attr("id", "dialog-title").text("Sure?"), el("button").attr("id", "keep")];
        let dismiss = move || n_dismissed.update(|it| *it += 1);
        el("div").push(opener).push(modal(Live::at(PACE), is_open.into(), "alertdialog", dismiss, content))
    })
}

fn dialog(stage: &Stage) -> HtmlDialogElement {
    stage.find("dialog").unchecked_into()
}

#[wasm_bindgen_test]
async fn what_it_shows_lives_while_it_is_open() {
    let (is_open, n_dismissed) = (RwSignal::new(false), RwSignal::new(0));
    let stage = stage(is_open, n_dismissed);
    settle().await;
    assert!(!dialog(&stage).open() && stage.text().is_empty());
    is_open.set(true);
    settle().await;
    assert!(dialog(&stage).matches(":modal").unwrap());
    assert_eq!(stage.text(), "Sure?");
    assert_eq!(dialog(&stage).get_attribute("aria-labelledby").as_deref(), Some("dialog-title"));
    assert_eq!(dialog(&stage).get_attribute("role").as_deref(), Some("alertdialog"));
    is_open.set(false);
    settle().await;
    assert!(!dialog(&stage).open() && stage.text().is_empty());
}

/// While it is open everything outside is inert: nothing is announced from there.
#[wasm_bindgen_test]
async fn what_is_announced_meanwhile_is_announced_inside() {
    let (is_open, live) = (RwSignal::new(true), Live::at(PACE));
    let stage = Stage::show(move || {
        el("div").push(modal(live, is_open.into(), "dialog", || {}, || el("p"))).push(Vec::from(live_regions(live)))
    });
    settle().await;
    live.say(|| "It goes on.".to_owned());
    while dialog(&stage).text_content().unwrap() != "It goes on." {
        wait(1).await;
    }
    is_open.set(false);
    settle().await;
    assert!(stage.try_find("dialog [role]").is_none());
    assert_eq!(stage.text(), "It goes on.");
}

#[wasm_bindgen_test]
async fn the_focus_goes_in_and_comes_back() {
    let is_open = RwSignal::new(false);
    let stage = stage(is_open, RwSignal::new(0));
    stage.find("#opener").focus().unwrap();
    stage.find("#opener").click();
    settle().await;
    let focused = || web_sys::window().unwrap().document().unwrap().active_element().unwrap().id();
    assert_eq!(focused(), "keep");
    is_open.set(false);
    settle().await;
    assert_eq!(focused(), "opener");
}

#[wasm_bindgen_test]
async fn escape_asks_and_closes_nothing_by_itself() {
    let (is_open, n_dismissed) = (RwSignal::new(true), RwSignal::new(0));
    let stage = stage(is_open, n_dismissed);
    settle().await;
    let init = EventInit::new();
    init.set_cancelable(true);
    let cancel = Event::new_with_event_init_dict("cancel", &init).unwrap();
    dialog(&stage).dispatch_event(&cancel).unwrap();
    assert!(cancel.default_prevented());
    assert_eq!(n_dismissed.get_untracked(), 1);
    assert!(dialog(&stage).open());
}

#[wasm_bindgen_test]
async fn escape_inside_is_not_the_pages_and_other_keys_are() {
    let stage = stage(RwSignal::new(true), RwSignal::new(0));
    settle().await;
    for (key, passes) in [("Escape", false), ("a", true)] {
        let heard = RwSignal::new(false);
        let listening = Stage::show(move || el("div").on("keydown", move |_| heard.set(true)));
        listening.find("div").append_child(&dialog(&stage)).unwrap();
        let init = KeyboardEventInit::new();
        init.set_bubbles(true);
        init.set_key(key);
        let press = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        listening.find("#keep").dispatch_event(&press).unwrap();
        assert_eq!(heard.get_untracked(), passes, "{key}");
        let place = stage.find("div");
        place.append_child(&listening.find("dialog")).unwrap();
    }
}
