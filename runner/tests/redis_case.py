"""What the tests on Redis share."""

from brokers import Redis
from drain_case import DrainCase


class RedisCase(DrainCase):
    def set_up_broker(self):
        import redis

        self.server = Redis()
        self.addCleanup(self.server.stop)
        self.redis = redis.Redis(port=self.server.port)
        self.use(self.server.url(), {"visibility_timeout": 3})

    def left_over(self):
        return self.redis.llen("celery") + self.redis.hlen("unacked")
