# make demo: the lab's farm, broken, fixed and proved.   make test: all tests.   make lint: all linters.
# make demo-ad: the same with tickets of a real domain, which make samba installs.
# make matrix: a smoke test on the other Pythons that are on PATH.   make sanity: ansible-test sanity.
# make mutation: each control and each guard switched off in turn, and what notices: docs/mutation.md.
PYTHON ?= python3
VENV ?= .venv
BIN := $(abspath $(VENV))/bin
export PATH := $(BIN):$(PATH)
export ANSIBLE_CONFIG := $(CURDIR)/ansible.cfg

.PHONY: demo demo-ad setup test lint matrix sanity mutation verdicts bench samba samba-by-apt reports pins clean

demo: $(VENV)/demo
	lab/demo.sh

demo-ad: $(VENV)/tickets
	lab/demo_ad.sh

# All that the others need.
setup: $(VENV)/dev

test: $(VENV)/dev
	pytest -n 3 --dist loadgroup

# Samba: its access check and its domain controllers, against which ours and our questions are held, and gssapi for real
# tickets; without them those tests are skipped.
samba: $(VENV)/tickets

samba-by-apt:
	PYTHON=$(PYTHON) lab/samba/install.sh

# What checks the reports: a browser, promtool, schemas; without them those tests are skipped.
reports: $(VENV)/demo
	tests/reports/install.sh

lint: $(VENV)/dev
	ruff check .
	ruff format --check .
	mypy -p lab -p bench -p ansible_collections.nlb.kerberos.plugins
	yamllint .
	ansible-lint
	antsibull-changelog lint

matrix: $(VENV)/dev
	nox --session $$(python -c 'import sys; print(*(f"smoke-3.{n}" for n in (11, 12, 13) if n != sys.version_info.minor))')

sanity: $(VENV)/dev
	tests/sanity.sh

mutation: $(VENV)/dev
	python -m tests.mutation --write

# What the verdict says of each fault of the lab: docs/verdicts.md.
verdicts: $(VENV)/dev
	PYTHONPATH=collections:. python -m tests.verdicts.table

# What an audit costs, beside other ways to ask a node: docs/performance.md. Options: make bench ARGS='--farms 10 --only audit'
bench: $(VENV)/dev
	python -m bench $(ARGS)

$(VENV)/demo: requirements/demo.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/demo.txt
	touch $@

$(VENV)/dev: requirements/dev.txt $(VENV)/demo
	pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	touch $@

.cache/wheels/built: requirements/tickets.txt requirements/tickets-build.txt | samba-by-apt
	PYTHON=$(PYTHON) lab/samba/gssapi.sh

# Two pips must not write the same environment at once.
$(VENV)/tickets: .cache/wheels/built $(VENV)/demo | $(if $(filter setup test lint,$(MAKECMDGOALS)),$(VENV)/dev)
	if [ -e .cache/wheels/built ]; then \
		pip install --quiet --disable-pip-version-check --no-index --no-deps .cache/wheels/*.whl && touch $@; \
	fi

# Newer releases of what tests, lint and the lab use: docs/testing.md. Options: make pins ARGS='--upgrade-package ruff'
pins:
	for name in demo smoke dev tickets tickets-build; do \
		uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
			--output-file requirements/$$name.txt requirements/$$name.in $(or $(ARGS),--upgrade) || exit; \
	done

clean:
	rm -rf $(VENV) .lab .cache
