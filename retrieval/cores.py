"""How many cores one question may use: one, so that those of several people don't get into each other's way."""

from functools import cache

from threadpoolctl import threadpool_limits


@cache
def one_core_a_product() -> None:
    """From now on each matrix product of this process runs on one core.

    Those of a search take a few milliseconds: a second thread gains less than it burns while it waits for the next one.
    """
    threadpool_limits(1, user_api="blas")
