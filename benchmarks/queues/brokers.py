"""Starts the brokers of the runner's tests, and gives their addresses to the program that counts. Usage: brokers.py PROGRAM READINGS MESSAGES"""

import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "runner"))

from tests.brokers import RabbitMq, Redis

program, readings, messages = sys.argv[1:]
started = []
try:
    for broker in (Redis, RabbitMq):
        started.append(broker())
    # One core for the reader, as a small container has.
    subprocess.run(["taskset", "-c", "0", program, readings, messages, *(broker.url() for broker in started)], check=True)
finally:
    for broker in started:
        broker.stop()
