# KAST. Two commands begin everything: `make run` serves a made-up unit, `make test` proves the whole.
# Every line below with two hash marks is a line of `make help`.

.DEFAULT_GOAL := all
.PHONY: all run test lint look bench lock clean help
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash

all: test  ## the same as CI (a bare `make`)

run:  ## serve a made-up unit on http://127.0.0.1:8000 (KAST_PORT=8001 make run for another port)
	@tools/environment run && exec .venv/bin/kast serve --demo

test:  ## install what the tests need, then run every check and test, on SQLite and on PostgreSQL
	@tools/packages && tools/environment dev && tools/test

lint:  ## form, types and walls only: ruff, mypy, import-linter
	@tools/environment dev && tools/lint

look:  ## photograph every page of the made-up unit into out/look/, on a phone and a desk, light and dark
	@tools/packages && tools/environment dev && tools/look

bench:  ## measure against limits taken in the same run (ARGS=--quick for the short one)
	@tools/environment run && tools/bench $(ARGS)

lock:  ## resolve requirements/*.txt anew from pyproject.toml
	@tools/environment dev && tools/lock

clean:  ## remove what was made: .venv, caches, out/. The data under var/ stays
	@rm -rf .venv .tools out .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis dist
	@find kast tests tools \( -name __pycache__ -o -name '*.mo' \) -prune -exec rm -rf {} +

help:  ## what there is
	@sed -n 's/^\([a-z]*\):.*  ## /  make \1 — /p' $(MAKEFILE_LIST)
