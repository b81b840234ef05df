"""Settings: read once, checked, documented."""

from dataclasses import fields
from pathlib import Path

import pytest

from app.settings import BadSetting, Settings, UnknownSetting

PAGE = (Path(__file__).parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")
CHOICES = {
    "log_level": "debug",
    "log_format": "text",
    "host": "127.0.0.2",
    "login": "off",
    "audit_questions": "off",
}


@pytest.mark.parametrize("field", fields(Settings), ids=lambda f: f.name)
def test_every_setting_is_documented(field):
    """A setting nobody can look up does not exist."""
    assert f"`WENCE_{field.name.upper()}`" in PAGE


@pytest.mark.parametrize("field", fields(Settings), ids=lambda f: f.name)
def test_every_setting_can_be_set(field):
    """Each setting is read from the variable that carries its name."""
    raw = CHOICES.get(field.name) or ("9000" if isinstance(field.default, int) else "http://127.0.0.1:9000")
    given = {"WENCE_LLM_MODEL": "a model", f"WENCE_{field.name.upper()}": raw}

    value = getattr(Settings.from_env(given), field.name)

    assert str(value) == str(type(value)(raw))


@pytest.mark.parametrize(
    ("env", "name", "expected"),
    [
        pytest.param({}, "port", 8000, id="default"),
        pytest.param({"WENCE_PORT": ""}, "port", 8000, id="empty-is-unset"),
        pytest.param({"WENCE_PORT": "  "}, "port", 8000, id="blank-is-unset"),
        pytest.param({"WENCE_PORT": " 9001 "}, "port", 9001, id="surrounding-blanks"),
        pytest.param({"WENCE_HOME": "~/x"}, "home", Path.home() / "x", id="home-of-the-user"),
        pytest.param({"WENCE_LLM_MODEL": "m"}, "has_chat_model", False, id="a-model-needs-an-address"),
        pytest.param(
            {"WENCE_LLM_MODEL": "m", "WENCE_LLM_BASE_URL": "http://h/v1"},
            "has_chat_model",
            True,
            id="chat-model",
        ),
        pytest.param({"OTHER": "x"}, "embedding_model", None, id="other-variables-are-not-ours"),
    ],
)
def test_values_come_from_the_environment(env, name, expected):
    """A variable that is set and not blank decides; else the default does."""
    assert getattr(Settings.from_env(env), name) == expected


@pytest.mark.parametrize(
    ("env", "named"),
    [
        pytest.param({"WENCE_PORT": "80a"}, "WENCE_PORT='80a'", id="not-a-number"),
        pytest.param({"WENCE_PORT": "0"}, "WENCE_PORT='0'", id="port-zero"),
        pytest.param({"WENCE_UI_PORT": "65536"}, "WENCE_UI_PORT='65536'", id="port-too-high"),
        pytest.param({"WENCE_PORT": "-1"}, "WENCE_PORT='-1'", id="negative"),
        pytest.param({"WENCE_PORT": "８０００"}, "WENCE_PORT", id="full-width-digits"),
        pytest.param({"WENCE_MAX_UPLOAD_MB": "1.5"}, "WENCE_MAX_UPLOAD_MB='1.5'", id="fraction"),
        pytest.param({"WENCE_CHROMA_URL": "localhost:8000"}, "WENCE_CHROMA_URL", id="address-without-scheme"),
        pytest.param({"WENCE_API_URL": "ftp://h"}, "WENCE_API_URL", id="other-scheme"),
        pytest.param({"WENCE_API_URL": "http://"}, "WENCE_API_URL", id="no-host"),
        pytest.param({"WENCE_CHROMA_URL": "http://[::1"}, "WENCE_CHROMA_URL", id="half-an-address"),
        pytest.param({"WENCE_PAGE_URL": "http://h:80a/"}, "WENCE_PAGE_URL", id="port-not-a-number"),
        pytest.param({"WENCE_API_URL": "http://h:99999"}, "WENCE_API_URL", id="port-of-address-too-high"),
        pytest.param({"WENCE_LOG_LEVEL": "loud"}, "WENCE_LOG_LEVEL='loud'", id="not-a-level"),
        pytest.param({"WENCE_LLM_BASE_URL": "http://h/v1"}, "WENCE_LLM_MODEL", id="address-without-model"),
    ],
)
def test_a_bad_value_is_shown_beside_its_name(env, named):
    """Who sets a value that can't be used learns which variable to change."""
    with pytest.raises(BadSetting, match=named):
        Settings.from_env(env)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("WENCE_HOEM", "WENCE_HOME"),
        ("WENCE_LLM_BASEURL", "WENCE_LLM_BASE_URL"),
        ("WENCE_MODEL", "WENCE_MODELS"),
    ],
)
def test_a_misspelt_name_is_told(name, meant):
    """It would have no effect, and nobody would know."""
    with pytest.raises(UnknownSetting, match=f"{name}.*{meant}"):
        Settings.from_env({name: "x"})


@pytest.mark.parametrize(
    "name", ["WENCE_SOAK_SECONDS", "WENCE_SERVICE_HOST", "WENCE_PORT_8000_TCP", "OTHER_HOME"]
)
def test_names_of_others_are_left_alone(name):
    assert Settings.from_env({name: "x"}) == Settings.from_env({})


def test_the_key_of_the_chat_model_is_not_shown():
    """Printing the settings, in a log or a traceback, doesn't print the secret."""
    settings = Settings.from_env({"WENCE_LLM_API_KEY": "sk-very-secret"})

    assert "sk-very-secret" not in repr(settings)
    assert settings.llm_api_key == "sk-very-secret"


def test_a_wrong_address_is_told_without_its_password():
    """Whoever looks over one's shoulder learns nothing from the complaint."""
    with pytest.raises(BadSetting) as told:
        Settings.from_env({"WENCE_CHROMA_URL": "someone:s3cr3t@vectors.lan:8000"})

    assert "vectors.lan:8000" in str(told.value)
    assert "s3cr3t" not in str(told.value)
