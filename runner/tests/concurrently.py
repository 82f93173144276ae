"""Runs tests that mostly wait for other processes several at a time. A module asks for it with ``load_tests = concurrently``."""

import concurrent.futures
import unittest

AT_ONCE = 8


class _Suite(unittest.TestSuite):
    def run(self, result, debug=False):
        tests = list(_flat(self))
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for test, own in zip(tests, pool.map(_run, tests)):
                result.startTest(test)
                for name, add in (("errors", result.errors), ("failures", result.failures), ("skipped", result.skipped)):
                    add.extend(getattr(own, name))
                if own.wasSuccessful():
                    result.addSuccess(test)
                else:
                    result.stream.write("F")
                result.stopTest(test)
        return result


def _run(test):
    own = unittest.TestResult()
    test.run(own)
    return own


def _flat(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from _flat(test)
        else:
            yield test


def concurrently(loader, tests, pattern):
    return _Suite(_flat(tests))
