"""Turns values into JSON and says where a value has no JSON form."""

from __future__ import annotations

import math
from typing import Any, Dict, List


def plain(value: Any, path: str, not_json: List[Dict[str, str]]) -> Any:
    """``value`` as JSON; a value without a JSON form becomes null and is listed in ``not_json`` by path and type.

    The value itself is not printed there: its repr may hold a secret, and making it may run the user's code.
    """
    if value is None or isinstance(value, (bool, str)):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else _refuse(value, path, not_json)
    if isinstance(value, (list, tuple)):
        return [plain(item, f"{path}[{index}]", not_json) for index, item in enumerate(value)]
    if isinstance(value, dict):
        result: Dict[str, Any] = {}
        for key, item in value.items():
            if isinstance(key, str):
                result[key] = plain(item, f"{path}.{key}", not_json)
            else:
                _refuse(key, f"{path} key", not_json)
        return result
    return _refuse(value, path, not_json)


def _refuse(value: Any, path: str, not_json: List[Dict[str, str]]) -> None:
    kind = type(value)
    not_json.append({"path": path, "type": f"{kind.__module__}.{kind.__qualname__}"})
