"""What differs between versions of Celery and kombu (5.2 to 5.6), and the private names of theirs that are used, all in one place.

Each use is guarded: where a name is gone, the caller says aloud what it does without.
"""

from __future__ import annotations

import inspect
from functools import lru_cache
from typing import Any, Callable, Hashable, Iterator, List, Optional, Tuple

import kombu.transport
from kombu.transport import TRANSPORT_ALIASES

REDIS_SCHEMES = {"redis": "Transport", "rediss": "Transport", "sentinel": "SentinelTransport"}


def take_atomically() -> Optional[str]:
    """Puts the atomic take in place for every connection to Redis made from now on; returns why not, where that cannot be."""
    from kombu.transport import redis as kombu_redis

    from . import atomic_redis

    missing = [f"kombu.transport.redis.{holder}.{name}" for holder, names in atomic_redis.private_names() for name in names if not hasattr(_of(kombu_redis, holder), name)]
    if not missing and not _notes_as_known(kombu_redis.QoS.append):
        missing.append("the form in which kombu.transport.redis.QoS.append notes a message")
    if missing:
        return ", ".join(missing)
    for scheme, name in REDIS_SCHEMES.items():
        transport = getattr(kombu_redis, name, None)
        if transport is None:
            continue
        atomic = atomic_redis.atomic(transport)
        # kombu calls what is no path, to get the class; and it remembers the class of a scheme that was used before.
        TRANSPORT_ALIASES[scheme] = lambda atomic=atomic: atomic
        getattr(kombu.transport, "_transport_cache", {}).pop(scheme, None)
        if kombu.transport.get_transport_cls(scheme) is not atomic:
            return f"kombu.transport keeps another transport for {scheme}"
    return None


def _notes_as_known(append: Callable[..., Any]) -> bool:
    try:
        source = inspect.getsource(append)
    except (OSError, TypeError):
        # An image without sources. Better the known loss than a note that no other worker can read.
        return False
    return "dumps([message._raw, EX, RK])" in " ".join(source.split())


def gone(worker: Any) -> List[str]:
    """What is missing of a running worker, with what is not done without it."""
    lacks = []
    if not hasattr(worker.consumer, "apply_eta_task") or not hasattr(worker.consumer.timer, "queue"):
        lacks.append("consumer.apply_eta_task or timer.queue: tasks that wait for their ETA keep the worker, and go back only when it ends")
    if not children(worker.pool):
        lacks.append("pool._pool._pool: memory is that of the main process only, and only processes with a task are killed after the grace")
    return lacks


def takes_atomically(channel: Any) -> bool:
    """Whether this channel, once connected, is one of ours."""
    return hasattr(channel, "noted_tags")


def _of(module: Any, path: str) -> Any:
    for name in path.split("."):
        module = getattr(module, name, None)
    return module


def is_redis(channel: Any) -> bool:
    """Whether a channel keeps its unacknowledged messages as kombu's transport for Redis does."""
    kind: Any = type(channel)
    return _keeps_notes(kind)


@lru_cache(maxsize=None)
def _keeps_notes(kind: Hashable) -> bool:
    # Remembered, as it is asked twice for each message.
    return all(hasattr(kind, name) for name in ("unacked_index_key", "unacked_key", "global_keyprefix", "conn_or_acquire"))


def reading(channel: Any) -> Optional[bool]:
    """Whether an answer of Redis that may hold a message is under way; None where this kombu does not tell."""
    in_poll = getattr(channel, "_in_poll", "gone")
    return None if in_poll == "gone" else bool(in_poll)


def queue_of(consumer: Any, message: Any) -> Optional[str]:
    """The queue that a message came from, where kombu's consumer tells it by its tag."""
    tag = (message.delivery_info or {}).get("consumer_tag")
    tags = getattr(consumer.task_consumer, "_active_tags", {})
    return next((queue for queue, of_queue in tags.items() if of_queue == tag), None) if tag else None


def waiting_for_their_time(consumer: Any) -> Iterator[Tuple[Callable[[], None], Any]]:
    """Tasks with an ETA or a countdown that sit in the worker: how to cancel each timer, and its request."""
    own = {getattr(consumer, name, None) for name in ("apply_eta_task", "_limit_post_eta")} - {None}
    for item in list(getattr(consumer.timer, "queue", [])):
        entry = getattr(item, "entry", None)
        if entry is not None and getattr(entry, "fun", None) in own and entry.args:
            yield entry.cancel, entry.args[0]


def configured(app: Any, name: str) -> Any:
    """A setting of the app, None where this Celery does not know it."""
    return app.conf.get(name)


def children(pool: Any) -> List[int]:
    """The process ids of the prefork pool's children."""
    processes = getattr(getattr(pool, "_pool", None), "_pool", None) or []
    return [process.pid for process in processes if process.pid]


def plain_redis(channel: Any) -> Any:
    """A client over the channel's connections that adds no key prefix of its own: kombu's does so for some commands, and which ones differs by version."""
    import redis  # type: ignore[import]

    with channel.conn_or_acquire() as client:
        return redis.Redis(connection_pool=client.connection_pool)
