import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest

FOLDER = os.path.dirname(os.path.abspath(__file__))
RUNNER = os.path.dirname(FOLDER)
sys.path.insert(0, RUNNER)

from costtool_runner.wake import MOST_QUEUES, Waker  # noqa: E402

# Stands in for the AWS client: notes each call in a file.
BOTO3 = """
import json, os, time
class Client:
    def put_events(self, Entries):
        with open(os.environ["CALLS"], "a") as calls: calls.write(json.dumps(Entries) + "\\n")
        kind = os.environ.get("KIND")
        if kind == "hangs": time.sleep(600)
        if kind == "raises": raise OSError("no route")
        if kind == "refuses": return {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "AccessDenied", "ErrorMessage": "no"}]}
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "1"}]}
def client(service, config):
    assert service == "events"
    return Client()
"""


class PublisherTests(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.folder = place.name
        self.calls_path = os.path.join(self.folder, "calls")

    def publish(self, *arguments, boto3=BOTO3, **environment):
        if boto3 is not None:
            with open(os.path.join(self.folder, "boto3.py"), "w") as module:
                module.write(boto3)
        environment = {**os.environ, "PYTHONPATH": self.folder + os.pathsep + RUNNER, "CALLS": self.calls_path, **environment}
        result = subprocess.run([sys.executable, "wake_app.py", *arguments], cwd=FOLDER, env=environment, capture_output=True, text=True, timeout=300)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("published", result.stdout)
        self.log = result.stderr

    def calls(self):
        if not os.path.exists(self.calls_path):
            return []
        with open(self.calls_path) as calls:
            return [json.loads(line) for line in calls]

    def queues(self):
        return sorted(json.loads(entry["Detail"])["queue"] for entries in self.calls() for entry in entries)

    def test_a_hundred_messages_are_one_event_for_each_queue_and_one_for_what_came_after_it(self):
        self.publish()
        for queue in ("a", "b"):
            self.assertIn(self.queues().count(queue), (1, 2))
        entry = self.calls()[0][0]
        self.assertEqual((entry["Source"], entry["DetailType"], entry["EventBusName"], json.loads(entry["Detail"])["app"]), ("costtool.wake", "Celery queue has work", "costtool", "wake_app"))

    def test_only_the_queues_that_are_asked_for_are_told(self):
        self.publish("b")
        self.assertEqual(set(self.queues()), {"b"})

    def test_each_process_after_a_fork_tells_for_itself(self):
        self.publish(FORK="1")
        self.assertIn("child", self.queues())
        self.assertIn("parent", self.queues())

    def test_publishing_does_not_wait_for_an_aws_that_does_not_answer(self):
        self.publish(KIND="hangs")
        self.assertEqual(len(self.calls()), 1)

    def test_publishing_does_not_fail_when_aws_does_and_the_log_says_so_once(self):
        for kind, word in (("raises", "no route"), ("refuses", "AccessDenied")):
            with self.subTest(kind):
                self.publish(KIND=kind)
                self.assertEqual(self.log.count("was not sent"), 1, self.log)
                self.assertIn(word, self.log)

    def test_without_boto3_publishing_goes_on_and_the_log_says_what_is_missing(self):
        self.publish(boto3="raise ImportError('no boto3 here')")
        self.assertIn("no boto3 here", self.log)


class WakerTests(unittest.TestCase):
    def test_what_comes_within_the_window_is_told_at_its_end(self):
        told, twice = [], threading.Event()

        def send(queue):
            told.append(queue)
            if len(told) == 2:
                twice.set()

        waker = Waker(send, window=0.3)
        waker.notice("a")
        while not told:
            pass
        waker.notice("a")
        waker.notice("a")
        self.assertTrue(twice.wait(30))
        waker.flush(30)
        self.assertEqual(told, ["a", "a"])

    def test_a_message_that_comes_while_its_event_is_sent_asks_for_another(self):
        told, go_on, sending = [], threading.Event(), threading.Event()

        def send(queue):
            told.append(queue)
            sending.set()
            go_on.wait(30)

        waker = Waker(send, window=0)
        waker.notice("a")
        self.assertTrue(sending.wait(30))
        waker.notice("a")
        go_on.set()
        waker.flush(30)
        self.assertEqual(told, ["a", "a"])

    def test_no_more_queues_wait_than_there_is_room_for(self):
        told, go_on, sending = [], threading.Event(), threading.Event()

        def send(queue):
            told.append(queue)
            sending.set()
            go_on.wait(30)

        waker = Waker(send, window=60)
        waker.notice("first")
        self.assertTrue(sending.wait(30))
        for number in range(MOST_QUEUES + 500):
            waker.notice(f"queue {number}")
        go_on.set()
        waker.flush(30)
        self.assertEqual(len(told), MOST_QUEUES + 1)


if __name__ == "__main__":
    unittest.main()
