"""The settings with which a drain worker loses nothing: put in place, or refused with the reason."""

from __future__ import annotations

from typing import Any, List


class Refused(Exception):
    """The app's settings would lose tasks: what, and how to mend it."""


def check(app: Any, late: bool) -> List[str]:
    """Makes the app safe to drain, and returns what to say about it; raises ``Refused`` where that would change what the app promises."""
    notes: List[str] = []
    if app.conf.task_always_eager:
        raise Refused("`task_always_eager` is on: nothing is ever sent to a queue")
    pool = app.conf.worker_pool
    if pool not in (None, "prefork", "processes"):
        raise Refused(f"`worker_pool` is `{pool}`; drain uses `prefork` only, as no other pool can end a task. Leave the setting out for drain workers")
    if (app.conf.broker_transport_options or {}).get("ack_emulation") is False:
        raise Refused("`ack_emulation` is off in `broker_transport_options`: Redis then forgets a message when it is taken")
    scheme = app.connection_for_read().transport_cls
    if not app.connection_for_read().get_transport_cls().implements.asynchronous:
        raise Refused(f"kombu's transport for `{scheme}` has no event loop, in which drain watches its worker; Redis, RabbitMQ and SQS have one")
    _acknowledge_late(app, late, notes)
    if app.conf.worker_prefetch_multiplier != 1:
        notes.append(f"worker_prefetch_multiplier is 1 here, not {app.conf.worker_prefetch_multiplier}: a message that waits in a worker is one that another could run")
    return notes


def _acknowledge_late(app: Any, late: bool, notes: List[str]) -> None:
    tasks = [task for name, task in sorted(app.tasks.items()) if not name.startswith("celery.")]
    early = [task for task in tasks if not (task.acks_late and task.reject_on_worker_lost)]
    if early and not late:
        names = ", ".join(f"`{task.name}`" for task in early[:5]) + (f" and {len(early) - 5} more" if len(early) > 5 else "")
        raise Refused(
            f"a message of {names} is acknowledged before its task ends, so that an interruption loses it; set `task_acks_late` and `task_reject_on_worker_lost`"
            " (the tasks then run at least once, so they must bear a repetition), or pass `--late` to have both set here"
        )
    if early:
        notes.append(f"--late: {len(early)} tasks are acknowledged when they end, and run again when their process dies")
    # Celery's own tasks, too: chords depend on them.
    for task in app.tasks.values():
        task.acks_late = task.reject_on_worker_lost = True
