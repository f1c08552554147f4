"""Settings: every value that may differ between machines is a typed read from the environment."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from einstellungen.start import pruefe_umgebung

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

PROFIL = env.str("KINDERCAMPUS_PROFIL", default="betrieb")
if PROFIL not in ("betrieb", "demo", "test"):
    raise ImproperlyConfigured(f"KINDERCAMPUS_PROFIL heißt betrieb, demo oder test, nicht „{PROFIL}“.")
LOKAL = PROFIL in ("demo", "test")
if not LOKAL:
    pruefe_umgebung(env.ENVIRON)
VAR = Path(env.str("KINDERCAMPUS_VAR", default=str(BASE_DIR / "var")))


# The demo and the tests make their own random key once; production must bring one.
_SCHLUESSEL = VAR / "schluessel"
if LOKAL and not _SCHLUESSEL.exists():
    from django.core.management.utils import get_random_secret_key

    VAR.mkdir(parents=True, exist_ok=True)
    _SCHLUESSEL.write_text(get_random_secret_key(), encoding="ascii")
    _SCHLUESSEL.chmod(0o600)
SECRET_KEY = _SCHLUESSEL.read_text(encoding="ascii") if LOKAL else env.str("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "testserver"] if LOKAL else [])
if DEBUG and not LOKAL:
    raise ImproperlyConfigured("DEBUG gibt es nur in den Profilen demo und test.")

INSTALLED_APPS = [
    "rollen",  # first, for its createsuperuser stands before Django's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "guardian",
    "viewflow.workflow",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "antraege.haushalt",
    "antraege.dokumente",
    "antraege.programme",
    "antraege.antrag",
    "antraege.foerderung",
    "antraege.angebote",
    "antraege.kooperation",
    "antraege.gremien",
    "antraege.foerderberatung",
    "antraege.campus",
    "antraege.revision",
    "workflows",
    *(["fixtures"] if LOKAL else []),  # the demo and the measuring; production does not know them
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "einstellungen.middleware.antwortregeln",
    "einstellungen.middleware.Ausnahmen",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "einstellungen.urls"
WSGI_APPLICATION = "einstellungen.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "einstellungen.navigation.rahmen",
            ],
        },
    },
]
FORM_RENDERER = "einstellungen.formulare.KernRenderer"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'kindercampus.sqlite3'}")}
_DB = DATABASES["default"]
if _DB["ENGINE"] == "django.db.backends.sqlite3":
    _DB["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; PRAGMA cache_size=-65536;"
        ),
    }
else:
    _DB["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    _DB["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "rollen.Benutzer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rollen.zugang.Anmeldung",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
    if PROFIL == "test"
    else "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "anmelden"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "anmelden"
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = (
    "username"  # the login form's name for the address; without it no account is locked
)
AXES_ENABLED = PROFIL != "test"
AXES_LOCKOUT_TEMPLATE = "rollen/gesperrt.html"
OTP_TOTP_ISSUER = "Kindercampus Dortmund"  # how the app on the phone calls the account
OTP_TOTP_SYNC = False  # phones set their own clocks; a code typed late must not move the window
SESSION_COOKIE_AGE = env.int("SITZUNG_SEKUNDEN", default=8 * 3600)

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR / "dateien"
STORAGES = {
    "default": {"BACKEND": "rollen.ablage.Ablage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if PROFIL == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
# Units, budget lines and rules as they are delivered; a city keeps its own folder of the same shape.
DATEN = Path(env.str("KINDERCAMPUS_DATEN", default=str(BASE_DIR / "fixtures")))
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="filemail://" if LOKAL else "smtp://localhost:25")
vars().update(EMAIL_CONFIG)
if LOKAL:
    EMAIL_FILE_PATH = str(VAR / "post")
EMAIL_TIMEOUT = 10  # seconds; a mail server that does not answer must not hold a page or the outbox
DEFAULT_FROM_EMAIL = env.str("ABSENDER", default="servicestelle@kindercampus.example")
BARRIERE_EMAIL = env.str("BARRIERE_EMAIL", default="barrierefreiheit@kindercampus.example")
BASIS_URL = env.str("BASIS_URL", default="http://127.0.0.1:8000")
# The prefix of the city as publisher of 360Giving data, to be registered there.
OFFENE_DATEN_KENNUNG = env.str("OFFENE_DATEN_KENNUNG", default="360G-dortmund")
JAVA_ARCHIVE = env.str("JAVA_ARCHIVE", default="/usr/share/java")  # Debian's place for PDFBox
SIEGEL_DATEI = env.str("SIEGEL_DATEI", default="")  # the seal's key (PKCS#12); empty: files are not sealed
SIEGEL_KENNWORT = env.str("SIEGEL_KENNWORT", default="")
SIEGEL_ANKER = env.str("SIEGEL_ANKER", default="")  # certificates (PEM) that count besides it

# The trail's seals: the secret key (only the nightly job can read it), the public ones, the copy outside, the last
# verdict, who gets each seal by e-mail.
_SIEGEL = f"{VAR}/siegel" if PROFIL == "demo" else ""
PROTOKOLL_SCHLUESSEL = env.str("PROTOKOLL_SCHLUESSEL", default=_SIEGEL and f"{_SIEGEL}/geheim.pem")
PROTOKOLL_OEFFENTLICH = env.str("PROTOKOLL_OEFFENTLICH", default=_SIEGEL and f"{_SIEGEL}/oeffentlich.pem")
PROTOKOLL_ANKER = env.str("PROTOKOLL_ANKER", default=_SIEGEL and f"{_SIEGEL}/anker.jsonl")
PROTOKOLL_BEFUND = env.str("PROTOKOLL_BEFUND", default=_SIEGEL and f"{_SIEGEL}/befund.json")
PROTOKOLL_POST = env.list("PROTOKOLL_POST", default=[])

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "img-src": [SELF, "data:"],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
if not LOKAL:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sitzung", "__Host-csrf"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"konsole": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["konsole"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {"pyhanko": {"level": "CRITICAL"}},  # a stranger's seal is a finding, not a page of traces
}
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # guardian keeps the rows; its backend reads them without tree, dates and deputies
]
