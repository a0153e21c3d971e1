"""Small runs for the tests of this folder; as a program, a run in a process that can be killed."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from toolkit.runs import AlignOptions

ZH = "会议昨天在广州举行。市长出席了会议。\n\n第{0}天，他们去了北京，看了{1}座桥。“好，”他说，“明天再见。”"
EN = (
    "The meeting was held in Guangzhou yesterday. The mayor was there.\n\n"
    "On day {0}, they went to Beijing and saw {2} bridges. “Good,” he said. “See you tomorrow.”"
)
OPTIONS: dict[str, Any] = {"align": AlignOptions(aligner="gale_church")}


def write_corpus(folder: Path, count: int) -> Path:
    """A manifest of so many documents, with the column genre; of every third a number is wrong."""
    (folder / "docs").mkdir(parents=True)
    lines = ["id\tsrc\ttgt\tgenre"]
    for n in range(count):
        for lang, text in (("zh", ZH), ("en", EN)):
            (folder / "docs" / f"{n}.{lang}.txt").write_text(
                text.format(n + 20, n + 30, n + 30 + 7 * (n % 3 == 0)), "utf-8"
            )
        lines.append(f"d{n}\tdocs/{n}.zh.txt\tdocs/{n}.en.txt\t{('news', 'law')[n % 2]}")
    manifest = folder / "pairs.tsv"
    manifest.write_text("\n".join(lines) + "\n", "utf-8")
    return manifest


def parts_of(folder: Path) -> dict[str, bytes]:
    """All that a run is judged by: its parts, and what is in quarantine."""
    return {path.name: path.read_bytes() for path in [*sorted((folder / "parts").iterdir()), folder / "quarantine.tsv"]}


def _slowly(manifest: str, folder: str, executor: str, **more: Any) -> None:
    from toolkit import runs
    from toolkit.runs import plan

    plan.SMALLEST = 1000
    runs.run(manifest, folder, executor=executor, progress=_wait, **more, **OPTIONS)


def _wait(worked: int, old: int, total: int) -> None:
    """Give the test the time to do harm."""
    if worked:
        print("a part is done", flush=True)
        time.sleep(0.2)


if __name__ == "__main__":
    _slowly(*sys.argv[1:4], **json.loads(sys.argv[4]))
