"""``drain``: a Celery worker that works its queues off and leaves. Described in docs/runner.md."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import time
from datetime import datetime, timezone
from typing import Any, Dict, Optional

from . import __version__
from .options import LOG_LEVELS, count, seconds
from .outcomes import APP_NOT_LOADED, BROKER_UNREACHABLE, DRAINED, FAILURE, REFUSED, TERMINATED, Outcome
from .output import LineOutput, say

#: Tries to reach the broker before a fresh worker gives up.
CONNECT_TRIES = 5


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("-Q", "--queues", help="comma-separated; by default those of the app")
    command.add_argument("--idle-seconds", type=seconds, metavar="N", help="leave when nothing came and nothing ran for this long")
    command.add_argument("--deadline-seconds", type=seconds, metavar="N", help="take nothing more after this long")
    command.add_argument("--max-tasks", type=count, metavar="N", help="leave after this many tasks")
    command.add_argument("--grace-seconds", type=seconds, default=110.0, metavar="N", help="after SIGTERM or the deadline, let running tasks go on for this long (110)")
    command.add_argument("-c", "--concurrency", type=count, metavar="N", help="tasks at once (by default the app's, or one for each processor)")
    command.add_argument("--max-deaths", type=count, default=3, metavar="N", help="a task whose process died this often becomes a dead letter (3)")
    command.add_argument("--late", action="store_true", help="acknowledge tasks when they end, also where the app does so before they start")
    command.add_argument("--wait-unacked", action="store_true", help="on Redis, do not call it idle while other workers hold messages")
    command.add_argument("--plain", action="store_true", help="on Redis, take messages as kombu does")
    command.add_argument("--loglevel", default="INFO", choices=LOG_LEVELS, help="level of Celery's log on standard error (INFO)")


def run(options: argparse.Namespace) -> int:
    return _Drain(options).run()


class _Drain:
    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.output = LineOutput()
        self.began = time.monotonic()
        self.line: Dict[str, Any] = {
            "costtool_runner": "drain",
            "version": __version__,
            "queues": None,
            "outcome": None,
            "exit_status": None,
            "reason": None,
            "started_at": datetime.now(timezone.utc).isoformat(timespec="milliseconds"),
            "load_seconds": None,
            "seconds": None,
            "atomic": False,
        }
        self.draining: Any = None

    def run(self) -> int:
        outcome = self._run()
        self._write(outcome)
        return outcome.status

    def _run(self) -> Outcome:
        from .draining import Draining, StopNote

        options = self.options
        stop = StopNote()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop.note)
        from .loading import enter, failure, load

        try:
            enter(options.workdir)
            app = load(options.app, announce=False)
        except Exception as error:  # the app is the user's code: it may raise anything
            say(f"error: the app `{options.app}` could not be loaded: {failure(error)}\nhint: run `celery -A {options.app} report` in the same folder and image; it shows the whole error")
            return APP_NOT_LOADED
        from . import safety
        from .course import Limits
        from .deaths import DeathCount
        from .ledger import Ledger

        try:
            for note in safety.check(app, options.late):
                say(note)
        except safety.Refused as refused:
            say(f"refused: {refused}")
            return REFUSED
        self._prepare_redis(app)
        problem = _reach(app)
        if problem is not None:
            say(problem)
            return BROKER_UNREACHABLE

        self.draining = Draining(Limits(options.idle_seconds, options.deadline_seconds, options.grace_seconds), options.wait_unacked, stop, self._leave)
        self.draining.ledger = ledger = Ledger(app, DeathCount(options.max_deaths), options.max_tasks, self.draining.note_received)
        app.steps["worker"].add(self.draining.step())
        from celery import signals

        @signals.task_unknown.connect(weak=False)  # type: ignore[misc]
        def keep(sender: Any, message: Any, **rest: Any) -> None:
            ledger.bury_unknown(sender, message)

        worker = app.Worker(
            hostname=_hostname(),
            pool_cls="prefork",
            loglevel=getattr(logging, options.loglevel),
            concurrency=options.concurrency,
            queues=options.queues,
            prefetch_multiplier=1,
            without_mingle=True,
            without_gossip=True,
            redirect_stdouts=False,
        )
        self.line["queues"] = sorted(app.amqp.queues.consume_from)
        self.line["load_seconds"] = round(time.monotonic() - self.began, 3)
        worker.start()
        self.draining.finish()
        if self.draining.course.reason is None:
            # Celery gave up by itself: its log says why.
            return FAILURE
        return DRAINED

    def _prepare_redis(self, app: Any) -> None:
        from . import celery_versions

        if app.connection_for_read().transport_cls not in celery_versions.REDIS_SCHEMES:
            return
        missing: Optional[str] = "--plain was given" if self.options.plain else celery_versions.take_atomically()
        if missing is not None:
            say(f"messages are taken as kombu takes them, which loses those under way when the process is killed: {missing}")

    def _leave(self, handed_back: bool) -> None:
        """Ends at once: what could be given back has been, and the pool's own end would wait for processes that are dead."""
        if not handed_back:
            say("messages that were held are not given back")
        self._write(TERMINATED)
        sys.stderr.flush()
        os._exit(TERMINATED.status)

    def _write(self, outcome: Outcome) -> None:
        from .usage import used

        measured: Dict[str, Any] = dict(used())
        if self.draining is not None:
            self.line["atomic"] = self.draining.atomic
            self.line["reason"] = self.draining.course.reason
            measured.update(self.draining.ledger.counts)
            measured["killed"] = self.draining.killed
            measured["idle_seconds"] = round(self.draining.course.idle_seconds, 1)
            measured["peak_total_memory_bytes"] = self.draining.peak_total_memory or None
            self.draining.ledger.publisher.close()
        self.line["seconds"] = round(time.monotonic() - self.began, 3)
        self.output.write({**self.line, "outcome": outcome.name, "exit_status": outcome.status, **measured})


def _reach(app: Any) -> Optional[str]:
    """Why the broker cannot be reached, without its password."""
    with app.connection_for_read() as connection:
        try:
            connection.ensure_connection(max_retries=CONNECT_TRIES, interval_start=0.5, interval_step=0.5)
        except Exception as error:  # each broker's client has its own
            return f"error: the broker {connection.as_uri()} cannot be reached: {type(error).__name__}: {error}\nhint: check address, user, password, security group and TLS of `broker_url`"
    return None


def _hostname() -> str:
    from celery.utils.nodenames import gethostname

    # Two workers of one name answer each other's remote control.
    return f"costtool-drain-{os.getpid()}@{gethostname()}"
