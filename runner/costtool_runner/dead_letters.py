"""Publishes messages again: to the queue of dead letters, or to their own queue with a count."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Dict, Optional

from kombu import Queue

QUEUE = "costtool.dead-letters"

_OWN_HEADERS = ("redelivered",)
_PROPERTIES = ("correlation_id", "reply_to", "priority", "expiration")


class Publisher:
    """Publishes with the broker's confirmation where there is one, over a connection that is made when it is first needed."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._connection: Any = None

    def bury(self, message: Any, queue: Optional[str], reason: str, deaths: int) -> None:
        """To the queue of dead letters, with where it came from and why. Body and other headers stay, so that it can be moved back."""
        headers = {"x-costtool-queue": queue or (message.delivery_info or {}).get("routing_key"), "x-costtool-reason": reason, "x-costtool-deaths-seen": deaths}
        headers["x-costtool-buried-at"] = datetime.now(timezone.utc).isoformat(timespec="seconds")
        self._publish(message, "", QUEUE, headers, declare=Queue(QUEUE, durable=True))

    def again(self, message: Any, queue: Optional[str], headers: Dict[str, Any]) -> None:
        """Back to its own queue; by exchange and routing key where the queue is not known."""
        info = message.delivery_info or {}
        if queue is not None:
            self._publish(message, "", queue, headers, declare=None)
        else:
            self._publish(message, info.get("exchange") or "", info.get("routing_key") or "", headers, declare=None)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.release()
            self._connection = None

    def _publish(self, message: Any, exchange: str, routing_key: str, headers: Dict[str, Any], declare: Optional[Queue]) -> None:
        if self._connection is None:
            self._connection = self._app.connection_for_write(transport_options={"confirm_publish": True})
        channel = self._connection.default_channel
        if declare is not None:
            declare(channel).queue_declare()
        properties = {name: message.properties[name] for name in _PROPERTIES if message.properties.get(name) is not None}
        kept = {name: value for name, value in (message.headers or {}).items() if name not in _OWN_HEADERS}
        self._connection.Producer(channel).publish(
            message.body,
            exchange=exchange,
            routing_key=routing_key,
            headers={**kept, **headers},
            content_type=message.content_type,
            content_encoding=message.content_encoding,
            delivery_mode=2,
            retry=True,
            retry_policy={"max_retries": 3},
            **properties,
        )
