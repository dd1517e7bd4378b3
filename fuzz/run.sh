#!/usr/bin/env bash
# Runs every fuzz target for so many seconds (the first argument), within the memory and time that a browser has.
# Stable Rust with its unstable flags let in, so that no second toolchain is needed.
. "$(dirname "${BASH_SOURCE[0]}")/../tools/env.sh"
cd "$ROOT"
export RUSTC_BOOTSTRAP=1 PATH="$TOOLS/cargo-fuzz-$CARGO_FUZZ_VERSION/bin:$PATH"
bash fuzz/seeds.sh
for target in $(cargo fuzz list); do
  echo "== $target, $1 seconds"
  cargo fuzz run "$target" -- -max_total_time="$1" -rss_limit_mb=1024 -timeout=10 -max_len=200000 -dict=fuzz/form.dict
done
