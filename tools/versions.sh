# The one place where the tools' versions are pinned. (Crates are pinned in Cargo.lock, the packages
# that tests use in tests/browser/package-lock.json; wasm-bindgen-cli follows Cargo.lock.)
TRUNK_VERSION=0.21.14
CARGO_FUZZ_VERSION=0.13.1
