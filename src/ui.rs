//! What every view is made of: announcements, dialogs, failures, waiting, focus. No domain words.

mod failure;
mod focus;
mod live;
mod loading;
mod modal;
mod share;
mod wait;

pub use failure::{Failure, FailureText, message_id};
pub use focus::{focus_heading, focus_selector, rescue_focus};
pub use live::{Live, LiveRegions};
pub use loading::{Empty, Loading};
pub use modal::Modal;
pub use share::{CopyButton, download};
pub use wait::wait;
