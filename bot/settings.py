"""Every setting of the chatbot: one declared list, which also makes docs/settings.md.

Only this module reads the environment. Doors read it at start-up and hand values inwards as plain arguments.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Setting:
    """One setting: the environment variable is BOT_ and the name in capitals."""

    name: str
    default: Any
    help: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"BOT_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting("host", "127.0.0.1", "Address the site listens on. Loopback unless you put a TLS proxy in front."),
    Setting("port", 8080, "Port of the site, the only one that a browser reaches."),
    Setting("engine_port", 5005, "Loopback port of the Rasa engine."),
    Setting("standby_port", 5006, "Loopback port of the second engine, which takes over when a model is published."),
    Setting("actions_port", 5055, "Port of the action server."),
    Setting(
        "actions_host",
        "127.0.0.1",
        "Address the action server listens on. Loopback: nothing but the engines on this machine asks it.",
    ),
    Setting("data_dir", "data", "Folder with topics, answers, facts and texts."),
    Setting("models_dir", "models", "Folder with trained models."),
    Setting("var_dir", "var", "Folder for the database, logs and run files. Never in git."),
    Setting("database_url", "", "SQLAlchemy address of the database. Empty: SQLite in the var folder."),
    Setting("service_name", "Belastingchat", "Name of the service, as citizens read it."),
    Setting(
        "notice",
        "Proefopstelling: dit is niet de website van de Belastingdienst.",
        "Notice on every page that says who runs this.",
    ),
    Setting("operator", "proefopstelling", "Who runs this service, as citizens read it in the privacy text."),
    Setting("production", False, "True refuses what only belongs to trials, such as asking for another day."),
    Setting("taking_conversations", True, "False answers new conversations with a kind 503; running ones go on."),
    Setting("message_max", 1000, "Longest message of a citizen, in characters."),
    Setting("messages_per_minute", 30, "Most messages a minute in one conversation."),
    Setting("conversations_per_hour", 120, "Most new conversations an hour from one address."),
    Setting("trusted_proxies", 0, "How many proxies stand in front: that many of X-Forwarded-For are believed."),
    Setting(
        "public_url",
        "",
        "Public address of the site, for canonical links and the sitemap. Empty: as the browser asked.",
    ),
    Setting("allowed_origins", "", "Other sites that may embed the widget: origins, separated by spaces."),
    Setting("engine_patience", 15.0, "Seconds a message waits for the engine before the citizen is told."),
    Setting("engine_timeout", 20.0, "Seconds one call to the engine may take before it is tried again."),
    Setting(
        "standby_minutes",
        0.0,
        "Minutes the model before the published one stays loaded, to go back at once. It takes some 400 MB. 0: always.",
    ),
    Setting("trainers_agree", 1, "How many trainers must agree before a message becomes a training example."),
    Setting("local_key", "", "Secret between site, engine and tools. Empty: made at every start."),
    Setting("staff_idle_minutes", 30, "Minutes without a request after which a colleague has to sign in again."),
    Setting("staff_session_hours", 10, "Hours after which a colleague has to sign in again, whatever happens."),
    Setting("staff_failures", 5, "Failed sign-ins in a row after which a login is locked."),
    Setting("staff_lock_minutes", 15, "Minutes that a login stays locked."),
    Setting("staff_attempts", 30, "Most attempts to sign in from one address in a quarter of an hour."),
    Setting("staff_codes", "production", "Who needs one-time codes: 'production' (all, there), 'all' or 'none'."),
    Setting("oidc_issuer", "", "Address of your organisation's OpenID Connect provider. Empty: passwords only."),
    Setting("oidc_client_id", "", "Name of this site at the provider."),
    Setting("oidc_client_secret", "", "Secret of this site at the provider. Empty: a public client, with PKCE only."),
    Setting("oidc_name", "je organisatie", "What the provider is called on the sign-in page."),
    Setting("oidc_scopes", "openid profile email", "What is asked of the provider, separated by spaces."),
    Setting("oidc_roles_claim", "groups", "Claim that tells somebody's groups; dots for a claim within a claim."),
    Setting(
        "oidc_roles",
        "",
        "Which group gets which role, separated by spaces: chat-balie=webcare chat-redactie=trainer chat-ict=beheer.",
    ),
    Setting("log_level", "WARNING", "Level of the engine's and the action server's logs."),
)


class SettingError(ValueError):
    """A setting has a value that cannot be used; the message names the variable and the mend."""


@dataclass(frozen=True)
class Settings:
    """The settings as they hold for this process. Fields are those of SETTINGS, plus a few that follow from them."""

    host: str
    port: int
    engine_port: int
    standby_port: int
    actions_port: int
    actions_host: str
    data_dir: Path
    models_dir: Path
    var_dir: Path
    database_url: str
    service_name: str
    notice: str
    operator: str
    production: bool
    taking_conversations: bool
    message_max: int
    messages_per_minute: int
    conversations_per_hour: int
    trusted_proxies: int
    public_url: str
    allowed_origins: tuple[str, ...]
    engine_patience: float
    engine_timeout: float
    standby_minutes: float
    trainers_agree: int
    local_key: str
    staff_idle_minutes: int
    staff_session_hours: int
    staff_failures: int
    staff_lock_minutes: int
    staff_attempts: int
    staff_codes: str
    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret: str
    oidc_name: str
    oidc_scopes: str
    oidc_roles_claim: str
    oidc_roles: tuple[tuple[str, str], ...]
    log_level: str

    @property
    def staff_need_codes(self) -> bool:
        """Whether every colleague must set up one-time codes."""
        return self.staff_codes == "all" or (self.staff_codes == "production" and self.production)

    @property
    def https(self) -> bool:
        """Whether browsers reach the site by https, so that cookies may say so."""
        return self.production or self.public_url.startswith("https://")

    @property
    def site_url(self) -> str:
        """Address at which this machine reaches the site."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104 - compared, not bound
        return f"http://{host}:{self.port}"

    @property
    def engine_url(self) -> str:
        """Address of the Rasa engine."""
        return f"http://127.0.0.1:{self.engine_port}"

    @property
    def engine_urls(self) -> dict[str, str]:
        """Addresses of both engines by the supervisor's name for them; one of them is live."""
        return {"engine": self.engine_url, "standby": f"http://127.0.0.1:{self.standby_port}"}

    @property
    def actions_url(self) -> str:
        """Address at which this machine reaches the action server."""
        host = "127.0.0.1" if self.actions_host in ("0.0.0.0", "::") else self.actions_host  # noqa: S104 - compared
        return f"http://{host}:{self.actions_port}"

    @property
    def run_dir(self) -> Path:
        """Folder with what belongs to one run: supervisor's files and the local key."""
        return self.var_dir / "run"

    @property
    def job_file(self) -> Path:
        """File that says how far a training or publication is."""
        return self.var_dir / "publish" / "job.json"

    @property
    def log_dir(self) -> Path:
        """Folder with the logs of the processes."""
        return self.var_dir / "log"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Returns the settings from the environment, with defaults for what is not set.

    Raises:
        SettingError: a value cannot be read as what it should be.
    """
    environment = os.environ if environment is None else environment
    values = {s.name: _convert(s, environment.get(s.variable, "")) for s in SETTINGS}
    for name in ("data_dir", "models_dir", "var_dir"):
        values[name] = Path(values[name])
    if values["staff_codes"] not in ("production", "all", "none"):
        raise SettingError(f"BOT_STAFF_CODES is '{values['staff_codes']}', maar hoort production, all of none te zijn.")
    values["oidc_roles"] = _pairs("BOT_OIDC_ROLES", values["oidc_roles"])
    if values["oidc_issuer"] and not (values["oidc_client_id"] and values["oidc_roles"]):
        raise SettingError("Bij BOT_OIDC_ISSUER horen ook BOT_OIDC_CLIENT_ID en BOT_OIDC_ROLES.")
    values["public_url"] = values["public_url"].rstrip("/")
    values["allowed_origins"] = tuple(values["allowed_origins"].split())
    if not values["database_url"]:
        values["database_url"] = f"sqlite:///{values['var_dir'].absolute() / 'belastingchat.db'}"
    return Settings(**values)


def _pairs(variable: str, text: str) -> tuple[tuple[str, str], ...]:
    """Returns (group, role) of "group=role group=role"."""
    pairs = tuple(tuple(word.rsplit("=", 1)) for word in text.split())
    if any(len(pair) != 2 or not pair[0] or pair[1] not in ("webcare", "trainer", "beheer") for pair in pairs):
        raise SettingError(f"{variable} hoort te zijn: groep=webcare groep=trainer groep=beheer.")
    return pairs


def _convert(setting: Setting, raw: str) -> Any:
    if raw.strip() == "":
        return setting.default
    try:
        if isinstance(setting.default, bool):
            return {"true": True, "1": True, "ja": True, "false": False, "0": False, "nee": False}[raw.strip().lower()]
        return type(setting.default)(raw.strip())
    except (KeyError, ValueError):
        kind = type(setting.default).__name__
        raise SettingError(
            f"{setting.variable} is '{raw}', maar hoort {kind} te zijn (standaard: {setting.default})."
        ) from None
