"""What a worker on Redis does so that nothing is stuck and nothing that still runs is given out twice.

kombu gives a message out again when it has been unacknowledged for `visibility_timeout`, counted from its delivery, however well its worker is;
and it looks for such messages only once in 100 seconds. So the timeout must be longer than any task, and a message whose
worker was killed waits for as long. Here the time of each message held is renewed while its worker lives, and the look is more frequent.
"""

from __future__ import annotations

import time
from typing import Any, Optional

from kombu.utils.uuid import uuid

from . import celery_versions
from .ledger import Ledger
from .output import say

#: Longest seconds between two renewals, and between two looks for messages whose time is over.
LONGEST = 30.0

#: Messages put back in one look, so that the event loop turns again soon.
RESTORED_AT_ONCE = 200

# KEYS: hash of unacknowledged messages, its index by time. ARGV: up to when they are overdue, how many at most, the time, and what the names of
# the claims begin with. A claim is a note under a new tag, so that one worker alone puts a message back, and none that has been renewed
# or delivered again. Where the claimant dies, the claim is overdue in its turn.
CLAIM = """
local claims = {}
for i, tag in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], 0, ARGV[1], 'LIMIT', 0, ARGV[2])) do
  local note = redis.call('HGET', KEYS[1], tag)
  if note then
    claims[#claims + 1] = ARGV[4] .. i
    redis.call('HSET', KEYS[1], claims[#claims], note)
    redis.call('ZADD', KEYS[2], ARGV[3], claims[#claims])
    redis.call('HDEL', KEYS[1], tag)
  end
  redis.call('ZREM', KEYS[2], tag)
end
return claims
"""


class Upkeep:
    """For one connection of one worker; does nothing on other brokers than Redis."""

    def __init__(self, consumer: Any, ledger: Ledger) -> None:
        self.consumer_connection = consumer.connection
        self._ledger = ledger
        self._channel: Optional[Any] = consumer.task_consumer.channel if consumer.task_consumer is not None else None
        if self._channel is not None and not celery_versions.is_redis(self._channel):
            self._channel = None
        # Three chances within the timeout, as one renewal may come late.
        self._every = min(float(self._channel.visibility_timeout) / 3, LONGEST) if self._channel is not None else LONGEST
        self._next = 0.0
        self._failed = False
        self._others, self._next_others = 1, 0.0

    def work(self, now: float) -> None:
        """Renews and looks, when it is time to."""
        if self._channel is None or now < self._next:
            return
        # Who is late may have been stopped with the whole machine, others too: they get their turn to renew first.
        late = self._next > 0 and now >= self._next + self._every
        self._next = now + self._every
        try:
            self._renew()
            if not late:
                self._restore()
        except Exception as error:  # the consumer finds out by itself when its broker is gone
            if not self._failed:
                say(f"messages held could not be renewed on Redis ({type(error).__name__})")
            self._failed = True

    def held_by_others(self) -> int:
        """Messages that are unacknowledged in this Redis and not held here; looked at once a second. At least 1 until it is known."""
        now = time.monotonic()
        if self._channel is None:
            return 0
        if now >= self._next_others:
            self._next_others = now + 1
            client = celery_versions.plain_redis(self._channel)
            self._others = max(0, int(client.hlen(self._channel.global_keyprefix + self._channel.unacked_key)) - len(self._ledger.held))
        return self._others

    def _restore(self) -> None:
        """Puts back what nobody has renewed for the whole timeout.

        kombu does this under a lock that a worker killed at that moment keeps for five minutes.
        """
        channel: Any = self._channel
        now = time.time()
        keys = [channel.global_keyprefix + key for key in (channel.unacked_key, channel.unacked_index_key)]
        for claim in celery_versions.plain_redis(channel).eval(CLAIM, len(keys), *keys, now - float(channel.visibility_timeout), RESTORED_AT_ONCE, now, f"{uuid()}."):
            channel.qos.restore_by_tag(claim.decode() if isinstance(claim, bytes) else claim)

    def _renew(self) -> None:
        channel: Any = self._channel
        tags = [held.message.delivery_tag for held in self._ledger.held.values()]
        if tags:
            # Only those still in the index: one acknowledged meanwhile must not come back.
            celery_versions.plain_redis(channel).zadd(channel.global_keyprefix + channel.unacked_index_key, dict.fromkeys(tags, time.time()), xx=True)
