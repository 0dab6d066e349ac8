//! The user's tasks in a real browser, over the real server and its sandbox.
//!
//! Every test has a server, a database and a browser of its own. A message on the console that is an error fails it.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod harness;
mod tour;

mod story;

mod blocked;
mod roles;

mod accessibility;
mod keyboard;
mod languages;
mod layout;
mod pseudo;

mod activity;
mod failures;
mod lazy;
mod operations;
mod print;

mod diagnose;
mod host_api;
mod host_page;
mod host_pages;
mod leaks;
mod package;
mod playground;
mod token;
