# Two commands are enough: `make serve` and `make test`. See README.md.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.PHONY: serve build rules test test-rust test-fast test-linear test-browser test-browsers test-chromium test-firefox test-webkit check accuracy bench weigh shots fuzz fuzz-smoke reproducible clean

# What Trunk and the browser tests need; installs it on a machine that has none of it.
SETUP := bash tools/setup.sh
ENV := . tools/env.sh &&

serve:
	@$(SETUP) build
	@echo "年报校核: http://127.0.0.1:8080/"
	@$(ENV) trunk serve --release

build:
	@$(SETUP) build
	@$(ENV) trunk build --release

# The page of all rules, static/rules.html, from the rules.
rules:
	NIANBAO_WRITE=1 cargo test --locked --test rules_page

# The site is built beside the Rust tests: the last step of each of its programs keeps one core busy.
test:
	@$(SETUP) test
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-fast build
	@$(MAKE) --no-print-directory test-linear test-browsers

test-rust:
	@$(SETUP) test
	@$(MAKE) --no-print-directory test-fast test-linear

# With LibreOffice, which opens what is taken home. (Cargo would warn that it cannot share make's jobs.)
test-fast:
	unset MAKEFLAGS MFLAGS && NIANBAO_OFFICE=1 cargo test --locked --lib --bin nianbao --tests
	unset MAKEFLAGS MFLAGS && cargo test --locked --doc

test-linear:
	cargo test --locked --test linear -- --ignored --test-threads=1

test-browser:
	@$(SETUP) test
	@$(ENV) trunk build --release
	@$(MAKE) --no-print-directory test-browsers

# The whole suite in Chromium and the main lines in Firefox, side by side; then what wants the machine for itself.
test-browsers:
	@$(ENV) cd tests/browser && NIANBAO_LANES=$(LANES) $(BROWSER_TESTS) $(ALL) $(addprefix firefox:,page.test.mjs editing.test.mjs)
	@$(ENV) cd tests/browser && $(BROWSER_TESTS) quiet.test.mjs

BROWSER_TESTS = node run.mjs
# Browsers wait much of the time: two of them do not keep two cores busy.
LANES ?= 3
ALL = $(filter-out webkit.test.mjs quiet.test.mjs,$(notdir $(wildcard tests/browser/*.test.mjs)))
# What looks at the built files alone, the same in every browser.
OF_FILES = $(addsuffix .test.mjs,budget build)

# In one browser, of what is built already; one file by SUITE=page.test.mjs.
test-chromium: SUITE = $(ALL)
test-firefox: SUITE = $(filter-out $(OF_FILES),$(ALL))
test-chromium test-firefox:
	@$(ENV) cd tests/browser && NIANBAO_LANES=$(LANES) NIANBAO_BROWSER=$(subst test-,,$@) $(BROWSER_TESTS) $(SUITE)

# The main lines in WebKit, which is installed for this alone.
test-webkit:
	@$(SETUP) webkit
	@$(ENV) cd tests/browser && $(BROWSER_TESTS) webkit.test.mjs

check:
	@$(SETUP) check
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked --target wasm32-unknown-unknown --lib --bins -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --lib
	@$(ENV) bash tools/supply-chain.sh

# Two builds in two folders are the same bytes.
reproducible:
	@$(SETUP) build
	@$(ENV) bash tools/reproducible.sh

# Screenshots of every state, for people to look at.
shots:
	@$(SETUP) test
	@$(ENV) trunk build --release
	@$(ENV) cd tests/browser && node shots.mjs

# Every fuzz target for SECONDS_EACH seconds; stops at the first that finds something.
SECONDS_EACH ?= 600
fuzz:
	@$(SETUP) fuzz
	@$(ENV) bash fuzz/run.sh $(SECONDS_EACH)

# Half a minute each: whether they can be built and run at all, and what is found soon.
fuzz-smoke:
	@$(MAKE) --no-print-directory fuzz SECONDS_EACH=30

# How right the checker is, measured over all made-up reports; writes docs/accuracy.md.
accuracy:
	CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 NIANBAO_WRITE=1 cargo test --release --locked --test accuracy -- --nocapture

# Natively; a thousand reports in the page; then the page beside its peers, which are installed for this alone. Writes
# docs/performance.md.
bench:
	@$(SETUP) test
	@mkdir -p target/bench
	cargo bench --locked --bench '*' 2>&1 | tee target/bench/native.txt
	cargo build --release --locked --bin nianbao
	@$(ENV) trunk build --release
	@cd benches/peers && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@$(ENV) cd tests/browser && node desk-bench.mjs | tee ../../target/bench/desk.txt
	@$(ENV) cd tests/browser && node bench.mjs

# What each crate weighs in what the browser fetches; writes docs/performance.md. Built apart, with names that tell for
# whom generic code was made.
weigh:
	@$(SETUP) build
	RUSTFLAGS="-C symbol-mangling-version=v0" cargo build --locked --profile site --target wasm32-unknown-unknown --bins --target-dir target/names
	@$(ENV) CARGO_TARGET_DIR=target/names node tools/weigh.mjs

clean:
	cargo clean
	rm -rf dist
