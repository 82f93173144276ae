"""Scores a few sizing methods on a usage CSV, written apart from costtool, to compare the two.

usage: backtest_by_numpy.py USAGE_CSV TRAIN_DAYS TEST_DAYS STEP_DAYS USD_PER_VCPU_HOUR USD_PER_GB_HOUR
Prints JSON: method -> [cost ratio to oracle, share of CPU samples above the size, share of workloads with a memory breach, regret per month].
"""
import csv
import datetime
import json
import math
import sys
from collections import defaultdict

import numpy as np

GIB = 2.0**30
MIB = 2.0**20
DAY = 86400
MEMORY_OF = {
    0.25: [0.5, 1, 2],
    0.5: range(1, 5),
    1: range(2, 9),
    2: range(4, 17),
    4: range(8, 31),
    8: range(16, 61, 4),
    16: range(32, 121, 8),
}


def read(path):
    """workload -> instance -> array of (second, cpu, memory, cpu limit, memory limit)."""
    rows = defaultdict(lambda: defaultdict(list))
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            second = datetime.datetime.fromisoformat(row["timestamp"].replace("Z", "+00:00")).timestamp()
            rows[row["workload"]][row["instance"]].append(
                (second, float(row["cpu_cores"]), float(row["memory_bytes"]), float(row["cpu_limit_cores"]), float(row["memory_limit_bytes"])))
    return {workload: {name: np.array(sorted(samples)) for name, samples in instances.items()} for workload, instances in sorted(rows.items())}


def window(instances, start, end):
    cut = {name: samples[(samples[:, 0] >= start) & (samples[:, 0] < end)] for name, samples in instances.items()}
    return {name: samples for name, samples in cut.items() if len(samples)}


def pooled(instances, column):
    return np.concatenate([samples[:, column] for samples in instances.values()])


def snap(cpu, memory, vcpu_hour, gb_hour):
    sizes = [(vcpu * vcpu_hour + gb * gb_hour, vcpu, gb * GIB) for vcpu, memories in MEMORY_OF.items() for gb in memories]
    return min(size for size in sizes if size[1] >= min(cpu, 16) and size[2] >= min(memory, 120 * GIB))


def current(instances):
    newest = max(instances.values(), key=lambda samples: samples[-1, 0])
    return newest[-1, 3], newest[-1, 4]


def krr(instances, cpu):
    return max(0.010, math.ceil(cpu * 1000) / 1000), max(100 * MIB, math.ceil(pooled(instances, 2).max() * 1.15 / MIB) * MIB)


def krr_simple(instances):
    return krr(instances, max(np.percentile(samples[:, 1], 95) for samples in instances.values()))


def krr_simple_limit(instances):
    return krr(instances, np.percentile(pooled(instances, 1), 96))


def cloudfix(instances):
    cpu_limit, memory_limit = current(instances)
    hours = (pooled(instances, 0) // 3600).astype(np.int64)
    peaks = [max(np.percentile(values[hours == hour], 99) for hour in np.unique(hours)) for values in (pooled(instances, 1), pooled(instances, 2))]
    smallest = cpu_limit <= 0.25 and memory_limit <= 0.5 * GIB
    if smallest or peaks[0] >= 0.8 * cpu_limit or peaks[1] >= 0.8 * memory_limit:
        return cpu_limit, memory_limit
    return peaks[0] * 1.2, peaks[1] * 1.2


def max_x12(instances):
    return pooled(instances, 1).max() * 1.2, pooled(instances, 2).max() * 1.2


METHODS = {"current": current, "krr-simple": krr_simple, "krr-simple-limit": krr_simple_limit, "cloudfix": cloudfix, "max-x1.2": max_x12}


def main():
    path, (train, test, step, vcpu_hour, gb_hour) = sys.argv[1], map(float, sys.argv[2:])
    workloads = read(path)
    first = min(pooled(instances, 0).min() for instances in workloads.values())
    last = max(pooled(instances, 0).max() for instances in workloads.values())
    scores = defaultdict(list)
    origin = first + train * DAY
    while origin + test * DAY <= last + 3600:
        for instances in workloads.values():
            seen = window(instances, origin - train * DAY, origin)
            future = window(instances, origin, origin + test * DAY)
            cpu, memory = pooled(future, 1), pooled(future, 2)
            oracle = snap(cpu.max(), memory.max(), vcpu_hour, gb_hour)[0]
            for name, method in METHODS.items():
                price, cores, held = snap(*method(seen), vcpu_hour, gb_hour)
                scores[name].append((price / oracle, (cpu > cores).mean(), float((memory > held).any()), max(0, price - oracle) * 730))
        origin += step * DAY
    print(json.dumps({name: list(np.mean(rows, axis=0)) for name, rows in scores.items()}))


main()
