"""The same databases, but nothing else: one view, no middleware, no other table."""

from bench import settings as _whole

SECRET_KEY, DATABASES, DATABASE_ROUTERS = _whole.SECRET_KEY, _whole.DATABASES, _whole.DATABASE_ROUTERS
USE_TZ, DEFAULT_AUTO_FIELD, ALLOWED_HOSTS = True, _whole.DEFAULT_AUTO_FIELD, _whole.ALLOWED_HOSTS
INSTALLED_APPS = ["bench"]
ROOT_URLCONF = "bench.bare"
LARGEST_REQUEST = _whole.LARGEST_REQUEST
