//! The host page's token: asked for by `getToken`, kept in memory only.

use js_sys::{Array, Date, Function, Object, Promise, Reflect};
use offboarding_domain::api::Code;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;

/// A token is asked for anew this long before it ends.
const MARGIN_MS: f64 = 60_000.0;

/// Why a token is asked for.
#[derive(Clone, Copy)]
pub enum TokenReason {
    Initial,
    Rejected,
}

/// What the host page gave.
#[derive(Clone)]
pub struct Token {
    pub text: String,
    expires_at_ms: Option<f64>,
}

impl Token {
    pub fn is_fresh(&self) -> bool {
        self.expires_at_ms.is_none_or(|end| Date::now() + MARGIN_MS < end)
    }
}

/// Calls the host's `getToken({reason, scope})`.
pub async fn ask_for_token(host: &HtmlElement, reason: TokenReason) -> Result<Token, Code> {
    let get_token = property(host, "getToken").and_then(|it| it.dyn_into::<Function>().ok());
    let get_token = get_token.ok_or(Code::ConfigNoTokenProvider)?;
    let answer = get_token.call1(host, &context(reason)).map_err(|_| Code::AuthTokenFailed)?;
    let answer = JsFuture::from(Promise::resolve(&answer)).await.map_err(|_| Code::AuthTokenFailed)?;
    let text = property(&answer, "token").and_then(|it| it.as_string()).ok_or(Code::AuthTokenFailed)?;
    let expires_at_ms = property(&answer, "expiresAt").map(|it| Date::new(&it).get_time()).filter(|it| !it.is_nan());
    Ok(Token { text, expires_at_ms })
}

fn context(reason: TokenReason) -> Object {
    let reason = match reason {
        TokenReason::Initial => "initial",
        TokenReason::Rejected => "rejected",
    };
    let scope = ["read", "suspend", "cancel", "remove"].map(|it| JsValue::from(format!("offboarding:{it}")));
    let context = Object::new();
    // A plain object takes any key.
    let _ = Reflect::set(&context, &"reason".into(), &reason.into());
    let _ = Reflect::set(&context, &"scope".into(), &scope.into_iter().collect::<Array>());
    context
}

fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok().filter(|it| !it.is_undefined() && !it.is_null())
}
