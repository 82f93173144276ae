"""The process that runs the task: forked from the runner, as Celery's prefork pool forks its own."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from celery import signals
from celery.exceptions import SoftTimeLimitExceeded

from .outcomes import FAILURE, Outcome, left_with
from .tracing import Call, eager, report, tracer

#: What the parent sends at the soft limit, as billiard's pool does.
SOFT_LIMIT_SIGNAL = signal.SIGUSR1


def run(app: Any, call: Call, answer: int) -> int:
    """Runs the call, tells the outcome through the pipe ``answer`` and returns the exit status of this process."""
    _own_signals()
    signals.worker_process_init.send(sender=None)
    outcome, error, way = _traced(app, call)
    os.write(answer, report(outcome, error, way))
    os.close(answer)
    signals.worker_process_shutdown.send(sender=None, pid=os.getpid(), exitcode=outcome.status)
    return outcome.status


def _traced(app: Any, call: Call) -> "tuple[Outcome, str | None, str]":
    run_traced = tracer(app, call)
    way = "tracer" if run_traced is not None else "apply"
    try:
        outcome, error = run_traced() if run_traced is not None else eager(call)
        return outcome, error, way
    except SystemExit as left:
        # Celery's tracer lets this one through; sys.exit("text") means 1.
        status = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
        return left_with(status & 0xFF), "SystemExit", way
    except MemoryError:
        return FAILURE, "MemoryError", way


def _own_signals() -> None:
    # A group of its own: the parent can end it with all it started, and a signal to the parent's group leaves the task its grace.
    os.setpgid(0, 0)
    _die_with_parent()
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGCHLD, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(SOFT_LIMIT_SIGNAL, _soft_limit)


def _die_with_parent() -> None:
    try:
        from celery.platforms import set_pdeathsig

        set_pdeathsig("SIGKILL")
    except (ImportError, OSError):
        # Not Linux. There the child outlives a runner that is killed; in a container nothing does.
        return


def _soft_limit(number: int, frame: Any) -> None:
    raise SoftTimeLimitExceeded()


def leave(status: int) -> None:
    """Ends the child as any program ends, so that what the app registered with ``atexit`` (error reporters, tracers) is sent."""
    sys.stdout.flush()
    sys.stderr.flush()
    sys.exit(status)
