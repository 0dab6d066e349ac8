//! The backend: who may do what, the guard before the removal, the journal, and the widget's files.
//!
//! [`start`] starts all of it; [`routes`] lists what there is. Microsoft's contract is not here: upstream is
//! spoken to through `partner_center` alone.

mod command;
mod config;
mod running;
mod signals;

mod app;
mod state;

mod auth;
mod demo;
mod limits;

mod correlation;
mod error;
mod metrics;
mod request;

mod idempotency;
mod turns;

mod account;
mod act;
mod health;
mod openapi;
mod operations;
mod routes;
mod watch;

mod database;
mod journal;

mod assets;

pub use auth::{AUDIENCE, Refresh, Scope};
pub use command::{Command, JournalCommand};
pub use config::{Config, Error as ConfigError, LogFormat, Secret, load};
pub use journal::Export;
pub use openapi::document as openapi_document;
pub use operations::Pace;
pub use routes::{Route, routes};
pub use running::{Error, Running, start};
pub use signals::Signals;
pub use watch::Schedule;
