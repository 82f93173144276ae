"""Real brokers for tests, each on a free loopback port and ended by its own process id."""

import os
import random
import shutil
import socket
import subprocess
import tempfile
import time


def free_port():
    """Below those that the system gives to outgoing connections: what is free now has to be free when the server gets to it."""
    while True:
        port = random.randrange(10_000, 30_000)
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
                return port
            except OSError:
                pass  # somebody has it


def wait_for_port(port, process, seconds, log):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    with open(log, errors="replace") as file:
        raise AssertionError(f"no broker on port {port}:\n{file.read()}")


class Broker:
    """A folder and the processes that work in it."""

    def __init__(self):
        self.folder = tempfile.mkdtemp()
        self.port = free_port()
        self.processes = []

    def start_process(self, command, environment=None):
        log = os.path.join(self.folder, f"log{len(self.processes)}")
        with open(log, "w") as file:
            # Its own group: whatever it starts ends with it.
            process = subprocess.Popen(command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True)
        self.processes.append(process)
        return process, log

    def stop(self):
        for process in reversed(self.processes):
            try:
                os.killpg(process.pid, 9)
            except ProcessLookupError:
                pass
            process.wait()
        self.processes = []
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis(Broker):
    """A Redis server with nothing on disk; ``options`` as on its command line."""

    def __init__(self, *options):
        super().__init__()
        self.options = options
        self.start()

    def start(self):
        process, log = self.start_process(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", self.folder, *self.options]
        )
        wait_for_port(self.port, process, 20, log)

    def url(self, database=0):
        return f"redis://127.0.0.1:{self.port}/{database}"


class RabbitMq(Broker):
    """A RabbitMQ node without plugins, with an epmd of its own."""

    def __init__(self):
        super().__init__()
        epmd_port = free_port()
        environment = {
            **os.environ,
            "HOME": self.folder,
            "ERL_EPMD_PORT": str(epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"runner{os.getpid()}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": os.path.join(self.folder, "data"),
            "RABBITMQ_LOG_BASE": os.path.join(self.folder, "logs"),
            "RABBITMQ_CONFIG_FILE": os.path.join(self.folder, "rabbitmq"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": os.path.join(self.folder, "plugins"),
            "RABBITMQ_PID_FILE": os.path.join(self.folder, "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1",
        }
        with open(os.path.join(self.folder, "plugins"), "w") as plugins:
            plugins.write("[].\n")
        epmd, log = self.start_process(["epmd", "-port", str(epmd_port), "-address", "127.0.0.1"], environment)
        wait_for_port(epmd_port, epmd, 20, log)
        # Debian's wrapper in /usr/sbin changes the user; this is the program behind it.
        server, log = self.start_process(["/usr/lib/rabbitmq/bin/rabbitmq-server"], environment)
        wait_for_port(self.port, server, 90, log)

    def url(self):
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"
