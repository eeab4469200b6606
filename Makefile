# `make help` lists what there is. Nothing here needs a screen or a keyboard; `make demo` uses a screen if there is one.
PYTHON ?= python3
PY := .venv/bin/python
STAMP := .venv/.passdesk-installed
TEST_STAMP := .venv/.passdesk-ready-to-test
PACKAGE_STAMP := .venv/.passdesk-ready-to-package
SYSTEM := $(if $(filter Darwin,$(shell uname -s)),macos,linux)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports unit screenshots bench faults vectors package package-test lock clean

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(STAMP)  ## the whole line with made-up people: windows where there is a screen, else to its end; leaves build/demo
	$(PY) main.py demo --out build/demo

test: lint types imports unit  ## run every check: lint, types, imports and the tests

lint: $(STAMP)  ## ruff: rules and format of imports
	$(PY) -m ruff check .

types: $(STAMP)  ## mypy, strict
	$(PY) -m mypy

imports: $(STAMP)  ## the layers: who may import whom
	.venv/bin/lint-imports --no-cache

unit: $(TEST_STAMP)  ## pytest alone
	$(PY) -m pytest -q

screenshots: $(TEST_STAMP)  ## a picture of every page and state in build/screenshots; fails where words are clipped
	$(PY) -m tests.gallery

bench: $(STAMP)  ## measure against bare libraries; writes build/bench.json
	$(PY) -m tests.bench

faults: $(TEST_STAMP)  ## a scanner types 1,000 passes with each suffix at a real window, a disk fills up; about an hour; writes build/faults.json
	$(PY) -m tests.faults

vectors: $(STAMP)  ## write the test vectors of docs/formats.md anew
	$(PY) -m tests.vectors

package: $(PACKAGE_STAMP)  ## build the bundle of this system in dist/passdesk and say what makes its size
	PYTHONHASHSEED=1 $(PY) -m PyInstaller --noconfirm --clean --log-level ERROR \
	    --distpath dist --workpath build/package packaging/$(SYSTEM)/passdesk.spec
	$(PY) packaging/sizes.py dist/passdesk

package-test: $(TEST_STAMP)  ## drive the bundle in dist/passdesk: the command line, the demo, a window and one scan at it
	$(PY) -m pytest -q tests/packaging/bundle_runs.py

lock:  ## write requirements.lock anew from pyproject.toml
	sh packaging/lock.sh

clean:  ## remove what was built and cached; .venv stays
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find main.py passdesk tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment that is there already is brought up to the lock, never thrown away.
$(STAMP): requirements.lock pyproject.toml setup.py packaging/linux/libraries.txt
	@sh packaging/setup.sh "$(PYTHON)" .venv
	$(PY) -m pip install --quiet --require-hashes -r requirements.lock
	PYTHONWARNINGS=ignore $(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST_STAMP): $(STAMP) packaging/linux/setup.sh
	@sh packaging/setup.sh "$(PYTHON)" .venv test
	@touch $@

$(PACKAGE_STAMP): $(STAMP) packaging/linux/setup.sh
	@sh packaging/setup.sh "$(PYTHON)" .venv package
	@touch $@
