# The verbs, the same for people and for CI. Each makes what it needs; `make` alone lists them.
ifeq ($(OS),Windows_NT)
$(error On Windows, run make inside WSL: `wsl --install` sets it up, and the README's two commands work there as they stand)
endif

RUN := .venv/bin/python

# Whoever names no Python keeps the one that .venv has, if it still starts.
PYTHON ?= $(shell $(RUN) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(RUN) || echo python3)
PYTHON := $(PYTHON)

# Pages, messages and names of files are UTF-8, whatever the locale says.
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help site test editions serve check new figures experiments bench fonts pins format site-environment test-environment clean

help: ## list the verbs
	@awk -F ':[^#]*## ' '/^[a-z-]+:[^#]*## / { printf "  make %-17s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: site-environment ## install, redraw stale figures, build the site, say where it is (OFFLINE=1: the edition for reading from disk)
	@$(RUN) -m scripts.figures
	@$(RUN) -m scripts.site.build

test: test-environment ## install and run every test, the browser's too (Q=23: what page 23 rests on, in a minute)
	@$(RUN) -m pytest $(if $(Q),"--question=$(Q)")

editions: site-environment ## pack the guide into files to carry away, in editions/ (NAME=… for one)
	@$(RUN) -m scripts.figures
	@$(RUN) -m scripts.editions $(NAME)

serve: site-environment ## live preview while writing
	@$(RUN) -m scripts.site.build.serve

check: site-environment ## the fast lint of pages, claims, links and code; changes nothing
	@$(RUN) -m scripts.checks

new: site-environment ## begin a page (Q=4), and a measurement (EXPERIMENT=…) or a figure (FIGURE=…) in its rooms
	@$(RUN) -m scripts.new "Q=$(Q)" "SLUG=$(SLUG)" "EXPERIMENT=$(EXPERIMENT)" "FIGURE=$(FIGURE)"

figures: site-environment ## redraw what is stale (NAME=… for one)
	@$(RUN) -m scripts.figures $(NAME)

experiments: test-environment ## measure again what is stale (NAME=… for one)
	@$(RUN) -m scripts.experiments $(NAME)

bench: test-environment ## measure figures, builds and page weight, as ratios in one run
	@$(RUN) -m scripts.bench $(NAME)

fonts: test-environment ## cut the mathematics font to the characters in use
	@$(RUN) -m scripts.site.build.fonts

format: site-environment ## lay the code out as ruff does
	@$(RUN) -m ruff format . && $(RUN) -m ruff check --fix .

pins: test-environment ## renew requirements*.txt from pyproject.toml
	@$(RUN) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-annotate --no-header pyproject.toml -o requirements.txt
	@$(RUN) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-annotate --no-header --extra test -c requirements.txt pyproject.toml -o requirements-test.txt

clean: ## remove everything that can be made again
	rm -rf .venv site site-offline editions .cache .pytest_cache .ruff_cache

site-environment test-environment: %-environment:
	@command -v $(PYTHON) >/dev/null || { echo "No '$(PYTHON)' on this machine: install Python 3.11 or later, or name one: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) scripts/environment.py $*
