"""Standard output holds one JSON line and nothing else; whatever else is printed goes to standard error."""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Dict


class LineOutput:
    """Takes standard output away from the app (also from programs that it starts) and keeps it for the last line."""

    def __init__(self) -> None:
        sys.stdout.flush()
        self._kept = os.dup(1)
        os.dup2(2, 1)

    def write(self, line: Dict[str, Any]) -> None:
        text = json.dumps(line, ensure_ascii=True, allow_nan=False) + "\n"
        data = text.encode("ascii")
        while data:
            data = data[os.write(self._kept, data) :]


def say(text: str) -> None:
    """A word to whoever reads the log."""
    sys.stderr.write(f"costtool_runner: {text}\n")
    sys.stderr.flush()
