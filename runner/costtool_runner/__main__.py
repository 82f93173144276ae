"""``python -m costtool_runner run|drain|dump -A app``."""

from __future__ import annotations

import argparse
import sys
from typing import Optional, Sequence

from . import __version__, drain, dump_command, run


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(prog="costtool_runner", description="The part of costtool that runs inside a Celery image.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, module, text in (
        ("run", run, "run one named task here and leave with its outcome"),
        ("drain", drain, "work queues off with a Celery worker, and leave when there is nothing left"),
        ("dump", dump_command, "print the app's beat schedule and settings as JSON, without secrets"),
    ):
        command = commands.add_parser(name, help=text, allow_abbrev=False)
        command.add_argument("-A", "--app", required=True, help="the app, as `celery -A` takes it")
        command.add_argument("--workdir", default=".", help="folder to import the app from")
        module.add_arguments(command)
        command.set_defaults(execute=module.run)
    options = parser.parse_args(arguments)
    return int(options.execute(options))


if __name__ == "__main__":
    sys.exit(main())
