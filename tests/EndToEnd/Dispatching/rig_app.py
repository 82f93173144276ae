#!/usr/bin/python3
"""An app whose tasks note when they start and when they end, and what a test asks of its broker.

    rig_app.py publish    publishes the tasks on standard input, a line each: number, seconds
    rig_app.py depth      prints how many messages wait, are held by workers and are dead letters, as JSON
    rig_app.py revive     moves dead letters back to their queue
"""

import json
import os
import sys
import time

from celery import Celery

QUEUE = "rig"
DEAD_LETTERS = "costtool.dead-letters"

# Of the worker, as its children are forked: a child whose worker was killed has another parent.
WORKER = os.getpid()

app = Celery("rig_app", broker=os.environ["CELERY_BROKER_URL"])
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_default_queue=QUEUE,
    broker_transport_options=json.loads(os.environ.get("RIG_TRANSPORT", "{}")),
)


def note(word, number):
    # One write of a short line to a file opened for appending is whole.
    notes = os.open(os.environ["RIG_NOTES"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.write(notes, f"{word} {number} {WORKER} {time.time():.6f}\n".encode("ascii"))
    os.close(notes)


@app.task(name="rig.work")
def work(number, seconds):
    note("start", number)
    time.sleep(seconds)
    note("end", number)


def publish():
    with app.producer_pool.acquire(block=True) as producer:
        for line in sys.stdin:
            number, seconds = line.split()
            work.apply_async((int(number), float(seconds)), producer=producer)


def depth():
    with app.connection_for_read() as connection:
        channel = connection.default_channel
        if hasattr(channel, "unacked_key"):
            lists = {queue: sum(channel.client.llen(channel._q_for_pri(queue, priority)) for priority in channel.priority_steps) for queue in (QUEUE, DEAD_LETTERS)}
            print(json.dumps({"ready": lists[QUEUE], "held": channel.client.hlen(channel.unacked_key), "dead": lists[DEAD_LETTERS]}))
            return
        # What workers hold is ready again once they are gone: with no worker left, `ready` is all there is.
        print(json.dumps({"ready": _count(connection, QUEUE), "held": 0, "dead": _count(connection, DEAD_LETTERS)}))


def _count(connection, queue):
    channel = connection.channel()
    try:
        return channel.queue_declare(queue, passive=True).message_count
    except connection.channel_errors:
        return 0


def revive():
    from kombu import Queue

    with app.connection_for_write() as connection:
        channel = connection.default_channel
        while True:
            message = Queue(DEAD_LETTERS)(channel).get()
            if message is None:
                return
            connection.Producer(channel).publish(
                message.body,
                routing_key=message.headers["x-costtool-queue"],
                headers={name: value for name, value in message.headers.items() if not name.startswith("x-costtool-")},
                content_type=message.content_type,
                content_encoding=message.content_encoding,
                correlation_id=message.properties["correlation_id"],
            )
            message.ack()


if __name__ == "__main__":
    {"publish": publish, "depth": depth, "revive": revive}[sys.argv[1]]()
