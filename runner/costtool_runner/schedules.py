"""Describes schedules as data. Code is named, never run."""

from __future__ import annotations

import numbers
from datetime import datetime, timedelta, timezone
from typing import Any, Dict

from celery import schedules

CRONTAB_FIELDS = ("minute", "hour", "day_of_week", "day_of_month", "month_of_year")
TZ_CRONTAB = "django_celery_beat.tzcrontab.TzAwareCrontab"
CLOCKED = "django_celery_beat.clockedschedule.clocked"


def class_name(value: Any) -> str:
    kind = type(value)
    return f"{kind.__module__}.{kind.__qualname__}"


def describe(schedule: Any, relative: bool) -> Dict[str, Any]:
    """The schedule of an entry; ``relative`` is the entry's own flag, which counts for plain intervals only."""
    if isinstance(schedule, bool) or schedule is None:
        return _custom(schedule)
    if isinstance(schedule, timedelta):
        return _interval(schedule, relative)
    if isinstance(schedule, numbers.Real):
        try:
            return _interval(timedelta(seconds=float(schedule)), relative)
        except (OverflowError, ValueError):
            return _custom(schedule)

    name = class_name(schedule)
    if name == TZ_CRONTAB:
        return {**_crontab(schedule), "timezone": str(schedule.tz)}
    if name == CLOCKED:
        return _clocked(schedule)
    if getattr(schedule, "nowfun", None) is not None:
        # Another clock is code: what it answers tomorrow cannot be read today.
        return _custom(schedule, "with its own clock (nowfun)")
    # A subclass may override when it is due, so only the classes themselves count.
    if type(schedule) is schedules.crontab:
        return _crontab(schedule)
    if type(schedule) is schedules.schedule:
        return _interval(schedule.run_every, bool(schedule.relative))
    if type(schedule) is schedules.solar:
        return {"kind": "solar", "event": str(schedule.event), "latitude": float(schedule.lat), "longitude": float(schedule.lon)}
    return _custom(schedule)


def _custom(schedule: Any, note: str = "") -> Dict[str, Any]:
    name = class_name(schedule)
    return {"kind": "custom", "description": f"{name} {note}" if note else name}


def _interval(every: timedelta, relative: bool) -> Dict[str, Any]:
    return {"kind": "interval", "seconds": every.total_seconds(), "relative": relative}


def _clocked(schedule: Any) -> Dict[str, Any]:
    at: datetime = schedule.clocked_time
    at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    return {"kind": "clocked", "at": at.astimezone(timezone.utc).isoformat()}


def _crontab(schedule: Any) -> Dict[str, Any]:
    return {"kind": "crontab", **{name: _field(schedule, name) for name in CRONTAB_FIELDS}}


def _field(schedule: Any, name: str) -> Any:
    """The argument as it was given; the expanded set where the release does not keep it."""
    value = getattr(schedule, f"_orig_{name}", None)
    if value is None:
        value = getattr(schedule, name)
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value) if isinstance(value, str) else int(value)
    if isinstance(value, (set, frozenset)):
        return sorted(_item(item) for item in value)
    if isinstance(value, (list, tuple, range)):
        return [_item(item) for item in value]
    return str(value)


def _item(value: Any) -> Any:
    return int(value) if isinstance(value, numbers.Integral) else str(value)
