"""``python -m costtool_runner dump -A app``."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from typing import Optional, Sequence

from . import __version__
from .dump import dump


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="costtool_runner", description="Tells costtool about a Celery app.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("dump", help="print the app's beat schedule and settings as JSON, without secrets")
    command.add_argument("-A", "--app", required=True, help="the app, as `celery -A` takes it")
    command.add_argument("--workdir", default=".", help="folder to import the app from")
    options = parser.parse_args(arguments)

    folder = os.path.abspath(options.workdir)
    sys.path.insert(0, folder)
    # A Django project asks for the folder of manage.py as the working directory.
    os.chdir(folder)
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


if __name__ == "__main__":
    sys.exit(main())
