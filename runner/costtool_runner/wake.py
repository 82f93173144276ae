"""Tells EventBridge that a queue has work, so that a rule can start a drain task where nothing runs.

Opt in, in the module that makes the app::

    from costtool_runner import wake
    wake.install(app)

The first message to a queue sends one event, and those of the next seconds one more at their end. A message is published whatever becomes of
its event: that is sent by a thread, at most ``MOST_QUEUES`` queues wait for it, and boto3 is imported by that thread. The events hold
the queue's name and nothing of the task.
"""

from __future__ import annotations

import atexit
import json
import os
import threading
import time
from typing import Any, Callable, Collection, Dict, Optional

from celery.signals import after_task_publish

from .output import say

SOURCE = "costtool.wake"
DETAIL_TYPE = "Celery queue has work"

#: Queues whose events may wait at once; more are not told.
MOST_QUEUES = 1000

#: Seconds that a process that ends waits for events that are under way.
FLUSH_SECONDS = 3.0

#: Seconds between two complaints.
COMPLAIN_SECONDS = 60.0


class Waker:
    """One event for each queue and window. ``send`` is given a queue and may take its time, and may raise."""

    def __init__(self, send: Callable[[str], None], window: float) -> None:
        self._send = send
        self._window = window
        self._start_over()

    def notice(self, queue: str) -> None:
        """A message went to this queue. Never waits and never raises."""
        if self._pid != os.getpid():
            # A thread does not survive a fork.
            self._start_over()
        if queue in self._due or len(self._due) >= MOST_QUEUES:
            return
        # One assignment, so that no lock is needed that a fork could leave locked.
        self._due[queue] = max(time.monotonic(), self._sent_at.get(queue, -self._window) + self._window)
        self._news.set()
        if self._thread is None:
            self._start_thread()

    def flush(self, seconds: float) -> None:
        """Sends what waits for the end of its window now; returns when that is done or the time is over."""
        if self._pid == os.getpid() and self._thread is not None:
            self._ending = True
            self._news.set()
            self._thread.join(seconds)

    def _start_over(self) -> None:
        self._pid = os.getpid()
        self._due: Dict[str, float] = {}
        self._sent_at: Dict[str, float] = {}
        self._news = threading.Event()
        self._thread: Optional[threading.Thread] = None
        self._ending = False
        self._complained_at: Optional[float] = None

    def _start_thread(self) -> None:
        thread = threading.Thread(target=self._work, name="costtool-wake", daemon=True)
        self._thread = thread
        try:
            thread.start()
        except RuntimeError:  # the interpreter is ending, or has no thread to give
            self._thread = None

    def _work(self) -> None:
        while True:
            now = time.monotonic()
            for queue, due in list(self._due.items()):
                if due <= now or self._ending:
                    # Forgotten first: a message that comes while this is sent asks for another.
                    self._sent_at[queue] = now
                    self._due.pop(queue, None)
                    self._try(queue)
            if self._ending and not self._due:
                return
            waits = [due - time.monotonic() for due in list(self._due.values())]
            self._news.wait(max(0.0, min(waits)) if waits else None)
            self._news.clear()

    def _try(self, queue: str) -> None:
        try:
            self._send(queue)
        except Exception as error:  # boto3, the network and AWS raise what they like; no message depends on it
            now = time.monotonic()
            if self._complained_at is None or now - self._complained_at >= COMPLAIN_SECONDS:
                self._complained_at = now
                say(f"the event for queue {queue} was not sent ({type(error).__name__}: {error})")


class EventBridge:
    """Sends one event with boto3, which the app's image must have; it is made when first needed."""

    def __init__(self, bus: str, app_name: str) -> None:
        self._bus = bus
        self._app_name = app_name
        self._client: Any = None

    def __call__(self, queue: str) -> None:
        if self._client is None:
            import boto3
            from botocore.config import Config

            self._client = boto3.client("events", config=Config(connect_timeout=3, read_timeout=5, retries={"max_attempts": 3, "mode": "standard"}))
        entry = {"Source": SOURCE, "DetailType": DETAIL_TYPE, "Detail": json.dumps({"app": self._app_name, "queue": queue}), "EventBusName": self._bus}
        answer = self._client.put_events(Entries=[entry])
        if answer.get("FailedEntryCount"):
            # PutEvents answers 200 with what failed inside.
            failed = answer["Entries"][0]
            raise RuntimeError(f"{failed.get('ErrorCode')}: {failed.get('ErrorMessage')}")


def install(app: Any, bus: str = "default", window_seconds: float = 20.0, queues: Optional[Collection[str]] = None, send: Optional[Callable[[str], None]] = None) -> Waker:
    """Sends an event when this process publishes to a queue (``queues``: only to these). ``send`` takes the place of EventBridge."""
    waker = Waker(send or EventBridge(bus, str(app.main or "")), window_seconds)

    def published(sender: Any = None, routing_key: Optional[str] = None, **rest: Any) -> None:
        # Celery's queues are bound to their exchange by their own name unless the app says otherwise.
        if routing_key and (queues is None or routing_key in queues):
            waker.notice(routing_key)

    after_task_publish.connect(published, weak=False)
    atexit.register(waker.flush, FLUSH_SECONDS)
    return waker
