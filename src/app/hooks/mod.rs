//! Effects: what comes in from outside, and what goes out to the browser.

mod arrivals;
mod browser;
mod desk;
mod stretches;

pub use arrivals::{DROP_PREVIOUS, read_clipboard, read_files, read_previous, read_settings, use_arrivals};
pub use browser::{
    element, find_first, is_field, use_drafts, use_focus, use_goal, use_keyboard, use_measures, use_resize,
    use_storage, use_unload, use_worker,
};
pub use desk::use_desk;
pub use stretches::{Towards, focus_target, neighbour, stretch_of, target_element};
