"""``dump``: prints what costtool reads about an app."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Takes none of its own."""


def run(options: argparse.Namespace) -> int:
    from .dump import dump
    from .loading import enter

    enter(options.workdir)
    try:
        # What an app prints while it is imported must not end up inside the JSON.
        with contextlib.redirect_stdout(sys.stderr):
            document = dump(options.app)
    except Exception as error:  # the app is the user's code: it may raise anything
        # The message of a failed import may quote a URL with a password, so only its type and the app are told.
        print(
            f"error: the app `{options.app}` could not be loaded: {type(error).__name__}\n"
            f"hint: run `celery -A {options.app} report` in the same folder and image; it shows the whole error",
            file=sys.stderr,
        )
        return 1
    json.dump(document, sys.stdout, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=False)
    sys.stdout.write("\n")
    return 0
