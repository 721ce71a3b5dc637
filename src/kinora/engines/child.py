"""`python -m kinora.engines.child`: renders one order after the other from stdin and says on stdout how each goes.

Orders and messages are one JSON text a line. Two processes: a guard that only waits, and the renderer that it forks.
When the parent dies or hangs up, the guard kills the whole process group, whatever library holds the renderer's
interpreter; when the guard dies, so does the renderer.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from kinora.engines.messages import AnyOrder, Done, Refused, Sketched

_PR_SET_PDEATHSIG = 1
_NICENESS = 5


def main() -> int:
    """Fork the renderer, and wait for its end or the parent's."""
    guard = os.getpid()
    ended = _note_ended_children()
    renderer = os.fork()
    if renderer == 0:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _die_with(guard)
        return _serve()
    # Only the renderer may keep the parent's pipe open: its end tells the parent that no more will come.
    os.close(1)
    watched = select.poll()
    watched.register(ended, select.POLLIN)
    watched.register(0, 0)  # no orders, which are the renderer's: only that the other side has hung up
    if ended not in {descriptor for descriptor, _ in watched.poll()}:
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


def _serve() -> int:
    orders = os.fdopen(os.dup(0), "rb")
    out = os.fdopen(os.dup(1), "wb", buffering=0)
    # Whatever a library prints must not get between the messages.
    os.dup2(2, 1)
    # Not closed but emptied: the next file opened would get the number 0, and a process started with it loses it.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # A render can wait longer than the server's next answer.
    os.nice(_NICENESS)
    from kinora.engines.messages import read_order, write_message

    for line in orders:
        order = read_order(line)
        _log_to(order.folder / "engine.log")
        out.write(write_message(_answer(out, order)))
    return 0


def _log_to(path: Path) -> None:
    """Let everything that is printed from now on go to the order's own log."""
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.close(log)


def _answer(out: BinaryIO, order: AnyOrder) -> Done | Sketched | Refused:
    from kinora.engines.messages import Done, Refused, Sketched, SketchOrder, Underway, write_message
    from kinora.engines.rendering import render, sketch
    from kinora.media.store_errors import no_room
    from kinora.spec.errors import JobError
    from kinora.spec.outcome import Progress

    def report(progress: Progress) -> None:
        out.write(write_message(Underway(progress)))

    try:
        if isinstance(order, SketchOrder):
            return Sketched(sketch(order.engine, order.plan, order.sheet))
        return Done(render(order.engine, order.plan, order.inputs, report))
    except JobError as error:
        return Refused(error.code, error.message)
    except OSError as error:
        if (full := no_room(error)) is None:
            raise
        return Refused(full.code, full.message)


if __name__ == "__main__":
    sys.exit(main())
