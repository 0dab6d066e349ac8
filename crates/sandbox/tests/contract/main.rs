//! The sandbox over HTTP, as clients see it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

mod access;
mod audit;
mod certificates;
mod client;
mod customers;
mod orders;
mod other_clients;
mod removal;
mod seek;
mod subscriptions;

mod faults;
mod kept_data;
mod profiles;
mod repeats;
mod time;
mod tokens;
