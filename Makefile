# make demo   the whole pipeline on the articles in seeds/, on a machine with Python 3.11+ and nothing else
# make test   all tests, with a Redis and a PostgreSQL that they bring up themselves
# make chaos  the long form of the trials in tests/chaos: kill, freeze, fill and wipe out everything, and keep the ledger
# make fuzz   10,000 broken inputs of each format through its reader
# make lint   style, types and import rules
# make lock   pin the libraries anew (needs uv)
# make clean  remove the environment, the gazetteer and all caches; dateline-data, which holds your articles, stays

VENV ?= .venv
PYTHONS ?= python3.13 python3.12 python3.11 python3
BIN := $(VENV)/bin
LIBRARIES := $(VENV)/.libraries
TOOLS := $(VENV)/.tools
GAZETTEER := requirements-gazetteer.lock hatch_build.py \
  $(addprefix services/enrich/places/,build.py folding.py sources.py writing.py)
PIN := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test chaos fuzz lint lock clean
.DELETE_ON_ERROR:

demo: $(LIBRARIES)
	@$(BIN)/dateline demo

test: $(TOOLS)
	@$(BIN)/pytest

chaos: $(TOOLS)
	@TEST_DATELINE_CHAOS=long $(BIN)/pytest tests/chaos tests/integration/delivery/test_delivery_state_machine.py

fuzz: $(TOOLS)
	@TEST_DATELINE_FUZZ=10000 $(BIN)/pytest tests/unit/console/test_mutated_inputs.py

lint: $(TOOLS)
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/pyright --pythonpath $(BIN)/python
	@$(BIN)/lint-imports

lock:
	$(PIN) --group build pyproject.toml -o requirements.lock
	$(PIN) --group build --group dev pyproject.toml -c requirements.lock -o requirements-dev.lock
	$(PIN) --no-deps --group pyproject.toml:gazetteer -o requirements-gazetteer.lock
	for group in build ingest enrich store; do \
	  $(PIN) --group pyproject.toml:$$group -c requirements-dev.lock -o requirements-$$group.lock || exit; \
	done

clean:
	@rm -rf $(VENV) build services/enrich/places/gazetteer.sqlite .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find services tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# A file in the environment says what is installed there; it is older than a lock that has changed since.
# Installing the project builds the gazetteer, where it isn't there or what it is built from has changed.
$(LIBRARIES): requirements.lock pyproject.toml $(GAZETTEER) | $(BIN)/python
	$(install)

$(TOOLS): requirements-dev.lock pyproject.toml $(GAZETTEER) | $(BIN)/python
	$(install)

define install
@echo "Installing what $< pins (some minutes the first time)"
@$(BIN)/python -m pip install --quiet --require-hashes --requirement $<
@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
@touch $@
endef

$(BIN)/python:
	@for python in $(PYTHONS); do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  recent=$$python; \
	  $$python -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  echo "Creating $(VENV) with $$($$python --version)"; \
	  exec $$python -m venv $(VENV); \
	done; \
	if [ "$$recent" ]; then echo "$$recent can't make environments here: install its venv package (Debian, Ubuntu: apt install python3-venv)"; \
	else echo "Python 3.11 or later is needed, and none of these is: $(PYTHONS)"; fi >&2; \
	exit 1
