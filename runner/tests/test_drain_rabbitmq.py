import signal
import threading
import unittest
import uuid

from brokers import RabbitMq
from concurrently import concurrently
from drain_case import DrainCase, KillRig

load_tests = concurrently

DEAD_LETTERS = "costtool.dead-letters"


class SharedNode:
    """One node for all tests of this module, as its start takes seconds; each test has a queue of its own."""

    lock = threading.Lock()
    node = None
    users = 0

    @classmethod
    def enter(cls):
        with cls.lock:
            cls.users += 1
            cls.node = cls.node or RabbitMq()
            return cls.node

    @classmethod
    def leave(cls):
        with cls.lock:
            cls.users -= 1
            if cls.users == 0:
                cls.node.stop()
                cls.node = None


class RabbitMqCase(DrainCase):
    def set_up_broker(self):
        self.node = SharedNode.enter()
        self.addCleanup(SharedNode.leave)
        self.use(self.node.url())
        self.queue = self.environment["QUEUE"] = f"work-{uuid.uuid4()}"

    def messages(self, queue=None):
        from kombu import Connection

        with Connection(self.node.url()) as connection:
            return connection.default_channel.queue_declare(queue or self.queue, passive=True).message_count

    def left_over(self):
        return self.messages()

    def get(self, queue, task_id):
        """The message of that task, taken from the queue."""
        from kombu import Connection, Queue

        with Connection(self.node.url()) as connection:
            while True:
                message = Queue(queue)(connection.default_channel).get()
                if message is None:
                    raise AssertionError(f"no message of {task_id}")
                if message.headers["id"] == task_id:
                    message.ack()
                    return message


class CourseTests(RabbitMqCase):
    def test_it_does_what_is_there_and_leaves_when_idle(self):
        self.send(*[["drain.work", [n, 0.01], {}] for n in range(20)], ["drain.fail", [20], {}], ["drain.again", [21], {}], ["drain.work", [22, 0], {"countdown": 600}])
        line = self.assert_ended(self.drain("--idle-seconds=2", "-c2", "-Q", self.queue), 0, "idle")
        self.assertEqual(sorted(self.numbers("end")), [*range(20), 21])
        wanted = {"received": 24, "succeeded": 21, "failed": 1, "retried": 1, "handed_back": 1, "killed": 0, "atomic": False}
        self.assertEqual(({name: line[name] for name in wanted}, self.messages()), (wanted, 1))

    def test_it_takes_as_many_as_it_may_and_leaves_the_rest(self):
        self.send(*[["drain.work", [n, 0.01], {}] for n in range(10)])
        line = self.assert_ended(self.drain("--max-tasks=3", "-c2", "-Q", self.queue), 0, "max-tasks")
        self.assertEqual((line["received"], len(self.numbers("end")), self.messages()), (3, 3, 7))

    def test_what_does_not_end_within_the_grace_goes_back(self):
        self.send(*[["drain.work", [n, 600], {}] for n in range(3)])
        worker = self.drain("--grace-seconds=1", "-c2", "-Q", self.queue)
        self.wait_for(lambda: len(self.notes("start")) == 2)
        worker.signal(signal.SIGTERM)
        line = self.assert_ended(worker, 143, "sigterm")
        self.assertEqual((line["killed"], line["handed_back"]), (2, 2))
        self.wait_for(lambda: self.messages() == 3)

    def test_a_wrong_password_is_told_without_repeating_it(self):
        self.use(self.node.url().replace("guest:guest", "guest:hunter2"))
        worker = self.drain("--idle-seconds=1")
        self.assert_ended(worker, 69)
        self.assertNotIn("hunter2", worker.log())


class DeathTests(RabbitMqCase):
    def test_a_task_that_kills_its_process_becomes_a_dead_letter(self):
        killer = str(uuid.uuid4())
        self.send(["drain.die", [1], {"task_id": killer, "priority": 5}], ["drain.work", [2, 0.5], {}])
        line = self.assert_ended(self.drain("--idle-seconds=2", "-c2", "--max-deaths=3", "-Q", self.queue), 0, "idle")
        self.assertEqual((self.numbers("start").count(1), line["processes_lost"], line["dead_lettered"], self.numbers("end"), self.messages()), (3, 3, 1, [2], 0))
        message = self.get(DEAD_LETTERS, killer)
        self.assertEqual((message.headers["x-costtool-queue"], message.headers["x-costtool-deaths-seen"], message.headers["task"], message.properties["priority"]), (self.queue, 3, "drain.die", 5))


class KillTests(KillRig, RabbitMqCase):
    def test_killed_without_notice_and_asked_to_leave_it_loses_nothing(self):
        numbers = range(200)
        self.send(*[["drain.work", [n, 0.01 + 0.05 * (n % 4)], {}] for n in numbers])
        options = ["-c2", "--grace-seconds=0.1", "-Q", self.queue]
        struck = self.strike(numbers, options, 8, [signal.SIGKILL, signal.SIGTERM], pause=(0.1, 0.5))
        self.assert_explained(numbers, struck)
        self.assertEqual(self.messages(), 0)


if __name__ == "__main__":
    unittest.main()
