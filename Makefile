# Two commands matter: `make demo` shows what kamgraph does, `make test` shows that it works.
# Everything is installed into .venv beside this file; nothing else on the machine is touched,
# but for Chromium, LibreOffice Calc, Poppler, Java and Maven, which `make test` installs from the
# system's packages where it may (root); Maven fetches the Neo4j server of the tests into the user's
# cache, once.

SHELL := /bin/sh
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
PAGE := kamgraph/maps/page
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
WORKERS ?= 2
TESTS := $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --no-loadscope-reorder -q \
	--cov=kamgraph --cov-branch --cov-report=term --cov-fail-under=95
TOOLS := chromium libreoffice poppler node java

# $(call install,PACKAGES,WHAT,WITHOUT): from the system's packages where we may, else says how.
define install
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installing $(2) from the system's packages …"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
			$(1) >/dev/null; \
	else \
		echo "no $(2) found: $(3); install with: apt install $(1)"; \
	fi
endef

.PHONY: help demo test test-full lint docs pictures bench clean $(TOOLS)

help:
	@echo "make demo       install into .venv, run the main job on the bundled portfolio"
	@echo "make test       everything CI runs: lint, types, layers, all tests (some minutes)"
	@echo "make test-full  the same with the counts of the acceptance lists"
	@echo "make bench      speed and memory, as ratios against named baselines"
	@echo "make docs       write the generated documents and catalogues anew"

demo: $(VENV)/.installed
	@$(BIN)/kamgraph demo

test: $(VENV)/.developing $(TOOLS) lint
	@echo "tests …"
	@$(TESTS)

test-full: $(VENV)/.developing $(TOOLS) lint
	@KAMGRAPH_TEST_COUNTS=full $(TESTS)

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
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
		|| command -v google-chrome >/dev/null \
		|| { $(call install,chromium,Chromium,the browser tests are skipped) }

libreoffice:
	@command -v soffice >/dev/null || command -v libreoffice >/dev/null \
		|| { $(call install,--no-install-recommends libreoffice-calc,LibreOffice Calc,its tests are skipped) }

# Reads the PDF of a printed page in the tests.
poppler:
	@command -v pdftotext >/dev/null \
		|| { $(call install,poppler-utils,Poppler,what is printed is not read) }

# The Neo4j server of the tests needs them, where nobody names another.
java:
	@{ command -v java >/dev/null && command -v mvn >/dev/null; } || [ -n "$$KAMGRAPH_TEST_NEO4J_URI" ] \
		|| { $(call install,--no-install-recommends openjdk-17-jdk-headless maven,Java and Maven,without Docker or \
		KAMGRAPH_TEST_NEO4J_URI the Neo4j tests are skipped) }

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
