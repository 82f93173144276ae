"""A straightforward simulation with heapq: one heap of all events, as one would write it. The yardstick for the speed and the truth of the replay.

Usage: baseline.py FOLDER HORIZON_MICROS CONCURRENCY PLACEMENT_SECONDS BOOT_SECONDS service|drain EVERY_SECONDS IDLE_SECONDS WORKERS
FOLDER holds `due` and `runtime`, arrays of 64-bit microseconds. Prints CPU seconds of the simulation, worker-seconds, and the 95th percentile of the wait in seconds.
"""

import heapq
import math
import os
import sys
import time
from array import array
from collections import deque

SECOND = 1_000_000
# Order among events of one instant: looks of the schedule first, then ends and starts of workers and tasks, then arrivals; a worker leaves last.
TICK, READY, END, ARRIVE, LEAVE = range(5)


class Worker:
    def __init__(self, number, pull, ready):
        self.number, self.pull, self.last, self.busy, self.gone = number, pull, ready, 0, False


def load(path):
    numbers = array("q")
    with open(path, "rb") as file:
        numbers.frombytes(file.read())
    return numbers


def simulate(due, runtime, horizon, concurrency, placement, boot, every, idle, count):
    """Workers that are always on when `every` is 0, else `count` workers each `every` microseconds that leave after `idle`."""
    events, waits, waiting, free, worker_time = [], [], deque(), [], 0
    number = left = 0
    order = 0

    def push(at, kind, item):
        nonlocal order
        order += 1
        heapq.heappush(events, (at, kind, order, item))

    def start(worker, task, now):
        waits.append(now - due[task])
        worker.busy += 1
        push(now + runtime[task], END, worker)

    workers = []
    if every == 0:
        for number in range(count):
            worker = Worker(number, 0, 0)
            workers.append(worker)
            for _ in range(concurrency):
                heapq.heappush(free, (0, number, id(worker), worker))
    else:
        push(0, TICK, None)
    left = len(due)
    if left:
        push(due[0], ARRIVE, 0)
    while events:
        now, kind, _, item = heapq.heappop(events)
        if kind == ARRIVE:
            waiting.append(item)
            if item + 1 < len(due):
                push(due[item + 1], ARRIVE, item + 1)
        elif kind == TICK:
            if now > horizon and left == 0:
                continue
            for _ in range(count):
                worker = Worker(number, now + placement, now + placement + boot)
                number += 1
                push(now + placement + boot, READY, worker)
            push(now + every, TICK, None)
        elif kind == READY:
            for _ in range(concurrency):
                heapq.heappush(free, (now, item.number, id(item), item))
            push(now + idle, LEAVE, item)
        elif kind == END:
            item.busy -= 1
            item.last = now
            heapq.heappush(free, (now, item.number, id(item), item))
            if every and item.busy == 0:
                push(now + idle, LEAVE, item)
        elif not item.gone and item.busy == 0 and item.last + idle == now:
            item.gone = True
            worker_time += now - item.pull
        # The place that is free for longest takes the first task.
        while waiting and free:
            worker = free[0][3]
            heapq.heappop(free)
            if worker.gone:
                continue
            start(worker, waiting.popleft(), now)
            left -= 1
    if every == 0:
        worker_time = sum(max(horizon, worker.last) for worker in workers)
    waits.sort()
    p95 = waits[max(1, math.ceil(0.95 * len(waits))) - 1] if waits else 0
    return worker_time / SECOND, p95 / SECOND


def main():
    folder, horizon, concurrency, placement, boot, kind, every, idle, count = sys.argv[1:]
    due, runtime = load(os.path.join(folder, "due")), load(os.path.join(folder, "runtime"))
    before = time.process_time()
    worker_seconds, p95 = simulate(
        due, runtime, int(horizon), int(concurrency), int(float(placement) * SECOND), int(float(boot) * SECOND),
        0 if kind == "service" else int(float(every) * SECOND), int(float(idle) * SECOND), int(count))
    print(time.process_time() - before, worker_seconds, p95)


main()
