#!/usr/bin/python3
"""Measures what workers lose and repeat when they are struck, and how fast they drain. Needs what the tests of the runner need.

    benchmarks/runner/run.py losses [--tasks 400] [--strikes 8] [--rounds 10]
    benchmarks/runner/run.py throughput [--tasks 3000] [--repeat 5] [--alone] [--default]
"""

import argparse
import collections
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.normpath(os.path.join(HERE, "..", "..", "runner", "tests"))
sys.path.insert(0, TESTS)

from brokers import RabbitMq, Redis  # noqa: E402
from drain_case import DrainCase, Worker  # noqa: E402

VISIBILITY_TIMEOUT = 8
GRACE = 1.0

CELERY = [sys.executable, "-m", "celery", "-A", "drain_app", "worker", "--loglevel=INFO", "--without-mingle", "--without-gossip", "-c2"]
PLAIN = [*CELERY, "--prefetch-multiplier=1"]
DRAIN = [sys.executable, "-m", "costtool_runner", "drain", "-A", "drain_app", "-c2", f"--grace-seconds={GRACE / 2}"]
KINDS = [
    ("celery worker, default settings", CELERY, {"EARLY": "1"}),
    ("celery worker, acks_late, reject_on_worker_lost, prefetch 1", PLAIN, {}),
    ("drain --plain", [*DRAIN, "--plain"], {}),
    ("drain", DRAIN, {}),
]


class Bench(DrainCase):
    """One broker, one folder of notes; ``command`` starts a worker."""

    def __init__(self, command, broker, environment):
        super().__init__("runTest")
        self.command, self.broker = command, broker
        self.more = environment

    def runTest(self):
        raise AssertionError("it is no test")

    def set_up_broker(self):
        self.use(self.broker.url(), {"visibility_timeout": VISIBILITY_TIMEOUT} if isinstance(self.broker, Redis) else {})
        self.environment.update(self.more)

    def start(self):
        worker = Started(self)
        self.workers.append(worker)
        return worker


class Started(Worker):
    def __init__(self, bench):
        self.log_path = os.path.join(bench.place.name, f"log{time.monotonic_ns()}")
        with open(self.log_path, "w") as log:
            # A group of its own, so that a strike takes the whole tree, as the end of a container does.
            self.process = subprocess.Popen(bench.command, cwd=TESTS, env=bench.environment, stdout=log, stderr=log, start_new_session=True)
        self.pid = self.process.pid

    def kill(self):
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def term_then_kill(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.kill()


STRIKES = [("SIGKILL", Started.kill), (f"SIGTERM, SIGKILL {GRACE:g} s later", Started.term_then_kill)]


def strikes(command, environment, strike, tasks, count):
    """Struck while there is work: how many tasks never ended and are nowhere, are stuck in `unacked`, and ended more than once."""
    import redis

    server = Redis()
    bench = Bench(command, server, environment)
    bench.setUp()
    try:
        client = redis.Redis(port=server.port)
        unit = 0.05 if strike is Started.kill else 0.3
        bench.send(*[["drain.work", [n, unit * (n % 4)], {}] for n in range(tasks)])
        alive = [bench.start(), bench.start()]
        struck = 0
        while struck < count and client.llen("celery"):
            victim = alive.pop(0).wait_until_ready()
            time.sleep(0.3 + 0.1 * (struck % 5))
            strike(victim)
            struck += 1
            alive.append(bench.start())
        quiet_since, ends = time.monotonic(), -1
        while time.monotonic() - quiet_since < VISIBILITY_TIMEOUT + 6:
            now = len(bench.notes("end"))
            if now != ends:
                quiet_since, ends = time.monotonic(), now
            time.sleep(0.3)
        ended = collections.Counter(bench.numbers("end"))
        stuck = {json.loads(json.loads(raw)[0]["headers"]["argsrepr"].replace("(", "[").replace(")", "]"))[0] for raw in client.hvals("unacked")}
        lost = tasks - len(set(ended) | stuck) - client.llen("celery")
        return struck, lost, len(stuck - set(ended)), sum(n - 1 for n in ended.values()), len(stuck & set(ended))
    finally:
        bench.doCleanups()
        server.stop()


def idle(command, environment, strike, rounds):
    """A message that comes when an idle worker is struck: how many are nowhere afterwards."""
    import redis

    server = Redis()
    bench = Bench(command, server, environment)
    bench.setUp()
    try:
        client = redis.Redis(port=server.port)
        bench.send(["drain.work", [0, 0], {}])
        raw = client.rpop("celery")
        lost = 0
        for round_number in range(rounds):
            worker = bench.start().wait_until_ready()
            time.sleep(0.5)
            before = len(bench.notes("end"))
            client.flushall()
            if strike is Started.kill:
                client.lpush("celery", raw)
                worker.kill()
            else:
                worker.process.send_signal(signal.SIGTERM)
                time.sleep(0.05)
                client.lpush("celery", raw)
                worker.process.wait(60)
            left = client.llen("celery") + client.hlen("unacked") + len(bench.notes("end")) - before
            lost += left == 0
        return lost
    finally:
        bench.doCleanups()
        server.stop()


def losses(options):
    print(f"{options.tasks} tasks, {options.strikes} strikes, 2 workers x 2 processes, visibility_timeout {VISIBILITY_TIMEOUT} s; {options.rounds} idle rounds")
    for name, command, environment in KINDS:
        for word, strike in STRIKES:
            struck, lost, stuck, twice, to_come = strikes(command, environment, strike, options.tasks, options.strikes)
            print(f"{name} | {word} | strikes {struck} | lost {lost} | stuck {stuck} | ended twice {twice} | to be repeated {to_come}", flush=True)
        for word, strike in (("SIGKILL", Started.kill), ("SIGTERM", Started.term_then_kill)):
            print(f"{name} | idle, {word} as a message comes | lost {idle(command, environment, strike, options.rounds)} of {options.rounds}", flush=True)


class Rate(NamedTuple):
    """One worker's way through the queue."""

    wall: float
    """Tasks a second, from the first start to the last end."""
    cpu: float
    """Tasks for each second of processor time that all processes of the worker used, its start left out."""


def drained(command, broker, tasks):
    bench = Bench(command, broker, {"QUEUE": f"q{time.monotonic_ns()}"})
    bench.setUp()
    try:
        bench.command = [*command, "-Q", bench.environment["QUEUE"]]
        bench.send(*[["drain.work", [n, 0], {}] for n in range(tasks)])
        worker = bench.start()
        bench.wait_for(lambda: bench.notes("start"))
        before, at = cpu_seconds(worker.pid), len(bench.notes("end"))
        bench.wait_for(lambda: len(bench.notes("end")) >= tasks, 300)
        used = cpu_seconds(worker.pid) - before
        worker.kill()
        ends, starts = bench.notes("end"), bench.notes("start")
        assert sorted(note.number for note in ends) == list(range(tasks)), "a task is missing or was repeated"
        return Rate(tasks / (max(note.at for note in ends) - min(note.at for note in starts)), (tasks - at) / used)
    finally:
        bench.doCleanups()


def side_by_side(commands, broker, tasks):
    """One worker of each command on one queue at the same time, so that the machine is as busy for each: the rate of each while all work."""
    bench = Bench(None, broker, {"QUEUE": f"q{time.monotonic_ns()}"})
    bench.setUp()
    try:
        bench.send(*[["drain.work", [n, 0], {}] for n in range(tasks)])
        workers = []
        for command in commands:
            bench.command = [*command, "-Q", bench.environment["QUEUE"]]
            workers.append(bench.start())
        bench.wait_for(lambda: {note.worker for note in bench.notes("start")} >= {worker.pid for worker in workers}, 120)
        before, begun = [cpu_seconds(worker.pid) for worker in workers], collections.Counter(note.worker for note in bench.notes("end"))
        bench.wait_for(lambda: len(bench.notes("end")) >= tasks, 300)
        used = [cpu_seconds(worker.pid) - cpu for worker, cpu in zip(workers, before)]
        ends = bench.notes("end")
        assert sorted(note.number for note in ends) == list(range(tasks)), "a task is missing or was repeated"
        of = [sorted(note.at for note in ends if note.worker == worker.pid) for worker in workers]
        if not all(used):
            sys.exit("error: a worker had begun when another had emptied the queue (run.py throughput): give more --tasks, or --alone")
        first, last = max(times[0] for times in of), min(times[-1] for times in of)
        return [
            Rate(sum(first <= at <= last for at in times) / (last - first), (len(times) - begun[worker.pid]) / cpu)
            for times, worker, cpu in zip(of, workers, used)
        ]
    finally:
        bench.doCleanups()


def cpu_seconds(group):
    """Of all living processes of a process group."""
    ticks = 0
    for entry in os.listdir("/proc"):
        try:
            with open(f"/proc/{int(entry)}/stat") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except (ValueError, OSError):
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def throughput(options):
    kinds = {"celery worker, prefetch 1": PLAIN, "drain": DRAIN, **({"celery worker, prefetch 4": CELERY} if options.default else {})}
    for broker_name, make in (("Redis", Redis), ("RabbitMQ", RabbitMq)):
        if options.broker not in (None, broker_name):
            continue
        broker = make()
        try:
            rates = {name: [] for name in kinds}
            for turn in range(options.repeat):
                # By turns, and each time from the other end: what else the machine does strikes all alike.
                names = list(kinds)[:: 1 if turn % 2 == 0 else -1]
                if options.alone:
                    runs = [drained(kinds[name], broker, options.tasks) for name in names]
                else:
                    runs = side_by_side([kinds[name] for name in names], broker, options.tasks)
                for name, rate in zip(names, runs):
                    rates[name].append(rate)
        finally:
            broker.stop()
        base = rates["celery worker, prefetch 1"]
        for name, values in rates.items():
            for what in Rate._fields:
                runs = [getattr(rate, what) for rate in values]
                pairs = [run / getattr(other, what) for run, other in zip(runs, base)]
                print(
                    f"{broker_name} | {name} | tasks / {what} second {statistics.median(runs):.0f} ({', '.join(f'{run:.0f}' for run in runs)})"
                    f" | of prefetch 1, median of pairs {statistics.median(pairs):.2f} ({', '.join(f'{pair:.2f}' for pair in pairs)})",
                    flush=True,
                )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("losses")
    command.add_argument("--tasks", type=int, default=400)
    command.add_argument("--strikes", type=int, default=8)
    command.add_argument("--rounds", type=int, default=10)
    command.set_defaults(run=losses)
    command = commands.add_parser("throughput")
    command.add_argument("--tasks", type=int, default=3000)
    command.add_argument("--repeat", type=int, default=5)
    command.add_argument("--broker", choices=("Redis", "RabbitMQ"))
    command.add_argument("--alone", action="store_true", help="one worker after the other, each with a queue of its own")
    command.add_argument("--default", action="store_true", help="also a worker with Celery's default settings")
    command.set_defaults(run=throughput)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
