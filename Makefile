# Two commands on a fresh machine: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STORE  ?= oxigraph:$(VENV)/store
PORT   ?= 8000
ROOT_ON_DEBIAN := $(shell [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo yes)
apt     = apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends

.DEFAULT_GOAL := help
.PHONY: help run test lint check docs expected export bench bench-short clean

help:  ## List what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.run  ## Build and check the graph, show what is in it, and serve it at PORT (8000)
	$(BIN)/bacthang build --store $(STORE)
	$(BIN)/bacthang check --store $(STORE) --format html --out $(VENV)/findings.html
	$(BIN)/bacthang summary --store $(STORE)
	$(BIN)/bacthang query one-indicator-across-levels --store $(STORE)
	$(BIN)/bacthang serve --store $(STORE) --port $(PORT)

test: $(VENV)/.test programs clients  ## Lint, type-check and run every test
	$(BIN)/ruff check server tests bench
	$(BIN)/ruff format --check server tests bench
	$(BIN)/mypy
	$(BIN)/python -m pytest

lint: $(VENV)/.test  ## Lint and type-check only
	$(BIN)/ruff check server tests bench
	$(BIN)/ruff format --check server tests bench
	$(BIN)/mypy

check: $(VENV)/.run  ## Build in memory, with every quote verified, and apply all rules
	$(BIN)/bacthang build --store memory:
	$(BIN)/bacthang check --graph .

docs: $(VENV)/.test  ## Write the generated pages of docs/ again
	$(BIN)/python -m bacthang.manual
	$(BIN)/python tests/executed.py

expected: $(VENV)/.test  ## Write the expected tables of the tests again; read the diff before you commit it
	$(BIN)/python tests/write_expected.py

export: $(VENV)/.run  ## Write tables and dumps to export/
	$(BIN)/bacthang build --store $(STORE)
	$(BIN)/bacthang export --store $(STORE) --out export

bench: $(VENV)/.test programs  ## Measure for an hour, and write bench/README.md; SHORT=1 as below
	$(BIN)/python bench/tables $(if $(SHORT),--short,--write)

bench-short: $(VENV)/.test programs  ## Measure small sizes for five minutes, and write nothing
	$(BIN)/python bench/tables --short

clean:  ## Remove what was made here
	rm -rf $(VENV) export .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Bậc Thang needs Python 3.11 or later; name one with: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || $(if $(ROOT_ON_DEBIAN),$(apt) python3-venv,true)
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.test: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[test]'
	@touch $@ $(VENV)/.run

# Programs that some tests start, where they can be installed. Where they cannot, pytest ends by naming the tests
# that did not run: HermiT is a Java program; Virtuoso, nginx, R, curl and the browser are what others use.
NEEDED := java:default-jre-headless virtuoso-t:virtuoso-opensource-7-bin isql-vt:virtuoso-opensource-7-common \
          chromium:chromium nginx:nginx-light Rscript:r-base-core curl:curl npm:npm
absent  = $(strip $(foreach each,$(NEEDED),$(shell command -v $(firstword $(subst :, ,$(each))) >/dev/null \
          || echo $(lastword $(subst :, ,$(each))))))

.PHONY: programs clients
programs:
	@$(if $(and $(ROOT_ON_DEBIAN),$(absent)),$(apt) $(absent),true)

# A SPARQL client and an accessibility checker of npm, at the versions of the lock file.
NPM_HAS := tests/clients/node_modules/.package-lock.json
clients: programs
	@command -v npm >/dev/null || exit 0; \
	[ -e $(NPM_HAS) ] && [ ! tests/clients/package-lock.json -nt $(NPM_HAS) ] \
	  || { cd tests/clients && npm ci --no-audit --no-fund --ignore-scripts --silent; }
