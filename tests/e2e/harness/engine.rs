//! The engines that the tests know. What one cannot do is said where it is asked for.

use std::io::{self, Write};
use std::sync::Once;

/// What a browser runs and draws a page with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

/// Makes a test of each function for each engine: `a_customer_is_offboarded::firefox`.
macro_rules! in_every_engine {
    ($($test:ident),+ $(,)?) => {
        $(mod $test {
            use crate::harness::Engine;

            #[tokio::test]
            async fn chromium() {
                super::$test(Engine::Chromium).await;
            }

            #[tokio::test]
            async fn firefox() {
                super::$test(Engine::Firefox).await;
            }

            #[tokio::test]
            async fn webkit() {
                super::$test(Engine::WebKit).await;
            }
        })+
    };
}

pub(crate) use in_every_engine;

impl Engine {
    /// Says which version runs.
    pub fn runs(self, version: &str) {
        self.say(version);
    }

    /// Without Chromium there is nothing to test with, and CI has all three; elsewhere the tests in another engine do
    /// not run, and say so.
    pub fn is_missing(self, why: &str) {
        let is_needed = self == Self::Chromium || std::env::var_os("CI").is_some();
        assert!(!is_needed, "{self:?} is missing: {why}");
        self.say(&format!("skipped ({why})"));
    }

    /// Once for all tests. Not by `eprintln!`, which is not seen where a test passes; `cargo xtask test` repeats it.
    fn say(self, what: &str) {
        static SAID: [Once; 3] = [const { Once::new() }; 3];
        let line = format!("engine: {self:?} {what}\n");
        SAID[self as usize].call_once(|| io::stderr().write_all(line.as_bytes()).unwrap());
    }
}
