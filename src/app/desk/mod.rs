//! The reviewer's desk: many reports at once, in the page. It is a program of its own (`bin/desk`), fetched when many
//! files come, and stands beside the page in the same document; the two talk by events ([`bridge`]).
//!
//! A pool of workers ([`pool`]) reads and checks; what it finds of each report goes to one more worker, which answers all
//! questions about many reports ([`question`]), and in brief to the table.

pub mod bridge;
mod components;
mod hub;
mod pool;
mod port;
pub mod question;
mod state;

/// Mounts the desk beside the page, hidden until files come.
pub fn run() {
    bridge::mount(|place| {
        yew::Renderer::<components::Desk>::with_root(place).render();
    });
}
