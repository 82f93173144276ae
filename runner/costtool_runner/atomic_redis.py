"""Takes a message from Redis and notes it as unacknowledged in one step.

kombu takes a message with BRPOP and writes it to its hash of unacknowledged messages afterwards: a worker killed in between loses it, whatever
the app's settings. Here a script in Redis does both. What it writes is what kombu writes, so that any worker can restore it and no other
worker notices. A script cannot wait, so an empty queue is looked at again after a pause that grows to a quarter of a second.

kombu notes a message under the tag that it was published with, at each delivery the same. Then whoever is late takes the next delivery for
its own: one that gave a message back still deletes the note, which loses it when its next worker is killed; one that found it overdue gives
it out again while its next worker runs it. Here each delivery has a tag of its own.
"""

from __future__ import annotations

from queue import Empty
from time import monotonic, time
from typing import Any, Optional, Set, Tuple, Type

from kombu.asynchronous import get_event_loop
from kombu.transport import virtual
from kombu.utils.encoding import bytes_to_str
from kombu.utils.json import loads
from kombu.utils.uuid import uuid

#: Seconds between two looks at an empty queue: first and longest.
SHORTEST_PAUSE, LONGEST_PAUSE = 0.01, 0.25

# KEYS: hash of unacknowledged messages, its index by time, then the lists in the order in which they are to be looked at. ARGV: the time,
# and the tag of this delivery.
# Noted first and taken then: where a write fails, as on a full server, nothing was taken. The third value tells whether it was noted: what
# is not kombu's form is handed over as BRPOP would. The raw text is embedded, as decoding and encoding it again would change numbers.
TAKE = """
for i = 3, #KEYS do
  local raw = redis.call('LINDEX', KEYS[i], -1)
  if raw then
    local decoded, message = pcall(cjson.decode, raw)
    local properties = decoded and type(message) == 'table' and message.properties
    local info = type(properties) == 'table' and properties.delivery_info
    local noted = 0
    if type(info) == 'table' and type(properties.delivery_tag) == 'string' and type(info.exchange) == 'string' and type(info.routing_key) == 'string' then
      redis.call('HSET', KEYS[1], ARGV[2], '[' .. raw .. ', ' .. cjson.encode(info.exchange) .. ', ' .. cjson.encode(info.routing_key) .. ']')
      redis.call('ZADD', KEYS[2], ARGV[1], ARGV[2])
      noted = 1
    end
    redis.call('RPOP', KEYS[i])
    return {KEYS[i], raw, noted}
  end
end
return false
"""


class _NotedQoS:
    """Before kombu's QoS: skips the note that the script has written."""

    def append(self, message: Any, delivery_tag: str) -> None:
        noted: Set[str] = self.channel.noted_tags  # type: ignore[attr-defined]
        if delivery_tag in noted:
            noted.discard(delivery_tag)
            virtual.QoS.append(self, message, delivery_tag)
        else:
            super().append(message, delivery_tag)  # type: ignore[misc]


class _AtomicChannel:
    """Before kombu's channel: replaces BRPOP, and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.noted_tags: Set[str] = set()
        self._unnoted_queues: Set[str] = set()
        self._pause = 0.0
        self._next_look = 0.0
        self._taking: Optional[str] = None
        """Tag of the delivery that was asked for."""
        super().__init__(*args, **kwargs)

    def basic_consume(self, queue: str, no_ack: bool, *args: Any, **kwargs: Any) -> Any:
        # What is not acknowledged must not be noted: it would come back.
        (self._unnoted_queues.add if no_ack else self._unnoted_queues.discard)(queue)
        return super().basic_consume(queue, no_ack, *args, **kwargs)  # type: ignore[misc]

    def _brpop_start(self, *args: Any, **kwargs: Any) -> Any:
        channel: Any = self
        if not channel.ack_emulation or channel.active_queues & self._unnoted_queues:
            return super()._brpop_start(*args, **kwargs)  # type: ignore[misc]
        if monotonic() < self._next_look:
            return None
        queues = channel._queue_cycle.consume(len(channel.active_queues))
        if not queues:
            return None
        prefix = channel.global_keyprefix
        lists = [channel._q_for_pri(queue, priority) for priority in channel.priority_steps for queue in queues]
        keys = [prefix + key for key in (channel.unacked_key, channel.unacked_index_key, *lists)]
        channel._in_poll = channel.client.connection
        self._taking = uuid()
        channel.client.connection.send_command("EVAL", TAKE, len(keys), *keys, time(), self._taking)
        return None

    def _brpop_read(self, **options: Any) -> bool:
        channel: Any = self
        if self._taking is None:
            return bool(super()._brpop_read(**options))  # type: ignore[misc]
        tag, self._taking = self._taking, None
        try:
            try:
                taken = channel.client.parse_response(channel.client.connection, "EVAL", **options)
            except channel.connection_errors:
                channel.client.connection.disconnect()
                raise
            if not taken:
                self._wait_before_next_look()
                raise Empty()
            self._pause = 0.0
            key, raw, noted = taken
            queue = bytes_to_str(key)[len(channel.global_keyprefix) :].rsplit(channel.sep, 1)[0]
            channel._queue_cycle.rotate(queue)
            message = loads(bytes_to_str(raw))
            if noted:
                message["properties"]["delivery_tag"] = tag
                self.noted_tags.add(tag)
            channel.connection._deliver(message, queue)
            return True
        finally:
            channel._in_poll = None

    def _wait_before_next_look(self) -> None:
        self._pause = min(max(self._pause * 2, SHORTEST_PAUSE), LONGEST_PAUSE)
        self._next_look = monotonic() + self._pause
        hub = get_event_loop()
        if hub is not None:
            # Only to end the loop's sleep: it asks for the next look by itself.
            hub.call_later(self._pause, _wake)


def _wake() -> None:
    return None


def atomic(transport: Type[Any]) -> Type[Any]:
    """kombu's transport for Redis or Sentinel with the atomic take."""
    channel = transport.Channel
    qos = type("QoS", (_NotedQoS, channel.QoS), {})
    return type("Transport", (transport,), {"Channel": type("Channel", (_AtomicChannel, channel), {"QoS": qos})})


def private_names() -> Tuple[Tuple[str, Tuple[str, ...]], ...]:
    """What is used of kombu that kombu does not promise, by class."""
    return (
        ("Channel", ("_brpop_start", "_brpop_read", "_q_for_pri", "basic_consume", "priority_steps", "sep", "unacked_key", "unacked_index_key", "global_keyprefix", "ack_emulation", "active_queues", "_in_poll")),
        ("Channel.QoS", ("append", "ack", "reject", "restore_by_tag")),
    )
