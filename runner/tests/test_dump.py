import json
import os
import subprocess
import sys
import unittest

FOLDER = os.path.dirname(os.path.abspath(__file__))
RUNNER = os.path.dirname(FOLDER)


def run(*arguments):
    environment = {**os.environ, "PYTHONPATH": RUNNER}
    return subprocess.run([sys.executable, "-m", "costtool_runner", *arguments], cwd=FOLDER, env=environment, capture_output=True, text=True, timeout=120)


class DumpTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.result = run("dump", "-A", "shop_app")
        cls.document = json.loads(cls.result.stdout) if cls.result.returncode == 0 else {}
        cls.entries = {entry["name"]: entry for entry in cls.document.get("beat_schedule", [])}

    def schedule(self, name):
        return self.entries[name]["schedule"]

    def test_it_prints_one_document_and_ends_well(self):
        self.assertEqual((self.result.returncode, self.document.get("costtool_dump")), (0, 1), self.result.stderr)
        self.assertIn("standard output while", self.result.stderr)

    def test_no_secret_is_printed_anywhere(self):
        for text in (self.result.stdout, self.result.stderr):
            self.assertNotIn("hunter2", text)
            self.assertNotIn("example", text)
        self.assertEqual((self.document["broker_scheme"], self.document["result_backend_scheme"]), ("redis", "db+postgresql"))

    def test_crontab_fields_stay_as_they_were_given(self):
        self.assertEqual(
            self.schedule("cron text"),
            {"kind": "crontab", "minute": "*/15", "hour": "8-18", "day_of_week": "mon-fri", "day_of_month": "*", "month_of_year": "*"},
        )
        self.assertEqual((self.schedule("cron number")["minute"], self.schedule("cron number")["hour"]), (0, 2))
        self.assertEqual((self.schedule("cron list")["minute"], self.schedule("cron list")["hour"]), ([30, 0], [4, 22]))

    def test_intervals_are_seconds(self):
        self.assertEqual(self.schedule("number"), {"kind": "interval", "seconds": 12.5, "relative": False})
        self.assertEqual(self.schedule("delta"), {"kind": "interval", "seconds": 86400.0, "relative": True})
        self.assertEqual(self.schedule("object"), {"kind": "interval", "seconds": 1.500001, "relative": True})

    def test_solar_is_data(self):
        self.assertEqual(self.schedule("sun"), {"kind": "solar", "event": "sunset", "latitude": -37.81753, "longitude": 144.96715})

    def test_code_is_named_and_not_run(self):
        self.assertEqual(self.schedule("lunar"), {"kind": "custom", "description": "shop_app.Lunar"})
        self.assertEqual(self.schedule("late")["kind"], "custom")
        self.assertIn("nowfun", self.schedule("clock")["description"])

    def test_values_without_a_json_form_are_listed_by_type(self):
        entry = self.entries["not json"]
        self.assertEqual((entry["args"], entry["kwargs"]), ([1, None], {"n": None, "ok": "é"}))
        self.assertEqual(entry["not_json"], [{"path": "args[1]", "type": "datetime.datetime"}, {"path": "kwargs.n", "type": "builtins.float"}])

    def test_options_are_kept_and_time_spans_are_seconds(self):
        self.assertEqual(self.entries["number"]["options"], {"expires": 10.0, "queue": "io"})

    def test_a_broken_entry_does_not_hide_the_others(self):
        self.assertIn("not a dict", self.entries["no dict"]["refused"])

    def test_entries_added_in_code_are_there(self):
        self.assertEqual(self.entries["added in code"]["args"], ["added"])

    def test_the_settings_that_are_checked_are_there(self):
        conf = self.document["conf"]
        self.assertEqual((conf["task_acks_late"], conf["task_time_limit"], conf["worker_prefetch_multiplier"], conf["result_expires"]), (False, 900, 1, 7200.0))
        self.assertEqual((self.document["timezone"], self.document["enable_utc"], self.document["visibility_timeout"]), ("Europe/Paris", True, 7200.0))
        self.assertEqual(self.document["queues"], [{"name": "default", "max_priority": None}, {"name": "heavy", "max_priority": 10}])
        self.assertEqual(self.document["task_routes"], [{"pattern": "shop.heavy.*", "queue": "heavy"}, {"pattern": "shop.io.*", "queue": "io"}])
        task = {task["name"]: task for task in self.document["tasks"]}["shop.nightly"]
        self.assertEqual((task["acks_late"], task["time_limit"]), (True, 600))

    def test_the_version_is_that_of_the_installed_celery(self):
        import celery

        self.assertEqual(self.document["celery_version"], celery.__version__)

    def test_an_app_that_cannot_be_loaded_is_one_line_with_a_hint(self):
        result = run("dump", "-A", "no_such_app")
        self.assertEqual((result.returncode, result.stdout), (1, ""))
        self.assertTrue(result.stderr.startswith("error: the app `no_such_app` could not be loaded"), result.stderr)
        self.assertNotIn("Traceback", result.stderr)


class DjangoScheduleTests(unittest.TestCase):
    def test_the_schedules_of_django_celery_beat_are_data(self):
        from datetime import datetime, timezone
        from zoneinfo import ZoneInfo

        from django.conf import settings

        if not settings.configured:
            settings.configure(USE_TZ=True, TIME_ZONE="UTC", INSTALLED_APPS=["django_celery_beat"], DATABASES={})
        from django_celery_beat.clockedschedule import clocked
        from django_celery_beat.tzcrontab import TzAwareCrontab

        sys.path.insert(0, RUNNER)
        from costtool_runner.schedules import describe

        cron = describe(TzAwareCrontab(minute="30", hour="2", tz=ZoneInfo("America/New_York")), False)
        self.assertEqual((cron["kind"], cron["minute"], cron["timezone"]), ("crontab", "30", "America/New_York"))
        at = describe(clocked(datetime(2025, 6, 25, 12, 30, tzinfo=timezone.utc)), False)
        self.assertEqual(at, {"kind": "clocked", "at": "2025-06-25T12:30:00+00:00"})


if __name__ == "__main__":
    unittest.main()
