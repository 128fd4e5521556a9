# Two commands matter: `make demo` shows what kamgraph does, `make test` shows that it works.
# Everything is installed into .venv beside this file; nothing else on the machine is touched,
# but for Chromium, LibreOffice Calc, Poppler, Java and Maven, which `make test` installs from the system's
# packages where it may (root); Maven fetches the Neo4j server of the tests into the user's cache, once.

SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
PAGE := kamgraph/maps/page
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
WORKERS ?= 2

.PHONY: help demo test test-full lint docs pictures bench chromium libreoffice poppler node java clean

help:
	@echo "make demo       install into .venv, run the main job on the bundled portfolio"
	@echo "make test       everything CI runs: lint, types, layers, all tests (some minutes)"
	@echo "make test-full  the same with the counts of the acceptance lists"
	@echo "make bench      speed and memory, as ratios against named baselines"
	@echo "make docs       write the generated documents and catalogues anew"

demo: $(VENV)/.installed
	@$(BIN)/kamgraph demo

test: $(VENV)/.developing chromium libreoffice poppler node java lint
	@echo "tests …"
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder -q \
		--cov=kamgraph --cov-branch --cov-report=term --cov-fail-under=95

test-full: $(VENV)/.developing chromium libreoffice poppler node java lint
	@KAMGRAPH_TEST_COUNTS=full $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder -q \
		--cov=kamgraph --cov-branch --cov-report=term --cov-fail-under=95

lint: $(VENV)/.developing
	@echo "ruff, mypy, import-linter …"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache > $(VENV)/layers.txt || { cat $(VENV)/layers.txt; exit 1; }
	@if [ -x $(PAGE)/node_modules/.bin/eslint ]; then cd $(PAGE) && npm run --silent lint; fi

docs: $(VENV)/.developing
	@$(BIN)/python -m kamgraph.locale.catalogues update
	@$(BIN)/python -m kamgraph.tables.format_doc > docs/format.md
	@$(BIN)/python -m kamgraph_cli.reference > docs/commands.md

pictures: $(VENV)/.developing chromium
	@$(BIN)/python docs/take_pictures.py

bench: $(VENV)/.developing chromium
	@$(BIN)/python benchmarks/run.py --large
	@$(BIN)/python benchmarks/page.py

$(VENV)/.made:
	@if [ -z "$(PYTHON)" ]; then \
		echo "kamgraph needs Python 3.11 or newer; none was found as python3"; exit 1; fi
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Python's venv module is missing; install it with: apt install python3-venv"; exit 1; }
	@echo "environment in $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	@echo "installing kamgraph …"
	@$(PIP) --editable .
	@touch $@

$(VENV)/.developing: $(VENV)/.made pyproject.toml
	@echo "installing kamgraph and its tools …"
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

chromium:
	@if command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
		|| command -v google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing Chromium from the system's packages …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium \
			>/dev/null; \
	else \
		echo "no Chromium found: the browser tests are skipped; install it with: apt install chromium"; \
	fi

libreoffice:
	@if command -v soffice >/dev/null || command -v libreoffice >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing LibreOffice Calc from the system's packages …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
			--no-install-recommends libreoffice-calc >/dev/null; \
	else \
		echo "no LibreOffice found: its tests are skipped; install it with: apt install libreoffice-calc"; \
	fi

# Reads the PDF of a printed page in the tests.
poppler:
	@if command -v pdftotext >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing poppler-utils from the system's packages …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq poppler-utils \
			>/dev/null; \
	else \
		echo "no pdftotext found: what is printed is not read; install it with: apt install poppler-utils"; \
	fi

java:
	@if command -v java >/dev/null && command -v mvn >/dev/null; then :; \
	elif [ -n "$$KAMGRAPH_TEST_NEO4J_URI" ]; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing Java and Maven from the system's packages …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
			--no-install-recommends openjdk-17-jdk-headless maven >/dev/null; \
	else \
		echo "no Java and Maven found: without Docker or KAMGRAPH_TEST_NEO4J_URI the Neo4j tests are" \
			"skipped; install them with: apt install openjdk-17-jdk-headless maven"; \
	fi

# The tools of those who work on the page's scripts: eslint, axe-core. The tests of the scripts
# need node alone; using kamgraph needs neither.
node:
	@if command -v npm >/dev/null; then $(MAKE) -s $(PAGE)/node_modules/.installed; \
	else echo "no npm found: the page's scripts are not linted; install it with: apt install npm"; fi

$(PAGE)/node_modules/.installed: $(PAGE)/package-lock.json
	@echo "installing the tools of the page's scripts …"
	@cd $(PAGE) && npm ci --silent
	@touch $@

clean:
	rm -rf $(VENV) $(PAGE)/node_modules kamgraph-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
