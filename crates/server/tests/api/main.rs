//! The API over real HTTP, with the real sandbox behind it.
#![expect(clippy::unwrap_used, reason = "a test fails where it stands")]

mod support;

mod auth;
mod closed;
mod issuer;
mod limits;
mod secrets;
mod settings;
mod strangers;

mod contract;
mod headers;
mod idempotency;

mod customers;
mod items;
mod registered;
mod removal;
mod upstream;

mod assets;
mod openapi;
mod playground;
