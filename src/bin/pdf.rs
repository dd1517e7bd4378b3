//! The worker that reads PDF, fetched when the first PDF comes.

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    nianbao::app::platform::serve_reader(|bytes, _, reading| {
        nianbao::read::pdf::read(bytes, reading).map(nianbao::read::Content::Document)
    });
}
