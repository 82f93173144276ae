"""A Django project with its Celery app in `celery.py`, as Celery's own guide has it."""

from .celery import app

__all__ = ("app",)
