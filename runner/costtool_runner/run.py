"""``run``: one named task, in place, with the process's exit status as its outcome. Described in docs/runner.md."""

from __future__ import annotations

import argparse
import json
import logging
import threading
import time
from datetime import datetime, timezone
from typing import Any, Dict, Optional

from . import __version__, scheduled_time
from .options import LOG_LEVELS, seconds
from .outcomes import APP_NOT_LOADED, BAD_ARGUMENTS, HARD_LIMIT, SKIPPED, TERMINATED, UNKNOWN_TASK, Outcome
from .output import LineOutput, say

#: Seconds that storing the failure of a killed task may take before the process leaves without.
STORE_SECONDS = 10.0


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--task", required=True, help="the task's name")
    command.add_argument("--args", default="[]", help="positional arguments, a JSON array")
    command.add_argument("--kwargs", default="{}", help="keyword arguments, a JSON object")
    command.add_argument("--queue", help="queue that a retry goes to (by default where the app routes the task)")
    command.add_argument("--scheduled-time", metavar="ISO", help="when the run was due, with zone: 2026-03-01T02:30:00Z")
    command.add_argument("--expire-seconds", type=seconds, metavar="X", help="skip the run when it starts later than this after its scheduled time")
    command.add_argument("--days-of-month", metavar="1,2", help="skip the run on other days of the month")
    command.add_argument("--days-of-week", metavar="0,1", help="skip the run on other days of the week; 0 is Sunday")
    command.add_argument("--timezone", metavar="ZONE", help="zone of those days (UTC)")
    command.add_argument("--deadline-seconds", type=seconds, metavar="N", help="kill the task after this long, or at its own time limit if that is sooner")
    command.add_argument("--grace-seconds", type=seconds, default=110.0, metavar="N", help="after SIGTERM, wait this long for the task to finish (110)")
    command.add_argument("--loglevel", default="INFO", choices=LOG_LEVELS, help="level of Celery's log on standard error (INFO)")


class _Refused(Exception):
    """The command line is not right: what and how to mend it, never the value of an argument of the task."""


def run(options: argparse.Namespace) -> int:
    output = LineOutput()
    began = time.monotonic()
    line: Dict[str, Any] = {
        "costtool_runner": "run",
        "version": __version__,
        "task": options.task,
        "id": None,
        "outcome": None,
        "exit_status": None,
        "skipped_reason": None,
        "error": None,
        "scheduled_time": options.scheduled_time,
        "started_at": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
        "load_seconds": None,
        "seconds": None,
        "way": None,
        "result_stored": None,
    }
    outcome = _run(options, line, began)
    # Only now, so that the process's own end is what remains.
    from .usage import used

    output.write({**line, "outcome": outcome.name, "exit_status": outcome.status, **used()})
    return outcome.status


def _run(options: argparse.Namespace, line: Dict[str, Any], began: float) -> Outcome:
    from .supervision import Limits, StopRequest, supervise

    stop = StopRequest()
    try:
        args, kwargs = _json(options.args, "--args", list, "array"), _json(options.kwargs, "--kwargs", dict, "object")
        scheduled, guard = _schedule(options)
    except _Refused as refused:
        say(f"error: {refused}")
        return BAD_ARGUMENTS
    expires = scheduled_time.expiry(scheduled, options.expire_seconds)
    line["skipped_reason"] = scheduled_time.reason_to_skip(scheduled, datetime.now(timezone.utc), expires, guard)
    if line["skipped_reason"] is not None:
        return SKIPPED

    from .loading import enter, failure, load

    try:
        enter(options.workdir)
        app = load(options.app, announce=True)
    except Exception as error:  # the app is the user's code: it may raise anything
        say(f"error: the app `{options.app}` could not be loaded: {failure(error)}\nhint: run `celery -A {options.app} report` in the same folder and image; it shows the whole error")
        return APP_NOT_LOADED
    task = app.tasks.get(options.task)
    if task is None:
        known = ", ".join(f"`{name}`" for name in sorted(app.tasks) if not name.startswith("celery.")) or "none"
        say(f"error: the app `{options.app}` has no task `{options.task}`\nhint: its tasks are {known}")
        return UNKNOWN_TASK
    app.log.setup(loglevel=getattr(logging, options.loglevel), redirect_stdouts=False)

    from celery.utils import uuid

    from . import child
    from .tracing import Call

    line["id"] = uuid()
    call = Call(task, line["id"], args, kwargs, expires, options.queue, _hostname())
    limits = Limits(task.soft_time_limit or None, _least(task.time_limit or None, options.deadline_seconds), options.grace_seconds)
    line["load_seconds"] = round(time.monotonic() - began, 3)
    if stop.at is not None:
        return TERMINATED

    started = time.monotonic()
    ended = supervise(lambda answer: child.run(app, call, answer), child.leave, limits, stop, child.SOFT_LIMIT_SIGNAL)
    line["seconds"] = round(time.monotonic() - started, 3)
    line["error"], line["way"] = ended.error, ended.way
    if ended.told and ended.outcome.name != "exited":
        line["result_stored"] = ended.way == "tracer" and not task.ignore_result and _keeps_results(task)
    elif ended.outcome != TERMINATED:
        line["result_stored"] = _store_failure(task, call, ended.outcome, limits)
    return ended.outcome


def _json(text: str, option: str, kind: type, word: str) -> Any:
    try:
        value = json.loads(text)
    except ValueError as error:
        where = f" at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        raise _Refused(f"`{option}` is not JSON{where}; give a JSON {word}") from None
    if not isinstance(value, kind):
        raise _Refused(f"`{option}` is not a JSON {word}")
    return value


def _schedule(options: argparse.Namespace) -> Any:
    scheduled = guard = None
    if options.scheduled_time is not None:
        try:
            scheduled = scheduled_time.parse(options.scheduled_time)
        except ValueError:
            raise _Refused(
                f"`--scheduled-time={options.scheduled_time}` is no time with a zone, as `2026-03-01T02:30:00Z`; only EventBridge Scheduler puts one in place of `<aws.scheduler.scheduled-time>`"
            ) from None
    if options.days_of_month is not None or options.days_of_week is not None:
        if scheduled is None:
            raise _Refused("`--days-of-month` and `--days-of-week` ask about the day of `--scheduled-time`; give that, too")
        guard = scheduled_time.DayGuard(
            _days(options.days_of_month, "--days-of-month", 1, 31), _days(options.days_of_week, "--days-of-week", 0, 6), _zone(options.timezone or "UTC")
        )
    return scheduled, guard


def _days(text: Optional[str], option: str, first: int, last: int) -> Any:
    try:
        return scheduled_time.days(text, first, last) if text is not None else frozenset(range(first, last + 1))
    except ValueError:
        raise _Refused(f"`{option}={text}` is no list of numbers from {first} to {last}, as `{first},{first + 1}`") from None


def _zone(name: str) -> Any:
    try:
        return scheduled_time.zone(name)
    except LookupError:
        raise _Refused(f"`--timezone={name}` is no zone that this image knows; install the package `tzdata` if the name is right") from None


def _least(*limits: Optional[float]) -> Optional[float]:
    return min((limit for limit in limits if limit is not None), default=None)


def _hostname() -> str:
    from celery.utils.nodenames import gethostname

    return f"costtool-run@{gethostname()}"


def _keeps_results(task: Any) -> bool:
    """Whether the app has a result backend."""
    from celery.backends.base import DisabledBackend

    return not isinstance(task.backend, DisabledBackend)


def _store_failure(task: Any, call: Any, outcome: Outcome, limits: Any) -> Optional[bool]:
    """Stores what a Celery worker stores when the process of a task is gone; true when that was done in time."""
    from celery.app.task import Context
    from celery.exceptions import TimeLimitExceeded, WorkerLostError

    if not _keeps_results(task) or (task.ignore_result and not task.store_errors_even_if_ignored):
        return False
    error = TimeLimitExceeded(limits.hard) if outcome == HARD_LIMIT else WorkerLostError(f"the process of the task ended with status {outcome.status}")
    stored = []

    def store() -> None:
        task.backend.mark_as_failure(call.task_id, error, request=Context(call.request()), store_result=True)
        stored.append(True)

    # A backend that does not answer must not keep the process past its limits.
    thread = threading.Thread(target=store, daemon=True)
    thread.start()
    thread.join(STORE_SECONDS)
    if not stored:
        say("the failure could not be stored in the result backend")
    return bool(stored)
