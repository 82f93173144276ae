"""How often a task took its process along, by task id, so that it is not tried for ever."""

from __future__ import annotations

from typing import Any, Optional

from . import celery_versions

#: On Redis: a number per task id, forgotten after a week. Elsewhere the count travels in a header of the message.
KEY = "costtool:deaths:"
KEEP_SECONDS = 7 * 24 * 3600

#: Header of a message that was published again after the process of its task died.
HEADER = "x-costtool-deaths"


class DeathCount:
    """Counts deliveries that ended with neither a result nor a hand-back.

    On Redis a message that comes back is marked `redelivered`, whoever let it come back; each such delivery counts one, and a hand-back takes
    one away. That also counts whole containers that were killed. Other brokers do not tell how often, so there only the
    deaths count that a worker lived to see.
    """

    def __init__(self, most: int) -> None:
        self.most = most

    def of(self, message: Any) -> int:
        """Deaths before this delivery."""
        if celery_versions.is_redis(message.channel):
            return self._redis(message, "INCR") if redelivered(message) else 0
        return int((message.headers or {}).get(HEADER, 0))

    def too_many(self, deaths: int) -> bool:
        return deaths >= self.most

    def excuse(self, message: Any) -> None:
        """The message goes back through no fault of its task."""
        if celery_versions.is_redis(message.channel):
            self._redis(message, "DECR")

    def forget(self, message: Any) -> None:
        """The task ended."""
        if redelivered(message) and celery_versions.is_redis(message.channel):
            self._redis(message, "DEL")

    @staticmethod
    def _redis(message: Any, command: str) -> int:
        channel, task = message.channel, task_id(message)
        if task is None:
            # Nothing to count by: better tried for ever than taken for another task.
            return 0
        key = f"{channel.global_keyprefix}{KEY}{task}"
        number = celery_versions.plain_redis(channel).execute_command(command, key)
        if command != "DEL":
            celery_versions.plain_redis(channel).execute_command("EXPIRE", key, KEEP_SECONDS)
        return int(number)


def task_id(message: Any) -> Optional[str]:
    """The task's id; in messages of Celery's first protocol, which has it in the body, the correlation id is the same."""
    task: Optional[str] = (message.headers or {}).get("id") or message.properties.get("correlation_id")
    return task


def redelivered(message: Any) -> bool:
    """Whether the broker gave this message out before."""
    return bool((message.headers or {}).get("redelivered") or (message.delivery_info or {}).get("redelivered"))
