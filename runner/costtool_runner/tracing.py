"""Runs one task in this process as a Celery worker's child would."""

from __future__ import annotations

import inspect
import json
from datetime import datetime
from typing import Any, Callable, Dict, List, Optional, Tuple

from .outcomes import FAILURE, OF_STATE, Outcome
from .output import say


class Call:
    """One call of one task: what a message would have carried."""

    def __init__(self, task: Any, task_id: str, args: List[Any], kwargs: Dict[str, Any], expires: Optional[datetime], queue: Optional[str], hostname: str) -> None:
        self.task, self.task_id, self.args, self.kwargs = task, task_id, args, kwargs
        self.expires, self.queue, self.hostname = expires, queue, hostname

    def request(self) -> Dict[str, Any]:
        """The fields that `Task.retry` and the result backends read."""
        return {
            "lang": "py",
            "task": self.task.name,
            "id": self.task_id,
            "root_id": self.task_id,
            "parent_id": None,
            "group": None,
            "correlation_id": self.task_id,
            "args": self.args,
            "kwargs": self.kwargs,
            "retries": 0,
            "eta": None,
            # Celery 5.2 refuses the text that a message holds when a retry hands it on.
            "expires": self.expires,
            "timelimit": [None, None],
            "hostname": self.hostname,
            "origin": self.hostname,
            "is_eager": False,
            # A retry goes back to the queue named here, and by the app's routes where none is.
            "delivery_info": {"exchange": "", "routing_key": self.queue} if self.queue else {},
        }


def tracer(app: Any, call: Call) -> Optional[Callable[[], Tuple[Outcome, Optional[str]]]]:
    """Celery's own tracer around the call, or None where this Celery has no such thing any more.

    ``build_tracer`` is what the worker itself calls; it is not documented, and has had this form since Celery 3.
    """
    try:
        from celery.app.trace import build_tracer, setup_worker_optimizations

        inspect.signature(build_tracer).bind(call.task.name, call.task, hostname=call.hostname, app=app)
        # Without it, a task class with its own __call__ would lose its request.
        setup_worker_optimizations(app, call.hostname)
        trace = build_tracer(call.task.name, call.task, hostname=call.hostname, app=app)
        inspect.signature(trace).bind(call.task_id, call.args, call.kwargs, call.request())
    except (ImportError, AttributeError, TypeError) as error:
        say(f"celery.app.trace.build_tracer is not as expected ({type(error).__name__})")
        return None

    def run() -> Tuple[Outcome, Optional[str]]:
        traced = trace(call.task_id, call.args, call.kwargs, call.request())
        info = traced[1]
        if info is None:
            # An error outside of the task's body leaves its traceback as the value.
            return (FAILURE, _type_name(traced[0].exception)) if hasattr(traced[0], "traceback") and hasattr(traced[0], "exception") else (OF_STATE["SUCCESS"], None)
        return OF_STATE.get(info.state, FAILURE), _type_name(info.retval)

    return run


def eager(call: Call) -> Tuple[Outcome, Optional[str]]:
    """The documented way, which stores no result and retries at once and in place."""
    say("falling back to Task.apply: the result is not stored, and retries run at once, in place")
    result = call.task.apply(args=call.args, kwargs=call.kwargs, task_id=call.task_id, throw=False)
    error = result.result if isinstance(result.result, BaseException) else None
    return OF_STATE.get(result.state, FAILURE), _type_name(error)


def report(outcome: Outcome, error: Optional[str], way: str) -> bytes:
    """What the child tells its parent."""
    return json.dumps({"outcome": outcome.name, "error": error, "way": way}).encode("ascii")


def _type_name(error: Any) -> Optional[str]:
    return type(error).__name__ if isinstance(error, BaseException) else None
