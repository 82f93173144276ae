"""The document that ``costtool schedule import`` reads: schedule and settings of a Celery app.

Its form is described in docs/celery-sources.md. Never in it: URLs (only their scheme), credentials, any other setting.
"""

from __future__ import annotations

import platform
from datetime import timedelta
from typing import Any, Dict, List, Optional

import celery
from celery import schedules
from celery.app.utils import find_app

from .plain import plain
from .schedules import class_name, describe

DUMP_FORM = 1

# What the checks of costtool ask for. Everything else stays in the app.
SETTINGS = (
    "task_acks_late",
    "task_acks_on_failure_or_timeout",
    "task_reject_on_worker_lost",
    "task_time_limit",
    "task_soft_time_limit",
    "task_track_started",
    "task_ignore_result",
    "task_store_eager_result",
    "task_always_eager",
    "task_default_queue",
    "task_default_priority",
    "task_create_missing_queues",
    "task_send_sent_event",
    "worker_prefetch_multiplier",
    "worker_disable_prefetch",
    "worker_concurrency",
    "worker_pool",
    "worker_max_tasks_per_child",
    "worker_max_memory_per_child",
    "worker_send_task_events",
    "worker_soft_shutdown_timeout",
    "worker_enable_soft_shutdown_on_idle",
    "beat_scheduler",
    "beat_max_loop_interval",
    "result_expires",
    "result_extended",
)

TASK_SETTINGS = ("acks_late", "reject_on_worker_lost", "time_limit", "soft_time_limit", "max_retries", "ignore_result", "track_started", "rate_limit", "queue")


def dump(name: str) -> Dict[str, Any]:
    """The document for the app that ``celery -A name`` would find."""
    app = find_app(name)
    # As beat itself does before it reads the schedule: periodic tasks are also added while modules are imported.
    app.set_current()
    app.loader.import_default_modules()
    app.finalize()

    conf = app.conf
    return {
        "costtool_dump": DUMP_FORM,
        "app": name,
        "celery_version": celery.__version__,
        "python_version": platform.python_version(),
        "django_celery_beat_version": _version_of("django_celery_beat"),
        "django_celery_results_version": _version_of("django_celery_results"),
        # Beat reads fields in the app's zone, which is UTC where none is set.
        "timezone": str(app.timezone),
        "enable_utc": bool(conf.enable_utc),
        "broker_scheme": _scheme(conf.broker_url),
        "result_backend_scheme": _scheme(conf.result_backend),
        "visibility_timeout": _visibility_timeout(conf),
        "conf": {setting: _setting(conf.get(setting)) for setting in SETTINGS},
        "queues": _queues(app),
        "task_routes": _routes(conf.task_routes),
        "tasks": _tasks(app),
        "beat_schedule": _entries(app),
    }


def _entries(app: Any) -> List[Dict[str, Any]]:
    beat_schedule = dict(app.conf.beat_schedule or {})
    entries = [_entry(str(name), fields) for name, fields in beat_schedule.items()]
    if "celery.backend_cleanup" not in beat_schedule and _adds_cleanup(app):
        cleanup = {"task": "celery.backend_cleanup", "schedule": schedules.crontab("0", "4", "*"), "options": {"expires": 12 * 3600}}
        entries.append({**_entry("celery.backend_cleanup", cleanup), "added_by": "celery beat"})
    return sorted(entries, key=lambda entry: str(entry["name"]))


def _entry(name: str, fields: Any) -> Dict[str, Any]:
    if not isinstance(fields, dict):
        return {"name": name, "refused": f"the entry is a {class_name(fields)}, not a dict"}
    not_json: List[Dict[str, str]] = []
    schedule = fields.get("schedule")
    try:
        described = describe(schedule, bool(fields.get("relative", False)))
    except Exception as error:  # one broken entry must not hide the others
        return {"name": name, "refused": f"its schedule ({class_name(schedule)}) cannot be described: {type(error).__name__}"}
    return {
        "name": name,
        "task": fields.get("task") if isinstance(fields.get("task"), str) else None,
        "schedule": described,
        "args": plain(fields.get("args") or [], "args", not_json),
        "kwargs": plain(fields.get("kwargs") or {}, "kwargs", not_json),
        "options": plain(_seconds(fields.get("options") or {}), "options", not_json),
        "not_json": not_json,
    }


def _seconds(options: Any) -> Any:
    """Time spans become seconds: ``expires`` and ``countdown`` take both."""
    if not isinstance(options, dict):
        return options
    return {key: value.total_seconds() if isinstance(value, timedelta) else value for key, value in options.items()}


def _adds_cleanup(app: Any) -> bool:
    """Beat adds this entry by itself where results expire and the backend does not see to it."""
    if not app.conf.result_expires:
        return False
    try:
        return not app.backend.supports_autoexpire
    except Exception:  # the backend's client library may be missing here; beat would not start either
        return False


def _tasks(app: Any) -> List[Dict[str, Any]]:
    tasks = []
    for name, task in sorted(app.tasks.items()):
        if name.startswith("celery."):
            continue
        tasks.append({"name": name, **{setting: _setting(getattr(task, setting, None)) for setting in TASK_SETTINGS}})
    return tasks


def _queues(app: Any) -> List[Dict[str, Any]]:
    declared = app.conf.task_queues or ()
    # Both a list of queues and a mapping of names are allowed.
    return [{"name": str(getattr(queue, "name", queue)), "max_priority": _setting(getattr(queue, "max_priority", None))} for queue in declared]


def _routes(routes: Any) -> Any:
    """Routes by pattern; a router that is code is named only."""
    if routes is None:
        return []
    if isinstance(routes, dict):
        routes = routes.items()
    elif not isinstance(routes, (list, tuple)):
        return [{"custom": class_name(routes)}]
    result: List[Dict[str, Any]] = []
    for route in routes:
        if isinstance(route, dict):
            result.extend(_routes(route))
        elif isinstance(route, (list, tuple)) and len(route) == 2:
            result.append({"pattern": str(getattr(route[0], "pattern", route[0])), "queue": _queue_of(route[1])})
        else:
            result.append({"custom": class_name(route)})
    return result


def _queue_of(target: Any) -> Optional[str]:
    queue = target.get("queue") if isinstance(target, dict) else target
    queue = getattr(queue, "name", queue)
    return queue if isinstance(queue, str) else None


def _visibility_timeout(conf: Any) -> Optional[float]:
    options = conf.broker_transport_options or {}
    value = options.get("visibility_timeout") if isinstance(options, dict) else None
    return float(value) if isinstance(value, (int, float)) else None


def _setting(value: Any) -> Any:
    if isinstance(value, timedelta):
        return value.total_seconds()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return class_name(value)


def _scheme(url: Any) -> Optional[str]:
    """The scheme alone: what follows it holds user names and passwords."""
    if isinstance(url, (list, tuple)):
        url = url[0] if url else None
    if not isinstance(url, str) or not url:
        return None
    scheme = url.split("://", 1)[0] if "://" in url else url.split(":", 1)[0]
    return scheme if scheme.replace("+", "").replace("-", "").replace("_", "").replace(".", "").isalnum() else None


def _version_of(module: str) -> Optional[str]:
    try:
        return str(__import__(module).__version__)
    except Exception:  # not installed, or not usable without Django's settings
        return None
