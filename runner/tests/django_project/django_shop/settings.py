import os

SECRET_KEY = "only for a test"
USE_TZ = True
INSTALLED_APPS = ["django_shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(os.environ["RUN_FOLDER"], "db.sqlite3")}}
