import json
import os
import signal
import subprocess
import time
import unittest

from brokers import Redis, free_port
from concurrently import concurrently
from drain_case import KillRig
from redis_case import RedisCase


load_tests = concurrently


class CourseTests(RedisCase):
    def test_it_does_what_is_there_and_leaves_when_idle(self):
        self.send(*[["drain.work", [n, 0.01], {}] for n in range(20)], ["drain.fail", [20], {}], ["drain.again", [21], {}])
        line = self.assert_ended(self.drain("--idle-seconds=2", "-c2"), 0, "idle")
        self.assertEqual(sorted(self.numbers("end")), [*range(20), 21])
        wanted = {"received": 23, "succeeded": 21, "failed": 1, "retried": 1, "handed_back": 0, "killed": 0, "atomic": True, "queues": ["celery", "other"]}
        self.assertEqual({name: line[name] for name in wanted}, wanted)
        self.assertGreaterEqual(line["idle_seconds"], 2)
        self.assertEqual((self.redis.llen("celery"), self.redis.hlen("unacked"), self.redis.zcard("unacked_index")), (0, 0, 0))

    def test_it_takes_as_many_as_it_may_and_leaves_the_rest(self):
        self.send(*[["drain.work", [n, 0.01], {}] for n in range(10)])
        line = self.assert_ended(self.drain("--max-tasks=3", "-c2"), 0, "max-tasks")
        self.assertEqual((line["received"], line["succeeded"], len(self.numbers("end"))), (3, 3, 3))
        self.assertEqual((self.redis.llen("celery"), self.redis.hlen("unacked")), (7, 0))

    def test_a_task_at_its_hard_limit_is_a_failure_and_no_death(self):
        self.send(["drain.hard", [1], {}])
        line = self.assert_ended(self.drain("--idle-seconds=2", "-c1", "--max-deaths=1"), 0, "idle")
        self.assertEqual((line["failed"], line["processes_lost"], line["dead_lettered"], self.numbers("start"), self.left_over()), (1, 0, 0, [1], 0))

    def test_it_takes_the_queues_that_are_asked_for(self):
        self.send(["drain.work", [1, 0], {}], ["drain.work", [2, 0], {"queue": "other"}])
        self.assert_ended(self.drain("--idle-seconds=1", "-Q", "other"), 0, "idle")
        self.assertEqual((self.numbers("end"), self.redis.llen("celery")), ([2], 1))

    def test_higher_priorities_lists_are_taken_first_and_none_is_left(self):
        self.send(*[["drain.work", [priority, 0], {"priority": priority}] for priority in (9, 6, 3, 0)])
        self.assertEqual(self.redis.llen("celery\x06\x169"), 1)
        self.assert_ended(self.drain("--idle-seconds=1", "-c1"), 0, "idle")
        self.assertEqual(self.numbers("end"), [0, 3, 6, 9])

    def test_what_is_due_later_does_not_keep_it_and_goes_back(self):
        self.send(*[["drain.work", [n, 0], {"countdown": 600}] for n in range(3)])
        line = self.assert_ended(self.drain("--idle-seconds=1.5", "-c1"), 0, "idle")
        self.assertEqual((line["handed_back"], self.redis.llen("celery"), self.redis.hlen("unacked")), (3, 3, 0))

    def test_a_deadline_lets_what_runs_end_within_the_grace(self):
        self.send(*[["drain.work", [n, 3], {}] for n in range(4)])
        line = self.assert_ended(self.drain("--deadline-seconds=1.5", "--grace-seconds=30", "-c2"), 0, "deadline")
        self.assertEqual((line["succeeded"], len(self.numbers("end")), self.redis.llen("celery")), (2, 2, 2))

    def test_messages_that_others_hold_are_waited_for_when_asked(self):
        # A message whose worker is gone; it comes back when its three seconds are over.
        self.send(["drain.work", [1, 0], {}])
        raw = self.redis.rpop("celery").decode()
        message = json.loads(raw)
        tag = message["properties"]["delivery_tag"]
        self.redis.hset("unacked", tag, json.dumps([message, "", "celery"]))
        self.redis.zadd("unacked_index", {tag: time.time()})
        self.assert_ended(self.drain("--idle-seconds=1", "--wait-unacked"), 0, "idle")
        self.assertEqual((self.numbers("end"), self.redis.hlen("unacked")), ([1], 0))

    def test_the_memory_of_all_processes_is_counted(self):
        self.send(["drain.memory", [1, 150, 4], {}], ["drain.memory", [2, 150, 4], {}])
        line = self.assert_ended(self.drain("--max-tasks=2", "-c2"), 0, "max-tasks")
        self.assertGreater(line["peak_total_memory_bytes"], 300 << 20)
        self.assertGreater(line["peak_memory_bytes"], 150 << 20)
        self.assertLess(line["peak_memory_bytes"], 300 << 20)


class SafetyTests(RedisCase):
    def test_an_app_that_would_lose_tasks_is_refused_with_the_reason(self):
        self.environment["EARLY"] = "1"
        worker = self.drain("--idle-seconds=1")
        self.assert_ended(worker, 78)
        self.assertIn("acknowledged before its task ends", worker.log())

    def test_it_is_made_safe_when_asked(self):
        self.environment["EARLY"] = "1"
        self.send(["drain.die", [1], {}])
        line = self.assert_ended(self.drain("--idle-seconds=2", "--late", "--max-deaths=2", "-c1"), 0, "idle")
        self.assertEqual((line["processes_lost"], line["dead_lettered"], self.numbers("start")), (2, 1, [1, 1]))

    def test_a_wrong_password_is_told_without_repeating_it(self):
        guarded = Redis("--requirepass", "right")
        self.addCleanup(guarded.stop)
        self.use(guarded.url().replace("://", "://:hunter2@"))
        worker = self.drain("--idle-seconds=1")
        self.assert_ended(worker, 69)
        self.assertIn("cannot be reached", worker.log())
        self.assertNotIn("hunter2", worker.log())

    def test_without_the_atomic_take_it_says_so(self):
        self.send(["drain.work", [1, 0], {}])
        worker = self.drain("--idle-seconds=1", "--plain")
        line = self.assert_ended(worker, 0, "idle")
        self.assertEqual((line["atomic"], self.numbers("end")), (False, [1]))
        self.assertIn("loses those under way", worker.log())


class EventLoopTests(RedisCase):
    def test_a_broker_without_an_event_loop_is_refused(self):
        self.use("filesystem://")
        worker = self.drain("--idle-seconds=1")
        self.assert_ended(worker, 78)
        self.assertIn("no event loop", worker.log())


class OtherVersionTests(RedisCase):
    def test_where_kombu_notes_messages_in_another_form_it_takes_them_as_kombu_does_and_says_so(self):
        with open(os.path.join(self.place.name, "sitecustomize.py"), "w") as file:
            file.write("from kombu.transport.redis import QoS\nknown = QoS.append\ndef append(self, message, tag): return known(self, message, tag)\nQoS.append = append\n")
        self.environment["PYTHONPATH"] += os.pathsep + self.place.name
        self.send(["drain.work", [1, 0], {}])
        worker = self.drain("--idle-seconds=1")
        line = self.assert_ended(worker, 0, "idle")
        self.assertEqual((line["atomic"], self.numbers("end")), (False, [1]))
        self.assertIn("the form in which kombu.transport.redis.QoS.append notes a message", worker.log())

    def test_this_version_lacks_nothing(self):
        worker = self.drain("--idle-seconds=1")
        self.assert_ended(worker, 0, "idle")
        self.assertNotIn("has no", worker.log())


class DeathTests(RedisCase):
    def dead_letter(self):
        (raw,) = self.redis.lrange("costtool.dead-letters", 0, -1)
        return json.loads(raw)

    def test_a_task_that_kills_its_process_becomes_a_dead_letter(self):
        self.send(["drain.die", [1], {"task_id": "killer"}], ["drain.work", [2, 0.5], {}])
        line = self.assert_ended(self.drain("--idle-seconds=2", "-c2", "--max-deaths=3"), 0, "idle")
        self.assertEqual((self.numbers("start").count(1), line["processes_lost"], line["dead_lettered"], self.numbers("end")), (3, 3, 1, [2]))
        headers = self.dead_letter()["headers"]
        self.assertEqual((headers["id"], headers["x-costtool-queue"], headers["x-costtool-reason"], headers["x-costtool-deaths-seen"]), ("killer", "celery", "process-died", 3))
        self.assertEqual((self.left_over(), self.redis.keys("costtool:deaths:*")), (0, []))

    def test_tasks_of_the_first_protocol_are_counted_apart(self):
        self.environment["PROTOCOL"] = "1"
        self.send(["drain.die", [1], {}], ["drain.die", [2], {}], ["drain.work", [3, 0], {}])
        line = self.assert_ended(self.drain("--idle-seconds=2", "-c1", "--max-deaths=2"), 0, "idle")
        self.assertEqual((sorted(self.numbers("start")), line["dead_lettered"], self.left_over()), ([1, 1, 2, 2, 3], 2, 0))

    def test_a_task_that_takes_its_whole_worker_along_is_counted_too(self):
        # As when the container is out of memory: nobody lives to count.
        self.send(["drain.work", [1, 600], {"task_id": "heavy"}])
        for death in range(2):
            worker = self.drain("--idle-seconds=30", "-c1", "--max-deaths=2")
            self.wait_for(lambda: len(self.notes("start")) > death)
            worker.process.kill()
            worker.process.wait()
        line = self.assert_ended(self.drain("--idle-seconds=1", "--wait-unacked", "-c1", "--max-deaths=2"), 0, "idle")
        self.assertEqual((line["received"], line["dead_lettered"], len(self.notes("start")), self.dead_letter()["headers"]["id"]), (0, 1, 2, "heavy"))

    def test_a_hand_back_is_no_death(self):
        self.send(["drain.work", [1, 600], {"task_id": "patient"}])
        for _ in range(2):
            worker = self.drain("-c1", "--grace-seconds=0", "--max-deaths=1")
            starts = len(self.notes("start"))
            self.wait_for(lambda: len(self.notes("start")) > starts)
            worker.signal(signal.SIGTERM)
            line = self.assert_ended(worker, 143, "sigterm")
            self.assertEqual((line["handed_back"], line["dead_lettered"]), (1, 0))
        self.assertEqual(self.redis.llen("celery"), 1)

    def test_a_message_sent_back_at_once_is_neither_a_death_nor_makes_up_for_one(self):
        self.send(*[["drain.work", [n, 1], {"task_id": f"task {n}"}] for n in range(4)])
        for _ in range(3):
            self.assert_ended(self.drain("--max-tasks=1", "-c3"), 0, "max-tasks")
        numbers = [int(self.redis.get(key)) for key in self.redis.keys("costtool:deaths:*")]
        # One message is left; its next delivery, marked as a repetition, makes this -1 a 0.
        self.assertEqual((numbers, self.redis.llen("celery")), ([-1] * len(numbers), 1))
        self.assertLessEqual(len(numbers), 1)

    def test_a_task_that_asks_to_be_put_back_is(self):
        self.send(["drain.back", [1], {}])
        line = self.assert_ended(self.drain("--idle-seconds=1", "-c1", "--max-deaths=1"), 0, "idle")
        self.assertEqual((line["requeued"], line["succeeded"], self.numbers("end"), line["dead_lettered"]), (1, 1, [1], 0))

    def test_a_task_that_this_image_does_not_have_is_kept(self):
        self.send(["drain.unheard", [1], {}])
        line = self.assert_ended(self.drain("--idle-seconds=1"), 0, "idle")
        self.assertEqual((line["dead_lettered"], self.dead_letter()["headers"]["task"], self.dead_letter()["headers"]["x-costtool-reason"]), (1, "drain.unheard", "unknown-task"))


class RenewalTests(RedisCase):
    def test_a_task_longer_than_the_visibility_timeout_runs_once(self):
        self.send(["drain.work", [1, 8], {}])
        first = self.drain("--max-tasks=1", "-c1")
        self.wait_for(lambda: self.notes("start"))
        second = self.drain("--idle-seconds=1", "--wait-unacked", "-c1")
        self.assert_ended(first, 0, "max-tasks")
        self.assert_ended(second, 0, "idle")
        self.assertEqual(self.numbers("start"), [1])


class SigtermTests(RedisCase):
    def test_what_runs_may_end_within_the_grace_and_is_acknowledged_at_once(self):
        self.send(["drain.work", [1, 1], {}], ["drain.work", [2, 5], {}], ["drain.work", [3, 1], {}])
        worker = self.drain("--grace-seconds=60", "-c2")
        self.wait_for(lambda: len(self.notes("start")) == 2)
        worker.signal(signal.SIGTERM)
        self.wait_for(lambda: 1 in self.numbers("end"))
        # The other still runs; a kill now would repeat only that.
        self.wait_for(lambda: self.redis.hlen("unacked") == 1)
        self.assertEqual(self.numbers("end"), [1])
        line = self.assert_ended(worker, 0, "sigterm")
        self.assertEqual((line["succeeded"], sorted(self.numbers("end")), self.redis.llen("celery"), len(self.notes("shutting_down"))), (2, [1, 2], 1, 1))

    def test_what_does_not_end_within_the_grace_goes_back(self):
        self.send(["drain.work", [1, 600], {}], ["drain.work", [2, 600], {}], ["drain.work", [3, 600], {}])
        worker = self.drain("--grace-seconds=1", "-c2")
        self.wait_for(lambda: len(self.notes("start")) == 2)
        worker.signal(signal.SIGTERM)
        line = self.assert_ended(worker, 143, "sigterm")
        self.assertEqual((line["killed"], line["handed_back"], self.redis.llen("celery"), self.redis.hlen("unacked")), (2, 2, 3, 0))

    def test_a_message_that_comes_with_the_signal_is_not_lost(self):
        for plain in ((), ("--plain",)):
            for delay in (0, 0.05, 0.5):
                with self.subTest(plain=plain, delay=delay):
                    self.redis.flushall()
                    self.send(["drain.work", [1, 0], {}])
                    raw = self.redis.rpop("celery")
                    worker = self.drain("-c1", *plain).wait_until_ready()
                    time.sleep(0.3)
                    worker.signal(signal.SIGTERM)
                    time.sleep(delay)
                    self.redis.lpush("celery", raw)
                    line = self.assert_ended(worker, 0, "sigterm")
                    self.assertEqual((self.redis.llen("celery") + line["succeeded"], self.redis.hlen("unacked")), (1, 0))

    def test_it_leaves_while_its_broker_is_away(self):
        other = Redis()
        self.addCleanup(other.stop)
        self.use(other.url())
        worker = self.drain("-c1").wait_until_ready()
        other.processes[0].kill()
        self.wait_for(lambda: "Trying again" in worker.log() or "reconnect" in worker.log())
        worker.signal(signal.SIGTERM)
        self.assert_ended(worker, 0, "sigterm")


class KeyPrefixTests(RedisCase):
    def test_a_key_prefix_holds_for_every_key(self):
        self.use(self.server.url(), {"visibility_timeout": 3, "global_keyprefix": "shop:"})
        self.send(["drain.work", [1, 4], {}], ["drain.die", [2], {"task_id": "killer"}])
        line = self.assert_ended(self.drain("--idle-seconds=2", "-c2", "--max-deaths=2"), 0, "idle")
        self.assertEqual((line["atomic"], self.numbers("end"), line["dead_lettered"]), (True, [1], 1))
        self.assertEqual([key for key in self.redis.keys("*") if not key.startswith(b"shop:")], [])
        self.assertEqual((self.redis.llen("shop:costtool.dead-letters"), self.redis.hlen("shop:unacked")), (1, 0))


class TlsTests(RedisCase):
    def test_it_takes_over_tls(self):
        certificate, key = (os.path.join(self.place.name, name) for name in ("server.crt", "server.key"))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
            check=True,
            capture_output=True,
        )
        port = free_port()
        guarded = Redis("--tls-port", str(port), "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate, "--tls-auth-clients", "no")
        self.addCleanup(guarded.stop)
        self.use(f"rediss://127.0.0.1:{port}/0", {"visibility_timeout": 3})
        self.environment["TLS_CA"] = certificate
        self.send(*[["drain.work", [n, 0.01], {}] for n in range(5)])
        line = self.assert_ended(self.drain("--idle-seconds=1"), 0, "idle")
        self.assertEqual((line["atomic"], sorted(self.numbers("end"))), (True, [0, 1, 2, 3, 4]))


class KillTests(KillRig, RedisCase):
    def test_killed_without_notice_it_loses_nothing(self):
        numbers = range(240)
        self.send(*[["drain.work", [n, 0.01 + 0.05 * (n % 4)], {}] for n in numbers])
        struck = self.strike(numbers, ["-c2"], 8, [signal.SIGKILL], pause=(0.1, 0.6))
        self.assert_explained(numbers, struck)
        self.assertEqual((self.left_over(), self.redis.llen("costtool.dead-letters")), (0, 0))

    def test_asked_to_leave_it_loses_nothing_and_repeats_nothing(self):
        numbers = range(60)
        self.send(*[["drain.work", [n, 0.2 + 0.3 * (n % 4)], {}] for n in numbers])
        struck = self.strike(numbers, ["-c2", "--grace-seconds=0.5"], 8, [signal.SIGTERM], pause=(0.2, 1.0))
        self.assertEqual(self.assert_explained(numbers, struck), 0)


if __name__ == "__main__":
    unittest.main()
