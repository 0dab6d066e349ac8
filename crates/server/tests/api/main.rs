//! The API over real HTTP, with the real sandbox behind it.
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod support;

mod auth;
mod closed;
mod fuzz;
mod health;
mod issuer;
mod limits;
mod log;
mod metrics;
mod secrets;
mod settings;
mod shutdown;
mod strangers;

mod contract;
mod headers;
mod idempotency;

mod activity;
mod customers;
mod items;
mod journal;
mod race;
mod registered;
mod removal;
mod shared;
mod sqlite;
mod upstream;

mod assets;
mod openapi;
mod operations;
mod playground;
