# Kindercampus: everything a machine with Python 3.11, git and make needs. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
KERNE ?= 2
N ?= 100000
DB ?= sqlite

BIN := .venv/bin
PY := $(BIN)/python
MANAGE := $(PY) manage.py
VAR := $(or $(KINDERCAMPUS_VAR),var)
# --no-deps: the lock is whole; pip would otherwise look beyond it for a package that another one names with an extra.
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r
NPM := $(BIN)/npm ci --loglevel error --fetch-retry-mintimeout 1000 --fetch-retry-maxtimeout 5000
SPERREN := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links $(LOCK)

# What was installed or built last is remembered in the thing itself, so that a second start does nothing twice.
UMGEBUNG := .venv/pyvenv.cfg
LAUFZEIT := .venv/.assets.txt
ENTWICKLUNG := .venv/.entwicklung.txt
NPM_LAUFZEIT := node_modules/.laufzeit
NPM_ENTWICKLUNG := node_modules/.entwicklung
FREMD := static/fremd/.stand
STATIK := $(VAR)/static/staticfiles.json
STATIK_QUELLEN = $(shell find static -path static/fremd -prune -o -type f -print)

PG_URL := $(if $(filter postgres%,$(DATABASE_URL)),$(DATABASE_URL),postgres://postgres@127.0.0.1:5432/kindercampus)
PG_ANTWORTET = $(PY) -c 'import psycopg, sys; psycopg.connect(sys.argv[1], dbname="postgres", connect_timeout=3).close()'
# Only these files are looked through for what runs on PostgreSQL; one process beside the two of SQLite fills their waits.
PG_DATEIEN = $(shell grep -rlE 'mark\.(postgres|beide_datenbanken)' --include='test_*.py' tests)

.NOTPARALLEL:
.PHONY: help demo voraussetzungen test reisen mutation stichprobe bench assets lock format clean

# What a new machine may lack, each in one sentence.
OHNE_PYTHON = Es fehlt Python 3.11 mit dem Modul venv; installieren Sie es, oder nennen Sie es mit PYTHON=/pfad/zu/python3.11.
OHNE_HEIM = Der Ordner HOME=$(HOME) fehlt oder ist nicht beschreibbar, pip und npm brauchen ihn; setzen Sie HOME auf einen eigenen Ordner.
OHNE_VAR = Der Ordner $(abspath $(VAR)) lässt sich nicht anlegen oder beschreiben; setzen Sie KINDERCAMPUS_VAR auf einen eigenen Ordner.
OHNE_PORT = Port $(PORT) ist belegt oder nicht erlaubt; beenden Sie das andere Programm, oder wählen Sie einen anderen: make demo PORT=8001.
OHNE_PYPI = Die Python-Pakete lassen sich nicht laden; prüfen Sie die Verbindung zum Paketverzeichnis von pip.
OHNE_NPM = Das Paketverzeichnis von npm antwortet nicht oder es fehlt dort etwas; prüfen Sie die Verbindung (mehr steht in $(VAR)/npm.txt).
, := ,
define verlange
@$(1) || { echo "$($(2))" >&2; exit 1; }
endef
PORT_FREI = "$(PYTHON)" -c 'import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(("127.0.0.1", int(sys.argv[1])))' "$(PORT)" 2>/dev/null

help:  ## diese Übersicht
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: export KINDERCAMPUS_PROFIL := demo
demo: voraussetzungen $(LAUFZEIT)  ## Vorführung auf 127.0.0.1:8000 (PORT=…); der zweite Start behält alle Daten
	@make $(STATIK) & statik=$$!; \
	echo "Bringe die Datenbank auf den Stand …"; $(MANAGE) migrate --verbosity 0; $(MANAGE) demo_laden; \
	wait $$statik
	@echo "Kindercampus läuft auf http://127.0.0.1:$(PORT)/ – beenden mit Strg+C"
	@$(MANAGE) postausgang_senden --dauerhaft & post=$$!; $(MANAGE) uebernahmen_ausfuehren --dauerhaft & faelle=$$!; \
	trap 'kill $$post $$faelle 2>/dev/null || true; wait $$post $$faelle 2>/dev/null || true' EXIT; trap 'exit 0' INT TERM; \
	$(BIN)/gunicorn einstellungen.wsgi --bind 127.0.0.1:$(PORT) --threads 8 --log-level warning --no-control-socket

voraussetzungen:
	$(call verlange,"$(PYTHON)" -c 'import ensurepip$(,) sys$(,) venv; sys.exit(sys.version_info < (3$(,) 11))' 2>/dev/null,OHNE_PYTHON)
	$(call verlange,test -d "$(HOME)" -a -w "$(HOME)",OHNE_HEIM)
	$(call verlange,{ mkdir -p "$(VAR)" 2>/dev/null && test -w "$(VAR)"; },OHNE_VAR)
	$(call verlange,$(PORT_FREI),OHNE_PORT)

test: export KINDERCAMPUS_PROFIL := test
test: $(ENTWICKLUNG) $(NPM_ENTWICKLUNG) $(FREMD)  ## alle Prüfungen und Tests, auf SQLite und auf PostgreSQL, wenn es antwortet
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djangofmt --check templates
	export DATABASE_URL=sqlite://:memory:; $(PY) -m tests.vorrat & vorrat=$$!; \
	$(BIN)/mypy; $(BIN)/lint-imports; $(MANAGE) makemigrations --check --dry-run; wait $$vorrat
	@mkdir -p $(VAR); postgres=; \
	if $(PG_ANTWORTET) "$(PG_URL)" 2>/dev/null; then \
		DATABASE_URL="$(PG_URL)" $(BIN)/pytest -p no:cacheprovider -m "postgres or beide_datenbanken" $(PG_DATEIEN) \
			>$(VAR)/postgres.txt 2>&1 & postgres=$$!; \
		trap 'kill $$postgres 2>/dev/null || true' EXIT; \
	fi; \
	gut=0; DATABASE_URL=sqlite://:memory: $(BIN)/pytest -n $(KERNE) --dist worksteal \
		--junitxml $(VAR)/testbericht.xml -m "not postgres and not uhren" || gut=1; \
	if [ -n "$$postgres" ]; then \
		echo "Auf PostgreSQL, zugleich gelaufen:"; wait $$postgres || gut=1; cat $(VAR)/postgres.txt; \
	else \
		echo "PostgreSQL-Teil übersprungen: weder an DATABASE_URL noch auf 127.0.0.1:5432 antwortet PostgreSQL."; \
		test "$${KINDERCAMPUS_VOLLSTAENDIG:-}" != 1; \
	fi; \
	exit $$gut

reisen: export KINDERCAMPUS_PROFIL := test
reisen: $(ENTWICKLUNG) $(FREMD)  ## alle Reisen der README in der Vorführung von heute, in 45 Tagen und in einem Jahr
	DATABASE_URL=sqlite://:memory: $(BIN)/pytest -n $(KERNE) tests/vorfuehrung

mutation: $(ENTWICKLUNG)  ## ändert jede Regel in antraege/kern und nennt, was die Tests nicht bemerken (nicht Teil von make test)
	rm -rf mutants
	@$(BIN)/mutmut run --max-children $(KERNE)
	@$(BIN)/mutmut results

stichprobe: $(ENTWICKLUNG)  ## bricht N=30 Zeilen des Produkts (SAAT=1) und nennt, was die Tests des Raums nicht bemerken
	@$(PY) -m tests.stichprobe --anzahl $(if $(filter file,$(origin N)),30,$(N)) --saat $(or $(SAAT),1) $(if $(BAUM),--baum $(BAUM))

bench: export KINDERCAMPUS_PROFIL := demo
bench: $(LAUFZEIT) $(STATIK)  ## Messung mit N=100000 Fällen auf DB=sqlite oder DB=postgres (JSON=1: als Daten)
	@$(if $(filter postgres,$(DB)),DATABASE_URL="$(PG_URL)") $(MANAGE) leistung_messen --anzahl $(N) --db $(DB) $(if $(JSON),--json)

assets: $(STATIK)  ## Stil, Schriften und Skripte bauen und für den Server einsammeln

lock: $(ENTWICKLUNG)  ## requirements/ und package-lock.json neu bestimmen (LOCK=--upgrade hebt Versionen an)
	$(SPERREN) --extra postgres -o requirements/betrieb.txt pyproject.toml
	$(SPERREN) --extra postgres --extra assets -c requirements/betrieb.txt -o requirements/assets.txt pyproject.toml
	$(SPERREN) --all-extras -c requirements/assets.txt -o requirements/entwicklung.txt pyproject.toml
	$(BIN)/npm install --package-lock-only
	@! grep -nE '(https?|file)://|^--|"resolved"' requirements/*.txt package-lock.json

format: $(ENTWICKLUNG)  ## Quelltext und Vorlagen ordnen
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djangofmt templates

clean:  ## Gebautes und Zwischenspeicher löschen; Daten in var/ und .venv bleiben
	rm -rf mutants static/fremd node_modules $(VAR)/static .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find . -path ./.venv -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

$(UMGEBUNG):
	@echo "Lege die Python-Umgebung an …"
	$(call verlange,"$(PYTHON)" -m venv .venv,OHNE_PYTHON)

$(LAUFZEIT): requirements/assets.txt | $(UMGEBUNG)
	@echo "Lade die Python-Pakete …"
	$(call verlange,$(PIP) $<,OHNE_PYPI)
	@touch $@

$(ENTWICKLUNG): requirements/entwicklung.txt | $(UMGEBUNG)
	@echo "Lade die Python-Pakete mit denen für die Tests …"
	$(call verlange,$(PIP) $<,OHNE_PYPI)
	@touch $@ $(LAUFZEIT)

$(NPM_LAUFZEIT): package-lock.json package.json | $(LAUFZEIT)
	@echo "Lade Stil und Schriften von npm …"
	@mkdir -p $(VAR)
	$(call verlange,$(NPM) --omit=dev >$(VAR)/npm.txt 2>&1,OHNE_NPM)
	@touch $@

$(NPM_ENTWICKLUNG): package-lock.json package.json | $(LAUFZEIT)
	@echo "Lade Stil$(,) Schriften und Prüfwerkzeuge von npm …"
	@mkdir -p $(VAR)
	$(call verlange,$(NPM) >$(VAR)/npm.txt 2>&1,OHNE_NPM)
	@touch $@ $(NPM_LAUFZEIT)

$(FREMD): $(NPM_LAUFZEIT) einstellungen/assets.py | $(LAUFZEIT)
	@echo "Baue Stil und Schriften …"
	@$(PY) -m einstellungen.assets
	@touch $@

$(STATIK): export KINDERCAMPUS_PROFIL := demo
$(STATIK): $(FREMD) $(STATIK_QUELLEN) $(LAUFZEIT)
	@$(MANAGE) collectstatic --no-input --verbosity 0
	@touch $@
