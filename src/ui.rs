//! What every view is made of: elements, announcements, dialogs, failures, waiting, focus. No domain words.

mod el;

mod failure;
mod field;
mod focus;
mod follow;
mod heading;
mod known;
mod live;
mod loading;
mod memo;
mod modal;
mod network;
mod pages;
mod share;
mod signal;
mod stored;
mod table;
mod wait;
mod words;

pub use el::{Child, El, Els, Say, button, copy_of, el, slot};
pub use failure::{failure, failure_text, message_id, place_link};
pub use field::{select, value_of};
pub use focus::{focus_heading, focus_row, focus_selector, rescue_focus};
pub use follow::follow;
pub use heading::heading;
pub use known::{ByText, has, known};
pub use live::{Live, Pace, live_regions};
pub use loading::{empty, loading};
pub use memo::{Memo, memo, memo_since};
pub use modal::modal;
pub use network::on_network_change;
pub use pages::{Pages, pager};
pub use share::{CopyWords, copy_button, download};
pub use signal::{ItemSignals, RwSignal, forget_readers};
pub use stored::{StoredValue, keep};
pub use table::{
    NONE, actions_cell, badge, cell, date_cell, live_note, note, number_cell, row_header, small_print, table, table_row,
};
pub use wait::{after, wait};
