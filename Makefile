# `make test` on a clean machine with Python 3.11 or newer builds its own environment first.
PYTHON ?= python3
GOLD ?= ../shared/gold
BIN := .venv/bin
STAMP := .venv/.installed

# One thread a process: figures can be compared between runs and machines.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1

.PHONY: help venv demo test lint bench gate schema clean

help: ## Show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|' 2>/dev/null || true

venv: $(STAMP) ## Build .venv with everything that the tasks below need

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,en,export,web]'
	@touch $@

demo: $(STAMP) ## Read the eighteen samples and show the record of each
	$(BIN)/dragoman demo

test: $(STAMP) ## Run the tests and print coverage
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered

lint: $(STAMP) ## Check style, types and the arrows between rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP) ## Time and memory against stock natasha and textacy, in one run on one core
	$(BIN)/python -m bench.speed
	$(BIN)/python -m bench.english

gate: $(STAMP) ## Measure on the gold reports (GOLD=folder) and fail below a floor
	$(BIN)/python -m tests.gate $(GOLD)

schema: $(STAMP) ## Write docs/report.schema.json from the model
	$(BIN)/python -c 'import json; from dragoman.export.report import schema; print(json.dumps(schema(), indent=1))' > docs/report.schema.json

clean: ## Remove everything that can be built again
	rm -rf .venv .venv-textacy .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage dist build
