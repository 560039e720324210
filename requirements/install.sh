#!/usr/bin/env bash
# Makes .venv with Python 3.10 and the pinned packages. Every failure is one sentence with its mend.
set -euo pipefail
cd "$(dirname "$0")/.."

is_310() { "$1" -c 'import sys, ssl, sqlite3; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; }

python=""
for candidate in "${PYTHON:-}" python3.10 "$HOME"/.pyenv/versions/3.10.*/bin/python3.10 python3 python; do
  if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 && is_310 "$candidate"; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
  echo "Python 3.10 ontbreekt. Rasa 3.6 draait op geen andere: installeer hem (bijvoorbeeld: pyenv install 3.10) en probeer het opnieuw." >&2
  exit 1
fi
free_kb=$(df -Pk . | awk 'NR==2 {print $4}')
if [ ! -x .venv/bin/python ] && [ "$free_kb" -lt 4000000 ]; then
  echo "De schijf is bijna vol: voor het installeren is 4 GB nodig. Maak ruimte en probeer het opnieuw." >&2
  exit 1
fi
mkdir -p var/log
log=var/log/install.log
pip() { .venv/bin/python -m pip --disable-pip-version-check "$@" >>"$log" 2>&1; }
fail() {
  echo "Het installeren is mislukt. De reden staat onderaan in $log; vaak is het de verbinding of de schijf. Draai het daarna opnieuw." >&2
  exit 1
}

: >"$log"
echo "De omgeving wordt gemaakt. De eerste keer duurt dat een paar minuten."
if ! { [ -x .venv/bin/python ] && is_310 .venv/bin/python; }; then
  rm -rf .venv
  "$python" -m venv .venv >>"$log" 2>&1 || fail
fi
# Old packages are built from source and want a wheel-aware pip; both are pinned in run.txt's own list.
pip install --require-hashes -r requirements/run.txt || fail
pip install --require-hashes --no-deps -r requirements/spacy-nl.txt || fail
# `rasa test` in the root looks for conversations in every folder below it: the sample project that lies inside the
# installed Rasa would be tested as if it were ours.
rm -rf .venv/lib/python3.10/site-packages/rasa/cli/initial_project/tests
touch .venv/installed
