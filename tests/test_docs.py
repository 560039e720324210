"""The documents say what is so: about this repository, and the checker itself on small made-up ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.docs import SETTINGS_PAGE, check, main, settings_page
from bot.settings import SETTINGS

ROOT = Path(__file__).resolve().parents[1]
MAKEFILE = "run: install ## start alles\n\t@true\n\ndocs: ## maak docs/settings.md\n\t@true\n"
README = "# Proef\n\n`make run` start alles, `make docs` maakt de lijst met instellingen.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Gives a small repository in which every document is true."""
    (tmp_path / "Makefile").write_text(MAKEFILE)
    (tmp_path / "README.md").write_text(README)
    assert main(["write", "--root", str(tmp_path)]) == 0
    assert check(tmp_path) == []
    return tmp_path


def _found(root: Path) -> list[str]:
    return [f"{p.file}:{p.line} {p.message}" for p in check(root)]


def test_the_documents_of_this_repository_are_true():
    assert "\n".join(map(str, check(ROOT))) == ""


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_has_one_row_with_its_help(setting):
    rows = [row for row in settings_page().splitlines() if row.startswith(f"| `{setting.variable}` |")]
    assert len(rows) == 1
    assert rows[0].endswith(f"| {setting.help} |")


def test_defaults_are_written_as_one_would_type_them():
    page = settings_page()
    assert "| `BOT_PRODUCTION` | `false` |" in page
    assert "| `BOT_PORT` | `8080` |" in page
    assert "| `BOT_LOCAL_KEY` | leeg |" in page


@pytest.mark.parametrize("change", [lambda page: page.unlink(), lambda page: page.write_text("oud")])
def test_a_settings_page_that_is_behind_is_found_and_mended(root, change):
    change(root / SETTINGS_PAGE)
    assert _found(root) == ["docs/settings.md:1 De pagina loopt achter op bot/settings.py."]
    main(["write", "--root", str(root)])
    assert _found(root) == []


def test_a_make_word_that_the_readme_does_not_name_is_found(root):
    (root / "Makefile").write_text(MAKEFILE + "\nrun-fast: ## start sneller\n\t@true\n")
    assert _found(root) == ["README.md:1 'make run-fast' ontbreekt."]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Draai `make dansen`.", "'make dansen' bestaat niet."),
        ('```sh\nBOT_OPERATOR="een twee" make dansen\n```', "'make dansen' bestaat niet."),
        ("Zet BOT_DANSEN aan.", "'BOT_DANSEN' is geen instelling."),
        ("Draai `BOT_DANSEN=1 make run`.", "'BOT_DANSEN' is geen instelling."),
        ("Zie [hier](weg.md).", "De link 'weg.md' wijst naar niets."),
        ("Zie [`hier`](weg.md#kop).", "De link 'weg.md#kop' wijst naar niets."),
        ("[hier]: weg.md", "De link 'weg.md' wijst naar niets."),
        ("![beeld](beeld/weg.png)", "De link 'beeld/weg.png' wijst naar niets."),
        ("Zie [hier](/docs/weg.md).", "De link '/docs/weg.md' wijst naar niets."),
        ("Zie [hier](../../elders.md).", "De link '../../elders.md' wijst buiten de repository."),
    ],
)
def test_what_is_not_so_is_found_on_its_line(root, text, found):
    (root / "docs" / "blad.md").write_text(f"# Blad\n\n{text}\n")
    assert [p.message for p in check(root)] == [found]
    assert check(root)[0].file == "docs/blad.md"
    assert check(root)[0].line == (4 if text.startswith("```") else 3)


@pytest.mark.parametrize(
    "text",
    [
        "Draai `make run`, of `BOT_PORT=8090 make run`.",
        "We make sure that it runs.",
        "Zie [de README](../README.md#proef), [dit blad](#kop), [deze map](.) en [daar](https://example.org/weg.md).",
        "Zie [de README](/README.md).",
        "[mail](mailto:iemand@example.org)",
        "`[geen](link.md)`",
        "```md\n[geen](link.md)\n```",
    ],
)
def test_what_is_so_is_left_alone(root, text):
    (root / "docs" / "blad.md").write_text(f"# Blad\n\n{text}\n")
    assert _found(root) == []


def test_only_a_picture_that_make_beeld_names_may_be_missing(root):
    (root / "README.md").write_text(f"{README}\n`make beeld` ![chat](docs/beeld/chat.png) ![oud](docs/beeld/oud.png)\n")
    (root / "Makefile").write_text(MAKEFILE + "\nbeeld: ## maak chat.png\n\t@true\n\nandere:\n\t@echo oud.png\n")
    assert [p.message for p in check(root)] == ["De link 'docs/beeld/oud.png' wijst naar niets."]


def test_the_command_says_what_is_wrong_and_how_to_mend_it(root, capsys):
    assert main(["check", "--root", str(root)]) == 0
    (root / SETTINGS_PAGE).unlink()
    assert main(["check", "--root", str(root)]) == 1
    said = capsys.readouterr().out
    assert "docs/settings.md:1: fout: De pagina loopt achter op bot/settings.py. Draai: make docs." in said
