# What needs only Python 3.11 or newer, pip, make and git. The first use builds .venv from the lock.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.built-from-lock
LOCK := pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --no-config --quiet

.DEFAULT_GOAL := help
.PHONY: help demo test lint check fix golden bench lock

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile | expand -t 14

demo: $(READY) ## a year of a district's unions, from files to audit report, in the folder demo
	$(BIN)/uledger demo --dir demo

test: $(READY) ## run the tests
	$(BIN)/pytest -n auto

lint: $(READY) ## format, lint, types, arrows
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

check: lint ## what CI runs, with branch coverage of ledger/ and commands/
	$(BIN)/pytest -n auto --cov --cov-branch --cov-report=term

fix: $(READY) ## format, and mend what the linter can mend
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

golden: $(READY) ## write the reviewed outputs anew: read the diff before you commit it
	$(BIN)/pytest -n auto --golden-update

bench: $(READY) ## the ledger's hot paths beside the bare database's
	$(BIN)/uledger bench

lock: ## lock the dependencies anew, for every platform (needs uv)
	uv $(LOCK) --output-file requirements.txt
	uv $(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

$(READY): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
