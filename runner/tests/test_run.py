import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from concurrently import concurrently

load_tests = concurrently

FOLDER = os.path.dirname(os.path.abspath(__file__))
RUNNER = os.path.dirname(FOLDER)


class RunCase(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)
        self.environment = {**os.environ, "PYTHONPATH": RUNNER, "RUN_FOLDER": self.place.name}

    def start(self, task, *options, app="run_app"):
        command = [sys.executable, "-m", "costtool_runner", "run", "-A", app, f"--task={task}", *options]
        return subprocess.Popen(command, cwd=FOLDER, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def end(self, process, status, outcome):
        """Waits, and holds the process to its status, its outcome and one line of output."""
        self.output, self.log = process.communicate(timeout=300)
        self.assertEqual(self.output.count("\n"), 1, self.output + self.log)
        line = json.loads(self.output)
        self.assertEqual((process.returncode, line["exit_status"], line["outcome"]), (status, status, outcome), self.log)
        return line

    def run_task(self, task, *options, ends=(0, "success"), app="run_app"):
        return self.end(self.start(task, *options, app=app), *ends)

    def stored(self, line):
        path = os.path.join(self.place.name, "results", f"celery-task-meta-{line['id']}")
        if not os.path.exists(path):
            return None
        with open(path) as file:
            return json.load(file)

    def notes(self):
        path = os.path.join(self.place.name, "notes")
        if not os.path.exists(path):
            return []
        with open(path) as file:
            return file.read().split("\n")[:-1]

    def published(self):
        messages = []
        for name in os.listdir(os.path.join(self.place.name, "queue")):
            with open(os.path.join(self.place.name, "queue", name)) as file:
                messages.append(json.load(file))
        return messages

    def wait_for_note(self, word):
        for _ in range(600):
            found = [note for note in self.notes() if note.startswith(word)]
            if found:
                return found[0]
            time.sleep(0.05)
        self.fail(f"no note `{word}`")


class OutcomeTests(RunCase):
    def test_a_task_that_returns_is_stored_and_the_status_is_0(self):
        line = self.run_task("run.add", "--args=[2]", '--kwargs={"b": 3}')
        stored = self.stored(line)
        self.assertEqual((stored["status"], stored["result"]), ("SUCCESS", 5))
        self.assertEqual((line["way"], line["result_stored"], line["error"]), ("tracer", True, None))

    def test_what_app_task_and_programs_print_is_on_standard_error(self):
        self.run_task("run.add", "--args=[2]")
        for text in ("while the app is imported", "while the task runs", "of a program that the task runs"):
            self.assertIn(text, self.log)

    def test_a_worker_is_announced_once_and_its_process_in_the_process_of_the_task(self):
        self.run_task("run.add", "--args=[2]")
        words = [note.split() for note in self.notes()]
        self.assertEqual([word for word, _ in words], ["worker_init", "worker_process_init", "task"])
        self.assertNotEqual(words[0][1], words[1][1])
        self.assertEqual(words[1][1], words[2][1])

    def test_a_task_that_raises_is_a_stored_failure(self):
        line = self.run_task("run.fail", ends=(1, "failure"))
        self.assertEqual((self.stored(line)["status"], line["error"], line["result_stored"]), ("FAILURE", "ValueError", True))

    def test_arguments_are_in_neither_output(self):
        self.run_task("run.fail", '--args=["hunter2"]', '--kwargs={"password": "hunter3"}', ends=(1, "failure"))
        self.assertNotIn("hunter", self.output + self.log)

    def test_a_task_that_asks_to_be_ignored_is_ignored(self):
        self.assertIsNone(self.stored(self.run_task("run.ignore", ends=(0, "ignored"))))

    def test_a_rejected_task_is_no_success(self):
        self.run_task("run.reject", ends=(76, "rejected"))

    def test_a_retry_is_published_with_its_countdown_and_the_same_id(self):
        line = self.run_task("run.again", "--args=[7]", ends=(75, "retry"))
        (message,) = self.published()
        headers = message["headers"]
        self.assertEqual((headers["id"], headers["retries"], message["properties"]["delivery_info"]["routing_key"]), (line["id"], 1, "celery"))
        self.assertIsNotNone(headers["eta"])
        self.assertEqual(self.stored(line)["status"], "RETRY")

    def test_a_retry_goes_to_the_queue_that_is_asked_for_and_keeps_its_expiry(self):
        scheduled = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.run_task("run.again", "--queue=reports", f"--scheduled-time={scheduled}", "--expire-seconds=3600", ends=(75, "retry"))
        (message,) = self.published()
        self.assertEqual(message["properties"]["delivery_info"]["routing_key"], "reports")
        self.assertIsNotNone(message["headers"]["expires"])

    def test_no_retry_is_left_when_there_were_enough(self):
        line = self.run_task("run.once more", ends=(1, "failure"))
        self.assertEqual((line["error"], self.published()), ("MaxRetriesExceededError", []))

    def test_a_task_that_leaves_takes_its_status_along(self):
        line = self.run_task("run.leave", "--args=[7]", ends=(7, "exited"))
        self.assertEqual((self.stored(line)["status"], line["result_stored"]), ("FAILURE", True))

    def test_no_memory_is_a_failure(self):
        self.assertEqual(self.run_task("run.memory", ends=(1, "failure"))["error"], "MemoryError")

    def test_a_killed_task_is_told_and_stored_as_lost(self):
        line = self.run_task("run.killed", ends=(137, "killed"))
        self.assertEqual(self.stored(line)["result"]["exc_type"], "WorkerLostError")

    def test_a_task_class_with_a_call_of_its_own_keeps_its_request(self):
        line = self.run_task("run.custom")
        self.assertEqual(self.stored(line)["result"], line["id"])

    def test_a_task_without_results_stores_none(self):
        line = self.run_task("run.silent")
        self.assertEqual((line["result_stored"], self.stored(line)), (False, None))

    def test_the_time_and_memory_of_the_task_are_counted(self):
        line = self.run_task("run.memory of", "--args=[200]")
        self.assertGreater(line["peak_memory_bytes"], 200 << 20)
        self.assertGreater(self.run_task("run.spin", "--args=[1.5]")["cpu_seconds"], 1.5)


class DjangoTests(RunCase):
    def test_a_task_does_not_inherit_the_database_connection_of_the_import(self):
        line = self.run_task("django_shop.tasks.ask", "--workdir=django_project", app="django_shop")
        self.assertIn("answer 42, inherited False", self.log)
        self.assertEqual((line["way"], line["result_stored"]), ("tracer", False))


class RefusalTests(RunCase):
    def test_arguments_that_are_no_json_are_refused_without_repeating_them(self):
        for option in ("--args=[hunter2]", '--args={"hunter2": 1}', "--kwargs=hunter2", '--kwargs=["hunter2"]'):
            with self.subTest(option):
                self.run_task("run.add", option, ends=(65, "bad-arguments"))
                self.assertNotIn("hunter2", self.output + self.log)
                self.assertIn(option[: option.index("=")], self.log)

    def test_a_task_that_the_app_does_not_have_is_refused_with_those_it_has(self):
        self.run_task("run.sum", ends=(69, "unknown-task"))
        self.assertIn("`run.add`", self.log)

    def test_an_app_that_cannot_be_loaded_is_told_by_type_only(self):
        self.run_task("run.add", app="no_such_app", ends=(78, "app-not-loaded"))
        self.assertNotIn("Traceback", self.log)

    def test_wrong_times_days_and_zones_are_refused(self):
        due = "--scheduled-time=2026-03-01T02:30:00Z"
        for options in (
            ["--scheduled-time=2026-03-01T02:30:00"],
            ["--scheduled-time=<aws.scheduler.scheduled-time>"],
            ["--days-of-month=1"],
            [due, "--days-of-month=0"],
            [due, "--days-of-month=32"],
            [due, "--days-of-week=7"],
            [due, "--days-of-week="],
            [due, "--days-of-week=1", "--timezone=Mars/Olympus"],
        ):
            with self.subTest(options):
                self.run_task("run.add", "--args=[1]", *options, ends=(65, "bad-arguments"))
                self.assertEqual(self.notes(), [])


class SkipTests(RunCase):
    def skipped(self, *options):
        line = self.run_task("run.add", "--args=[1]", *options, ends=(0, "skipped"))
        self.assertEqual((self.notes(), line["id"]), ([], None))
        return line["skipped_reason"]

    def test_a_run_later_than_its_expiry_is_skipped(self):
        due = "--scheduled-time=" + time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 100))
        self.assertEqual(self.skipped(due, "--expire-seconds=60"), "expired")
        self.assertIsNone(self.run_task("run.add", "--args=[1]", due, "--expire-seconds=1000")["skipped_reason"])

    def test_the_day_is_that_of_the_schedules_zone(self):
        # 2026-03-01 is a Sunday; 04:30 UTC on that day is still Saturday, 28 February, in New York.
        due, zone = "--scheduled-time=2026-03-01T04:30:00Z", "--timezone=America/New_York"
        for options, runs in (
            (["--days-of-month=1", "--days-of-week=0"], True),
            (["--days-of-month=1", "--days-of-week=0", zone], False),
            (["--days-of-month=28", "--days-of-week=6", zone], True),
            (["--days-of-month=28", "--days-of-week=0,1,2,3,4,5", zone], False),
            (["--days-of-month=27", "--days-of-week=6", zone], False),
            (["--days-of-week=6", zone], True),
            (["--days-of-week=0", zone], False),
        ):
            with self.subTest(options):
                if runs:
                    self.assertIsNone(self.run_task("run.add", "--args=[1]", due, *options)["skipped_reason"])
                    os.remove(os.path.join(self.place.name, "notes"))
                else:
                    self.assertEqual(self.skipped(due, *options), "not-a-day-of-the-schedule")


class LimitTests(RunCase):
    def test_the_soft_limit_asks_the_task_to_end(self):
        line = self.run_task("run.soft")
        self.assertEqual(self.stored(line)["result"], "tidied up")
        line = self.run_task("run.soft missed", ends=(1, "failure"))
        self.assertEqual((line["error"], self.stored(line)["status"]), ("SoftTimeLimitExceeded", "FAILURE"))

    def test_the_hard_limit_ends_a_task_that_cannot_be_asked(self):
        line = self.run_task("run.hard", "--deadline-seconds=50", ends=(124, "hard-limit"))
        self.assertEqual(self.stored(line)["result"]["exc_type"], "TimeLimitExceeded")
        self.assertLess(line["seconds"], 20)

    def test_the_deadline_is_a_hard_limit_of_tasks_that_have_none(self):
        self.run_task("run.sleep", "--args=[60]", "--deadline-seconds=1", ends=(124, "hard-limit"))
        self.assertEqual(self.notes()[-1], "sleeps")

    def test_what_the_task_started_does_not_outlive_it(self):
        self.run_task("run.child", "--deadline-seconds=2", ends=(124, "hard-limit"))
        pid = int(self.wait_for_note("started").split()[1])
        for _ in range(100):
            try:
                with open(f"/proc/{pid}/stat") as stat:
                    if stat.read().split()[2] == "Z":
                        return
            except FileNotFoundError:
                return
            time.sleep(0.05)
        self.fail("the program still runs")


class SigtermTests(RunCase):
    def test_a_task_that_ends_within_the_grace_ends_well(self):
        process = self.start("run.sleep", "--args=[2]", "--grace-seconds=40")
        self.wait_for_note("sleeps")
        process.send_signal(signal.SIGTERM)
        line = self.end(process, 0, "success")
        self.assertEqual((self.notes()[-1], self.stored(line)["status"]), ("slept", "SUCCESS"))

    def test_a_task_that_does_not_is_killed_when_the_grace_is_over(self):
        process = self.start("run.sleep", "--args=[60]", "--grace-seconds=1")
        self.wait_for_note("sleeps")
        process.send_signal(signal.SIGTERM)
        line = self.end(process, 143, "terminated")
        self.assertEqual((self.notes()[-1], self.stored(line)), ("sleeps", None))

    def test_a_runner_that_is_killed_takes_its_task_along(self):
        process = self.start("run.sleep", "--args=[3]")
        self.wait_for_note("sleeps")
        process.kill()
        process.communicate(timeout=300)
        time.sleep(4)
        self.assertEqual(self.notes()[-1], "sleeps")


class FallbackTests(RunCase):
    def test_without_the_tracer_the_task_runs_the_documented_way_and_the_log_says_what_is_missing(self):
        with open(os.path.join(self.place.name, "sitecustomize.py"), "w") as file:
            file.write(
                "import celery.app.trace as trace\n"
                "build = trace.build_tracer\n"
                "def another(name, task, *, eager, **rest): return build(name, task, eager=eager, **rest)\n"
                "trace.build_tracer = another\n"
            )
        self.environment["PYTHONPATH"] = self.place.name + os.pathsep + RUNNER
        line = self.run_task("run.add", "--args=[2, 3]")
        self.assertEqual((line["way"], line["result_stored"], self.notes()[-1][:4]), ("apply", False, "task"))
        self.assertIn("Task.apply", self.log)


if __name__ == "__main__":
    unittest.main()
