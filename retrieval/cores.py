"""How the cores are shared: one a question, so that those of several people don't get into each other's way; questions
before what is read in."""

import os
import sys
import threading
from contextlib import suppress
from functools import cache

from threadpoolctl import threadpool_limits

BEHIND = 10  # of nineteen steps


@cache
def one_core_a_product() -> None:
    """From now on each matrix product of this process runs on one core.

    Those of a search take a few milliseconds: a second thread gains less than it burns while it waits for the next one.
    """
    threadpool_limits(1, user_api="blas")


def behind_questions() -> None:
    """This thread, which works on a file for minutes, leaves the cores to questions, which take milliseconds.

    Only Linux tells threads of one process apart here.
    """
    if sys.platform == "linux":
        with suppress(OSError):  # where the system forbids it, it is as it was
            os.setpriority(
                os.PRIO_PROCESS, threading.get_native_id(), os.getpriority(os.PRIO_PROCESS, 0) + BEHIND
            )
