"""Every setting, from the environment; docs/operations.md explains each one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import logs
from config.databases import database
from config.environment import Environment
from config.keys import key_at
from config.mail import mail

BASE_DIR = Path(__file__).resolve().parent.parent
BANGVANG_VAR = Path(os.environ.get("BANGVANG_VAR") or BASE_DIR / "var").resolve()
env = Environment.of(BANGVANG_VAR / "demo.env")

# What kind of installation this is

DEBUG = env.flag("BANGVANG_DEBUG")
BANGVANG_DEMO = env.flag("BANGVANG_DEMO")
BANGVANG_WORLD = env.text("BANGVANG_WORLD")
BANGVANG_NOW = env.text("BANGVANG_NOW")
BANGVANG_INSECURE_HTTP = env.flag("BANGVANG_INSECURE_HTTP")
if not BANGVANG_DEMO and (BANGVANG_NOW or BANGVANG_INSECURE_HTTP or BANGVANG_WORLD):
    raise ImproperlyConfigured("BANGVANG_NOW, BANGVANG_INSECURE_HTTP and BANGVANG_WORLD are for a demo only.")

# Folders: everything that is written at run time

for folder in ("media", "static", "tmp", "logs"):
    (BANGVANG_VAR / folder).mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = BANGVANG_VAR / "media"
MEDIA_URL = ""  # no file is served by its path: pages ask who may see it
STATIC_ROOT = BANGVANG_VAR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
FILE_UPLOAD_TEMP_DIR = BANGVANG_VAR / "tmp"

# Who is answered

SECRET_KEY = env.text("BANGVANG_SECRET_KEY") or key_at(BANGVANG_VAR / "keys" / "secret.key")
SECRET_KEY_FALLBACKS = env.words("BANGVANG_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("BANGVANG_HOSTS", "localhost,127.0.0.1,[::1]" if BANGVANG_DEMO else "")
CSRF_TRUSTED_ORIGINS = env.words("BANGVANG_ORIGINS")

# The house

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # its widgets, which our renderer finds as templates
    "guardian",
    "viewflow.workflow",
    "django_tasks",
    "django_tasks_db",
    "roles",
    "dossiers",
    "workflow",
]
MIDDLEWARE = [
    "config.middleware.RequestIdMiddleware",
    "config.middleware.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.PrivateMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.middleware.IdleMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.DoorMiddleware",
    "config.middleware.OfficeClockMiddleware",
    "roles.middleware.SeatMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.answers.AnswersMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
OFFICE_CLOCK = "config.clock.now"  # lower floors reach the clock through this name
FORM_RENDERER = "config.renderer.FaceRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workflow.context.frame",
            ],
        },
    },
]

# Data

DATABASES = {
    "default": database(
        env.text("DATABASE_URL"),
        file=BANGVANG_VAR / "bangvang.sqlite3",
        statement_seconds=env.number("BANGVANG_STATEMENT_SECONDS", 30),
    ),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "mail", "papers"],
    },
}

# People

AUTH_USER_MODEL = "roles.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "roles:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "roles:login"

# Sessions and cookies: strict, but for a demo on plain http

SESSION_IDLE = 30 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE = not BANGVANG_INSECURE_HTTP
# Cookies ignore ports, so two demos on one machine need two names.
_prefix = "__Host-" if SECURE else f"demo-{hashlib.sha256(str(BANGVANG_VAR).encode()).hexdigest()[:6]}-"
SESSION_COOKIE_NAME = f"{_prefix}session"
CSRF_COOKIE_NAME = f"{_prefix}csrf"
LANGUAGE_COOKIE_NAME = f"{_prefix}language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "config.answers.csrf_failure"

# What every answer says to the browser

SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; object-src 'none'; frame-src 'none'; worker-src 'none'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)

# Uploads

UPLOAD_LIMIT = 20 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "config.uploads.LimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Language and time

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# Mail

vars().update(mail(env.text("BANGVANG_EMAIL_URL", "console:" if BANGVANG_DEMO else "smtp://localhost")))
EMAIL_TIMEOUT = 10
SITE_ORIGIN = env.text("BANGVANG_SITE", "http://localhost")  # where the links in letters lead
MAIL_DOMAIN = SITE_ORIGIN.split("://", 1)[-1].split(":")[0]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("BANGVANG_FROM", "bang-vang@localhost")

# Logs

LOGGING = logs.configuration(env.text("BANGVANG_LOG_LEVEL", "INFO").upper())
