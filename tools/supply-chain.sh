#!/usr/bin/env bash
# What the project is made of: licences, sources and second copies of crates always; known faults of crates and of the
# test tools wherever the databases of them can be asked. `. tools/env.sh` first; part of `make check`.
set -eu -o pipefail
cd "$(dirname "$0")/.."

say() { printf '\033[1m[supply chain]\033[0m %s\n' "$*"; }

# What deny.toml allows and is not there any more shall go from it.
cargo deny --locked --log-level error check --deny unmatched-skip --deny unnecessary-skip licenses bans sources

# The database of crates' faults is on GitHub. Where that is not to be reached, a clone that was brought here will do:
#   git clone https://github.com/RustSec/advisory-db, moved to the folder below (not older than 90 days).
database=https://github.com/RustSec/advisory-db
copy=${CARGO_HOME:-$HOME/.cargo}/advisory-dbs/advisory-db-3157b0e258782691
if GIT_TERMINAL_PROMPT=0 timeout 20 git ls-remote --exit-code "$database" HEAD >/dev/null 2>&1; then
  cargo deny --locked check advisories
elif [ -d "$copy/crates" ]; then
  say "$database is not to be reached; the copy of $(git -C "$copy" show --no-patch --format=%cs HEAD) is asked"
  cargo deny --locked --offline check advisories
else
  say "NOT CHECKED: known faults of crates. $database is not to be reached, and there is no copy of it in $copy"
fi

# npm's answer, or that there is none. (Its exit status is the same for both.)
cd tests/browser
if ! report=$(npm audit --json 2>/dev/null) && ! grep -q '"auditReportVersion"' <<<"$report"; then
  say "NOT CHECKED: known faults of the test tools. The npm registry does not answer: $(npm config get registry)"
elif ! grep -q '"total": 0' <<<"$report"; then
  npm audit || { say "npm audit names faults of the test tools"; exit 1; }
else
  say "npm audit: no known faults of the test tools"
fi
