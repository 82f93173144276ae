"""The part of CostTool that runs inside a Celery image."""

__version__ = "0.1.0"
