# Every chore is one word. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false
export PYTHONDONTWRITEBYTECODE := 1
QUESTIONS ?= ../shared/vragen/vragen.csv

.PHONY: help install run test check onderhoud links opruimen train ask evaluate delen gesprekken bench intents shell lock docs beeld clean

help: ## toon deze lijst
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## installeer, train als er nog geen model is, en start alles tot Ctrl-C
	@$(PY) -m bot.launch

test: install ## installeer wat de tests nodig hebben en draai ze allemaal
	@bash tests/run.sh

check: install ## controleer code, vragen, antwoorden, feiten en documentatie
	@$(PY) -m bot.knowledge check
	@$(PY) -m bot.docs check
	@if [ -x .venv/bin/ruff ]; then .venv/bin/ruff check bot actions tests; fi

onderhoud: install ## toon wat binnenkort verloopt of gecontroleerd moet worden
	@$(PY) -m bot.knowledge onderhoud

links: install ## bezoek elke pagina waar de inhoud op rust (gaat het internet op)
	@$(PY) -m bot.links

opruimen: install ## wis gesprekken die ouder zijn dan de bewaartermijn
	@$(PY) -m bot.retention

train: install ## train het model als er geen past bij de gegevens; zonder publicatie start 'make run' daarmee
	@$(PY) -m bot.launch --train-only --then-serve

ask: install ## stel een lijst vragen: make ask IN=vragen.csv OUT=antwoorden.jsonl
	@$(PY) -m bot.ask "$(IN)" "$(OUT)"

evaluate: install ## meet de chatbot op tests/vragen en, als hij er is, QUESTIONS
	@$(PY) -m bot.evaluate tests/vragen/eigen.csv tests/vragen/gewoon.csv tests/vragen/vervolg.yml tests/vragen/gesprekken.yml $(wildcard $(QUESTIONS))

delen: install ## meet het model op delen van de voorbeelden die het niet zag (duurt lang)
	@$(PY) -m tests.bench.classifiers --only "woorden + zinsbetekenis"

gesprekken: install ## speel de draaiboeken en maak er een leesbare pagina van
	@$(PY) -m bot.gesprekken $(WIE)

bench: install ## meet starten, antwoorden en geheugen, naast stock Rasa
	@$(PY) -m tests.bench.chain --train --stock

intents: install ## zet de intents uit data/onderwerpen.yml in domain.yml en data/regels.yml
	@$(PY) -m bot.knowledge intents

# The shell has no door that masks: what is typed there stays out of the real database.
shell: export BOT_VAR_DIR := var/shell
shell: install ## praat met het model in de terminal (rasa shell)
	@bash -c 'trap "kill 0" EXIT; SANIC_HOST=127.0.0.1 $(PY) -m rasa_sdk --actions actions >/dev/null 2>&1 & $(PY) -m rasa shell'

lock: install ## maak de lijsten met vaste versies en hashes opnieuw
	@$(PY) -m uv pip compile -q --python-version 3.10 --generate-hashes --no-header requirements/run.in -o requirements/run.txt
	@$(PY) -m uv pip compile -q --python-version 3.10 --generate-hashes --no-header requirements/test.in -o requirements/test.txt

docs: install ## maak docs/settings.md opnieuw uit de lijst met instellingen
	@$(PY) -m bot.docs write

beeld: install ## maak de schermbeelden van de documentatie opnieuw
	@$(PY) -m tests.beeld $(WAT)

clean: ## gooi de omgeving, modellen en looptijdbestanden weg
	@rm -rf .venv var models/*.tar.gz .rasa results tests/output

install: .venv/installed ## maak de omgeving met vaste versies

.venv/installed: requirements/run.txt requirements/spacy-nl.txt
	@bash requirements/install.sh
