# Everything a newcomer needs: `make run` and `make test` set up what they use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install run test check fix source migrate daemon demo clean

help: ## what can be asked for
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | sort

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Hetao Watch needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; name another with: make PYTHON=python3.12 …")'
	@test -x "$(BIN)/python" || $(PYTHON) -m venv "$(VENV)"
	@echo "Installing what requirements.lock pins (once; a minute or two) ..."
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch "$(STAMP)"

install: $(STAMP) ## the environment in .venv

run: $(STAMP) ## crawl the enabled outlets once, then show the summary and the alerts
	@"$(BIN)/hetao" run

test: $(STAMP) ## the test suite
	@"$(BIN)/python" -m pytest

check: $(STAMP) ## exactly what CI checks beside the tests: format, lint, types
	@"$(BIN)/ruff" format --check .
	@"$(BIN)/ruff" check .
	@"$(BIN)/mypy"

fix: $(STAMP) ## mend format and simple lint
	@"$(BIN)/ruff" check --fix .
	@"$(BIN)/ruff" format .

source: $(STAMP) ## a new source: make source NAME=harbour_gazette FEED=https://gazette.example/rss.xml
	@"$(BIN)/python" -m scrapy declare "$(NAME)" "$(FEED)"

migrate: $(STAMP) ## bring the database to the current schema
	@"$(BIN)/hetao" migrate

daemon: $(STAMP) ## run the schedule until stopped
	@"$(BIN)/hetao" daemon

demo: $(STAMP) ## the bundled fictional outlets, crawled end to end on loopback
	@"$(BIN)/hetao" demo

clean: ## remove the environment and caches, never the data
	rm -rf "$(VENV)" .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
