import json
import time
import unittest
from types import SimpleNamespace

from concurrently import concurrently
from redis_case import RedisCase

from kombu import Connection
from kombu.transport.redis import Transport

from costtool_runner.atomic_redis import atomic
from costtool_runner.redis_upkeep import Upkeep


load_tests = concurrently


class TakeTests(RedisCase):
    """The take itself, of which a killed worker never reads the answer."""

    def channel(self, transport):
        connection = Connection(self.server.url(), transport=transport)
        self.addCleanup(connection.release)
        channel = connection.channel()
        channel.basic_consume("celery", no_ack=False, callback=lambda message: None, consumer_tag="1")
        channel.client.connection = channel.client.connection_pool.get_connection("_")
        return channel

    def take_and_vanish(self, transport):
        self.send(["drain.work", [1, 0], {"task_id": "taken", "priority": 3, "headers": {"text": "\u00e9/", "number": 12345678901234567890, "half": 0.1, "none": [], "no": {}}}])
        (self.sent,) = [json.loads(raw) for raw in self.redis.lrange("celery\x06\x163", 0, -1)]
        channel = self.channel(transport)
        channel._brpop_start()
        self.wait_for(lambda: self.redis.llen("celery\x06\x163") == 0)
        return channel

    def test_kombus_own_loses_it(self):
        self.take_and_vanish(Transport)
        self.assertEqual((self.redis.hlen("unacked"), self.redis.zcard("unacked_index")), (0, 0))

    def test_the_atomic_one_has_noted_it_as_kombu_does(self):
        self.take_and_vanish(atomic(Transport))
        ((tag, noted),) = self.redis.hgetall("unacked").items()
        self.assertEqual(json.loads(noted), [self.sent, "", "celery"])
        ((indexed, at),) = self.redis.zrange("unacked_index", 0, -1, withscores=True)
        self.assertEqual(indexed, tag)
        self.assertLess(abs(time.time() - at), 60)
        # Any worker of kombu's own kind gives it out again.
        self.channel(Transport).qos.restore_by_tag(tag.decode())
        (again,) = [json.loads(raw) for raw in self.redis.lrange("celery", 0, -1)]
        self.assertTrue(again["headers"].pop("redelivered"))
        again["properties"]["delivery_info"].pop("redelivered")
        self.assertEqual(again, self.sent)

    def test_what_is_no_message_is_handed_over_as_by_kombu(self):
        for raw in ("[]", "no json", '{"properties": {}}', '{"properties": {"delivery_tag": 1, "delivery_info": []}}'):
            with self.subTest(raw):
                self.redis.lpush("celery", raw)
                channel = self.channel(atomic(Transport))
                channel._brpop_start()
                with self.assertRaises(Exception):
                    channel._brpop_read()
                self.assertEqual((self.redis.llen("celery"), self.redis.hlen("unacked")), (0, 0))

    def test_a_consumer_that_acknowledges_nothing_leaves_nothing_behind(self):
        with Connection(self.server.url(), transport=atomic(Transport)) as connection:
            with connection.SimpleBuffer("replies") as queue:
                queue.put({"a": 1})
                self.assertEqual(queue.get(timeout=60).payload, {"a": 1})
        self.assertEqual(self.redis.hlen("unacked"), 0)


class LateTests(RedisCase):
    """Two workers and one message: the second has it while the first is not done with its own delivery."""

    def setUp(self):
        super().setUp()
        self.send(["drain.work", [1, 0], {}])
        self.first, self.of_first = self.take()

    def take(self):
        taken = []
        connection = Connection(self.server.url(), transport=atomic(Transport), transport_options={"visibility_timeout": 3})
        self.addCleanup(connection.release)
        channel = connection.channel()
        channel.basic_consume("celery", no_ack=False, callback=taken.append, consumer_tag="1")
        channel.client.connection = channel.client.connection_pool.get_connection("_")
        channel._brpop_start()
        channel._brpop_read()
        return channel, taken[0].delivery_tag

    def overdue(self):
        self.redis.zadd("unacked_index", {tag: time.time() - 60 for tag in self.redis.zrange("unacked_index", 0, -1)})

    def upkeep(self, channel):
        upkeep = Upkeep(SimpleNamespace(connection=channel.connection, task_consumer=SimpleNamespace(channel=channel)), SimpleNamespace(held={}))
        upkeep.work(time.monotonic())
        return upkeep

    def state(self):
        return self.redis.llen("celery"), [tag.decode() for tag in self.redis.hkeys("unacked")], [tag.decode() for tag in self.redis.zrange("unacked_index", 0, -1)]

    def test_who_gave_it_back_does_not_delete_the_note_of_who_has_it_now(self):
        self.first.qos.restore_by_tag(self.of_first)
        _, of_second = self.take()
        self.first.qos.ack(self.of_first)
        self.assertEqual(self.state(), (0, [of_second], [of_second]))

    def test_who_saw_it_overdue_does_not_give_it_out_while_it_runs(self):
        self.first.qos.restore_by_tag(self.of_first)
        _, of_second = self.take()
        self.first.qos.restore_by_tag(self.of_first)
        self.assertEqual(self.state(), (0, [of_second], [of_second]))

    def test_it_is_put_back_once_by_however_many(self):
        self.overdue()
        self.upkeep(self.first)
        self.assertEqual(self.state(), (1, [], []))
        second, of_second = self.take()
        self.upkeep(second)
        self.assertEqual(self.state(), (0, [of_second], [of_second]))

    def test_a_claim_whose_worker_was_killed_is_put_back_in_its_turn(self):
        self.overdue()
        self.first.qos.restore_by_tag = lambda tag, **rest: None
        self.upkeep(self.first)
        waiting, (claim,), index = self.state()
        self.assertEqual((waiting, index), (0, [claim]))
        self.assertNotEqual(claim, self.of_first)
        self.overdue()
        del self.first.qos.restore_by_tag
        self.upkeep(self.first)
        self.assertEqual(self.state(), (1, [], []))

    def test_what_was_acknowledged_is_only_taken_out_of_the_index(self):
        self.overdue()
        self.redis.hdel("unacked", self.of_first)
        self.upkeep(self.first)
        self.assertEqual(self.state(), (0, [], []))

    def test_after_a_pause_of_the_whole_machine_others_may_renew_first(self):
        upkeep = self.upkeep(self.first)
        self.overdue()
        upkeep.work(time.monotonic() + 60)
        self.assertEqual(self.state(), (0, [self.of_first], [self.of_first]))
        upkeep.work(time.monotonic() + 61.5)
        self.assertEqual(self.state(), (1, [], []))


if __name__ == "__main__":
    unittest.main()
