# Needs Python (3.11 or newer) and make; `make` alone lists what can be done.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
BUILD := _build

# What the pages show must not hang on this machine: its clock, its locale, its hash seed, its IPython and Matplotlib settings.
export SOURCE_DATE_EPOCH ?= 1795219200
export PYTHONUTF8 := 1
export PYTHONHASHSEED := 0
export IPYTHONDIR := $(CURDIR)/$(BUILD)/ipython
export MPLCONFIGDIR := $(abspath $(VENV))/matplotlib
# This folder's code and this folder's Node, whatever else the machine holds.
export PYTHONPATH := $(CURDIR)/code
export PATH := $(abspath $(VENV))/bin:$(PATH)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help html pdf epub notebooks test bench pin twins break frameworks serve clean lock

help: ## list what can be done
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

html: $(VENV)/book.stamp $(VENV)/node.stamp ## build the book's pages in _build/html
	@$(RUN) logodds.sphinxext.build html

pdf: $(VENV)/book.stamp $(VENV)/node.stamp ## build the book as a PDF (needs TeX; says what to install if it is not there)
	@$(RUN) logodds.sphinxext.pdf needs
	@rm -rf $(BUILD)/latex
	@$(RUN) logodds.sphinxext.build latex
	@$(RUN) logodds.sphinxext.pdf make $(BUILD)/latex $(BUILD)

epub: $(VENV)/book.stamp $(VENV)/node.stamp ## build the book as an EPUB, for reading devices
	@$(RUN) logodds.sphinxext.build epub
	@cp $(BUILD)/epub/from-odds-to-cross-entropy.epub $(BUILD)
	@echo "The book is at $(BUILD)/from-odds-to-cross-entropy.epub."

# As root, or without a browser: make notebooks LAB='--allow-root --no-browser'
notebooks: $(VENV)/notebooks.stamp ## open the chapters as notebooks in JupyterLab
	@$(VENV)/bin/jupytext-config --settings-file $(VENV)/etc/jupyter/labconfig/default_setting_overrides.json \
	    set-default-viewer markdown myst
	$(VENV)/bin/jupyter lab chapters $(LAB)

# Keras and PyTorch weigh 1.5 GB. Their tests run where they are: after `make frameworks`, or where all is required.
ifeq ($(LOGODDS_REQUIRE_ALL),1)
test: $(VENV)/frameworks.stamp
endif
test: $(VENV)/test.stamp $(VENV)/checks.stamp html ## build the book and run all tests
	$(RUN) pytest --numprocesses auto --dist loadscope --no-loadscope-reorder

# One part alone: make bench PARTS=speed. PyTorch is measured where it is: after `make frameworks`.
bench: $(VENV)/bench.stamp ## measure accuracy, speed and fits against SciPy and others, and say which bars pass
	$(RUN) benchmarks $(PARTS)

pin: $(VENV)/book.stamp ## write down what the book proves in tests/pinned.json, for a reviewer to see what changed
	$(RUN) tests.pin

twins: $(VENV)/test.stamp ## judge the wrong twins of every claim anew, and write down in tests/twins.json what is found
	$(RUN) tests.twins

break: $(VENV)/test.stamp html ## break every claim by one sign, in a copy: each must stop the build
	$(RUN) tests.breaking --build

frameworks: $(VENV)/frameworks.stamp ## run Keras and PyTorch (1.5 GB), and write down what their losses say
	$(RUN) tests.frameworks

serve: html ## show the pages at http://localhost:8000
	$(RUN) http.server 8000 --bind localhost --directory $(BUILD)/html

clean: ## remove what was built; the installed packages stay
	rm -rf $(BUILD)

# --- what the above need -------------------------------------------------------------------------------------------

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "This book needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V). Try: make PYTHON=python3.12 html"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) could not make $(VENV); on Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

# The package itself comes without build isolation: its build tool is in the lock, too.
$(VENV)/%.stamp: requirements/%.lock pyproject.toml | $(VENV)/python.stamp
	@echo "Installing the locked packages of requirements/$*.lock into $(VENV) ..."
	@$(RUN) pip install -qq --require-hashes -r $<
	@$(RUN) pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

# The few scripts, too, go into $(VENV), and not among the sources.
$(VENV)/node.stamp: assets/package-lock.json | $(VENV)/book.stamp
	@echo "Installing the locked scripts of assets/package-lock.json ..."
	@mkdir -p $(VENV)/node && cp assets/package.json assets/package-lock.json $(VENV)/node
	@$(VENV)/bin/npm ci --prefix $(VENV)/node --no-audit --no-fund --loglevel error
	@touch $@

$(VENV)/checks.stamp: tests/package-lock.json | $(VENV)/book.stamp
	@echo "Installing the locked checkers of tests/package-lock.json ..."
	@mkdir -p $(VENV)/checks && cp tests/package.json tests/package-lock.json $(VENV)/checks
	@$(VENV)/bin/npm ci --prefix $(VENV)/checks --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

# uv does not look where pip is told to: PyTorch's build for processors may be there.
lock: export UV_FIND_LINKS ?= $(PIP_FIND_LINKS)
lock: ## write the lock files anew from pyproject.toml (needs uv)
	@for set in book test notebooks frameworks bench; do \
	    uv pip compile pyproject.toml --extra $$set --universal --python-version 3.11 --generate-hashes --no-header \
	        --no-annotate --no-emit-index-url --quiet $${base:+-c $$base} -o requirements/$$set.lock || exit 1; \
	    base=requirements/book.lock; \
	done
