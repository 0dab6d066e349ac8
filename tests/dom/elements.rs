//! Elements follow signals without being built anew, and end with their owner.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use reseller_offboarding::ui::{self, El, Say, copy_of, el};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::{Stage, settle};

/// What happened, in order.
#[derive(Clone, Default)]
struct Log(Rc<RefCell<Vec<String>>>);

impl Log {
    fn note(&self, what: impl Into<String>) {
        self.0.borrow_mut().push(what.into());
    }

    fn take(&self) -> Vec<String> {
        self.0.take()
    }
}

/// Notes when the owner that it was made under ends.
struct Guard(Log, String);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.note(format!("gone {}", self.1));
    }
}

#[wasm_bindgen_test]
async fn live_text_changes_in_place() {
    let name = RwSignal::new("Contoso".to_owned());
    let stage = Stage::show(move || el("p").text("for ").live_text(move || name.get()));
    let node = stage.find("p").last_child().unwrap();
    name.set("Caffè dell’Orso".to_owned());
    settle().await;
    assert_eq!(stage.text(), "for Caffè dell’Orso");
    assert!(stage.find("p").last_child().unwrap().is_same_node(Some(&node)));
}

#[wasm_bindgen_test]
async fn an_attribute_comes_and_goes_with_its_signal() {
    let busy = RwSignal::new(Some("true".to_owned()));
    let stage = Stage::show(move || el("p").live_attr("aria-busy", move || busy.get()));
    assert_eq!(stage.find("p").get_attribute("aria-busy").as_deref(), Some("true"));
    busy.set(None);
    settle().await;
    assert_eq!(stage.find("p").get_attribute("aria-busy"), None);
}

#[wasm_bindgen_test]
async fn what_is_under_way_is_busy_and_refuses() {
    let is_busy = RwSignal::new(false);
    let stage = Stage::show(move || el("button").live_busy(Box::new(move || is_busy.get())));
    let said = || ["aria-busy", "aria-disabled"].map(|it| stage.find("button").get_attribute(it));
    assert_eq!(said(), [None, None]);
    is_busy.set(true);
    settle().await;
    assert_eq!(said(), [Some("true".to_owned()), Some("true".to_owned())]);
    is_busy.set(false);
    settle().await;
    assert_eq!(said(), [None, None]);
}

#[wasm_bindgen_test]
async fn what_is_shown_of_a_value_stays_while_the_value_does() {
    let (number, log) = (RwSignal::new(1), Log::default());
    let stage = Stage::show({
        let log = log.clone();
        move || {
            // Tens are what is shown.
            let tens = move |before: Option<&i32>| Some(number.get() / 10).filter(|now| before != Some(now));
            let shown = move |tens: &i32| {
                StoredValue::new_local(Guard(log.clone(), tens.to_string()));
                log.note(tens.to_string());
                el("p").text(&tens.to_string())
            };
            el("div").live_of(tens, shown)
        }
    });
    assert_eq!(log.take(), ["0"]);
    number.set(2);
    settle().await;
    assert_eq!(log.take(), Vec::<String>::new());
    number.set(12);
    settle().await;
    assert_eq!(log.take(), ["gone 0", "1"]);
    assert_eq!(stage.text(), "1");
    drop(stage);
    assert_eq!(log.take(), ["gone 1"]);
}

/// Not every browser says so itself.
#[wasm_bindgen_test]
async fn what_is_around_hears_of_a_focus_that_is_taken_away() {
    let (is_there, n_lost) = (RwSignal::new(true), RwSignal::new(0));
    let stage = Stage::show(move || {
        let inside = move || is_there.get().then(|| el("p").push(el("button").attr("id", "inside")));
        el("div").on("lost-focus", move |_| n_lost.update(|it| *it += 1)).push(el("section").live(inside))
    });
    for (has_focus, expected) in [(false, 0), (true, 1)] {
        is_there.set(true);
        settle().await;
        if has_focus {
            stage.find("#inside").focus().unwrap();
        }
        is_there.set(false);
        settle().await;
        assert_eq!(n_lost.get_untracked(), expected);
    }
}

#[wasm_bindgen_test]
async fn live_children_take_their_place_between_the_others() {
    let n_rows = RwSignal::new(2_u32);
    let rows = move || (0..n_rows.get()).map(|it| el("i").text(&it.to_string())).collect::<Vec<_>>();
    let stage = Stage::show(move || el("p").text("[").live(rows).text("]"));
    assert_eq!(stage.text(), "[01]");
    for (n, text) in [(3, "[012]"), (0, "[]"), (1, "[0]")] {
        n_rows.set(n);
        settle().await;
        assert_eq!(stage.text(), text);
    }
}

#[wasm_bindgen_test]
async fn what_a_child_made_ends_when_it_is_replaced() {
    let log = Log::default();
    let (shown, inner) = (RwSignal::new(1), RwSignal::new(0));
    let seen = log.clone();
    let child = move || {
        let (shown, seen) = (shown.get(), seen.clone());
        el("i").live_text(move || {
            seen.note(format!("{shown}/{}", inner.get()));
            String::new()
        })
    };
    let _stage = Stage::show(move || el("p").live(child));
    shown.set(2);
    settle().await;
    inner.set(1);
    settle().await;
    assert_eq!(log.take(), ["1/0", "2/0", "2/1"], "the first child follows nothing any more");
}

#[wasm_bindgen_test]
async fn who_was_told_of_a_change_is_told_of_the_next() {
    let number = ui::RwSignal::new(1);
    let is_even = ui::memo(move || number.get() % 2 == 0);
    let text = move || format!("{} {}", number.get(), is_even.get());
    let stage = Stage::show(move || el("p").live_text(text).push(el("b").live_text(move || is_even.get().to_string())));
    for (next, shown) in [(3, "3 falsefalse"), (4, "4 truetrue"), (6, "6 truetrue"), (7, "7 falsefalse")] {
        number.set(next);
        settle().await;
        assert_eq!(stage.text(), shown);
    }
    number.update(|it| *it += 1);
    number.update(|it| *it += 1);
    settle().await;
    assert_eq!(stage.text(), "9 falsefalse");
}

#[wasm_bindgen_test]
async fn a_line_that_stays_is_written_to() {
    let words = RwSignal::new(vec!["Suspending 1 of 3", "Paused"]);
    let lines = move |say: &mut Say| words.get().iter().for_each(|it| say(&|| (*it).to_owned()));
    let stage = Stage::show(move || el("div").lines(|| el("p"), lines));
    let first = stage.find("p");
    assert_eq!(stage.find("div").inner_html(), "<p>Suspending 1 of 3</p><p>Paused</p>");
    for next in [vec!["Paused"], vec!["1 done", "2 failed", "3 unknown"], vec![]] {
        words.set(next.clone());
        settle().await;
        let expected = next.iter().map(|it| format!("<p>{it}</p>")).collect::<String>();
        assert_eq!(stage.find("div").inner_html(), expected);
        assert!(next.is_empty() || stage.find("p").is_same_node(Some(&first)));
    }
}

#[wasm_bindgen_test]
async fn a_copy_has_what_its_model_has_and_goes_its_own_way() {
    let row = |name: &str| {
        let copy = copy_of(|| el("p").attr("part", "row").push(el("b")).push(el("i").class("number")));
        let [first, second] = copy.children();
        first.fill(name);
        second.fill("before").fill(&name.len().to_string());
        copy
    };
    let stage = Stage::show(move || el("div").push(vec![row("Contoso"), row("Orso")]));
    assert_eq!(
        stage.find("div").inner_html(),
        "<p part=\"row\"><b>Contoso</b><i class=\"number\">7</i></p><p part=\"row\"><b>Orso</b><i class=\"number\">4</i></p>",
    );
}

#[wasm_bindgen_test]
async fn a_list_moves_what_stays_and_keeps_its_focus() {
    let keys = RwSignal::new(vec!["a", "b", "c"]);
    let log = Log::default();
    let built = log.clone();
    let row = move |at: usize| {
        let key = keys.with_untracked(|it| it[at]);
        built.note(format!("built {key}"));
        StoredValue::new_local(Guard(built.clone(), key.to_owned()));
        el("button").attr("id", key).text(key)
    };
    let stage = Stage::show(move || list_of(keys, row));
    let node = stage.find("#b");
    node.focus().unwrap();
    assert_eq!(log.take(), ["built a", "built b", "built c"]);
    keys.set(vec!["d", "b", "a"]);
    settle().await;
    assert_eq!(stage.text(), "dba");
    assert_eq!(log.take(), ["built d", "gone c"]);
    assert!(stage.find("#b").is_same_node(Some(&node)));
    let focused = web_sys::window().unwrap().document().unwrap().active_element().unwrap();
    assert_eq!(focused.id(), "b");
    keys.set(vec!["d", "b", "a", "e"]);
    settle().await;
    assert_eq!(stage.text(), "dbae");
    keys.set(Vec::new());
    settle().await;
    assert_eq!(stage.text(), "");
}

#[wasm_bindgen_test]
async fn what_of_a_list_is_not_seen_is_kept_off_the_page() {
    let seen = RwSignal::new("ab");
    let keys = move || ["a", "b"].map(|it| (it.to_owned(), seen.with(|seen| seen.contains(it)))).into();
    let stage = Stage::show(move || el("div").list(keys, |at| el("p").attr("id", ["a", "b"][at]).text(["a", "b"][at])));
    let node = stage.find("#a");
    seen.set("b");
    settle().await;
    assert_eq!(stage.text(), "b");
    seen.set("ab");
    settle().await;
    assert_eq!(stage.text(), "ab");
    assert!(stage.find("#a").is_same_node(Some(&node)));
}

fn list_of(keys: RwSignal<Vec<&'static str>>, row: impl Fn(usize) -> El + 'static) -> El {
    el("div").list(move || keys.get().into_iter().map(|it| (it.to_owned(), true)).collect(), row)
}

#[wasm_bindgen_test]
async fn nobody_listens_once_the_element_is_gone() {
    let log = Log::default();
    let (clicked, left) = (log.clone(), log.clone());
    let is_shown = RwSignal::new(true);
    let child = move || {
        let (clicked, left) = (clicked.clone(), left.clone());
        let button = el("button").on("click", move |_| clicked.note("click"));
        is_shown.get().then(|| button.on("blur", move |_| left.note("blur")))
    };
    let stage = Stage::show(move || el("p").live(child));
    let button = stage.find("button");
    button.click();
    assert_eq!(log.take(), ["click"]);
    // Taken away with the focus in it: the browser sends `blur`, when what would hear it has ended.
    button.focus().unwrap();
    is_shown.set(false);
    settle().await;
    button.click();
    assert_eq!(log.take(), [""; 0]);
    assert!(stage.try_find("button").is_none());
}

#[wasm_bindgen_test]
async fn nothing_is_left_of_what_is_unmounted() {
    let log = Log::default();
    let (name, seen) = (RwSignal::new(1), log.clone());
    let text = move || {
        seen.note("drawn");
        name.get().to_string()
    };
    let mut stage = Stage::show(move || el("p").live_text(text));
    assert_eq!(stage.text(), "1");
    stage.take_off();
    assert_eq!(stage.text(), "");
    name.set(2);
    settle().await;
    assert_eq!(log.take(), ["drawn"]);
}
