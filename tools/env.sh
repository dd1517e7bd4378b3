# Sourced by the Makefile's recipes, tools/setup.sh and fuzz/run.sh: where the tools are, and what Trunk shall expect of them.
set -eu
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$ROOT/tools/versions.sh"

# Outside `target`, so that a second clone need not compile Trunk again.
TOOLS=${NIANBAO_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/nianbao-tools}
WASM_BINDGEN_VERSION=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' "$ROOT/Cargo.lock")
BINARYEN_VERSION=$(awk -F'"' '/"binaryen":/ { print $4; exit }' "$ROOT/tests/browser/package.json")
NODE_TOOLS=$ROOT/tests/browser/node_modules

export PATH="$TOOLS/cargo-deny-$CARGO_DENY_VERSION/bin:$TOOLS/trunk-$TRUNK_VERSION/bin:$TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION/bin:$NODE_TOOLS/.bin:$PATH"
# Trunk takes what is on PATH only if it is exactly the version that it wants.
export TRUNK_TOOLS_WASM_BINDGEN=$WASM_BINDGEN_VERSION
export TRUNK_TOOLS_WASM_OPT=version_${BINARYEN_VERSION%%.*}
# The page's wasm names no folder of the machine that built it, so that every machine builds the same bytes.
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/crates\
 --remap-path-prefix=$(rustc --print sysroot 2>/dev/null)/lib/rustlib/src/rust=/rustc/$(rustc --version --verbose 2>/dev/null | awk '/^commit-hash:/ { print $2 }')"
# The browsers of the tests.
export CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
export FIREFOX=${FIREFOX:-$(command -v firefox-esr || command -v firefox || true)}
export WEBKIT=${WEBKIT:-$(echo /usr/lib/*/webkit2gtk-4.1/MiniBrowser)}
# A colour setting that some terminals export and Trunk refuses; make's jobs, which cargo would warn that it cannot share.
unset NO_COLOR MAKEFLAGS MFLAGS
