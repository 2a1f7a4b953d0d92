# SPDX-License-Identifier: EUPL-1.2
"""Settings: one frozen object from BRUECKE_*, clear words when a value is wrong."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from bruecke import settings

WRONG = {
    "BRUECKE_PORT": ["x", "70000", "-1", "8080.5"],
    "BRUECKE_BOT_TIMEOUT": ["0", "61", "nan", "soon"],
    "BRUECKE_LIMIT_MESSAGES": ["-1", "many"],
    "BRUECKE_ORIGINS": ["chat.example", "https://chat.example/path", "https://chat.example;x"],
    "BRUECKE_TRUSTED_PROXIES": ["localhost", "10.0.0.0/99"],
    "BRUECKE_DATABASE_URL": ["mysql://host/name", "sqlite://"],
    "BRUECKE_HOST": ["two words"],
    "BRUECKE_LOG_LEVEL": ["DEBUG", "loud"],
    "BRUECKE_CATALOGUE": [""],
}


def test_an_empty_environment_is_enough() -> None:
    read = settings.read({})
    assert (read.port, read.bot_timeout, read.origins) == (8080, 5.0, ())


def test_paths_follow_the_folder_of_var(tmp_path: Path) -> None:
    read = settings.read({"BRUECKE_VAR": str(tmp_path)})
    assert read.models == tmp_path / "models"
    assert read.database_url == f"sqlite:///{tmp_path}/bruecke.sqlite3"


def test_lists_may_use_commas_or_spaces() -> None:
    read = settings.read({"BRUECKE_EMBED_ORIGINS": "https://a.example, https://B.example"})
    assert read.embed_origins == ("https://a.example", "https://b.example")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.read({}).port = 1  # type: ignore[misc]


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_named_with_a_remedy(name: str, value: str) -> None:
    with pytest.raises(settings.SettingsError) as error:
        settings.read({name: value})
    assert str(error.value).startswith(f"{name}: „{value}“ ist ")


def test_all_wrong_values_are_told_at_once() -> None:
    with pytest.raises(settings.SettingsError) as error:
        settings.read({"BRUECKE_PORT": "x", "BRUECKE_HSTS": "y"})
    assert len(str(error.value).splitlines()) == 2


def test_a_password_is_not_told() -> None:
    with pytest.raises(settings.SettingsError) as error:
        settings.read({"BRUECKE_DATABASE_URL": "mysql://user:geheim@host/name"})
    assert "geheim" not in str(error.value)


def test_every_setting_says_what_it_means() -> None:
    described = settings.describe()
    assert list(described) == [field.name for field in dataclasses.fields(settings.Settings)]
    assert all(setting.name.startswith("BRUECKE_") and len(setting.meaning) > 15 for setting in described.values())
