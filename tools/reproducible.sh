#!/usr/bin/env bash
# Builds the last commit twice, in two folders and with two homes of cargo, and compares every byte of the two sites.
# `. tools/env.sh` first; `make reproducible`.
set -eu -o pipefail
cd "$(dirname "$0")/.."
unset CARGO_TARGET_DIR RUSTFLAGS CARGO_ENCODED_RUSTFLAGS

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
home=${CARGO_HOME:-$HOME/.cargo}
# What was fetched is shared, but called by another name.
mkdir "$folder/other-cargo-home"
ln -s "$home/registry" "$folder/other-cargo-home/registry"

build() { # the clone, the home of cargo
  git clone --quiet . "$1"
  (cd "$1" && CARGO_HOME=$2 make --no-print-directory build)
}
build "$folder/one" "$home"
build "$folder/another/and/deeper" "$folder/other-cargo-home"

if ! diff -r "$folder/one/dist" "$folder/another/and/deeper/dist"; then
  echo "the two builds differ" >&2
  exit 1
fi
echo "two builds of $(git rev-parse --short HEAD) are the same bytes:"
sha256sum "$folder/one/dist/SHA256SUMS" | cut -c1-64
