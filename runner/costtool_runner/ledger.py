"""Every message that this worker holds: what became of it, and which tasks keep killing their process."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Dict, Optional, Set, Type

from billiard.exceptions import WorkerLostError
from celery.exceptions import Ignore, Reject, Retry
from celery.utils.log import get_logger
from kombu.utils.imports import symbol_by_name

from . import celery_versions
from .dead_letters import Publisher
from .deaths import HEADER, DeathCount, redelivered, task_id
from .output import say

logger = get_logger(__name__)

COUNTS = ("received", "redelivered", "succeeded", "failed", "retried", "ignored", "requeued", "discarded", "processes_lost", "handed_back", "dead_lettered")


class Held:
    """A message that was delivered, and neither acknowledged nor given back yet."""

    __slots__ = ("message", "task", "consumer", "deaths", "counted")

    def __init__(self, message: Any, task: Any, consumer: Any, deaths: int) -> None:
        self.message, self.task, self.consumer, self.deaths = message, task, consumer, deaths
        # Whether this delivery was asked about in the count of deaths.
        self.counted = False

    @property
    def task_id(self) -> Optional[str]:
        return task_id(self.message)


class Ledger:
    """Stands between Celery's consumer and its requests, by the task attributes ``Strategy`` and ``Request``.

    It acknowledges when a task ends, where Celery leaves that to a later turn of its event loop.
    """

    def __init__(self, app: Any, deaths: DeathCount, most_tasks: Optional[int], on_received: Callable[[], None]) -> None:
        self.held: Dict[int, Held] = {}
        self.counts: Dict[str, int] = dict.fromkeys(COUNTS, 0)
        self.closed = False
        """Closed: what still arrives goes back."""
        self.cut = False
        """Processes are being killed by the worker itself: no task's fault."""
        self.died: Set[str] = set()
        self.publisher = Publisher(app)
        self._deaths = deaths
        self._most_tasks = most_tasks
        self._on_received = on_received
        self._connection: Any = None
        for task in app.tasks.values():
            task.Strategy = partial(self._strategy, task.Strategy)
            task.Request = _counting(symbol_by_name(task.Request), self)

    @property
    def full(self) -> bool:
        """Whether the most tasks asked for have been received."""
        return self._most_tasks is not None and self.counts["received"] >= self._most_tasks

    def hand_back_all(self) -> None:
        """Gives back whatever is held, for the very end: what runs on must not be able to finish after this."""
        for held in list(self.held.values()):
            self._hand_back(held)

    def bury_unknown(self, consumer: Any, message: Any) -> None:
        """Keeps a message for which the app has no task; Celery throws it away."""
        self._bury(Held(message, None, consumer, 0), 0, "unknown-task")

    def _strategy(self, inner: Any, task: Any, app: Any, consumer: Any, **options: Any) -> Callable[..., Any]:
        if self._connection is not consumer.connection:
            # What an earlier connection held is the broker's again.
            self._connection = consumer.connection
            self.held.clear()
        handle = symbol_by_name(inner)(task, app, consumer, **options)

        def receive(message: Any, body: Any, ack: Any, reject: Any, callbacks: Any, **rest: Any) -> Any:
            held = Held(message, task, consumer, 0)
            if self.closed or self.full:
                return self._hand_back(held)
            if redelivered(message):
                self.counts["redelivered"] += 1
            held.deaths, held.counted = self._deaths.of(message), True
            if self._deaths.too_many(held.deaths):
                return self._bury(held, held.deaths, "process-died")
            self.counts["received"] += 1
            self.held[id(held)] = held
            self._on_received()
            try:
                return handle(message, body, partial(self._ack, held), partial(self._reject, held), callbacks, **rest)
            except Exception:
                # The consumer rejects the message itself, by the error's type.
                self.held.pop(id(held), None)
                raise

        return receive

    def _ack(self, held: Held, log: Any, errors: Any) -> None:
        if self.held.pop(id(held), None) is not None:
            held.message.ack_log_error(log, errors)
            self._deaths.forget(held.message)

    def _reject(self, held: Held, log: Any, errors: Any, requeue: bool) -> None:
        if id(held) not in self.held:
            return
        died = held.task_id in self.died
        self.died.discard(held.task_id or "")
        if died and requeue:
            self._after_death(held)
        elif requeue:
            self._hand_back(held)
        else:
            del self.held[id(held)]
            held.message.reject_log_error(log, errors, requeue=False)

    def _hand_back(self, held: Held) -> None:
        self.held.pop(id(held), None)
        # Its next delivery counts one; where this one has not, as it was sent back at once, it leaves that one to the next.
        if held.counted or not redelivered(held.message):
            self._deaths.excuse(held.message)
        held.message.reject_log_error(logger, held.consumer.connection_errors, requeue=True)
        self.counts["handed_back"] += 1

    def _after_death(self, held: Held) -> None:
        deaths = held.deaths + 1
        if self._deaths.too_many(deaths):
            self._bury(held, deaths, "process-died")
            return
        if not celery_versions.is_redis(held.message.channel):
            try:
                self.publisher.again(held.message, celery_versions.queue_of(held.consumer, held.message), {HEADER: deaths})
            except Exception as error:  # whatever the broker's client raises: the message itself is still safe
                say(f"a task's death could not be counted ({type(error).__name__}); its message goes back uncounted")
            else:
                self._ack(held, logger, held.consumer.connection_errors)
                return
        del self.held[id(held)]
        held.message.reject_log_error(logger, held.consumer.connection_errors, requeue=True)

    def _bury(self, held: Held, deaths: int, reason: str) -> None:
        try:
            self.publisher.bury(held.message, celery_versions.queue_of(held.consumer, held.message), reason, deaths)
        except Exception as error:  # as above
            say(f"a dead letter could not be published ({type(error).__name__}); its message goes back")
            self._hand_back(held)
            return
        self.counts["dead_lettered"] += 1
        say(f"dead letter: {reason}, task {(held.message.headers or {}).get('task')} [{held.task_id}], {deaths} deaths")
        self.held[id(held)] = held
        self._ack(held, logger, held.consumer.connection_errors)
        if held.task is not None and not held.task.ignore_result:
            self._store_failure(held, deaths)

    @staticmethod
    def _store_failure(held: Held, deaths: int) -> None:
        from celery.app.task import Context

        try:
            held.task.backend.mark_as_failure(held.task_id, WorkerLostError(f"the task's process died {deaths} times"), request=Context(dict(held.message.headers or {})), call_errbacks=False)
        except Exception as error:  # the message is kept; only whoever waits for the result does not hear
            say(f"the failure of a dead letter could not be stored in the result backend ({type(error).__name__})")


def _counting(base: Type[Any], ledger: Ledger) -> Type[Any]:
    counts = ledger.counts

    class Request(base):  # type: ignore[misc]
        """Tells the ledger how its task ended. Its class is derived from again by Celery, which replaces two other methods."""

        counted = False

        def _count(self, name: str) -> None:
            if not self.counted:
                self.counted = True
                counts[name] += 1

        def on_failure(self, exc_info: Any, *args: Any, **kwargs: Any) -> Any:
            error = getattr(exc_info.exception, "exc", exc_info.exception) if type(exc_info.exception).__name__ == "ExceptionWithTraceback" else exc_info.exception
            if isinstance(error, WorkerLostError) and ledger.cut:
                self.counted = True
            elif isinstance(error, WorkerLostError) and self.task.reject_on_worker_lost:
                ledger.died.add(self.id)
                self._count("processes_lost")
            elif isinstance(error, Retry):
                self._count("retried")
            elif isinstance(error, Ignore):
                self._count("ignored")
            elif isinstance(error, Reject):
                self._count("requeued" if error.requeue else "ignored")
            else:
                self._count("failed")
            return super().on_failure(exc_info, *args, **kwargs)

        def on_timeout(self, soft: bool, timeout: float) -> Any:
            if not soft:
                self._count("failed")
            return super().on_timeout(soft, timeout)

        def acknowledge(self) -> None:
            # A request that never started was expired or revoked.
            self._count("succeeded" if self.time_start is not None else "discarded")
            super().acknowledge()

    return Request
