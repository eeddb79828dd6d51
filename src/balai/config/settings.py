"""Django's settings, from the environment (`docs/reference/settings.md` lists every variable). Safe by default."""

import hashlib
from pathlib import Path
from typing import Any

from balai.config import environment
from balai.config.databases import databases

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(environment.text("BALAI_VAR", str(ROOT / "var")))
SERVICES = Path(environment.text("BALAI_SERVICES", str(ROOT / "services")))
REFERENCE = Path(environment.text("BALAI_REFERENCE", str(ROOT / "reference")))

DEMO = environment.flag("BALAI_DEMO")
BASE_URL = environment.text("BALAI_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
SECURE = BASE_URL.startswith("https://")
ALLOWED_HOSTS = environment.text("BALAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

SECURITY_CONTACT = environment.text("BALAI_SECURITY_CONTACT")

_SECRETS = VAR / "secrets"
SECRET_KEY = environment.kept_secret("BALAI_SECRET_KEY", _SECRETS)
BLIND_INDEX_KEY = hashlib.sha256(environment.kept_secret("BALAI_BLIND_INDEX_KEY", _SECRETS).encode()).digest()
LOG_KEY_FILE = Path(environment.text("BALAI_LOG_KEY_FILE", str(_SECRETS / "log_key.pem")))
ISSUER_KEY_FILE = Path(environment.text("BALAI_ISSUER_KEY_FILE", str(_SECRETS / "issuer_key.pem")))
LOG_ORIGIN = environment.text("BALAI_LOG_ORIGIN", "balai.invalid/demo" if DEMO else "balai.invalid/log")

DATABASES = databases(VAR, environment.text("DATABASE_URL"), environment.text("KEYS_DATABASE_URL"))
DATABASE_ROUTERS = ["balai.config.databases.KeysApart"]
# Shared by all web processes: allauth counts attempts and refuses a used TOTP code by it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR / "cache"),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "balai.config",
    "balai.lib.keys",
    "balai.lib.jobs",
    "balai.lib.limits",
    "balai.site",
    "balai.ledger",
    "balai.people",
    "balai.notices",
    "balai.documents",
    "balai.registers",
    "balai.catalog",
    "balai.cases",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "balai.site.errors.ErrorPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "balai.site.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "balai.site.language.LanguageByChoice",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "balai.people.signin.SecondFactorForOfficials",
]
ROOT_URLCONF = "balai.config.urls"
WSGI_APPLICATION = "balai.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "balai.site.context.frame",
            ],
            "builtins": ["balai.site.templatetags.kit"],
        },
    }
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "balai.people.signin.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "balai.people.signin.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # e-mail addresses are not verified yet, and officials must have a second factor
)
MFA_TOTP_ISSUER = "Balai"
MFA_TOTP_TOLERANCE = 1  # periods of 30 seconds: for who types slowly, and for phones whose clock is off
EMAIL_BACKEND = environment.text("BALAI_EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = VAR / "mail"

SESSION_COOKIE_NAME = "__Host-balai" if SECURE else "balai"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "__Host-balai-csrf" if SECURE else "balai-csrf"
CSRF_FAILURE_VIEW = "balai.site.errors.csrf_failure"
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_SSL_REDIRECT = False
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("BALAI_BEHIND_PROXY") else None
)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["'none'"],
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [ROOT / "src" / "balai" / "site" / "locale"]
LANGUAGE_COOKIE_NAME = "balai-language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Bytes of a whole request, all its files together; of one file see documents/uploads.toml.
LARGEST_REQUEST = int(environment.text("BALAI_LARGEST_REQUEST", "64000000"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_TEMP_DIR = None
DOCUMENTS = VAR / "documents"
# How long a worker has a job to itself. Longer than any job takes: a dead worker's jobs wait this long.
JOB_LEASE_SECONDS = float(environment.text("BALAI_JOB_LEASE_SECONDS", "120"))
# How long what is finished stays: answers kept for an Idempotency-Key, jobs that were done.
KEEP_REPLIES_DAYS = int(environment.text("BALAI_KEEP_REPLIES_DAYS", "7"))
KEEP_JOBS_DAYS = int(environment.text("BALAI_KEEP_JOBS_DAYS", "30"))
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Django's own lines of these name paths and addresses; site.errors writes one line with a code and neither.
    "loggers": {
        "django.request": {"handlers": [], "propagate": False},
        "django.security": {"handlers": [], "propagate": False},
    },
    "root": {"handlers": ["stderr"], "level": environment.text("BALAI_LOG_LEVEL", "WARNING")},
}
