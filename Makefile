# Everything runs in .venv, made from the locked and hashed requirements. Works with GNU make 3.81.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo test neo4j lock golden bench clean

# The first Python that the lock was resolved for; `make demo PYTHON=/path/to/python` chooses another.
PYTHON = $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; \
	then command -v $$python; break; fi; done)
BIN = .venv/bin
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check

# What is tested a second time, with a Neo4j server as the store; skipped where none can be found.
ABOVE_THE_STORE = tests/analysis tests/api tests/graph tests/cli tests/identity tests/synthetic tests/templates tests/real \
	tests/loaders/test_load.py tests/loaders/test_rejections.py tests/loaders/test_reading_of_rows.py \
	tests/loaders/extract/test_remarks.py tests/thailand/test_recipes.py

# A process for each core, each with a server of its own; tests of one file stay together, for what they share.
EVERY_CORE = --numprocesses auto --dist loadfile

# How many enterprises `make bench` makes up.
SIZE = 100000

# Lock anew with the newest versions allowed: `make lock UPGRADE=--upgrade`.
UPGRADE =
COMPILE = .cache/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --only-binary :all: --no-header $(UPGRADE)

help:
	@echo 'make demo    load the demonstration and make its pages, in the folder demo'
	@echo 'make test    format, lint, types, architecture and tests'
	@echo 'make neo4j   run a Neo4j server to try things on (Java and Maven; Ctrl-C stops it)'
	@echo 'make golden  write the golden files of the tests anew'
	@echo 'make bench   measure time and memory (SIZE=3200000 for a nation)'
	@echo 'make lock    resolve the requirements anew (UPGRADE=--upgrade for newer versions)'
	@echo 'make clean   remove everything that was made'

demo: .venv/.runtime
	$(BIN)/ecograph demo --to demo
	@echo "The demonstration is in $(CURDIR)/demo."

test: .venv/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest $(EVERY_CORE)
	ECOGRAPH_TEST_STORE=neo4j $(BIN)/pytest $(EVERY_CORE) $(ABOVE_THE_STORE)

neo4j: .venv/.test
	@$(BIN)/python -m tests.neo4j_server

golden: .venv/.test
	$(BIN)/pytest --update-golden tests

bench: .venv/.test
	@for file in benchmarks/bench_*.py; do echo "$$file $(SIZE)"; $(BIN)/python "$$file" $(SIZE) || exit 1; done

# A stamp is touched only when its step has succeeded, so an interrupted one is repeated.
.venv/.created:
	@if test -z "$(PYTHON)"; then \
		echo 'Python 3.11, 3.12, 3.13 or 3.14 is needed and none was found: install one, or name it with PYTHON=.' >&2; \
		exit 1; fi
	@if ! "$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo '$(PYTHON) cannot make environments: on Debian or Ubuntu, install the package python3-venv.' >&2; \
		exit 1; fi
	"$(PYTHON)" -m venv --clear .venv
	@touch $@

# The package itself is built by what the lock holds: nothing that is not locked is ever installed.
.venv/.runtime: .venv/.created requirements/runtime.txt pyproject.toml
	$(INSTALL) --require-hashes --only-binary :all: --requirement requirements/runtime.txt
	$(INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.runtime requirements/test.txt
	$(INSTALL) --require-hashes --only-binary :all: --requirement requirements/test.txt
	@touch $@

.cache/lock/.created: requirements/lock.txt
	@if test -z "$(PYTHON)"; then echo 'Python 3.11 to 3.14 is needed and none was found.' >&2; exit 1; fi
	"$(PYTHON)" -m venv --clear .cache/lock
	.cache/lock/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --only-binary :all: --requirement requirements/lock.txt
	@touch $@

# The tests' resolution comes first, and the runtime's is held to it: one package, one version.
lock: .cache/lock/.created
	$(COMPILE) --group build --group test --output-file requirements/test.txt pyproject.toml
	$(COMPILE) --group build --constraints requirements/test.txt --output-file requirements/runtime.txt pyproject.toml
	$(COMPILE) --group lock --output-file requirements/lock.txt
	@touch .cache/lock/.created

clean:
	rm -rf .venv .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build demo dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
