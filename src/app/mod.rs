//! The page. The state is in one reducer ([`state`]), reading and checking in workers ([`worker`] is the page's end of
//! them, [`platform`] theirs).

mod components;
mod decisions;
pub mod desk;
mod drafts;
mod edits;
pub mod export;
mod hooks;
mod marks;
mod numbers;
mod outgoing;
pub mod platform;
mod running;
mod state;
mod storage;
pub mod wire;
mod worker;

/// Mounts the page over the static shell that `index.html` painted.
pub fn run() {
    // In a browser that is too old its place is gone: see static/check-browser.js.
    if let Some(shell) = gloo::utils::document().get_element_by_id("app") {
        yew::Renderer::<components::App>::with_root(shell).render();
    }
}
