"""An app whose tasks note when they start and when they end, over the broker in BROKER."""

import json
import os
import signal
import ssl
import time

from celery import Celery, signals
from celery.exceptions import Reject
from kombu import Queue

FOLDER = os.environ["DRAIN_FOLDER"]
app = Celery("drain_app", broker=os.environ["BROKER"], backend=os.environ.get("BACKEND"))
app.conf.update(
    task_acks_late=not os.environ.get("EARLY"),
    task_reject_on_worker_lost=not os.environ.get("EARLY"),
    task_protocol=int(os.environ.get("PROTOCOL", "2")),
    worker_prefetch_multiplier=4,
    task_ignore_result=not os.environ.get("BACKEND"),
    broker_transport_options=json.loads(os.environ.get("TRANSPORT", "{}")),
    task_queues=[Queue(os.environ.get("QUEUE", "celery")), Queue("other")],
    task_default_queue=os.environ.get("QUEUE", "celery"),
    broker_use_ssl={"ssl_cert_reqs": ssl.CERT_REQUIRED, "ssl_ca_certs": os.environ["TLS_CA"]} if "TLS_CA" in os.environ else False,
    broker_connection_retry_on_startup=True,
)


def note(word, number):
    # One write of a short line to a file opened for appending is whole.
    with open(os.path.join(FOLDER, "notes"), "a") as notes:
        notes.write(f"{word} {number} {os.getppid()} {time.time()}\n")


@app.task(name="drain.work")
def work(number, seconds):
    note("start", number)
    time.sleep(seconds)
    note("end", number)


@app.task(name="drain.die")
def die(number):
    note("start", number)
    os.kill(os.getpid(), signal.SIGKILL)


@app.task(name="drain.fail")
def fail(number):
    note("start", number)
    raise ValueError("no")


@app.task(name="drain.hard", time_limit=1)
def hard(number):
    note("start", number)
    time.sleep(60)


@app.task(name="drain.again", bind=True, max_retries=1)
def again(self, number):
    note("start", number)
    if self.request.retries == 0:
        self.retry(countdown=0.5)
    note("end", number)


@app.task(name="drain.back", bind=True)
def back(self, number):
    note("start", number)
    if not (self.request.delivery_info or {}).get("redelivered"):
        raise Reject("not now", requeue=True)
    note("end", number)


@app.task(name="drain.memory")
def memory(number, mebibytes, seconds):
    block = b"x" * (mebibytes << 20)
    note("start", number)
    time.sleep(seconds)
    note("end", len(block) >> 20)


@signals.worker_shutting_down.connect
def shutting_down(**_):
    note("shutting_down", 0)
