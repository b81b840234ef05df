"""Runs a module that must not outlive its parent: `python -m app.child MODULE ARGUMENT…`.

Its standard input is a pipe from the parent; when the pipe closes, even by SIGKILL, this process ends.
"""

import os
import runpy
import signal
import sys
import threading
import time

GRACE = 8  # seconds between asking ourselves to stop and stopping


def main() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_parent() -> None:
    # os.read rather than sys.stdin: a buffered reader's lock would get in the way of the interpreter's exit.
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


if __name__ == "__main__":
    main()
