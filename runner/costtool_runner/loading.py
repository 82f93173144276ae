"""Loads the app as a Celery worker would."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

from celery import signals
from celery.app.utils import find_app


def enter(folder: str) -> None:
    """Makes ``folder`` the working directory, and the first place to import from."""
    folder = os.path.abspath(folder)
    sys.path.insert(0, folder)
    # A Django project asks for the folder of manage.py as the working directory.
    os.chdir(folder)


def load(name: str, announce: bool) -> Any:
    """The app that ``celery -A name`` would find, with its tasks registered; ``announce`` where no Celery worker follows that does so itself.

    The signal ``worker_init`` is what makes Celery's support of Django look after database connections.
    """
    app = find_app(name)
    app.set_current()
    app.set_default()
    app.loader.init_worker()
    app.finalize()
    if announce:
        signals.worker_init.send(sender=app)
    return app


def failure(error: BaseException) -> str:
    """The type of an error and the line it came from, without its message: that of a failed import may quote a URL with a password."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
