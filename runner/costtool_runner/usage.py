"""What a run used, as the kernel counts it."""

from __future__ import annotations

import resource
import sys
from typing import Dict, List, Union

# Linux counts in kibibytes, macOS in bytes.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


def used() -> Dict[str, Union[int, float]]:
    """Processor seconds of this process and of its ended children together; peak memory of the largest of them, and of this one."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "cpu_seconds": round(own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime, 3),
        "peak_memory_bytes": max(own.ru_maxrss, children.ru_maxrss) * _MAXRSS_UNIT,
    }


def total_memory(pids: List[int]) -> int:
    """Bytes that these processes use together, pages that they share counted once (Linux; 0 elsewhere). Processes that ended meanwhile count nothing."""
    kibibytes = 0
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
                kibibytes += sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
        except OSError:
            continue
    return kibibytes * 1024
