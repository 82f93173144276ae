"""Values of options that both commands take."""

from __future__ import annotations

import argparse
import math

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def seconds(text: str) -> float:
    """Seconds, not negative."""
    value = float(text)
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError(f"`{text}` is no number of seconds")
    return value


def count(text: str) -> int:
    """A whole number, 1 at least."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"`{text}` is less than 1")
    return value
