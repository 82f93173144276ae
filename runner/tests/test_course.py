import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from costtool_runner.course import Action, Course, Limits, Seen  # noqa: E402

NOTHING = Seen(running=0, waiting=0, held=0, others=0, full=False, last_received=0.0, stop_asked_at=None, settled=False)
ONE = NOTHING._replace(running=1, held=1)


def course(idle=None, deadline=None, grace=10.0):
    return Course(Limits(idle, deadline, grace), started=0.0)


def looks(way, *sights):
    return [way.look(at, seen) for at, seen in sights]


class CourseTests(unittest.TestCase):
    def test_it_is_idle_when_nothing_came_and_nothing_ran_for_as_long(self):
        way = course(idle=5)
        self.assertEqual(looks(way, (0, NOTHING), (4.9, NOTHING), (5, NOTHING)), [None, None, Action.CLOSE])
        self.assertEqual(way.reason, "idle")

    def test_a_task_that_ended_or_came_starts_the_wait_again(self):
        way = course(idle=5)
        self.assertEqual(looks(way, (0, ONE), (8, ONE), (9, NOTHING), (13.9, NOTHING), (14, NOTHING)), [None, None, None, None, Action.CLOSE])
        way = course(idle=5)
        came = NOTHING._replace(last_received=3.0)
        self.assertEqual(looks(way, (0, NOTHING), (7.9, came), (8, came)), [None, None, Action.CLOSE])

    def test_what_waits_for_its_time_is_idle_and_what_is_held_otherwise_is_not(self):
        self.assertEqual(looks(course(idle=5), (0, NOTHING), (5, NOTHING._replace(held=2, waiting=2)))[-1], Action.CLOSE)
        self.assertIsNone(looks(course(idle=5), (0, NOTHING), (5, NOTHING._replace(held=2, waiting=1)))[-1])

    def test_what_others_held_is_waited_for(self):
        way = course(idle=5)
        others = NOTHING._replace(others=1)
        self.assertEqual(looks(way, (0, others), (7, others), (8, NOTHING), (11.9, NOTHING), (12, NOTHING)), [None, None, None, None, Action.CLOSE])

    def test_without_a_limit_it_goes_on(self):
        self.assertEqual(looks(course(), (0, NOTHING), (1e6, NOTHING)), [None, None])

    def test_it_ends_when_nothing_runs_and_nothing_is_under_way(self):
        way = course(idle=0)
        settled = NOTHING._replace(settled=True)
        running = ONE._replace(settled=True)
        self.assertEqual(looks(way, (1, NOTHING), (2, NOTHING), (3, running), (4, settled)), [Action.CLOSE, None, None, Action.END])

    def test_after_sigterm_the_grace_is_what_running_tasks_have(self):
        way = course(grace=10)
        asked = ONE._replace(stop_asked_at=100.0, settled=True)
        self.assertEqual(looks(way, (100.1, asked), (109.9, asked), (110, asked), (110.1, asked)), [Action.CLOSE, None, Action.KILL, Action.HAND_BACK])
        self.assertEqual(way.reason, "sigterm")

    def test_after_the_deadline_too(self):
        way = course(deadline=50, grace=10)
        settled = ONE._replace(settled=True)
        self.assertEqual(looks(way, (49.9, ONE), (50, ONE), (59.9, settled), (60, settled)), [None, Action.CLOSE, None, Action.KILL])
        self.assertEqual(way.reason, "deadline")

    def test_sigterm_after_the_deadline_gives_no_more_time(self):
        way = course(deadline=50, grace=10)
        asked = ONE._replace(settled=True, stop_asked_at=58.0)
        self.assertEqual(looks(way, (50, ONE), (59.9, asked), (60, asked)), [Action.CLOSE, None, Action.KILL])

    def test_the_last_of_the_most_tasks_has_all_the_time_it_needs(self):
        way = course(grace=1)
        full = ONE._replace(full=True, settled=True)
        self.assertEqual(looks(way, (1, full), (1e6, full)), [Action.CLOSE, None])
        self.assertEqual(way.reason, "max-tasks")
        asked = full._replace(stop_asked_at=1e6)
        self.assertEqual(looks(way, (1e6 + 0.9, asked), (1e6 + 1, asked)), [None, Action.KILL])

    def test_idle_seconds_are_those_between_looks_that_saw_nothing(self):
        way = course()
        looks(way, (0, NOTHING), (2, NOTHING), (3, ONE), (5, NOTHING), (6, NOTHING))
        self.assertEqual(way.idle_seconds, 3.0)  # 0 to 2 and 5 to 6


if __name__ == "__main__":
    unittest.main()
