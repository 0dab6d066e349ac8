//! Microsoft's Partner Center REST contract: the types on its wire, and a client.
//!
//! Lenient in, strict out: Microsoft's documents disagree about casing, dates and the spelling of codes, so everything
//! that was ever seen is read, and one spelling is sent. Microsoft's JSON ends here: callers see the domain's words.

mod config;
mod error;

pub mod read;
pub mod to_domain;
pub mod wire;

mod client;
mod tokens;

pub use client::{Call, PartnerCenter, Snapshot, Written, with_request_ids};
pub use config::{Config, Credentials, Retry};
pub use error::{Error, Refusal};
pub use tokens::{Certificate, CertificateError, Proof, Registration};
