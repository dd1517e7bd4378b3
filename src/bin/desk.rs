//! The reviewer's desk, fetched when many reports come.

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(target_arch = "wasm32")]
fn main() {
    nianbao::app::desk::run();
}
