//! The page's entry. (On other machines than a browser there is no page: see the command `nianbao`.)

fn main() {
    #[cfg(target_arch = "wasm32")]
    nianbao::app::run();
}
