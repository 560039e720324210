"""Every setting: its default, its kind, and what is said when a value cannot be used."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bot.settings import SETTINGS, SettingError, Settings, read_settings

NUMBERS = [s for s in SETTINGS if isinstance(s.default, (int, float)) and not isinstance(s.default, bool)]
SWITCHES = [s for s in SETTINGS if isinstance(s.default, bool)]


def by_name(setting) -> str:
    return setting.name


def test_every_setting_is_a_field_and_the_other_way_round():
    assert [s.name for s in SETTINGS] == [field.name for field in dataclasses.fields(Settings)]


@pytest.mark.parametrize("setting", SETTINGS, ids=by_name)
def test_setting_has_a_variable_and_an_explanation(setting):
    assert setting.variable == f"BOT_{setting.name.upper()}"
    assert setting.help.endswith(".")
    assert len(setting.help) > 15


def test_variables_are_different():
    assert len({s.variable for s in SETTINGS}) == len(SETTINGS)


def test_without_an_environment_the_defaults_hold():
    settings = read_settings({})
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert (settings.data_dir, settings.models_dir, settings.var_dir) == (Path("data"), Path("models"), Path("var"))
    assert settings.allowed_origins == ()
    assert settings.database_url == f"sqlite:///{Path('var').absolute()}/belastingchat.db"
    assert settings.production is False
    assert settings.taking_conversations is True
    assert settings.engine_patience == 15.0


def test_nothing_is_reachable_from_outside_unless_asked_for():
    settings = read_settings({})
    assert settings.site_url == "http://127.0.0.1:8080"
    assert settings.engine_url == "http://127.0.0.1:5005"
    assert settings.actions_url == "http://127.0.0.1:5055"
    assert settings.trusted_proxies == 0


@pytest.mark.parametrize("setting", SETTINGS, ids=by_name)
@pytest.mark.parametrize("empty", ["", "   "])
def test_an_empty_variable_is_the_default(setting, empty):
    assert read_settings({setting.variable: empty}) == read_settings({})


@pytest.mark.parametrize("setting", NUMBERS, ids=by_name)
def test_numbers_are_read_as_numbers(setting):
    value = getattr(read_settings({setting.variable: " 7 "}), setting.name)
    assert value == 7
    assert type(value) is type(setting.default)


@pytest.mark.parametrize("setting", SWITCHES, ids=by_name)
@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("1", True), ("ja", True), ("TRUE", True), ("false", False), ("0", False), ("nee", False)],
)
def test_switches_are_read_in_dutch_too(setting, text, value):
    assert getattr(read_settings({setting.variable: text}), setting.name) is value


@pytest.mark.parametrize("setting", [*NUMBERS, *SWITCHES], ids=by_name)
@pytest.mark.parametrize("text", ["misschien", "12,5", "1e", "½"])
def test_a_value_of_the_wrong_kind_is_refused_by_name_value_and_default(setting, text):
    with pytest.raises(SettingError) as refused:
        read_settings({setting.variable: text})
    assert all(part in str(refused.value) for part in (setting.variable, f"'{text}'", str(setting.default)))


def test_origins_are_a_list_and_folders_are_paths():
    settings = read_settings({"BOT_ALLOWED_ORIGINS": " https://a.nl  https://b.nl ", "BOT_DATA_DIR": "/elders/data"})
    assert settings.allowed_origins == ("https://a.nl", "https://b.nl")
    assert settings.data_dir == Path("/elders/data")


def test_run_files_logs_and_database_follow_the_var_folder():
    settings = read_settings({"BOT_VAR_DIR": "/elders/var"})
    assert settings.run_dir == Path("/elders/var/run")
    assert settings.log_dir == Path("/elders/var/log")
    assert settings.database_url == "sqlite:////elders/var/belastingchat.db"


def test_another_database_is_taken_as_it_is():
    assert read_settings({"BOT_DATABASE_URL": "postgresql://db/bot"}).database_url == "postgresql://db/bot"


@pytest.mark.parametrize(
    ("host", "url"),
    [("0.0.0.0", "http://127.0.0.1:80"), ("::", "http://127.0.0.1:80"), ("192.168.1.5", "http://192.168.1.5:80")],
)
def test_this_machine_reaches_the_site_on_the_loopback_when_it_listens_everywhere(host, url):
    assert read_settings({"BOT_HOST": host, "BOT_PORT": "80"}).site_url == url


def test_the_process_environment_is_read_when_none_is_given(monkeypatch):
    monkeypatch.setenv("BOT_PORT", "8123")
    assert read_settings().port == 8123


def test_unknown_variables_are_left_alone():
    assert read_settings({"BOT_PORTT": "x", "PATH": "/bin"}) == read_settings({})


def test_the_page_of_settings_is_up_to_date(root):
    from bot.docs import settings_page

    page = (root / "docs" / "settings.md").read_text(encoding="utf-8")
    assert page == settings_page()
    assert all(setting.variable in page for setting in SETTINGS)
