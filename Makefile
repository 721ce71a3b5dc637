# Every target installs what it needs into .venv first. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.kinora

.DEFAULT_GOAL := help
.PHONY: help setup check test fix bench soak demo serve clean

help:  ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(STAMP)-run: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[previs]'
	@touch $@

$(STAMP)-dev: $(STAMP)-run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[previs,test,dev]'
	@touch $@

setup: $(STAMP)-run  ## Install Kinora with the previs engine into .venv

check: $(STAMP)-dev  ## Lint, types, import contract, formatting
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: $(STAMP)-dev  ## Run every test, two files at a time
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not alone and not long"
	$(BIN)/python -m pytest -m "alone and not long"

fix: $(STAMP)-dev  ## Format and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP)-dev  ## Print the benchmarks' tables
	$(BIN)/python bench/start.py
	$(BIN)/python bench/previs.py
	$(BIN)/python bench/storm.py
	$(BIN)/python bench/jobs.py

soak: $(STAMP)-dev  ## Kill servers, workers and PostgreSQL under 300 jobs: is anything lost?
	$(BIN)/python -m pytest -m long
	$(BIN)/python bench/soak.py

demo: $(STAMP)-run  ## Serve, send each seed document's request, save the MP4s in out/demo/
	$(BIN)/python tools/demo.py

serve: $(STAMP)-run  ## Serve on http://127.0.0.1:8480
	$(BIN)/kinora serve

clean:  ## Remove .venv and what runs left behind
	rm -rf $(VENV) out .sdk .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
