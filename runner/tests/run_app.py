"""An app whose tasks end in every way there is, over a broker and a result backend of files in the folder RUN_FOLDER."""

import ctypes
import os
import signal
import subprocess
import sys
import time

from celery import Celery, Task, signals
from celery.exceptions import Ignore, Reject, SoftTimeLimitExceeded

FOLDER = os.environ["RUN_FOLDER"]
for name in ("queue", "results", "processed"):
    os.makedirs(os.path.join(FOLDER, name), exist_ok=True)

print("a line on standard output while the app is imported")

app = Celery("run_app", broker="filesystem://", backend="file://" + os.path.join(FOLDER, "results"))
app.conf.update(
    broker_transport_options={
        "data_folder_in": os.path.join(FOLDER, "queue"),
        "data_folder_out": os.path.join(FOLDER, "queue"),
        "processed_folder": os.path.join(FOLDER, "processed"),
    },
    task_publish_retry=False,
)


def note(word):
    with open(os.path.join(FOLDER, "notes"), "a") as notes:
        notes.write(word + "\n")


@signals.worker_init.connect
def in_worker(**_):
    note(f"worker_init {os.getpid()}")


@signals.worker_process_init.connect
def in_process(**_):
    note(f"worker_process_init {os.getpid()}")


@app.task(name="run.add")
def add(a, b=0):
    print("a line on standard output while the task runs")
    subprocess.run(["echo", "a line of a program that the task runs"], check=True)
    note(f"task {os.getpid()}")
    return a + b


@app.task(name="run.fail")
def fail(*args, **kwargs):
    raise ValueError("no")


@app.task(name="run.ignore")
def ignore():
    raise Ignore()


@app.task(name="run.reject")
def reject():
    raise Reject("no", requeue=False)


@app.task(name="run.again", bind=True)
def again(self, *args):
    self.retry(countdown=30)


@app.task(name="run.once more", bind=True, max_retries=0)
def once_more(self):
    self.retry(countdown=30)


@app.task(name="run.leave")
def leave(status):
    sys.exit(status)


@app.task(name="run.memory")
def memory():
    raise MemoryError()


@app.task(name="run.killed")
def killed():
    os.kill(os.getpid(), signal.SIGKILL)


@app.task(name="run.soft", soft_time_limit=0.5, time_limit=20)
def soft():
    try:
        time.sleep(30)
    except SoftTimeLimitExceeded:
        return "tidied up"


@app.task(name="run.soft missed", soft_time_limit=0.5, time_limit=20)
def soft_missed():
    time.sleep(30)


@app.task(name="run.hard", time_limit=1)
def hard():
    # A sleep inside C that keeps the interpreter's lock: nothing in this process can interrupt it.
    ctypes.PyDLL(None).sleep(60)


@app.task(name="run.sleep")
def sleep(seconds):
    note("sleeps")
    time.sleep(seconds)
    note("slept")


@app.task(name="run.child")
def child():
    started = subprocess.Popen(["sleep", "600"])
    note(f"started {started.pid}")
    time.sleep(60)


class Custom(Task):
    def __call__(self, *args, **kwargs):
        return super().__call__(*args, **kwargs)


@app.task(name="run.custom", base=Custom, bind=True)
def custom(self):
    return self.request.id


@app.task(name="run.silent", ignore_result=True)
def silent():
    return "unheard"


@app.task(name="run.memory of")
def memory_of(mebibytes):
    block = bytearray(mebibytes << 20)
    for at in range(0, len(block), 4096):
        block[at] = 1
    return len(block)


@app.task(name="run.spin")
def spin(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
