//! The worker that reads files of office programs, fetched when the first of them comes.

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    nianbao::app::platform::serve_reader(nianbao::read::office::read);
}
