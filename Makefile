# Every target does its own set-up; `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development
PORT ?= 8001

# What is compiled once need not be compiled again by every worker and command of the tests.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help serve build test browser nginx engines quick soak lint check export release docs picture bench audit clean

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

serve: $(RUNTIME)  ## build the knowledge base if need be and serve it on http://127.0.0.1:8001
	$(BIN)/llm-kb serve --port $(PORT)

build: $(RUNTIME)  ## build the knowledge base anew
	$(BIN)/llm-kb build

test: $(DEVELOPMENT) browser nginx  ## run every test
	$(BIN)/python -m pytest -n auto --dist loadfile

browser: $(DEVELOPMENT)  ## see that there is a Chromium for the tests, which are left out without one
	-@$(BIN)/python -m tests.browser.chromium

nginx: $(DEVELOPMENT)  ## see that there is an nginx for the tests, which are left out without one
	-@$(BIN)/python -m tests.hosting.nginx

engines: $(DEVELOPMENT)  ## compare every named query, with all values tried, on SQLite, DuckDB, PostgreSQL and Spark
	$(BIN)/python -m pytest tests/engines -m "soak or not soak" --timeout 0

quick: $(DEVELOPMENT)  ## run the tests for every save
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow and not soak"

soak: $(DEVELOPMENT)  ## kill 200 builds, send 50,000 requests and crowds to a server and try new examples (takes some twenty minutes)
	$(BIN)/python -m pytest -m soak --timeout 0 -s tests/faults tests/hostile tests/curation tests/benchmarks tests/browser tests/content tests/site
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -n auto --timeout 0 tests/properties

lint: $(DEVELOPMENT)  ## check format, style, types and that the generated documentation is fresh
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/python docs/generate.py --check

check: $(RUNTIME)  ## check the contents, and verify them if LLM_KB_PAPER and LLM_KB_SOURCES name the texts
	$(BIN)/llm-kb check
	$(if $(LLM_KB_PAPER),$(BIN)/llm-kb verify --paper "$(LLM_KB_PAPER)")
	$(if $(LLM_KB_SOURCES),$(BIN)/llm-kb verify)

export: $(RUNTIME)  ## write the knowledge base in every format into dist/
	@$(BIN)/python -c 'from llm_kb.export import FORMATS; print(*(form.name for form in FORMATS), sep="\n")' | \
		while read form; do $(BIN)/llm-kb export $$form dist/$$form || exit 1; done

release: $(DEVELOPMENT)  ## write a dated release of the last commit into dist/: wheel, database, archives, notes, checksums
	$(BIN)/python -m release $(if $(PREVIOUS),--previous "$(PREVIOUS)")

docs: $(DEVELOPMENT)  ## write the generated parts of docs/
	$(BIN)/python docs/generate.py

picture: $(DEVELOPMENT) browser  ## take the picture of the site that the README shows
	$(BIN)/python -m docs.screenshot

bench: $(DEVELOPMENT)  ## measure at 1 and 10 times the size, facts alone up to 1,000 times, into docs/benchmarks/ (SIZES=1 for less)
	$(BIN)/python -m benchmarks $(if $(SIZES),--sizes "$(SIZES)")

audit: $(DEVELOPMENT) browser  ## hold the pages against Lighthouse and the W3C's Nu checker (takes node and java)
	$(BIN)/python -m tests.audit

clean:  ## remove what the other targets made, the virtual environment included
	rm -rf $(VENV) .audit .bench .hypothesis dist llm_kb.db .mypy_cache .pytest_cache .ruff_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is older than 3.11: name a newer one, as in 'make PYTHON=python3.12'." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install -q -c constraints.txt pip
	$(PIP) install -q -c constraints.txt --build-constraint constraints.txt -e '.[exports]'
	touch $@

$(DEVELOPMENT): $(RUNTIME)
	$(PIP) install -q -c constraints.txt --group dev --group bench
	touch $@
