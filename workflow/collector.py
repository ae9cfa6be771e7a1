"""Python's garbage collector, told when there is nothing for it to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Thousands of rows are made and none is garbage yet: looking through them again and again costs a fifth.

    The collector is one for all threads; whoever found it at rest leaves it so, whoever stopped it starts it again.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
