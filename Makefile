# `make help` lists what there is. Nothing here needs a screen or a keyboard; `make demo` uses a screen if there is one.
PYTHON ?= python3
PY := .venv/bin/python
STAMP := .venv/.passdesk-installed
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

.DEFAULT_GOAL := help
.PHONY: help demo test lint types imports unit bench vectors lock clean

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: $(STAMP)  ## the whole line with made-up people: windows where there is a screen, else to its end; leaves build/demo
	$(PY) main.py demo --out build/demo

test: lint types imports unit  ## run every check: lint, types, imports and the tests

lint: $(STAMP)  ## ruff: rules and format of imports
	$(PY) -m ruff check .

types: $(STAMP)  ## mypy, strict
	$(PY) -m mypy

imports: $(STAMP)  ## the layers: who may import whom
	.venv/bin/lint-imports --no-cache

unit: $(STAMP)  ## pytest alone
	$(PY) -m pytest -q

bench: $(STAMP)  ## measure against bare libraries; writes build/bench.json
	$(PY) -m tests.bench

vectors: $(STAMP)  ## write the test vectors of docs/formats.md anew
	$(PY) -m tests.vectors

lock:  ## write requirements.lock anew from pyproject.toml
	sh packaging/lock.sh

clean:  ## remove what was built and cached; .venv stays
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find main.py passdesk tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +

# An environment that is there already is brought up to the lock, never thrown away.
$(STAMP): requirements.lock pyproject.toml setup.py
	@sh packaging/setup.sh "$(PYTHON)" .venv
	$(PY) -m pip install --quiet --require-hashes -r requirements.lock
	PYTHONWARNINGS=ignore $(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
