"""`python -m kinora.engines.child`: renders one order from stdin and says how it goes on stdout, one JSON text a line.

Two processes: a guard that only waits, and the renderer that it forks. When the parent dies, stdin ends and the guard
kills the whole process group, whatever library holds the renderer's interpreter; when the guard dies, so does the
renderer.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from typing import BinaryIO

_PR_SET_PDEATHSIG = 1
_NICENESS = 5


def main() -> int:
    """Read the order, fork the renderer, and wait for its end or the parent's."""
    order = sys.stdin.buffer.readline()
    if not order:
        return 0
    guard = os.getpid()
    ended = _note_ended_children()
    renderer = os.fork()
    if renderer == 0:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _die_with(guard)
        return _render(order)
    # Only the renderer may keep the parent's pipe open: its end tells the parent that no more will come.
    os.close(1)
    readable, _, _ = select.select([ended, sys.stdin], [], [])
    if ended not in readable:
        os.killpg(os.getpgrp(), signal.SIGKILL)
    _, status = os.waitpid(renderer, 0)
    return os.waitstatus_to_exitcode(status) & 0xFF


def _note_ended_children() -> int:
    """A descriptor that becomes readable when a child ends."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reader


def _die_with(guard: int) -> None:
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != guard:  # it died before the kernel was asked
        os._exit(1)


def _render(order: bytes) -> int:
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    # Whatever a library prints must not get between the messages.
    os.dup2(2, 1)
    # Not closed but emptied: the next file opened would get the number 0, and a process started with it loses it.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # A render can wait longer than the server's next answer.
    os.nice(_NICENESS)
    return _render_to(out, order)


def _render_to(out: BinaryIO, order_line: bytes) -> int:
    from kinora.engines.messages import Done, Refused, Underway, read_order, write_message
    from kinora.engines.rendering import render
    from kinora.media.store_errors import no_room
    from kinora.spec.errors import JobError
    from kinora.spec.outcome import Progress

    order = read_order(order_line)

    def report(progress: Progress) -> None:
        out.write(write_message(Underway(progress)))

    try:
        rendered = render(order.engine, order.plan, order.inputs, report)
    except JobError as error:
        out.write(write_message(Refused(error.code, error.message)))
        return 0
    except OSError as error:
        if (full := no_room(error)) is None:
            raise
        out.write(write_message(Refused(full.code, full.message)))
        return 0
    out.write(write_message(Done(rendered)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
