"""Watches the process of a task: limits, SIGTERM with a grace, and a death without a word."""

from __future__ import annotations

import json
import os
import select
import signal
import time
from typing import Any, Callable, Dict, NamedTuple, Optional

from .outcomes import HARD_LIMIT, OF_NAME, TERMINATED, Outcome, killed_by, left_with
from .output import say

#: Seconds that the process may take to end after it told its outcome: exit handlers of the app run then.
LEAVE_SECONDS = 30.0


class Limits(NamedTuple):
    """Seconds, or None for no limit."""

    soft: Optional[float]
    hard: Optional[float]
    grace: float


class Ended(NamedTuple):
    """How the process of a task ended."""

    outcome: Outcome
    error: Optional[str]
    way: Optional[str]
    told: bool
    """Whether the process itself told its outcome, after it stored the result."""


class StopRequest:
    """Notes SIGTERM and SIGINT instead of dying of them, and wakes whoever waits on ``fileno``.

    The kernel gives process 1 of a container no default action, so without a handler SIGTERM would do nothing at all.
    """

    def __init__(self) -> None:
        self.at: Optional[float] = None
        self._reading, self._writing = os.pipe()
        for end in (self._reading, self._writing):
            os.set_blocking(end, False)
        self.install()

    def install(self) -> None:
        """Once more after the app is loaded: what it imports may have put handlers of its own in place."""
        signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, self._note)
        signal.signal(signal.SIGINT, self._note)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)

    def _note(self, number: int, frame: Any) -> None:
        if self.at is None:
            self.at = time.monotonic()

    def fileno(self) -> int:
        return self._reading

    def wait(self, other: Optional[int], seconds: Optional[float]) -> bool:
        """Waits for a signal or for something to read; true when ``other`` can be read."""
        ready, _, _ = select.select([self._reading] + ([other] if other is not None else []), [], [], seconds)
        if self._reading in ready:
            os.read(self._reading, 512)
        return other in ready


def supervise(body: Callable[[int], int], leave: Callable[[int], None], limits: Limits, stop: StopRequest, soft_signal: int) -> Ended:
    """Forks, runs ``body`` (given a pipe for its answer) in the child, and returns how that went."""
    reading, writing = os.pipe()
    stop.install()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        leave(body(writing))
    os.close(writing)
    try:
        return _watch(pid, reading, limits, stop, soft_signal)
    finally:
        os.close(reading)


def _watch(pid: int, reading: int, limits: Limits, stop: StopRequest, soft_signal: int) -> Ended:
    started = time.monotonic()
    answer = b""
    listening: Optional[int] = reading
    told_at: Optional[float] = None
    soft_sent = limits.soft is None
    ended_by: Optional[Outcome] = None
    # The dead child is not reaped yet, so that its number stays its own until its group is gone, too.
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        now = time.monotonic()
        hard_at = started + limits.hard if limits.hard is not None else None
        grace_at = stop.at + limits.grace if stop.at is not None else None
        soft_at = None if soft_sent else started + (limits.soft or 0)
        leave_at = told_at + LEAVE_SECONDS if told_at is not None else None
        due = [at for at in (hard_at, grace_at, leave_at) if at is not None and at <= now]
        if due and ended_by is None:
            ended_by = TERMINATED if grace_at is not None and grace_at == min(due) else HARD_LIMIT
            _kill(pid)
        elif soft_at is not None and soft_at <= now:
            soft_sent = True
            if told_at is None:
                os.kill(pid, soft_signal)
        waits = [at for at in (hard_at, grace_at, soft_at, leave_at) if at is not None and at > now]
        # A look each second also where the app took the wake-up away.
        if stop.wait(listening, min([at - now for at in waits] + [1.0])):
            part = os.read(reading, 4096)
            answer += part
            if not part:
                listening = None
                told_at = told_at if told_at is not None or not answer else time.monotonic()
    # What the process started must not go on alone.
    _kill(pid)
    _, status = os.waitpid(pid, 0)
    answer += _rest(reading)
    if answer:
        told: Dict[str, Any] = json.loads(answer)
        if ended_by is not None:
            say("the task had told its outcome and its process did not end; it was killed")
        status_told = told["outcome"]
        outcome = OF_NAME[status_told] if status_told in OF_NAME else left_with(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 1)
        return Ended(outcome, told["error"], told["way"], told=True)
    if ended_by is not None:
        return Ended(ended_by, None, None, told=False)
    if os.WIFSIGNALED(status):
        return Ended(killed_by(os.WTERMSIG(status)), None, None, told=False)
    return Ended(left_with(os.WEXITSTATUS(status)), None, None, told=False)


def _rest(reading: int) -> bytes:
    """What is still in the pipe, without waiting: something that the task started may hold its other end open."""
    os.set_blocking(reading, False)
    parts = b""
    while True:
        try:
            part = os.read(reading, 4096)
        except BlockingIOError:
            return parts
        if not part:
            return parts
        parts += part


def _kill(pid: int) -> None:
    """Kills the process and everything in its group; either may be gone, or not a group yet."""
    for kill in (os.killpg, os.kill):
        try:
            kill(pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            continue
