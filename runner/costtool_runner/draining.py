"""Steers a Celery worker along its course: a bootstep, signal handlers, and a look ten times a second."""

from __future__ import annotations

import os
import signal
import time
from typing import Any, Callable, List, Optional, Type

from celery import bootsteps, signals
from celery.worker import state

from . import celery_versions
from .course import Action, Course, Limits, Seen
from .ledger import Ledger
from .output import say
from .redis_upkeep import Upkeep
from .usage import total_memory

LOOK_SECONDS = 0.1

#: Seconds without an answer to kombu's BRPOP, which waits for one second, after which none is under way.
SETTLE_SECONDS = 1.3

#: Seconds after the grace in which the event loop must have handed everything back before the process leaves without it.
LAST_RESORT_SECONDS = 5.0

#: Seconds between two counts of the tasks that wait for their ETA.
WAITING_SECONDS = 1.0

#: Seconds between two samples of the memory of all processes.
MEMORY_SECONDS = 2.0


class StopNote:
    """Notes when SIGTERM or SIGINT came first."""

    def __init__(self) -> None:
        self.at: Optional[float] = None

    def note(self, number: int, frame: Any) -> None:
        if self.at is None:
            self.at = time.monotonic()


class Draining:
    """One worker's drain. ``leave`` ends the process at once, with a status; it is called when something was cut short."""

    def __init__(self, limits: Limits, wait_for_others: bool, stop: StopNote, leave: Callable[[bool], None]) -> None:
        self.limits = limits
        self.course = Course(limits, time.monotonic())
        self.ledger: Ledger = None  # type: ignore[assignment]  # set by the command: each needs the other
        self.peak_total_memory = 0
        self.killed = 0
        self.atomic = False
        """Whether messages are taken and noted in one step."""
        self._wait_for_others = wait_for_others
        self._stop = stop
        self._leave = leave
        self._worker: Any = None
        self._upkeep: Optional[Upkeep] = None
        self._last_received = self._last_look = time.monotonic()
        self._closed_at: Optional[float] = None
        self._next_memory = 0.0
        self._waiting, self._next_count = 0, 0.0
        self._timer: Any = None
        self._hub: Any = None

    def step(self) -> Type[Any]:
        """The bootstep to add to ``app.steps["worker"]``: started after the pool and before the consumer."""
        draining = self

        class DrainStep(bootsteps.StartStopStep):  # type: ignore[misc]
            requires = {"celery.worker.components:Pool"}

            def start(self, worker: Any) -> None:
                draining.start(worker)

            def register_with_event_loop(self, worker: Any, hub: Any) -> None:
                draining.watch(hub)

        return DrainStep

    def start(self, worker: Any) -> None:
        """Celery has just put its signal handlers in place; ours keep its event loop turning after SIGTERM, so that tasks that end are acknowledged."""
        self._worker = worker
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop.note)
        signal.signal(signal.SIGALRM, self._on_alarm)
        signal.setitimer(signal.ITIMER_REAL, 1.0, 1.0)

    def watch(self, hub: Any) -> None:
        """Once for each connection: Celery clears all timers when it loses one."""
        if self._timer is not None:
            self._timer.cancel()
        self._hub = hub
        self._timer = hub.call_repeatedly(LOOK_SECONDS, self.look)

    def finish(self) -> None:
        """No more alarms."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def note_received(self) -> None:
        self._last_received = time.monotonic()
        if self.ledger.full and self._hub is not None:
            # At once: until then, what comes beyond the most goes back and comes again.
            self._hub.call_soon(self.look)

    def look(self) -> None:
        """One look, in the event loop."""
        now = self._last_look = time.monotonic()
        consumer = self._worker.consumer
        if self._upkeep is None:
            for lack in celery_versions.gone(self._worker):
                say(f"this Celery has no {lack}")
        if self._upkeep is None or self._upkeep.consumer_connection is not consumer.connection:
            self._upkeep = Upkeep(consumer, self.ledger)
        self._upkeep.work(now)
        if consumer.task_consumer is not None:
            self.atomic = celery_versions.takes_atomically(consumer.task_consumer.channel)
        if now >= self._next_memory:
            self._next_memory = now + MEMORY_SECONDS
            self.peak_total_memory = max(self.peak_total_memory, total_memory([os.getpid(), *celery_versions.children(self._worker.pool)]))
        if self.ledger.closed:
            # Again after each new connection.
            self._stop_consuming(consumer)
        action = self.course.look(now, self._seen(now, consumer))
        if action is Action.CLOSE:
            self._close(consumer, now)
        elif action is Action.END:
            self.finish()
            state.should_stop = 0
        elif action is Action.KILL:
            self._kill()
        elif action is Action.HAND_BACK:
            self.ledger.hand_back_all()
            self._leave(True)

    def _seen(self, now: float, consumer: Any) -> Seen:
        running = len(state.active_requests)
        if len(self.ledger.held) > running and (self.ledger.closed or now >= self._next_count):
            # Sorts all timers, of which there is one for each task with an ETA.
            self._next_count = now + WAITING_SECONDS
            self._waiting = sum(1 for _ in celery_versions.waiting_for_their_time(consumer))
        others = self._upkeep.held_by_others() if self._wait_for_others and self._upkeep is not None else 0
        return Seen(running, self._waiting, len(self.ledger.held), others, self.ledger.full, self._last_received, self._stop.at, self._settled(now, consumer))

    def _settled(self, now: float, consumer: Any) -> bool:
        if self._closed_at is None:
            return False
        channel = consumer.task_consumer.channel if consumer.task_consumer is not None else None
        if channel is None or not celery_versions.is_redis(channel):
            return now >= self._closed_at + LOOK_SECONDS
        reading = celery_versions.reading(channel)
        return now >= self._closed_at + SETTLE_SECONDS if reading is None else not reading

    def _close(self, consumer: Any, now: float) -> None:
        """Takes nothing more, gives back what waits for its time, and lets the event loop turn."""
        self.ledger.closed = True
        self._closed_at = now
        signals.worker_shutting_down.send(sender=self._worker.hostname, sig="SIGTERM", how="Warm", exitcode=0)
        say(f"stops taking messages: {self.course.reason}")
        self._stop_consuming(consumer)
        for cancel, request in list(celery_versions.waiting_for_their_time(consumer)):
            cancel()
            request.reject(requeue=True)

    @staticmethod
    def _stop_consuming(consumer: Any) -> None:
        if consumer.task_consumer is not None:
            for queue in [queue.name for queue in consumer.task_consumer.queues]:
                consumer.cancel_task_queue(queue)

    def _kill(self) -> None:
        """Ends the processes of running tasks. What they had finished is read before the next look, which gives back the rest."""
        running: List[Any] = list(state.active_requests)
        self.killed = len(running)
        self.ledger.cut = True
        say(f"the grace is over: {self.killed} tasks are cut short")
        for pid in celery_versions.children(self._worker.pool) or [request.worker_pid for request in running if request.worker_pid]:
            _kill(pid)

    def _on_alarm(self, number: int, frame: Any) -> None:
        """Once a second, wherever the main thread is: for a worker whose event loop does not turn, as while its broker is away."""
        now = time.monotonic()
        if now - self._last_look < 2:
            return
        reason = self.course.must_stop(now, self._stop.at)
        if reason is None:
            return
        ends_at = self.course.grace_ends_at(self._stop.at)
        if ends_at is not None and now >= ends_at + LAST_RESORT_SECONDS:
            say("the broker is away and the grace is over: what was not acknowledged comes back when the broker finds this worker gone")
            self._kill()
            self._leave(False)
        elif not state.active_requests:
            self.course.reason = self.course.reason or reason
            state.should_stop = 0


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
