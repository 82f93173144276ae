"""When a drain worker stops: a pure function of what is seen, looked at ten times a second."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, Optional


class Limits(NamedTuple):
    """Seconds. A deadline counts from the start of the worker; None is none."""

    idle: Optional[float]
    deadline: Optional[float]
    grace: float


class Seen(NamedTuple):
    """What a look at the worker sees."""

    running: int
    """Tasks in the pool."""
    waiting: int
    """Messages held for a task that does not run yet and is not due either: an ETA."""
    held: int
    """All messages held."""
    others: int
    """Messages that other workers hold, where these are to be waited for."""
    full: bool
    """The most tasks have been received."""
    last_received: float
    stop_asked_at: Optional[float]
    settled: bool
    """No message is under way from the broker any more."""


class Action(Enum):
    """What to do now."""

    CLOSE = "stop taking messages"
    END = "nothing runs: shut down"
    KILL = "the grace is over: end what runs"
    HAND_BACK = "give back what did not finish, and leave"


class Course:
    """The way of one drain worker: draining, finishing, and cut short where the grace did not suffice."""

    def __init__(self, limits: Limits, started: float) -> None:
        self._limits = limits
        self._started = started
        self._closed = False
        self._killed = False
        self.idle_since: Optional[float] = None
        self.idle_seconds = 0.0
        self.reason: Optional[str] = None
        """Why the worker stops: ``idle``, ``deadline``, ``max-tasks`` or ``sigterm``."""
        self._last_look = self._last_others = started

    def look(self, now: float, seen: Seen) -> Optional[Action]:
        self._count_idle(now, seen)
        if not self._closed:
            self.reason = self._reason_to_stop(now, seen)
            if self.reason is None:
                return None
            self._closed = True
            return Action.CLOSE
        if self._killed:
            return Action.HAND_BACK
        if seen.running == 0 and seen.settled and seen.held <= seen.waiting:
            return Action.END
        ends_at = self.grace_ends_at(seen.stop_asked_at)
        if ends_at is not None and now >= ends_at:
            self._killed = True
            return Action.KILL
        return None

    def grace_ends_at(self, stop_asked_at: Optional[float]) -> Optional[float]:
        """When tasks still running are cut short; None while there is all the time they need."""
        starts = [at for at in (stop_asked_at, self._deadline_at) if at is not None]
        return min(starts) + self._limits.grace if starts else None

    @property
    def _deadline_at(self) -> Optional[float]:
        return self._started + self._limits.deadline if self._limits.deadline is not None else None

    def must_stop(self, now: float, stop_asked_at: Optional[float]) -> Optional[str]:
        """Why to stop whatever there is to do, or None."""
        if stop_asked_at is not None:
            return "sigterm"
        return "deadline" if self._deadline_at is not None and now >= self._deadline_at else None

    def _reason_to_stop(self, now: float, seen: Seen) -> Optional[str]:
        must = self.must_stop(now, seen.stop_asked_at)
        if must is not None:
            return must
        if seen.full:
            return "max-tasks"
        if seen.others:
            # What others held may have gone back to the queue just now.
            self._last_others = now
        if self.idle_since is not None and self._limits.idle is not None and now - max(self.idle_since, seen.last_received, self._last_others) >= self._limits.idle:
            return "idle"
        return None

    def _count_idle(self, now: float, seen: Seen) -> None:
        idle = seen.running == 0 and seen.held <= seen.waiting
        if idle and self.idle_since is not None:
            self.idle_seconds += now - self._last_look
        self.idle_since = (self.idle_since if self.idle_since is not None else now) if idle else None
        self._last_look = now
