# The verbs. Each makes .venv ready first (.ci/setup.sh), which takes no time when nothing changed.
# make PYTHON=/path/to/python chooses the interpreter; ARGS goes to the program or to pytest:
#   make run ARGS=FILE      make test ARGS="-k layers"
export PYTHON ?=
ARGS ?=
RUN := .venv/bin/python

.PHONY: schema run test check bench screenshots translations

run:
	@.ci/setup.sh run
	@$(RUN) -m app $(ARGS)

test:
	@.ci/setup.sh test
	QT_QPA_PLATFORM=offscreen $(RUN) -m pytest -n auto $(ARGS)

check:
	@.ci/setup.sh test
	@status=0; \
	$(RUN) -m ruff check . || status=1; \
	$(RUN) -m mypy || status=1; \
	$(RUN) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo || status=1; \
	exit $$status

bench:
	@.ci/setup.sh test
	@for file in tests/benchmarks/canvas.py tests/benchmarks/timeline.py tests/benchmarks/engine.py; do \
	  if [ -e "$$file" ]; then echo "== $$file"; QT_QPA_PLATFORM=offscreen $(RUN) "$$file" $(ARGS) || exit; fi; \
	done

# the README's picture of the window
screenshots:
	@.ci/setup.sh run
	@QT_QPA_PLATFORM=offscreen $(RUN) tests/tools/screenshots.py $(ARGS)

# the JSON Schema of graph files, and the page about them
schema:
	@.ci/setup.sh run
	@PYTHONPATH=. $(RUN) tests/tools/schema.py

# what is still to be translated it writes to build/: fill that in and run it again
translations:
	@.ci/setup.sh run
	@$(RUN) tests/tools/translations.py
