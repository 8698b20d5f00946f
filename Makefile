# Everything sets itself up: a machine needs make and Python 3.11 to 3.14, nothing else.
# PYTHON=/path/to/python3 chooses the interpreter; DATA=folder of labelled sets and
# CORPUS=articles.jsonl are for bench.

.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
RUN_STAMP := .venv/.run-stamp
DEV_STAMP := .venv/.dev-stamp
BROWSER_STAMP := .venv/.browser-stamp
export PYTHON

.PHONY: help demo test lint format bench docs lock clean

help: ## Show the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

demo: $(RUN_STAMP) ## Scan the sample corpus and say where the report is
	@$(BIN)/reusescan scan corpora/articles --out "$(CURDIR)/out/demo"

test: $(DEV_STAMP) $(BROWSER_STAMP) ## Lint, types, layers and all tests
	@$(MAKE) --no-print-directory lint
	@echo "Compiling loops (two minutes the first time)"
	@$(BIN)/python tests/support/compile_loops.py
	@$(BIN)/python -m pytest --numprocesses auto --cov --cov-report=term:skip-covered

lint: $(DEV_STAMP) ## Style, types and layers, without the tests
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(DEV_STAMP) ## Apply the formatter and the safe fixes
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(DEV_STAMP) ## Score what is found, then measure speed beside other programs (some minutes)
	@status=0; \
	$(BIN)/python benchmarks/quality/run.py $(if $(DATA),--data "$(DATA)") || status=$$?; \
	$(BIN)/python benchmarks/speed/run.py $(if $(CORPUS),--corpus "$(CORPUS)") || status=$$?; \
	exit $$status

docs: $(DEV_STAMP) ## Write the pages' outputs and the settings page anew; read the diff
	@$(BIN)/python docs/generate.py
	@$(BIN)/python docs/sample.py
	@REUSESCAN_UPDATE_DOCS=1 $(BIN)/python -m pytest -q --no-header --tb=no tests/integration/test_docs.py || true
	@$(BIN)/python -m pytest -q tests/integration/test_docs.py

lock: $(DEV_STAMP) ## Resolve the dependencies anew, for every supported Python
	@.ci/lock

clean: ## Remove what these targets made
	rm -rf .venv out tests/browser/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

# The development lock holds the other one's versions and more, so both share one environment.
$(RUN_STAMP): requirements.lock pyproject.toml
	@test -e $(DEV_STAMP) || .ci/venv requirements.lock $@
	@test ! -e $(DEV_STAMP) || $(MAKE) --no-print-directory $(DEV_STAMP)
	@touch $@

$(DEV_STAMP): requirements-dev.lock pyproject.toml
	@.ci/venv requirements-dev.lock $@

$(BROWSER_STAMP): .ci/browser .ci/axe tests/browser/package-lock.json $(DEV_STAMP)
	@.ci/browser
	@.ci/axe
	@touch $@
