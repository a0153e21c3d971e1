"""How far a command is."""

from __future__ import annotations

import sys
import threading
import time

_BAR_WIDTH = 20


def bar(number: int, total: int) -> str:
    """How far that is, drawn."""
    done = _BAR_WIDTH * number // max(total, 1)
    return f"[{'#' * done}{'-' * (_BAR_WIDTH - done)}]"


class Progress:
    """A bar on standard error, if that is a terminal, from the first second on; erased at the end."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._step = ("", 0, 1)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._draw, daemon=True)

    def __call__(self, step: str, number: int, total: int) -> None:
        self._step = (step, number, total)

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _draw(self) -> None:
        if self._is_over.wait(1):
            return
        while True:
            step, number, total = self._step
            seconds = time.monotonic() - self._began
            line = f"{bar(number, total)} {step}, {seconds:.0f} s"
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
            if self._is_over.wait(0.2):
                break
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
