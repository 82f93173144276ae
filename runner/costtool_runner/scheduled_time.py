"""The time for which a run was scheduled, and the reasons not to run any more."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone, tzinfo
from typing import FrozenSet, NamedTuple, Optional
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class DayGuard(NamedTuple):
    """The days of one crontab: EventBridge cannot ask for a day of the month and a day of the week at once, Celery fires only where both hold."""

    days_of_month: FrozenSet[int]
    days_of_week: FrozenSet[int]
    zone: tzinfo

    def allows(self, scheduled: datetime) -> bool:
        day = scheduled.astimezone(self.zone)
        return day.day in self.days_of_month and day.isoweekday() % 7 in self.days_of_week


def parse(text: str) -> datetime:
    """An instant as EventBridge writes it (``2026-03-01T02:30:00Z``); raises ``ValueError`` for anything else."""
    # Python learned to read the Z in 3.11.
    instant = datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)
    if instant.tzinfo is None:
        raise ValueError("no zone")
    return instant.astimezone(timezone.utc)


def days(text: str, first: int, last: int) -> FrozenSet[int]:
    """``1,2,15``; raises ``ValueError`` for what is no number between ``first`` and ``last``."""
    numbers = frozenset(int(word) for word in text.split(","))
    if not all(first <= number <= last for number in numbers):
        raise ValueError("out of range")
    return numbers


def zone(name: str) -> tzinfo:
    """The zone of that name; raises ``LookupError`` where neither the image nor Celery's own packages know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        try:
            import pytz  # type: ignore[import]  # what Celery before 5.3 brings along, for images without a zone database
        except ImportError:
            raise LookupError(name) from None
        try:
            old: tzinfo = pytz.timezone(name)
            return old
        except pytz.UnknownTimeZoneError:
            raise LookupError(name) from None


def expiry(scheduled: Optional[datetime], seconds: Optional[float]) -> Optional[datetime]:
    """When the message that beat would have sent expires."""
    return scheduled + timedelta(seconds=seconds) if scheduled is not None and seconds is not None else None


def reason_to_skip(scheduled: Optional[datetime], now: datetime, expires: Optional[datetime], guard: Optional[DayGuard]) -> Optional[str]:
    """Why this run is none of Celery's, or None."""
    if guard is not None and scheduled is not None and not guard.allows(scheduled):
        return "not-a-day-of-the-schedule"
    if expires is not None and now > expires:
        return "expired"
    return None
