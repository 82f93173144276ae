"""An app with every kind of entry, and a secret in each place where one may stand."""

from datetime import datetime, timedelta

from celery import Celery
from celery.schedules import BaseSchedule, crontab, schedule, solar
from kombu import Queue

print("a line on standard output while the app is imported")

app = Celery("shop", broker="redis://user:hunter2@broker.example:6379/0", backend="db+postgresql://user:hunter2@db.example/results")


class Lunar(BaseSchedule):
    """A schedule that is code."""


class LateCrontab(crontab):
    """A subclass may override anything."""


@app.task(name="shop.nightly", acks_late=True, time_limit=600)
def nightly(*args, **kwargs):
    raise AssertionError("a dump runs no task")


app.conf.update(
    timezone="Europe/Paris",
    task_acks_late=False,
    task_time_limit=900,
    worker_prefetch_multiplier=1,
    result_expires=timedelta(hours=2),
    broker_transport_options={"visibility_timeout": 7200, "password": "hunter2"},
    task_queues=(Queue("default"), Queue("heavy", queue_arguments={"x-max-priority": 10}, max_priority=10)),
    task_routes={"shop.heavy.*": {"queue": "heavy"}, "shop.io.*": "io"},
    beat_schedule={
        "cron text": {"task": "shop.nightly", "schedule": crontab(minute="*/15", hour="8-18", day_of_week="mon-fri")},
        "cron number": {"task": "shop.nightly", "schedule": crontab(minute=0, hour=2)},
        "cron list": {"task": "shop.nightly", "schedule": crontab(minute=[30, 0], hour={22, 4})},
        "number": {"task": "shop.nightly", "schedule": 12.5, "args": ("eu-west-1", 3), "options": {"expires": timedelta(seconds=10), "queue": "io"}},
        "delta": {"task": "shop.nightly", "schedule": timedelta(days=1), "relative": True},
        "object": {"task": "shop.nightly", "schedule": schedule(timedelta(microseconds=1500001), relative=True)},
        "sun": {"task": "shop.nightly", "schedule": solar("sunset", -37.81753, 144.96715)},
        "lunar": {"task": "shop.nightly", "schedule": Lunar()},
        "late": {"task": "shop.nightly", "schedule": LateCrontab(minute=0)},
        "clock": {"task": "shop.nightly", "schedule": crontab(minute=0, nowfun=datetime.utcnow)},
        "not json": {"task": "shop.nightly", "schedule": 60, "args": [1, datetime(2025, 1, 1)], "kwargs": {"n": float("nan"), "ok": "é"}},
        "no dict": 5,
    },
)


@app.on_after_finalize.connect
def add_more(sender, **_):
    sender.add_periodic_task(30.0, nightly.s("added"), name="added in code")
