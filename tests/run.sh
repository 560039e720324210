#!/usr/bin/env bash
# Everything that has to hold, in one go: set-up, checks, training if needed, then all tests.
set -euo pipefail
cd "$(dirname "$0")/.."
export RASA_TELEMETRY_ENABLED=false

mkdir -p var/log
stamp=.venv/installed-tests
if [ ! -e "$stamp" ] || [ requirements/test.txt -nt "$stamp" ] || [ .venv/installed -nt "$stamp" ]; then
  echo "Wat de tests nodig hebben wordt geïnstalleerd."
  .venv/bin/python -m pip --disable-pip-version-check install -q --require-hashes -r requirements/test.txt >>var/log/install.log 2>&1 || {
    echo "Dat lukte niet. De reden staat onderaan in var/log/install.log." >&2
    exit 1
  }
  touch "$stamp"
fi

if ! command -v "${CHROMIUM:-chromium}" >/dev/null; then
  echo "Chromium wordt geïnstalleerd voor de browsertests."
  as_root=""
  [ "$(id -u)" -eq 0 ] || as_root="sudo -n"
  { $as_root apt-get update -qq && $as_root apt-get install -y -qq chromium fonts-dejavu-core; } >>var/log/install.log 2>&1 || {
    echo "Chromium ontbreekt en was niet te installeren. Installeer het (Debian: apt-get install chromium) en probeer het opnieuw." >&2
    exit 1
  }
fi

.venv/bin/ruff check bot actions tests
.venv/bin/python -m bot.knowledge check
.venv/bin/python -m bot.docs check
.venv/bin/python -m bot.launch --train-only
# Two files at once, each file whole and in order: the browser comes last in both (tests/conftest.py).
exec .venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder "$@"
