# The daily commands. Each one sets up .venv first, with nothing but Python 3.11 or newer and make.
#
#   make demo         the main job on the built-in example payments and the fictional sample list
#   make quick        the loop of a minute: lint, types, and the tests that are not marked slow
#   make check        every check, on one Python; the first failure stops it
#   make check-all    the quick tests on the other Pythons and with the lowest versions, and the built package
#   make mutants      mutation testing of what decides, for hours; ARGS="src/achguard/policy/verdict.py" tries one module
#   make walks       the example's pages in the machine's own Chromium, which check-all does as well
#   make test         only the tests; `make test ARGS="tests/rules -k iban"` runs a part
#   make fuzz         200,000 mutated Nacha files under a fixed seed; `make fuzz ARGS="--files 1000"` reads fewer
#   make bench        the benchmarks, which print the figures
#   make docs         regenerate the generated pages and build the documentation into site/
#   make fix          let ruff repair what it can
#   make lowest       the tests with the lowest versions that pyproject.toml allows; ARGS="3.11 3.13" names the Pythons
#   make package      build the wheel and the source distribution, and try both where nothing else is
#   make sbom         the same, and dist/achguard.cdx.json: what is installed with it, as CycloneDX
#   make constraints  pin the newest versions that satisfy pyproject.toml
#
# `make check PYTHON=/path/to/python3.12` picks the interpreter that a new .venv is made with.

SHELL := /bin/sh
.SHELLFLAGS := -eu -c
.NOTPARALLEL:
.DEFAULT_GOAL := check
.DELETE_ON_ERROR:

# Another project's environment may be active; without byte code every start of Python is about three times slower.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE
# The theme's notice about MkDocs 2 does not concern a site that pins mkdocs below 2.
export NO_MKDOCS_2_WARNING := 1

BIN := .venv/bin
STAMP := .venv/.installed
PYTHON ?= python3
ARGS ?=
# Parts whose every line and branch is covered by a test.
FULLY_COVERED := src/achguard/model/*,src/achguard/rules/*,src/achguard/policy/*,src/achguard/identifiers/*

say = @printf '\n== %s (%s)\n' '$(1)' "$$(date +%T)"

.PHONY: demo quick mutants check check-all test fuzz bench docs fix constraints lowest package sbom lint mypy types layers tree generated site coverage slow examples hook walks other-pythons

demo: $(STAMP)
	@$(BIN)/achguard demo

quick: lint mypy
	$(call say,the tests that are not slow)
	@$(BIN)/pytest -q -n 2 -m 'not slow' $(ARGS)

check: lint types layers tree generated site coverage slow examples
	@printf '\nEvery check on one Python passed.\n'

check-all: other-pythons package walks
	$(call say,the tests with the lowest versions)
	@$(BIN)/python tools/lowest_versions.py -m 'not slow' $(ARGS)
	@printf '\nEvery check on the other Pythons, of the built package and with the lowest versions passed.\n'

$(STAMP): pyproject.toml constraints.txt
	$(call say,set up .venv)
	@supported='import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))'; \
	if ! $(BIN)/python -c "$$supported" 2>/dev/null; then \
	    found=; \
	    for candidate in "$(PYTHON)" python3.13 python3.12 python3.11; do \
	        if "$$candidate" -c "$$supported" 2>/dev/null; then found=$$candidate; break; fi; \
	    done; \
	    if [ -z "$$found" ]; then \
	        echo 'achguard needs Python 3.11 or newer with its venv module; none of these is: $(PYTHON) python3.13 python3.12 python3.11.' >&2; \
	        echo 'Install one, or name it: make PYTHON=/path/to/python3.12' >&2; \
	        exit 1; \
	    fi; \
	    "$$found" -m venv --clear .venv; \
	fi
	@$(BIN)/python -m pip install -qq -e ".[dev]" -c constraints.txt
	@touch $@

lint: $(STAMP)
	$(call say,ruff check)
	@$(BIN)/ruff check .
	$(call say,ruff format --check)
	@$(BIN)/ruff format --check .

mypy: $(STAMP)
	$(call say,mypy --strict)
	@$(BIN)/mypy

types: mypy
	$(call say,pyright on typing_tests)
	@$(BIN)/pyright

layers: $(STAMP)
	$(call say,import-linter)
	@$(BIN)/lint-imports --no-cache

tree: $(STAMP)
	$(call say,no index host or path of a machine in any file)
	@$(BIN)/python tools/check_tree.py

generated: $(STAMP)
	$(call say,generated files are up to date)
	@$(BIN)/python tools/generate.py --check

site: $(STAMP)
	$(call say,mkdocs build --strict)
	@$(BIN)/mkdocs build --strict --site-dir site

test: $(STAMP)
	@$(BIN)/pytest -n 2 $(ARGS)

coverage: $(STAMP)
	$(call say,the tests that are not slow with branch coverage)
	@$(BIN)/coverage erase
	@$(BIN)/pytest -n 2 -m 'not slow' --cov --cov-report=
	$(call say,coverage of the whole)
	@$(BIN)/coverage report
	$(call say,coverage of model rules policy identifiers is 100 %)
	@$(BIN)/coverage report --include='$(FULLY_COVERED)' --fail-under=100

# Under coverage they take three times as long, and reach no line that the others do not.
slow: $(STAMP)
	$(call say,the tests that are slow)
	@$(BIN)/pytest -n 2 -m slow

examples: $(STAMP)
	$(call say,the tests of the example that need no browser)
	@cd examples/checkout-fastapi && ../../$(BIN)/python -m pytest -q -m 'not slow'

hook: $(STAMP)
	$(call say,the hook in a repository of its own)
	@$(BIN)/python tools/try_hook.py

walks: $(STAMP)
	$(call say,the example in a real browser)
	@cd examples/checkout-fastapi && ../../$(BIN)/python -m pytest -q -m slow -rs

other-pythons: $(STAMP)
	$(call say,the tests on other Pythons)
	@$(BIN)/python tools/other_pythons.py

mutants: $(STAMP)
	@$(BIN)/python tools/mutants.py $(ARGS)

fuzz: $(STAMP)
	@$(BIN)/python tools/fuzz_nacha.py $(ARGS)

bench: $(STAMP)
	@for file in benchmarks/[!_]*.py; do printf '\n== %s\n' "$$file"; $(BIN)/python "$$file" || exit 1; done

docs: $(STAMP)
	@$(BIN)/python tools/generate.py
	@$(BIN)/mkdocs build --strict --site-dir site
	@echo 'Built site/index.html'

fix: $(STAMP)
	@$(BIN)/ruff check --fix --exit-zero .
	@$(BIN)/ruff format .

lowest: $(STAMP)
	$(call say,the tests with the lowest versions)
	@$(BIN)/python tools/lowest_versions.py $(ARGS)

package: $(STAMP)
	$(call say,the wheel and the source distribution)
	@$(BIN)/python tools/package.py $(ARGS)

sbom: $(STAMP)
	@$(BIN)/python tools/package.py --sbom $(ARGS)

constraints:
	@$(PYTHON) tools/pin_constraints.py
