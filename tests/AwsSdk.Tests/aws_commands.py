"""AWS's own command line for many commands in one process: a line of JSON is a list of arguments, another answers it."""
import contextlib
import io
import json
import sys

from awscli.clidriver import create_clidriver

for line in sys.stdin:
    output, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
        try:
            code = create_clidriver().main(json.loads(line))
        except SystemExit as exit_:
            code = exit_.code
    print(json.dumps({"code": code or 0, "output": output.getvalue(), "error": error.getvalue()}), flush=True)
