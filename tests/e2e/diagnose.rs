//! Whatever the page, its hosts or its policies get wrong: a typed failure where nothing can be shown, and the check of
//! `diagnose()` that names it, with what to change.

mod assets;

use std::fs;

use reseller_offboarding_server::{Config, start};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpSocket;

use crate::harness::{Page, READY, Texts, customer_id, dist};
use crate::package::installed;
use crate::package::portal::Portal;
use assets::Assets;

/// A page as it should be, and one thing about it that is not.
#[derive(Clone, Copy)]
struct Case<'a> {
    policy: &'a str,
    /// Where the backend is, and how the host of the assets behaves.
    api: &'a str,
    assets: &'a str,
    script: &'a str,
    /// What the page hears, if anything.
    failure: Option<&'a str>,
    /// The check that fails: its name, its code, and a part of its advice.
    check: [&'a str; 3],
}

/// Everything is allowed.
const OPEN: &str = "script-src * 'unsafe-inline' 'wasm-unsafe-eval'";

#[tokio::test]
async fn what_keeps_the_module_from_loading_is_named() {
    let site = Site::start().await;
    let case = site.case();
    let connect_self = format!("connect-src 'self' {}", site.api);
    let lacks_assets = format!("Content-Security-Policy: connect-src needs {}.", site.assets.url);
    site.check(&[
        Case {
            policy: "script-src * 'unsafe-inline'",
            failure: Some("load/csp-wasm"),
            check: ["csp", "load/csp-wasm", "Content-Security-Policy: script-src needs 'wasm-unsafe-eval'."],
            ..case
        },
        Case {
            policy: &connect_self,
            failure: Some("load/network"),
            check: ["csp", "load/network", &lacks_assets],
            ..case
        },
        Case {
            assets: "private",
            failure: Some("load/network"),
            check: ["cors", "load/network", "lacks Access-Control-Allow-Origin"],
            ..case
        },
        Case {
            assets: "missing",
            failure: Some("load/network"),
            check: ["cors", "load/network", "answers with 404"],
            ..case
        },
        Case {
            assets: "tampered",
            failure: Some("load/integrity"),
            check: ["integrity", "load/integrity", "is not the file that belongs to this version"],
            ..case
        },
        Case {
            assets: "silent",
            script: "element.setAttribute('load-timeout', '300');",
            failure: Some("load/timeout"),
            check: ["cors", "load/network", "cannot be reached"],
            ..case
        },
        // As a person's own settings do.
        Case {
            script: "delete globalThis.WebAssembly;",
            failure: Some("load/unsupported"),
            check: ["csp", "load/unsupported", "runs no WebAssembly"],
            ..case
        },
    ])
    .await;
}

#[tokio::test]
async fn what_will_fail_elsewhere_is_named_though_it_shows() {
    let site = Site::start().await;
    let case = site.case();
    let policy = format!("{OPEN}; require-trusted-types-for 'script'; trusted-types 'none'");
    site.check(&[
        Case {
            assets: "octets",
            check: ["mime", "load/mime", "needs Content-Type: application/wasm; it has application/octet-stream"],
            ..case
        },
        Case {
            policy: &policy,
            check: ["csp", "load/trusted-types", "Content-Security-Policy: trusted-types needs reseller-offboarding."],
            ..case
        },
    ])
    .await;
}

#[tokio::test]
async fn what_keeps_the_token_away_is_named() {
    let site = Site::start().await;
    let case = site.case();
    site.check(&[
        Case {
            script: "element.getToken = undefined;",
            failure: Some("config/no-token-provider"),
            check: ["token", "config/no-token-provider", "Set getToken on the element."],
            ..case
        },
        Case {
            script: "element.getToken = () => Promise.reject(new Error('not signed in'));",
            failure: Some("auth/token-failed"),
            check: ["token", "auth/token-failed", "getToken has to give { token }"],
            ..case
        },
        Case {
            script: "element.getToken = () => 'a token';",
            failure: Some("auth/token-failed"),
            check: ["token", "auth/token-failed", "getToken has to give { token }"],
            ..case
        },
        // Half a minute is as good as over.
        Case {
            script: "const { timeout } = AbortSignal;
                AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 100);
                element.getToken = () => new Promise(() => {});",
            failure: Some("auth/token-failed"),
            check: ["token", "auth/token-failed", "getToken has to give { token } in time."],
            ..case
        },
    ])
    .await;
}

#[tokio::test]
async fn what_keeps_the_backend_away_is_named() {
    let site = Site::start().await;
    let case = site.case();
    let policy = format!("{OPEN}; connect-src 'self' {}", site.assets.url);
    let lacks_backend = format!("Content-Security-Policy: connect-src needs {}.", site.api);
    let stranger = start(Config { dist: dist(), ..Config::default() }).await.unwrap();
    let stranger = stranger.url.to_string();
    let refuses = format!("{stranger} cannot be reached, or does not allow the origin {}.", site.portal.url());
    // Bound and not listening: connections are refused, and nobody else is given the port.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let nobody = format!("http://{}", socket.local_addr().unwrap());
    let is_absent = format!("{nobody} cannot be reached");
    site.check(&[
        Case {
            policy: &policy,
            failure: Some("api/unreachable"),
            check: ["csp", "api/unreachable", &lacks_backend],
            ..case
        },
        Case { api: &stranger, failure: Some("api/unreachable"), check: ["api", "api/unreachable", &refuses], ..case },
        Case { api: &nobody, failure: Some("api/unreachable"), check: ["api", "api/unreachable", &is_absent], ..case },
        Case {
            script: "element.getToken = async () => ({ token: 'stale' });",
            failure: Some("auth/rejected"),
            check: ["api", "auth/rejected", "look at its issuer, audience and keys"],
            ..case
        },
    ])
    .await;
}

/// What comes after it was given up would take the place of what the page shows by then.
#[tokio::test]
async fn what_comes_too_late_stays_away() {
    let site = Site::start().await;
    let case = Case { assets: "late", script: "element.setAttribute('load-timeout', '300');", ..site.case() };
    let test = async |page: &Page| {
        page.forgive("load/timeout");
        page.go_to(&site.write("late.html", &case)).await;
        page.eventually("it is given up", "return window.failures.includes('load/timeout')", json!(null)).await;
        site.assets.release.notify_waiters();
        let fetched =
            "return performance.getEntriesByType('resource').some((it) => it.name.endsWith('.wasm') && it.responseEnd)";
        page.eventually("the module is there", fetched, json!(null)).await;
        // Another one is shown with it.
        let another = "const second = document.createElement('reseller-offboarding');
            for (const { name, value } of host.attributes) second.setAttribute(name, value);
            second.removeAttribute('load-timeout');
            second.getToken = host.getToken;
            document.body.append(second);";
        page.look(another, json!(null)).await;
        page.widget(1).has("heading", READY).await;
        assert_eq!(page.look(FALLBACK, json!("load/timeout")).await, json!(true));
    };
    site.portal.visit_blindly("reseller-offboarding/package.json", test).await;
}

#[tokio::test]
async fn an_element_that_failed_is_tried_again_where_it_is_added_again() {
    let site = Site::start().await;
    let case = Case { assets: "missing", ..site.case() };
    let test = async |page: &Page| {
        page.forgive("status of 404");
        page.forgive("integrity");
        page.forgive("load/network");
        page.go_to(&site.write("again.html", &case)).await;
        page.eventually("it fails", "return window.failures.includes('load/network')", json!(null)).await;
        assert_eq!(page.look(FALLBACK, json!("load/network")).await, json!(true));
        let again = "window.kept = host;
            host.remove();
            host.setAttribute('asset-base', host.getAttribute('asset-base').replace('missing', 'good'));
            queueMicrotask(() => document.body.append(window.kept));";
        page.look(again, json!(null)).await;
        page.has("heading", READY).await;
        assert_eq!(page.look("return host.ready.then(() => true)", json!(null)).await, json!(true));
    };
    site.portal.visit_blindly("reseller-offboarding/package.json", test).await;
}

/// What the page put into the tag is shown, and `ready` says why.
const FALLBACK: &str =
    "return host.ready.then(() => false, (error) => error.code === input && error.retryable !== undefined &&
    root.querySelector('slot').assignedElements()[0].checkVisibility())";

const FAILED: &str = "return host.diagnose().then((all) => all.filter((it) => !it.ok))";

/// A portal on one origin, the assets on another, the backend on a third.
struct Site {
    portal: Portal,
    api: String,
    assets: Assets,
    folder: TempDir,
}

impl Site {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(installed(), folder.path().join("reseller-offboarding")).unwrap();
        let portal = Portal::over(folder.path()).await;
        Self { api: portal.api(), portal, assets: Assets::start().await, folder }
    }

    /// Nothing is in the way.
    fn case(&self) -> Case<'_> {
        Case { policy: OPEN, api: &self.api, assets: "good", script: "", failure: None, check: [""; 3] }
    }

    /// Writes a page, and says where it is.
    fn write(&self, name: &str, case: &Case<'_>) -> String {
        let assets = format!("{}/{}", self.assets.url, case.assets);
        let customer = customer_id(READY).to_string();
        let values = [("{policy}", case.policy), ("{api}", case.api), ("{assets}", &assets), ("{script}", case.script)];
        let page = include_str!("diagnose/page.html").replace("{ready}", &customer);
        let page = values.iter().fold(page, |page, (mark, value)| page.replace(mark, value));
        fs::write(self.folder.path().join(name), page).unwrap();
        format!("{}/{name}", self.portal.url())
    }

    /// One browser goes from page to page.
    async fn check(&self, cases: &[Case<'_>]) {
        let test = async |page: &Page| {
            // The pages are broken on purpose.
            page.forgive("");
            let good = self.write("good.html", &self.case());
            page.open(&good).await;
            page.sees(&Texts::of("es-ES").get("account-status-clear")).await;
            assert_eq!(page.look(FAILED, json!(null)).await, json!([]), "nothing is in the way");
            for (i, case) in cases.iter().enumerate() {
                let address = self.write(&format!("{i}.html"), case);
                check_case(page, &address, case).await;
            }
        };
        self.portal.visit_blindly("reseller-offboarding/package.json", test).await;
    }
}

async fn check_case(page: &Page, address: &str, case: &Case<'_>) {
    let [name, code, advice] = case.check;
    page.go_to(address).await;
    let texts = Texts::of("es-ES");
    match case.failure {
        None => page.sees(&texts.get("account-status-clear")).await,
        Some(failure) => {
            let heard = "return window.failures.length > 0 && [...new Set(window.failures)]";
            let heard = page.eventually(&format!("{failure} is heard"), heard, json!(null)).await;
            assert_eq!(heard, json!([failure]));
            match failure.starts_with("load/") {
                true => assert_eq!(page.look(FALLBACK, json!(failure)).await, json!(true), "{failure}"),
                false => page.sees(&texts.get(&format!("error-{}", failure.replace('/', "-")))).await,
            }
        }
    }
    let failed = page.look(FAILED, json!(null)).await;
    let failed = failed.as_array().unwrap();
    let is_meant = |it: &&Value| it["name"] == name && it["code"] == code;
    assert!(!failed.is_empty() && failed.iter().all(|it| is_meant(&it)), "{code}: {failed:#?}");
    assert!(
        failed.iter().any(|it| it["advice"].as_str().unwrap_or_default().contains(advice)),
        "{advice}: {failed:#?}"
    );
}
