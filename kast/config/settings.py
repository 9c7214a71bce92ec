"""Every setting, read from the environment or from the file that `<NAME>_FILE` names.

Nothing is needed to begin: without any setting the unit is embedded, with SQLite under `var/`, on loopback.
What is wrong is said by `kast check`, with a hint (checks.py).
"""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from .environment import flag, number, postgres_address, secret, value

BASE_DIR = Path(__file__).resolve().parent.parent.parent
PACKAGE = Path(__file__).resolve().parent.parent

# The only home of the version number is the changelog.
VERSION = (
    next(
        (
            line.split()[1].lstrip("v")
            for line in (BASE_DIR / "CHANGELOG.md").read_text("utf-8").splitlines()
            if line.startswith("## v")
        ),
        "0",
    )
    if (BASE_DIR / "CHANGELOG.md").exists()
    else "0"
)

# Where the embedded unit keeps what must not be lost: database, keys, anchors.
DATA_DIR = Path(value("KAST_DATA", str(BASE_DIR / "var")))

SECRET_KEY = secret("KAST_SECRET_KEY", DATA_DIR / "keys" / "secret")
# Keys that stand outside the database: whoever has only the database has none of them.
AUDIT_KEY = secret("KAST_AUDIT_KEY", DATA_DIR / "keys" / "audit")
DOOR_KEY = secret("KAST_DOOR_KEY", DATA_DIR / "keys" / "door")
# The public half of the unit's signing key, pinned outside the database when the unit is made (`kast setup`).
UNIT_KEY_FILE = Path(value("KAST_UNIT_KEY_FILE", str(DATA_DIR / "keys" / "unit.pub")))
# Where `kast daily` writes the audit's anchors; let the web process not be able to rewrite it.
ANCHOR_FILE = Path(value("KAST_ANCHOR_FILE", str(DATA_DIR / "audit-anchors.txt")))

DEBUG = False
HOST = value("KAST_HOST", "127.0.0.1")
PORT = number("KAST_PORT", 8000)
# The address under which the public reaches the unit; its scheme decides whether cookies need TLS.
ORIGIN = value("KAST_ORIGIN", f"http://{HOST}:{PORT}")
TLS = urlsplit(ORIGIN).scheme == "https"
ALLOWED_HOSTS = [name for name in {urlsplit(ORIGIN).hostname, "127.0.0.1", "localhost", "[::1]"} if name]
CSRF_TRUSTED_ORIGINS = [ORIGIN]
# A made-up unit refuses any address but loopback, unless told otherwise.
DEMO_ANYWHERE = flag("KAST_DEMO_ANYWHERE", default=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "kast.audit",
    "kast.ledger",
    "kast.vault",
    "kast.staff",
    "kast.door",
    "kast.appointments",
    "kast.casework",
    "kast.followup",
    "kast.figures",
    "kast.retention",
    "kast.desk",
    "kast.config",
    # After our own rooms, so that our pages stand in place of theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "kast.config.middleware.quiet",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kast.config.middleware.front",
    "kast.config.middleware.small",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "kast.staff.unlocking.keys_in_hand",
    "kast.staff.once.pressed_once",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "kast.config.urls"
WSGI_APPLICATION = "kast.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "config" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "kast.staff.unit.for_templates",
                "kast.appointments.waiting.for_templates",
                "kast.followup.waiting.for_templates",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]

# Fields are drawn by Django's own templates in their Jinja form: a page of forms opens a tenth sooner.
FORM_RENDERER = "django.forms.renderers.Jinja2"


def _database(address: str) -> dict[str, object]:
    """`sqlite:///path` or `postgresql://user:password@host:port/name`, as Django wants it."""
    if not address or address.startswith("sqlite:"):
        path = address.removeprefix("sqlite:///") or str(DATA_DIR / "kast.sqlite3")
        return {
            "ENGINE": "kast.config.sqlite",
            "NAME": path,
            "CONN_MAX_AGE": None,  # opening one costs as much as a page
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: what was acknowledged is on the disk. secure_delete: what was deleted is overwritten.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
            },
        }
    parts = postgres_address(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {
            "pool": {"min_size": 2, "max_size": 40, "timeout": 20},
            # A statement's text and its values travel apart: it is parsed and planned once for each connection, and
            # what PostgreSQL may log of it holds no value.
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
    }


DATABASES = {"default": _database(value("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "staff.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kast.staff.passwords.UnlikeHerNames"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
# What deriving a key from words costs: Argon2id's passes and memory in KiB, the least that OWASP advises, enough because
# nobody chooses the words. Changing it makes every passphrase and unlock phrase there is useless.
DERIVATION = {"time": 2, "memory": 19456}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:today"
ACCOUNT_ADAPTER = "kast.staff.signing_in.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
# Per user name or per user, never per address: the server keeps none, and a whole office or exit shares one. The limits
# live in the process's own memory; KAST serves with one process.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/300s/key",
    "reauthenticate": "10/m/user",
    "signup": None,
    "reset_password": None,
    "reset_password_from_key": None,
    "request_login_code": None,
    "verify_phone": None,
}
MFA_ADAPTER = "kast.staff.signing_in.SecondFactorAdapter"
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS

# The session belongs to staff only; the door's cookie is its own, sealed, without a row (door/visitors.py).
SESSION_COOKIE_NAME = "arbete"
SESSION_COOKIE_SECURE = TLS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "kast.config.faults.stale"
IDLE_MINUTES = number("KAST_IDLE_MINUTES", 15)
VISIT_MINUTES = number("KAST_VISIT_MINUTES", 30)
LETTERS_AN_HOUR = number("KAST_LETTERS_AN_HOUR", 400)
BACKUP_DAYS = number("KAST_BACKUP_DAYS", 30)
CATALOGUE = value("KAST_CATALOGUE", "")  # of the national agency's variables; empty: the one that comes along

# Whose times a person is offered is known further right than appointments: it is tied here, as templates' processors are.
WHO_MEETS = "kast.casework.booked.who_meets"
# Reminders, for who asked for one. Without an address to send through, that way is not offered.
SMS_URL = value("KAST_SMS_URL", "")
SMS_TOKEN = value("KAST_SMS_TOKEN", "")
SMS_SENDER = value("KAST_SMS_SENDER", "Tid")
SMS_ONCE = flag("KAST_SMS_ONCE", default=False)
EMAIL_HOST = value("KAST_SMTP_HOST", "")
EMAIL_PORT = number("KAST_SMTP_PORT", 587)
EMAIL_HOST_USER = value("KAST_SMTP_USER", "")
EMAIL_HOST_PASSWORD = value("KAST_SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("KAST_SMTP_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = value("KAST_MAIL_FROM", "")

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
FORMAT_MODULE_PATH = ["kast.config.formats"]

# What is the same on every open page for everybody is made once a minute; never anything that somebody brought or wrote.
_IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {"default": {"BACKEND": _IN_MEMORY}, "pages": {"BACKEND": _IN_MEMORY, "LOCATION": "pages"}}

STATIC_URL = "/s/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PACKAGE / "config" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if TLS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # other hosts under the unit's name are the city's to decide on
    "security.W008",  # the server in front speaks TLS, and redirects
    "security.W021",  # being on browsers' lists is the city's to decide, and hard to undo
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
# The public door runs no script at all; kast.config.middleware.front narrows the policy there.

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# A log line says what kind of fault and where, never what was said or who asked.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "formatters": {"quiet": {"()": "kast.config.logs.Quiet"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "kast": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
