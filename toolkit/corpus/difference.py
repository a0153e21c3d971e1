"""What two exports have in common: which pairs came in, which went, which moved, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.corpus.account import read_fates, read_report

ABSENT = "not in the input"


@dataclass(frozen=True)
class Difference:
    """How many pairs had which fate in the old and then in the new export; a fate is a split, a reason, or `ABSENT`."""

    splits: frozenset[str]
    changes: Counter[tuple[str, str]] = field(default_factory=Counter)
    settings: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """The same, for people."""
        parts = {"came in": Counter[str](), "went": Counter[str](), "moved": Counter[str]()}
        same = 0
        for (old, new), count in self.changes.items():
            was_in, is_in = old in self.splits, new in self.splits
            if was_in and is_in and old == new:
                same += count
            elif was_in and is_in:
                parts["moved"][f"from {old} to {new}"] += count
            elif is_in:
                parts["came in"][
                    f"into {new}; it had been left out: {old}" if old != ABSENT else f"into {new}; new"
                ] += count
            elif was_in:
                parts["went"][f"from {old}: {new}"] += count
        lines = [f"{same:,} pairs are in both", *self.settings]
        for what, counts in parts.items():
            lines.append(f"{counts.total():,} {what}")
            lines += [
                f"  {count:>9,} {how}" for how, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            ]
        return "\n".join(lines)


def difference(old: str | Path, new: str | Path) -> Difference:
    """Compare two folders that were exported.

    A pair that was there several times is compared copy by copy, the kept ones first.

    Raises:
        DataError: one is no such folder.
    """
    reports = read_report(old), read_report(new)
    splits = frozenset(split for report in reports for split in report["kept"])
    fates = _fates(old, splits), _fates(new, splits)
    found = Difference(splits, settings=list(_settings(*(report["signature"] for report in reports))))
    for value in fates[0].keys() | fates[1].keys():
        olds, news = (side.get(value, ()) for side in fates)
        for number in range(max(len(olds), len(news))):
            found.changes[_at(olds, number), _at(news, number)] += 1
    return found


def _fates(folder: str | Path, splits: frozenset[str]) -> dict[str, tuple[str, ...]]:
    fates: dict[str, tuple[str, ...]] = {}
    for value, fate in read_fates(folder):
        others = fates.get(value, ())
        # Tuples of one, of which most are, are shared.
        fates[value] = tuple(sorted((*others, fate), key=lambda f: (f not in splits, f))) if others else _single(fate)
    return fates


_SINGLES: dict[str, tuple[str, ...]] = {}


def _single(fate: str) -> tuple[str, ...]:
    return _SINGLES.setdefault(fate, (fate,))


def _at(fates: tuple[str, ...], number: int) -> str:
    return fates[number] if number < len(fates) else ABSENT


def _settings(old: Any, new: Any, name: str = "") -> Iterator[str]:
    """What is set otherwise, a line for each."""
    if isinstance(old, dict) or isinstance(new, dict):
        old, new = old or {}, new or {}
        for key in [*old, *(key for key in new if key not in old)]:
            if (name, key) != ("", "name"):
                yield from _settings(old.get(key), new.get(key), f"{name}.{key}".lstrip("."))
    elif old != new:
        yield f"{name}: {_said(old)} became {_said(new)}"


def _said(value: Any) -> str:
    return "nothing" if value in (None, 0, {}, []) else str(value)
