"""An app that wakes drain tasks, and publishes when it is run."""

import os
import sys
import time

from celery import Celery

from costtool_runner import wake

app = Celery("wake_app", broker="memory://")
wake.install(app, bus="costtool", window_seconds=float(os.environ.get("WINDOW", "60")), queues=None if len(sys.argv) < 2 else sys.argv[1].split(","))


@app.task
def work(number):
    raise AssertionError("nothing runs here")


if __name__ == "__main__":
    for number in range(100):
        work.apply_async([number], queue="a" if number % 2 else "b")
    if os.environ.get("FORK"):
        # A fork in the middle of an import is Python's own trouble.
        while not os.path.exists(os.environ["CALLS"]):
            time.sleep(0.01)
        pid = os.fork()
        work.apply_async([0], queue="child" if pid == 0 else "parent")
        if pid != 0:
            os.waitpid(pid, 0)
    print("published")
