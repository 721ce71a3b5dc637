"""What `serve` and `worker` share: the event loop, signals, and starting over when others have taken their jobs."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Coroutine
from typing import Any

from kinora.cli.screen import fail


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run a command's coroutine on the fastest loop there is; what Kinora can explain ends it with a sentence."""
    from kinora.spec.errors import KinoraError

    try:
        import uvloop
    except ImportError:  # there is none for Windows
        runner = asyncio.run
    else:
        runner = uvloop.run
    try:
        runner(main)
    except (KinoraError, ValueError) as error:
        fail(str(error), code=1)


def start_over() -> None:
    """Put a fresh process in this one's place, under the same number: what this one held belongs to others by now.

    Its renders end with their pipes, and its connections are closed by the kernel.
    """
    sys.stderr.write("This worker was out of touch for too long: others have its jobs. Starting over.\n")
    sys.stderr.flush()
    os.execv(sys.executable, sys.orig_argv)  # no shell, and our own command line
