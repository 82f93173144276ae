"""Publishes tasks with a real Celery, and runs a real worker that holds them.

    celery_work.py publish   reads a JSON list of {queue, count, priority, exchange, routing_key} from standard input
    celery_work.py work QUEUES COUNT

The environment has BROKER_URL and TRANSPORT_OPTIONS (JSON).
"""

import json
import os
import sys
import time

from celery import Celery
from kombu import Exchange, Queue

app = Celery("shop", broker=os.environ["BROKER_URL"])
app.conf.update(
    broker_transport_options=json.loads(os.environ.get("TRANSPORT_OPTIONS", "{}")),
    task_acks_late=True,
    task_ignore_result=True,
    worker_prefetch_multiplier=1,
)
topic = Exchange("news", type="topic")


@app.task(name="shop.hold")
def hold(text):
    time.sleep(600)


def publish():
    for order in json.load(sys.stdin):
        to = {"queue": order["queue"]}
        if "exchange" in order:
            to = {"queue": Queue(order["queue"], topic, routing_key=order["binding"]), "routing_key": order["routing_key"]}
        for _ in range(order["count"]):
            hold.apply_async(args=["a, \"b\"]"], priority=order.get("priority"), **to)


def work(queues, count):
    app.worker_main(["worker", "-Q", queues, "-P", "threads", "-c", count, "--without-mingle", "--without-gossip", "--without-heartbeat", "-l", "warning"])


if sys.argv[1] == "publish":
    publish()
else:
    work(*sys.argv[2:])
