# make run · make test · make check · make train · make eval · make bench · make lock
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: run test check train eval bench lock setup setup-test clean

PYTHON ?= $(shell ./bin/find-python 3.11+)
APP     = .venv/bin
PIP     = install -qq --disable-pip-version-check --require-hashes -r

run: setup
	@$(APP)/bruecke up

setup: .venv/.installed .venv-bot/.installed
	@$(APP)/bruecke train

test: setup setup-test
	@$(APP)/python -m pytest $(ARGS)

check: .venv/.installed-dev
	$(APP)/ruff check .
	$(APP)/ruff format --check .
	$(APP)/mypy --strict bruecke actions

train: .venv/.installed .venv-bot/.installed
	$(APP)/bruecke train --force

# make eval DATA=folder measures on messages of others.
eval: setup .venv/.installed-dev
	@$(APP)/bruecke eval $(if $(DATA),--data $(DATA))

bench: setup setup-test
	$(APP)/python -m bench

setup-test: .venv/.installed-dev
	@./bin/need chromium=chromium

.venv/.installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Brücke needs Python 3.11 or newer; none was found."; exit 1; }
	@echo "Setting up .venv (the application) with $(PYTHON) …"
	@test -x .venv/bin/pip || $(PYTHON) -m venv --clear .venv
	@$(APP)/python -m pip $(PIP) requirements.lock
	@$(APP)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: requirements-dev.lock | .venv/.installed
	@echo "Adding what tests need to .venv …"
	@$(APP)/python -m pip $(PIP) requirements-dev.lock
	@touch $@

.venv-bot/.installed: bot/requirements.lock | .venv/.installed
	@python=$$(./bin/find-python 3.10) || { echo "Brücke's bot needs Python 3.10; none was found or could be fetched."; exit 1; }; \
	echo "Setting up .venv-bot (Rasa) with $$python …"; \
	test -x .venv-bot/bin/pip || "$$python" -m venv --clear .venv-bot
	@.venv-bot/bin/python -m pip $(PIP) bot/requirements.lock
	@touch $@

# Locks carry hashes and no index address: where packages come from is the machine's setting, not the project's.
COMPILE = $(APP)/uv pip compile --quiet --generate-hashes --no-header --no-annotate
lock:
	$(COMPILE) --universal --python-version 3.11 pyproject.toml -o requirements.lock
	$(COMPILE) --universal --python-version 3.11 --group dev -c requirements.lock -o requirements-dev.lock
	$(COMPILE) --python-version 3.10 bot/requirements.in -o bot/requirements.lock

clean:
	rm -rf .venv .venv-bot var
