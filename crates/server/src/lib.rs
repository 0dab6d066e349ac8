//! The backend: who may do what, the guard before the removal, the journal, and the widget's files.
//!
//! [`start`] starts all of it; [`router`] is the application as a value. Microsoft's contract is not here: upstream is
//! spoken to through `partner_center` alone.

mod config;
mod running;

mod app;
mod state;

mod auth;
mod demo;

mod correlation;
mod error;
mod request;

mod idempotency;
mod turns;

mod account;
mod routes;
mod watch;

mod journal;

mod assets;

pub use app::{Surface, router};
pub use auth::{AUDIENCE, Rejection, Tokens};
pub use config::{Config, Error as ConfigError, Secret};
pub use journal::Journal;
pub use running::{Error, Running, start};
pub use state::AppState;
pub use watch::Schedule;
