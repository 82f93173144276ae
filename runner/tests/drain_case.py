"""What the tests of drain share: an app over a broker, drain workers as processes, and the notes of the tasks."""

import collections
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

FOLDER = os.path.dirname(os.path.abspath(__file__))
RUNNER = os.path.dirname(FOLDER)

sys.path.insert(0, RUNNER)

Note = collections.namedtuple("Note", "word number worker at")


class Worker:
    """A drain worker; its log and its line go to files, as pipes would fill up."""

    def __init__(self, case, options):
        self.log_path = os.path.join(case.place.name, f"log{time.monotonic_ns()}")
        with open(self.log_path, "w") as log, open(self.log_path + ".out", "w") as out:
            self.process = subprocess.Popen([sys.executable, "-m", "costtool_runner", "drain", "-A", "drain_app", *options], cwd=FOLDER, env=case.environment, stdout=out, stderr=log)
        self.pid = self.process.pid

    def signal(self, number):
        self.process.send_signal(number)

    def end(self, seconds=300):
        self.process.wait(seconds)
        return self.line()

    def line(self):
        with open(self.log_path + ".out") as out:
            text = out.read()
        return json.loads(text) if text else None

    def log(self):
        with open(self.log_path, errors="replace") as log:
            return log.read()

    def wait_until_ready(self):
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if " ready." in self.log():
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise AssertionError(f"the worker is not ready:\n{self.log()}")


class DrainCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.workers = []
        self.addCleanup(self.end_workers)
        self.set_up_broker()

    def set_up_broker(self):
        raise NotImplementedError

    def use(self, url, transport=None):
        self.environment = {
            **os.environ,
            "PYTHONPATH": RUNNER,
            "DRAIN_FOLDER": self.place.name,
            "BROKER": url,
            "TRANSPORT": json.dumps(transport or {}),
        }

    def end_workers(self):
        for worker in self.workers:
            if worker.process.poll() is None:
                worker.process.kill()
            worker.process.wait()

    def drain(self, *options):
        worker = Worker(self, options)
        self.workers.append(worker)
        return worker

    def send(self, *calls):
        """Each call is (task, args, options of apply_async)."""
        script = "import json, sys, drain_app\nfor name, args, options in json.load(sys.stdin): drain_app.app.tasks[name].apply_async(args, **options) if name in drain_app.app.tasks else drain_app.app.send_task(name, args, **options)"
        subprocess.run([sys.executable, "-c", script], input=json.dumps(calls), text=True, cwd=FOLDER, env=self.environment, check=True, stderr=subprocess.DEVNULL)

    def notes(self, word):
        path = os.path.join(self.place.name, "notes")
        if not os.path.exists(path):
            return []
        with open(path) as file:
            notes = [Note(w, int(n), int(p), float(at)) for w, n, p, at in (line.split() for line in file)]
        return [note for note in notes if note.word == word]

    def numbers(self, word):
        return [note.number for note in self.notes(word)]

    def wait_for(self, condition, seconds=300):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if condition():
                return
            time.sleep(0.05)
        raise AssertionError("it did not happen:\n" + "\n".join(worker.log()[-3000:] for worker in self.workers))

    def assert_ended(self, worker, status, reason=None):
        line = worker.end()
        self.assertEqual(worker.process.returncode, status, worker.log())
        self.assertEqual((line["exit_status"], line["reason"]), (status, reason), worker.log())
        return line


class KillRig:
    """Keeps drain workers running while it strikes them, until every task has ended."""

    def strike(self, numbers, options, strikes, signals, workers=2, pause=(1.0, 1.5), seconds=600):
        """Returns how often each task ended. ``signals`` are sent in turn, to one worker at a time, once it is ready."""
        alive = [self.drain(*options) for _ in range(workers)]
        struck, at = [], 0
        until = time.monotonic() + seconds
        while len(set(self.numbers("end"))) < len(numbers) or self.left_over():
            if time.monotonic() > until:
                raise AssertionError(f"not over: {sorted(set(numbers) - set(self.numbers('end')))} left\n" + "\n".join(worker.log()[-2000:] for worker in alive))
            if at < strikes:
                victim = alive.pop(0).wait_until_ready()
                time.sleep(pause[0] + (pause[1] - pause[0]) * (at % 5) / 4)
                victim.signal(signals[at % len(signals)])
                if signals[at % len(signals)] == signal.SIGKILL:
                    victim.process.wait(300)
                struck.append((victim, signals[at % len(signals)]))
                at += 1
                alive.append(self.drain(*options))
            else:
                time.sleep(0.2)
        for worker in alive:
            worker.signal(signal.SIGTERM)
        for worker, _ in struck:
            worker.process.wait(300)
        for worker in alive:
            worker.end()
        self.assertEqual(at, strikes, "the tasks were over before all strikes")
        return struck

    def assert_explained(self, numbers, struck):
        """Nothing is lost, and whatever ended twice ended first in a worker that was killed without notice."""
        ends = collections.defaultdict(list)
        for note in self.notes("end"):
            ends[note.number].append(note)
        self.assertEqual(sorted(set(numbers) - set(ends)), [], "lost")
        killed = {worker.pid for worker, number in struck if number == signal.SIGKILL}
        twice = {number: notes for number, notes in ends.items() if len(notes) > 1}
        unexplained = {number: notes for number, notes in twice.items() if any(note.worker not in killed for note in sorted(notes, key=lambda note: note.at)[:-1])}
        self.assertEqual(unexplained, {}, "ended twice without a reason")
        return len(twice)
