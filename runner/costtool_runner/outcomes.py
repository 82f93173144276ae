"""How a run ended: the word in the JSON line and the exit status that goes with it."""

from __future__ import annotations

from typing import NamedTuple


class Outcome(NamedTuple):
    """A word for people and a status for whatever started the process."""

    name: str
    status: int


SUCCESS = Outcome("success", 0)
IGNORED = Outcome("ignored", 0)
SKIPPED = Outcome("skipped", 0)
DRAINED = Outcome("drained", 0)
FAILURE = Outcome("failure", 1)
BAD_ARGUMENTS = Outcome("bad-arguments", 65)
UNKNOWN_TASK = Outcome("unknown-task", 69)
BROKER_UNREACHABLE = Outcome("broker-unreachable", 69)
RETRY = Outcome("retry", 75)
REJECTED = Outcome("rejected", 76)
APP_NOT_LOADED = Outcome("app-not-loaded", 78)
REFUSED = Outcome("refused", 78)
HARD_LIMIT = Outcome("hard-limit", 124)
TERMINATED = Outcome("terminated", 143)

#: Celery's name of the state in which its tracer leaves a task, to the outcome.
OF_STATE = {"SUCCESS": SUCCESS, "FAILURE": FAILURE, "RETRY": RETRY, "REJECTED": REJECTED, "IGNORED": IGNORED}

OF_NAME = {outcome.name: outcome for outcome in OF_STATE.values()}


def killed_by(signal_number: int) -> Outcome:
    """The process of the task was ended by a signal that the runner did not send: 137 after the kernel's OOM killer, as a shell says it."""
    return Outcome("killed", 128 + signal_number)


def left_with(status: int) -> Outcome:
    """The task called ``sys.exit`` or ``os._exit``: no Celery state says so."""
    return Outcome("exited", status)
