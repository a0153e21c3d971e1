"""Export a corpus: filter, remove duplicates and leaks, split, write, and account for every pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from toolkit.corpus.account import Account, fates_by_file, histogram, write_dropped
from toolkit.corpus.contamination import contaminated, read_tests
from toolkit.corpus.duplicates import NONE, SIDES, Sides, duplicates, leaks
from toolkit.corpus.filtering import load_filters, read_settings
from toolkit.corpus.fingerprints import LIKENESSES, Likeness
from toolkit.corpus.folder import check_folder
from toolkit.corpus.inputs import Source, check_beside, read_units, sha256
from toolkit.corpus.judging import Judged, judge
from toolkit.corpus.scratch import Scratch
from toolkit.corpus.splits import TRAIN, parse_split, split
from toolkit.corpus.writing import Output, write
from toolkit.errors import BadParameter, DataError
from toolkit.files import atomic_write, check_target

_FROM_COLUMNS = ("confidence", "flags", "risk")  # filters that go by what was found out before, if it was


@dataclass(frozen=True)
class Recipe:
    """What is made of the units. `split` is as in `dev=1000,test=1000`; `filters` a preset or a file, `dedup` a likeness."""

    filters: str | Path = "none"
    dedup: str = "none"
    dedup_on: str = "both"
    decontaminate: tuple[Source, ...] = ()
    split: str | None = None
    split_by: str = "document"
    seed: int = 0

    def __post_init__(self) -> None:
        for name, value, known in (
            ("dedup", self.dedup, ("none", *LIKENESSES)),
            ("dedup-on", self.dedup_on, SIDES),
            ("split-by", self.split_by, ("document", "pair")),
        ):
            if value not in known:
                raise BadParameter(f"--{name} is {value!r}; there are: {', '.join(known)}")

    @property
    def sizes(self) -> dict[str, int]:
        """The sizes of the splits by their names, but for what is left to train on."""
        return parse_split(self.split) if self.split else {}

    @property
    def likenesses(self) -> list[Likeness]:
        """The fingerprints that are needed."""
        needed = {self.dedup} - {"none"} | ({"near"} if self.split or self.decontaminate else set())
        return [likeness for likeness in LIKENESSES if likeness in needed]


def export(
    sources: Sequence[Source],
    output: Output,
    recipe: Recipe = Recipe(),
    *,
    flags: Sequence[Source] = (),
    decisions: Sequence[Source] = (),
    keep_dropped: Source | None = None,
) -> Account:
    """Write the pairs of bitexts, or of folders of runs, as a corpus; all or nothing, the same bytes each time.

    Args:
        flags: none, or for each source the flags of its beads, in the same order.
        decisions: none, or for each source what was decided in its review.
        keep_dropped: a TSV that gets what is left out, and why.

    Raises:
        DataError: a file cannot be read or written, or the corpus cannot be split so.
        BadParameter: there is no such filter, format or parameter.
    """
    for what, files in (("flags", flags), ("decisions", decisions)):
        check_beside(what, files, sources)
    settings = read_settings(recipe.filters)
    load_filters(settings)  # so that what is wrong with them is said before the work begins
    sizes = recipe.sizes
    tests = read_tests(recipe.decontaminate)
    _check_targets(output, keep_dropped, [*sources, *flags, *decisions, *recipe.decontaminate])
    with TemporaryFile(prefix="bitext-", dir=output.scratch_folder) as stream:
        scratch = Scratch(cast(Any, stream))
        readings = [
            read_units(source, flags[i] if flags else None, decisions[i] if decisions else None)
            for i, source in enumerate(sources)
        ]
        judged = judge(readings, settings, recipe.likenesses, scratch)
        fates = _Fates(judged, [*sizes, TRAIN])
        fates.drop(contaminated(judged, tests), "contaminated")
        if recipe.dedup != "none":
            _drop_duplicates(judged, fates, recipe)
        if sizes:
            fates.check_left("split")
            _split(judged, fates, recipe)
        if output.pieces:
            fates.check_left("train")
        known = judged.known | ({"flags"} if flags else set())
        blind = [name for name in _FROM_COLUMNS if name in settings and name not in known]
        account = _account(judged, fates, sources, _signature(recipe, settings, output))
        if blind:
            account.notes.append(f"{', '.join(blind)}: nothing to go by, so nothing was left out for that")
        account = write(output, account, scratch, fates.numbers, fates.names, judged.hashes)
        if keep_dropped is not None:
            with atomic_write(keep_dropped) as [dropped]:
                write_dropped(dropped, _dropped(judged, fates, sources, scratch))
    return account


class _Fates:
    """What becomes of each pair: `numbers` (n,) int16 counts in `names`, which begin with the splits."""

    def __init__(self, judged: Judged, splits: Sequence[str]) -> None:
        reasons = [*judged.names, "contaminated", "duplicate", "leak"]
        self.names, self.splits = [*splits, *reasons], len(splits)
        shift = len(splits)
        self.numbers = np.where(judged.reasons < 0, shift - 1, judged.reasons + shift).astype(np.int16)

    @property
    def stay(self) -> NDArray[np.bool_]:
        """(n,) bool: which pairs are kept."""
        return self.numbers < self.splits

    def check_left(self, what: str) -> None:
        """Raise DataError if no pair is left to `what`, "split" or "train", with the reasons for which they are left out."""
        if not (self.stay if what == "split" else self.numbers == self.splits - 1).any():
            counts = np.bincount(self.numbers, minlength=len(self.names)).tolist()[self.splits :]
            found = _nonzero(self.names[self.splits :], counts)
            why = ", ".join(f"{count:,} {reason}" for reason, count in found.items()) or "there was none"
            raise DataError(f"no pair is left to {what}{' on' if what == 'train' else ''}: {why}")

    def drop(self, which: NDArray[np.bool_], reason: str) -> None:
        """Leave out pairs that have stayed so far."""
        self.numbers[which & self.stay] = self.names.index(reason)


def _drop_duplicates(judged: Judged, fates: _Fates, recipe: Recipe) -> None:
    order = judged.order[fates.stay[judged.order]]
    src, tgt = judged.prints[cast(Likeness, recipe.dedup)]
    fates.drop(duplicates(src, tgt, order, cast(Sides, recipe.dedup_on)) != NONE, "duplicate")


def _split(judged: Judged, fates: _Fates, recipe: Recipe) -> None:
    """Give the pairs that stay to splits, the last of which is the first to give up what another has, too."""
    stay = np.flatnonzero(fates.stay)
    is_by_pair = recipe.split_by == "pair"
    documents = np.arange(len(stay)) if is_by_pair else judged.documents[stay]
    genres = [judged.genres[document] for document in judged.documents[stay]] if is_by_pair else judged.genres
    fates.numbers[stay] = split(documents, genres, recipe.sizes, recipe.seed)
    # Test sets are worth more than dev sets, and those more than what is trained on.
    rank = {TRAIN: 2, "dev": 1}
    names = fates.names[: fates.splits]
    place = np.argsort(sorted(range(len(names)), key=lambda number: rank.get(names[number], 0)))
    part = place[np.minimum(fates.numbers, len(names) - 1)]
    order = judged.order[fates.stay[judged.order]]
    order = order[np.argsort(part[order], kind="stable")]
    src, tgt = judged.prints["near"]
    fates.drop(leaks(src, tgt, part, order) != NONE, "leak")


def _account(judged: Judged, fates: _Fates, sources: Sequence[Source], signature: dict[str, Any]) -> Account:
    table = fates_by_file(fates.numbers, judged.files, len(sources), fates.names)
    totals = table.sum(axis=0).tolist()
    kept = dict(zip(fates.names[: fates.splits], totals, strict=False))
    files = [
        {
            "path": str(source),
            "sha256": sha256(source),
            "total": int(row.sum()),
            "kept": int(row[: fates.splits].sum()),
            "dropped": _nonzero(fates.names[fates.splits :], row[fates.splits :].tolist()),
        }
        for source, row in zip(sources, table, strict=True)
    ]
    lengths = {
        name: {
            lang: histogram(judged.lengths[fates.numbers == number, column]) for column, lang in enumerate(("zh", "en"))
        }
        for number, name in enumerate(kept)
    }
    dropped = _nonzero(fates.names[fates.splits :], totals[fates.splits :])
    counts = np.bincount(judged.licences[fates.stay], minlength=len(judged.licence_names)).tolist()
    licences = dict(sorted(_nonzero(judged.licence_names, counts).items()))
    return Account(signature, kept, dropped, files, lengths, licences, notes=_twice(files))


def _twice(files: Sequence[Mapping[str, Any]]) -> list[str]:
    """A note for each file that has the bytes of one before it."""
    first: dict[str, str] = {}
    notes = []
    for file in files:
        path, key = str(file["path"]), str(file["sha256"] or Path(file["path"]).resolve())
        if key in first:
            notes.append(f"{path} is the same as {first[key]}: its pairs are counted twice, but for --dedup")
        first.setdefault(key, path)
    return notes


def _nonzero(names: Sequence[str], counts: Sequence[int]) -> dict[str, int]:
    return {name: count for name, count in zip(names, counts, strict=True) if count}


def _dropped(judged: Judged, fates: _Fates, sources: Sequence[Source], scratch: Scratch) -> Iterator[Sequence[str]]:
    """The rows of what was left out, each with the score that the filter gave it."""
    for number, unit in scratch.read(~fates.stay):
        score = " ".join(f"{value:.4g}" for value in judged.scores.get(number, ()))
        confidence = "" if unit.confidence is None else f"{unit.confidence:.4f}"
        file = str(sources[judged.files[number]])
        reason = fates.names[fates.numbers[number]]
        yield reason, score, file, unit.document, unit.id, confidence, unit.src, unit.tgt


def _signature(recipe: Recipe, settings: dict[str, Any], output: Output) -> dict[str, Any]:
    from toolkit import __version__

    return {
        "toolkit": __version__,
        "name": output.name,
        "format": output.to,
        "filters": settings,
        "dedup": recipe.dedup,
        "dedup_on": recipe.dedup_on,
        "decontaminate": [{"path": str(path), "sha256": sha256(path)} for path in recipe.decontaminate],
        "split": recipe.sizes,
        "split_by": recipe.split_by,
        "seed": recipe.seed,
        "sentencepiece": output.pieces and {"size": output.pieces, "joint": output.is_joint},
    }


def _check_targets(output: Output, keep_dropped: Source | None, inputs: Sequence[Source]) -> None:
    output.check(inputs)
    if keep_dropped is not None:
        check_target(keep_dropped, inputs)
        if output.is_folder and output.path is not None:
            folder = check_folder(output.path)
            if folder in Path(keep_dropped).absolute().parents:
                raise DataError("would be replaced with the folder that it is in; give it another place", keep_dropped)
