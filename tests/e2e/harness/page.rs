//! The page with the widget in it: what is seen, and what a person does. Waits for conditions, never for a time.

use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use fantoccini::key::Key;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, Locator};
use reqwest::{Method, Url};
use serde_json::{Value, json};

use super::browser::Browser;
use super::engine::Engine;

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(25);

/// Goes before every script.
const LOOK: &str = include_str!("page.js");

/// Keeps what goes wrong in a page, where the driver cannot be asked for it.
const LISTEN: &str = include_str!("console.js");

/// A page, and which of its widgets is meant.
pub struct Page {
    engine: Engine,
    client: Client,
    widget: Option<usize>,
    forgiven: Mutex<Vec<String>>,
}

impl Page {
    pub fn new(browser: &Browser) -> Self {
        Self { engine: browser.engine, client: browser.client.clone(), widget: Some(0), forgiven: Mutex::default() }
    }

    /// Opens an address and waits until every widget on it shows something.
    pub async fn open(&self, url: &str) {
        self.go_to(url).await;
        self.shows().await;
    }

    /// Opens an address, whatever comes of it.
    pub async fn go_to(&self, url: &str) {
        // What a page has on its own console goes with it.
        self.check_console().await;
        self.client.goto(url).await.unwrap();
        if !self.has_console_log() {
            self.look(LISTEN, json!(null)).await;
        }
    }

    /// Waits until every widget on the page shows something.
    pub async fn shows(&self) {
        self.eventually("the widget shows", "return text() !== ''", json!(null)).await;
    }

    /// Looks into a frame of the page from now on, once it is there.
    pub async fn enter_frame(&self, selector: &str) {
        self.eventually(selector, "return document.querySelector(input) !== null", json!(selector)).await;
        let frame = self.client.find(Locator::Css(selector)).await.unwrap();
        frame.enter_frame().await.unwrap();
    }

    /// Looks at the page around the frame again.
    pub async fn leave_frame(&self) {
        self.client.enter_parent_frame().await.unwrap();
    }

    /// Reloads the page.
    pub async fn reload(&self) {
        let url = self.client.current_url().await.unwrap();
        self.open(url.as_str()).await;
    }

    /// The same page, for another of its widgets.
    pub fn widget(&self, widget: usize) -> Self {
        self.of(Some(widget))
    }

    /// The page around its widgets.
    pub fn around(&self) -> Self {
        self.of(None)
    }

    fn of(&self, widget: Option<usize>) -> Self {
        Self { engine: self.engine, client: self.client.clone(), widget, forgiven: Mutex::default() }
    }

    /// Gives the page another size than the window's, which does not get this narrow.
    pub async fn resize(&self, width: usize, height: usize) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Runs a script in every page that is opened from now on, before anything of its own.
    pub async fn before_load(&self, script: &str) {
        let script = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", script).await;
    }

    /// Sends a command of the browser's own protocol.
    pub async fn devtools(&self, command: &'static str, params: Value) -> Value {
        assert_eq!(self.engine, Engine::Chromium, "{command} is Chromium's");
        self.client.issue_cmd(DevTools(command, params)).await.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Keeps what is saved from now on in this folder.
    pub async fn save_into(&self, folder: &Path) {
        let behaviour = json!({ "behavior": "allow", "downloadPath": folder });
        self.devtools("Browser.setDownloadBehavior", behaviour).await;
    }

    // What is there.

    /// Runs a script that looks at the page; `input` is its one argument. A promise is waited for.
    pub async fn look(&self, script: &str, input: Value) -> Value {
        self.try_look(script, input).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    async fn try_look(&self, script: &str, input: Value) -> Result<Value, CmdError> {
        self.client.execute(&format!("{LOOK}\n{script}"), vec![json!(self.widget), input]).await
    }

    /// Waits until a script gives something other than `false` and `null`.
    pub async fn eventually(&self, what: &str, script: &str, input: Value) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.try_look(script, input.clone()).await {
                Ok(Value::Null | Value::Bool(false)) | Err(_) if Instant::now() < deadline => {}
                Ok(Value::Null | Value::Bool(false)) => {
                    panic!(
                        "never: {what}\non the page: {}\non the console: {:#?}",
                        self.text().await,
                        self.errors().await
                    )
                }
                Ok(value) => return value,
                Err(error) => panic!("never: {what}: {error}"),
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// What was saved, once it is there: a file has its own name when it is whole.
    pub async fn saved(&self, file: &Path) -> String {
        let deadline = Instant::now() + PATIENCE;
        while !file.is_file() {
            assert!(Instant::now() < deadline, "never saved: {}", file.display());
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        std::fs::read_to_string(file).unwrap()
    }

    /// All text that is seen.
    pub async fn text(&self) -> String {
        self.look("return text()", json!(null)).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a text is seen.
    pub async fn sees(&self, text: &str) {
        self.eventually(&format!("sees {text:?}"), "return text().includes(clean(input))", json!(text)).await;
    }

    /// Waits until a text is seen no more.
    pub async fn sees_no(&self, text: &str) {
        let script = "return text() !== '' && !text().includes(clean(input))";
        self.eventually(&format!("sees no {text:?}"), script, json!(text)).await;
    }

    /// Waits until something of this role has this name.
    pub async fn has(&self, role: &str, name: &str) {
        let what = format!("has the {role} {name:?}");
        self.eventually(&what, "return named(input[0], clean(input[1])).length > 0", json!([role, name])).await;
    }

    /// How many of this role there are whose name holds this.
    pub async fn count(&self, role: &str, part: &str) -> usize {
        let script = "return all(input[0]).filter((it) => name(it).includes(clean(input[1]))).length";
        self.look(script, json!([role, part])).await.as_u64().unwrap() as usize
    }

    /// Waits until an attribute has this value.
    pub async fn has_attribute(&self, selector: &str, name: &str, value: &str) {
        let script = "return root.querySelector(input[0])?.getAttribute(input[1]) === input[2]";
        self.eventually(&format!("{selector} has {name}={value}"), script, json!([selector, name, value])).await;
    }

    /// Waits until the focus is on what matches.
    pub async fn has_focus(&self, selector: &str) {
        let script = "return active()?.matches(input) ?? false";
        self.eventually(&format!("the focus is on {selector}"), script, json!(selector)).await;
    }

    /// Whether a dialog is open.
    pub async fn has_dialog(&self) -> bool {
        self.look("return root.querySelector('dialog[open]') !== null", json!(null)).await == json!(true)
    }

    /// Waits until no dialog is open.
    pub async fn closes_dialog(&self) {
        self.eventually("no dialog", "return root.querySelector('dialog[open]') === null", json!(null)).await;
    }

    // What a person does.

    /// Clicks what has this role and name, once it is there. Not a field of text in a shadow root, which WebKit's driver
    /// always takes for covered: `fill` needs no click.
    pub async fn click(&self, role: &str, name: &str) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.has(role, name).await;
            let found = self.look("return named(input[0], clean(input[1]))[0]", json!([role, name])).await;
            match self.element(&found).click().await {
                Ok(()) => return,
                // Drawn anew between looking and clicking, or under something that is about to go.
                Err(error) => assert!(Instant::now() < deadline, "cannot click the {role} {name:?}: {error}"),
            }
        }
    }

    /// Clicks the first element that matches.
    pub async fn click_on(&self, selector: &str) {
        let found = self.eventually(selector, "return scope.querySelector(input)", json!(selector)).await;
        self.element(&found).click().await.unwrap_or_else(|error| panic!("cannot click {selector}: {error}"));
    }

    /// Types into the field of this name.
    pub async fn fill(&self, name: &str, text: &str) {
        self.has("textbox", name).await;
        let found = self.look("return named('textbox', clean(input))[0]", json!(name)).await;
        self.element(&found).send_keys(text).await.unwrap();
    }

    /// Empties the field of this name.
    pub async fn empty(&self, name: &str) {
        let found = self.look("return named('textbox', clean(input))[0]", json!(name)).await;
        self.element(&found).clear().await.unwrap();
    }

    /// Chooses an option by its value, as a person would.
    pub async fn choose(&self, name: &str, value: &str) {
        self.has("combobox", name).await;
        let found = self.look("return named('combobox', clean(input))[0]", json!(name)).await;
        let option = self.element(&found).find(Locator::Css(&format!("option[value='{value}']"))).await.unwrap();
        option.click().await.unwrap();
    }

    /// Presses keys one after another, wherever the focus is.
    pub async fn press(&self, keys: &[Key]) {
        let actions = keys.iter().map(|it| char::from(*it)).fold(KeyActions::new("keys".to_owned()), stroke);
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Presses a key again and again while another is held.
    pub async fn press_with(&self, held: Key, key: Key, times: usize) {
        let (held, key) = (char::from(held), char::from(key));
        let actions = KeyActions::new("keys".to_owned()).then(KeyAction::Down { value: held });
        let actions = (0..times).fold(actions, |actions, _| stroke(actions, key)).then(KeyAction::Up { value: held });
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Types, wherever the focus is.
    pub async fn type_text(&self, text: &str) {
        let actions = text.chars().fold(KeyActions::new("keys".to_owned()), stroke);
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Presses Tab until what has this role and name has the focus; with Shift where that is further up. Never round by
    /// the end of the page: from there Firefox, under its driver, does not begin anew.
    pub async fn tab_to(&self, role: &str, name: &str) {
        self.has(role, name).await;
        let is_further_up = "const [wanted] = named(input[0], clean(input[1]));
            return root.contains(active()) && wanted.compareDocumentPosition(active()) === Node.DOCUMENT_POSITION_FOLLOWING";
        let is_further_up = self.look(is_further_up, json!([role, name])).await == json!(true);
        let script = "return named(input[0], clean(input[1])).includes(active())";
        for _ in 0..80 {
            match is_further_up {
                true => self.press_with(Key::Shift, Key::Tab, 1).await,
                false => self.press(&[Key::Tab]).await,
            }
            if self.look(script, json!([role, name])).await == json!(true) {
                return;
            }
        }
        panic!("Tab never reaches the {role} {name:?}");
    }

    fn element(&self, found: &Value) -> Element {
        let id = found.as_object().and_then(|it| it.values().next()).and_then(Value::as_str);
        let id = id.unwrap_or_else(|| panic!("no element: {found}"));
        Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned()))
    }

    // The console.

    /// An error on the console that the test brings about itself.
    pub fn forgive(&self, part: &str) {
        self.forgiven.lock().unwrap().push(part.to_owned());
    }

    /// Fails for any other error on the console.
    pub async fn check_console(&self) {
        let errors = self.errors().await;
        assert!(errors.is_empty(), "errors on the console: {errors:#?}");
    }

    /// What the console has got since it was last looked at.
    async fn errors(&self) -> Vec<String> {
        let heard = match self.has_console_log() {
            true => self.client.issue_cmd(ConsoleLog).await.unwrap(),
            false => self.look("return window.consoleErrors?.splice(0) ?? []", json!(null)).await,
        };
        let forgiven = self.forgiven.lock().unwrap().clone();
        let errors = heard.as_array().unwrap().iter().filter(|it| it["level"] == "SEVERE");
        errors
            .map(|it| it["message"].as_str().unwrap_or_default().to_owned())
            .filter(|it| !forgiven.iter().any(|part| it.contains(part)))
            .collect()
    }

    /// Chromedriver has one. Elsewhere it is the page that hears of its errors, from when it is loaded: a request that
    /// failed is none of them.
    fn has_console_log(&self) -> bool {
        self.engine == Engine::Chromium
    }
}

fn stroke(actions: KeyActions, key: char) -> KeyActions {
    actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key })
}

/// What the browser wrote to its console since it was last asked: chromedriver's own command.
#[derive(Debug)]
struct ConsoleLog;

impl WebDriverCompatibleCommand for ConsoleLog {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as std::str::FromStr>::Err> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "type": "browser" }).to_string()))
    }
}

/// A command of the browser's own protocol, which chromedriver passes on.
#[derive(Debug)]
struct DevTools(&'static str, Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as std::str::FromStr>::Err> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let Self(command, params) = self;
        (Method::POST, Some(json!({ "cmd": command, "params": params }).to_string()))
    }
}
