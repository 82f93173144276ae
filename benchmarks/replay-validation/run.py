"""Runs one workload for real under three policies and writes what was measured.

    /usr/bin/python3 benchmarks/replay-validation/run.py FOLDER [--seconds N] [--between N] [--every N] [--window N] [--seed N]

The workers are real: Celery's own for the policy of workers that are always on, the runner's ``drain`` for the other two, started as processes. The
broker is a Redis server of this run. Into FOLDER go, for each policy, Celery's events as a file that costtool reads, and ``measured.json``: when
workers were launched, ready and gone. Waits and runtimes are in the events.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "runner"))

from costtool_runner.wake import Waker  # noqa: E402
from tests.brokers import Redis  # noqa: E402

QUEUE = "work"
ENDS = {"task-succeeded", "task-failed"}


def arrivals(seconds, between, seed):
    """Instants and runtimes: bursts of eight to twenty tasks within two seconds, and runtimes of a mean of one second with a long tail that is cut."""
    draw = random.Random(seed)
    found = []
    for burst in range(int(seconds / between)):
        start = (burst * between) + draw.uniform(1, between / 4)
        found += [(start + draw.uniform(0, 2), min(5.0, max(0.05, draw.lognormvariate(-0.4, 0.9)))) for _ in range(draw.randint(8, 20))]
    return sorted(found)


class Events(threading.Thread):
    """Takes the events of a run as they come, and writes them as lines."""

    def __init__(self, app, path):
        super().__init__(daemon=True)
        self.app, self.path = app, path
        self.ended, self.hears = set(), threading.Event()

    def run(self):
        with self.app.connection() as connection, open(self.path, "w") as lines:

            def take(event):
                if event["type"] == "validation-hello":
                    self.hears.set()
                    return
                lines.write(json.dumps(event) + "\n")
                lines.flush()
                if event["type"] in ENDS:
                    self.ended.add(event["uuid"])

            try:
                self.app.events.Receiver(connection, handlers={"*": take}).capture(limit=None, timeout=None, wakeup=False)
            except connection.connection_errors + connection.channel_errors:
                # The broker goes when the run is over; before that it is a failure, and the tasks' ends are missed.
                pass

    def wait_until_heard(self):
        """Events are published to who listens: nothing may be sent before somebody does."""
        until = time.monotonic() + 60
        with self.app.events.default_dispatcher() as dispatcher:
            while not self.hears.wait(0.2):
                if time.monotonic() > until:
                    raise AssertionError("no event came")
                dispatcher.send("validation-hello")


class Fleet:
    """The workers of a run: each a process of its own, with when it was launched and when it was gone."""

    def __init__(self, folder, broker):
        self.folder = folder
        self.environment = dict(os.environ, BROKER=broker, NOTES=os.path.join(folder, "notes"), PYTHONPATH=os.pathsep.join([HERE, os.path.join(ROOT, "runner")]), PYTHONDONTWRITEBYTECODE="1")
        self.rows, self.watchers, self.lock, self.closed = [], [], threading.Lock(), False

    def launch(self, command, name):
        with self.lock:
            if self.closed:
                return None
            row = {"name": name, "pid": None, "launched": time.time(), "gone": None, "ready": None, "stop": None}
            log = open(os.path.join(self.folder, f"{name}.log"), "w")
            process = subprocess.Popen(command, cwd=HERE, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
            log.close()
            row["pid"] = process.pid
            watcher = threading.Thread(target=self._watch, args=(process, row), daemon=True)
            self.rows.append((process, row))
            self.watchers.append(watcher)
            watcher.start()
            return process

    @staticmethod
    def _watch(process, row):
        process.wait()
        row["gone"] = time.time()

    def wait(self, seconds):
        until = time.monotonic() + seconds
        for watcher in self.watchers:
            watcher.join(max(0.1, until - time.monotonic()))

    def close(self):
        with self.lock:
            self.closed = True
        for process, _ in self.rows:
            if process.poll() is None:
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        self.wait(20)


class Policy:
    """How workers come and go in a run."""

    name, workers, concurrency, idle = "", 1, 2, 2.0

    def drain(self, fleet):
        for _ in range(self.workers):
            name = f"{self.name}-{len(fleet.rows)}"
            fleet.launch(
                [sys.executable, "-m", "costtool_runner", "drain", "-A", "app", "-Q", QUEUE, "-c", str(self.concurrency), "--idle-seconds", str(self.idle), "--loglevel", "WARNING"], name
            )

    def start(self, fleet):
        """Before the first message."""

    def sent(self, fleet):
        """After each message."""

    def at(self, fleet, seconds):
        """Between messages."""

    def parameters(self):
        return {"workers": self.workers, "concurrency": self.concurrency}


class Service(Policy):
    """Celery workers that are always on."""

    name, workers = "service", 2

    def start(self, fleet):
        for number in range(self.workers):
            fleet.launch(
                [sys.executable, "-m", "celery", "-A", "app", "worker", "-Q", QUEUE, "-c", str(self.concurrency), "-n", f"service-{number}@%h", "-E", "-O", "fair", "--without-gossip", "--without-mingle", "-l", "WARNING"],
                f"service-{number}",
            )


class ScheduledDrain(Policy):
    """A drain worker at the start and every so often."""

    name, next = "scheduled-drain", 0.0

    def __init__(self, every):
        self.every = every

    def at(self, fleet, seconds):
        while seconds >= self.next:
            self.drain(fleet)
            self.next += self.every

    def parameters(self):
        return dict(super().parameters(), every=self.every, idle=self.idle)


class Wake(Policy):
    """The runner's own wake: a drain worker for the first message, and one more at the end of the window if more came."""

    name = "wake"

    def __init__(self, window):
        self.window, self.waker = window, None

    def start(self, fleet):
        self.waker = Waker(lambda queue: self.drain(fleet), self.window)

    def sent(self, fleet):
        self.waker.notice(QUEUE)

    def parameters(self):
        return dict(super().parameters(), window=self.window, idle=self.idle)


def add_notes(rows, folder, idle):
    """Seconds from the launch of each worker to when it takes messages, and from the end of its idle time to its exit."""
    with open(os.path.join(folder, "notes")) as notes:
        lines = [(word, int(pid), float(at)) for word, pid, at in map(str.split, notes)]
    for row in rows:
        own = [(word, at) for word, pid, at in lines if pid == row["pid"]]
        began = [at for word, at in own if word == "ready"]
        if began and row["gone"] is not None:
            row["ready"] = began[0] - row["launched"]
            row["stop"] = max(0.0, row["gone"] - max(at for _, at in own) - idle)


def run(policy, tasks, seconds, folder):
    broker = Redis()
    fleet = None
    open(os.path.join(folder, "notes"), "w").close()
    try:
        os.environ.update(BROKER=broker.url(), NOTES=os.path.join(folder, "notes"))
        sys.modules.pop("app", None)
        sys.path.insert(0, HERE)
        import app as workload

        events = Events(workload.app, os.path.join(folder, f"{policy.name}.jsonl"))
        events.start()
        events.wait_until_heard()
        fleet = Fleet(folder, broker.url())
        policy.start(fleet)
        if policy.name == "service":
            replies = workload.app.control.inspect(timeout=2)
            until = time.monotonic() + 90
            while len(replies.ping() or {}) < policy.workers:
                if time.monotonic() > until:
                    raise AssertionError("the workers did not answer")
        start = time.time()
        ids = []
        for at, length in tasks:
            while True:
                now = time.time() - start
                policy.at(fleet, now)
                if now >= at:
                    break
                time.sleep(min(0.02, at - now))
            # The app's producer tells of what it sends, as task_send_sent_event says.
            ids.append(workload.work.apply_async((length,)).id)
            policy.sent(fleet)
        while (now := time.time() - start) < seconds:
            policy.at(fleet, now)
            time.sleep(0.02)
        until = time.monotonic() + 120
        while not set(ids) <= events.ended and time.monotonic() < until:
            # Who comes on schedule comes as long as something is left.
            policy.at(fleet, time.time() - start)
            time.sleep(0.05)
        if not set(ids) <= events.ended:
            raise AssertionError(f"{policy.name}: {len(set(ids) - events.ended)} of {len(ids)} tasks have not ended")
        ended = time.time()
        if policy.name == "service":
            fleet.close()
        else:
            fleet.wait(120)
        time.sleep(1)  # the last events
        rows = [row for _, row in fleet.rows]
        add_notes(rows, folder, policy.idle)
        return {
            "policy": policy.name, "parameters": policy.parameters(), "start": start, "seconds": seconds, "ended": ended, "tasks": len(ids),
            "workers": rows,
        }
    finally:
        if fleet is not None:
            fleet.close()
        broker.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--between", type=float, default=25, help="seconds from burst to burst")
    parser.add_argument("--every", type=float, default=30)
    parser.add_argument("--window", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    tasks = arrivals(options.seconds, options.between, options.seed)
    runs = []
    for policy in (Service(), ScheduledDrain(options.every), Wake(options.window)):
        runs.append(run(policy, tasks, options.seconds, options.folder))
        print(f"{policy.name}: {len(tasks)} tasks, {len(runs[-1]['workers'])} workers", file=sys.stderr, flush=True)
    with open(os.path.join(options.folder, "measured.json"), "w") as file:
        json.dump(runs, file, indent=1)


if __name__ == "__main__":
    main()
