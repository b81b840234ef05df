"""Every setting, read once from the environment, frozen. Only this file touches environment variables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_data_path

from app.access.address import LOOPBACK, address_of, reachable
from ingest.errors import WenceError

LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("json", "text")
LOGINS = ("auto", "off")
ON_OFF = ("on", "off")
_NEARLY = 0.9  # likeness of names: WENCE_HOEM and WENCE_HOME, not WENCE_SERVICE_HOST and WENCE_HOST


class BadSetting(WenceError):
    """A setting's value can't be used."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"设置 {name}={value!r} 无效：应为{expected}。请修改该环境变量后重试。")


class UnknownSetting(WenceError):
    """A variable whose name is almost that of a setting."""

    def __init__(self, name: str, meant: str) -> None:
        super().__init__(f"没有 {name} 这项设置，是不是 {meant}？请改正或去掉该环境变量后重试。")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie, which models are used, where the doors open. See docs/settings.md."""

    home: Path = field(default_factory=lambda: user_data_path("wence"))
    models: Path = field(default_factory=lambda: user_cache_path("wence") / "models")
    chroma_url: str | None = None
    embedding_model: str | None = None  # None: the embedded multilingual-e5-small
    reranker: str | None = None  # None: the order of the search stays
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: str | None = field(default=None, repr=False)
    llm_timeout: int = 60  # seconds without a word from the chat model
    host: str = LOOPBACK
    port: int = 8000
    ui_port: int = 8501
    page_url: str | None = None  # None: the page on this machine at ui_port
    api_url: str | None = None  # None: the server that owns the library on this machine
    api_key: str | None = field(default=None, repr=False)  # with which the command line comes to api_url
    login: str = "auto"  # keys are asked for as soon as there are any; "off": never
    audit_days: int = 184  # how long who did what is kept: half a year
    audit_questions: str = "on"  # "off": what was asked stays out of it
    rate: int = 600  # requests a minute and key
    concurrent: int = 8  # requests of one key under way
    request_timeout: int = 300  # seconds until a reply must begin
    home_region: str | None = None
    home_level: str | None = None
    max_upload_mb: int = 50
    log_level: str | None = None  # None: information, on a terminal warnings
    log_format: str | None = None  # None: JSON, on a terminal plain lines

    @property
    def page(self) -> str:
        """Where the page is, for links in what people take away."""
        return self.page_url or reachable(self.host, self.ui_port)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown, logged or exported."""
        return tuple(filter(None, [self.llm_api_key, self.api_key]))

    @property
    def has_chat_model(self) -> bool:
        return self.llm_base_url is not None

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read WENCE_* variables; an empty one counts as unset.

        Raises BadSetting and UnknownSetting, naming the variable.
        """
        _check_names(env)
        given = {name: value.strip() for name, value in env.items() if value.strip()}
        defaults = cls()
        base_url, model = _url(given, "WENCE_LLM_BASE_URL"), given.get("WENCE_LLM_MODEL")
        if base_url and not model:
            raise BadSetting("WENCE_LLM_MODEL", "", "对话模型的名称（已设置 WENCE_LLM_BASE_URL 时必填）")
        return cls(
            home=_folder(given, "WENCE_HOME", defaults.home),
            models=_folder(given, "WENCE_MODELS", defaults.models),
            chroma_url=_url(given, "WENCE_CHROMA_URL"),
            embedding_model=given.get("WENCE_EMBEDDING_MODEL"),
            reranker=given.get("WENCE_RERANKER"),
            llm_base_url=base_url,
            llm_model=model,
            llm_api_key=given.get("WENCE_LLM_API_KEY"),
            llm_timeout=_number(given, "WENCE_LLM_TIMEOUT", defaults.llm_timeout),
            host=_address(given, "WENCE_HOST", defaults.host),
            port=_number(given, "WENCE_PORT", defaults.port),
            ui_port=_number(given, "WENCE_UI_PORT", defaults.ui_port),
            page_url=_url(given, "WENCE_PAGE_URL"),
            api_url=_url(given, "WENCE_API_URL"),
            api_key=given.get("WENCE_API_KEY"),
            login=_one_of(given, "WENCE_LOGIN", LOGINS) or defaults.login,
            audit_days=_number(given, "WENCE_AUDIT_DAYS", defaults.audit_days),
            audit_questions=_one_of(given, "WENCE_AUDIT_QUESTIONS", ON_OFF) or defaults.audit_questions,
            rate=_number(given, "WENCE_RATE", defaults.rate),
            concurrent=_number(given, "WENCE_CONCURRENT", defaults.concurrent),
            request_timeout=_number(given, "WENCE_REQUEST_TIMEOUT", defaults.request_timeout),
            home_region=given.get("WENCE_HOME_REGION"),
            home_level=given.get("WENCE_HOME_LEVEL"),
            max_upload_mb=_number(given, "WENCE_MAX_UPLOAD_MB", defaults.max_upload_mb),
            log_level=_one_of(given, "WENCE_LOG_LEVEL", LOG_LEVELS),
            log_format=_one_of(given, "WENCE_LOG_FORMAT", LOG_FORMATS),
        )


def _check_names(env: Mapping[str, str]) -> None:
    """Others may use names that begin as ours do; one that is nearly ours would be silently without effect."""
    known = [f"WENCE_{one.name.upper()}" for one in fields(Settings)]
    for name in env:
        if name.startswith("WENCE") and name not in known:
            for meant in get_close_matches(name, known, n=1, cutoff=_NEARLY):
                raise UnknownSetting(name, meant)


def _folder(given: Mapping[str, str], name: str, default: Path) -> Path:
    return Path(given[name]).expanduser() if name in given else default


def _address(given: Mapping[str, str], name: str, default: str) -> str:
    raw = given.get(name, default)
    address = address_of(raw)
    if address is None:
        raise BadSetting(name, raw, " IP 地址，如 0.0.0.0（所有网卡）或 127.0.0.1（只在本机）")
    return address


def _one_of(given: Mapping[str, str], name: str, words: Sequence[str]) -> str | None:
    raw = given.get(name)
    if raw is not None and raw not in words:
        raise BadSetting(name, raw, f" {'、'.join(words)} 之一")
    return raw


def _number(given: Mapping[str, str], name: str, default: int) -> int:
    raw = given.get(name, str(default))
    if not (raw.isascii() and raw.isdecimal()) or not 0 < int(raw) < 65536:
        raise BadSetting(name, raw, " 1 到 65535 的整数")
    return int(raw)


def _url(given: Mapping[str, str], name: str) -> str | None:
    raw = given.get(name)
    if raw is not None and not _is_address(raw):
        raise BadSetting(name, raw.rpartition("@")[2], "以 http:// 或 https:// 开头的地址")
    return raw


def _is_address(raw: str) -> bool:
    """Whether *raw* is a whole address: a scheme that we speak, a host, and a port that is a number."""
    try:
        parts = urlsplit(raw)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
