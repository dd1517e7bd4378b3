//! Effects: what comes in from outside, and what goes out to the browser.

mod arrivals;
mod browser;

pub use arrivals::{read_clipboard, read_files, use_arrivals};
pub use browser::{element, find_first, use_goal, use_keyboard, use_measures, use_resize, use_worker};
