# Every command of the project. `make demo` runs it, `make test` proves it; `make help` lists the rest.
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help
.PHONY: help setup setup-develop demo reset-demo test check fix coverage mutation bench crash lock

help: ## Print this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 16

setup: $(VENV)/.run ## Make the virtual environment that running needs
setup-develop: $(VENV)/.develop ## ... and what checking and testing need

$(VENV)/.run: requirements/run.txt pyproject.toml
	@PYTHON=$(PYTHON) sh tools/bare-machine.sh
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.develop: requirements/develop.txt $(VENV)/.run
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/develop.txt
	@touch $@

demo: setup ## Set up everything and run the demo at http://127.0.0.1:$(PORT)
	@PORT=$(PORT) $(BIN)/balai demo

reset-demo: ## Throw the demo's data away; the next `make demo` makes it anew
	rm -rf var

check: setup-develop ## Lint, format, types and import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint src/balai --quiet
	$(BIN)/mypy src tests
	PYTHONPATH=. $(BIN)/lint-imports

fix: setup-develop ## Format, and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: setup-develop ## Everything: checks, then unit, property, house, door and browser tests on SQLite and PostgreSQL
	@sh tools/test.sh

coverage: setup-develop ## Branch coverage of the kernel by its own tests; fails below what was reached
	$(BIN)/coverage run -m pytest tests/kernel --hypothesis-seed=0
	$(BIN)/coverage report

mutation: setup-develop ## Change the kernel in small ways, count what its tests notice (ARGS="decisions --sample 200")
	$(BIN)/python -m tools.mutation $(or $(ARGS),calendar proof)

bench: setup-develop ## Measure; every figure is printed beside a peer or a bare limit
	$(BIN)/python -m bench $(ARGS)

crash: setup-develop ## Kill web and worker N times under load (ARGS=--postgres: on PostgreSQL), compare with what was acknowledged
	$(BIN)/python -m tests.crash --kills $(or $(N),20) $(ARGS)

lock: setup-develop ## Resolve requirements/*.in again, with hashes
	$(BIN)/uv pip compile -q --generate-hashes --no-annotate --no-header --no-emit-index-url --python-version 3.11 --allow-unsafe requirements/run.in -o requirements/run.txt
	$(BIN)/uv pip compile -q --generate-hashes --no-annotate --no-header --no-emit-index-url --python-version 3.11 --allow-unsafe -c requirements/run.txt requirements/develop.in -o requirements/develop.txt
