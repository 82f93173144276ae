"""KRR's method on arrays in memory: for each pod the 95th percentile of the processor and the largest memory, then a request and a limit.

Formulas: robusta-dev/krr, strategies/simple.py: cpu = max over pods of percentile(95), floored at 10 m; memory = max over pods x 1.15, floored at 100 MiB.
Usage: krr.py FOLDER SAMPLES_A_POD. Prints seconds, seconds of processor time, peak memory in MiB, samples, largest memory in bytes.
Loading the arrays is not timed.
"""
import resource
import sys
import time

import numpy as np

folder, samples = sys.argv[1], int(sys.argv[2])
cpu = np.fromfile(f"{folder}/cpu.f64")
memory = np.fromfile(f"{folder}/memory.f64")
start, used, most = time.perf_counter(), time.process_time(), 0.0
for first in range(0, len(cpu), samples):
    request = max(0.010, float(np.percentile(cpu[first:first + samples], 95)))
    peak = float(np.max(memory[first:first + samples]))
    limit = max(100 * 1048576.0, peak * 1.15)
    most = max(most, peak)
print(f"{time.perf_counter() - start:.3f} {time.process_time() - used:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} {len(cpu)} {most:.0f}")
