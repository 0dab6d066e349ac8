//! The sandbox over HTTP, as clients see it.

mod support;

mod access;
mod customers;
mod orders;
mod removal;
mod subscriptions;

mod kept_data;
