"""The workload: tasks that take as long as they are told. The broker is in BROKER."""

import os
import time

from celery import Celery, signals
from kombu import Queue

app = Celery("app", broker=os.environ["BROKER"])
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_send_sent_event=True,
    worker_send_task_events=True,
    worker_prefetch_multiplier=1,
    task_queues=[Queue("work")],
    task_default_queue="work",
    broker_connection_retry_on_startup=True,
)


@app.task(name="validation.work")
def work(seconds):
    time.sleep(seconds)


def note(word, worker):
    # One write of a short line to a file opened for appending is whole.
    with open(os.environ["NOTES"], "a") as notes:
        notes.write(f"{word} {worker} {time.time()}\n")


@signals.worker_ready.connect
def ready(**_):
    note("ready", os.getpid())


@signals.task_postrun.connect
def ended(**_):
    note("end", os.getppid())
