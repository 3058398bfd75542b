"""The journal: what has been done to an open document, so that a crash loses no more than moments.

A journal is a file of lines of JSON: who it is of, the document as it was when the journal began,
and then every edit. A line that was torn by a crash is the last one, and is left out. Long texts
(large tensors) stand in a line of their own, once, and are referred to by their hash.

A thread writes it: who edits only puts edits into a queue. What is in the queue is on the disk
(`fsync`) `SECONDS` later at most. The file is locked while its program lives, so that a journal
that can be locked is one that a crash has left.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeAlias

import msgspec

from autograd_core.graph import files
from autograd_core.graph.document import Document
from autograd_core.graph.edits import Edit
from autograd_core.graph.edits_written import redo, written
from autograd_core.graph.encodable import encoded
from autograd_core.graph.locking import is_free, lock
from autograd_core.graph.stamps import Stamp

SUFFIX = ".journal"
SECONDS = 2.0
"""How long an edit may wait until it is on the disk."""
LONG = 20_000
"""Characters from which on a text stands in a line of its own."""
LARGEST = 256 << 20
"""Bytes after which a journal begins anew."""


class Left(NamedTuple):
    """What a crash has left: the document, the file it was of (None: of none yet), what it was
    called, when the last edit was written (seconds since the epoch), and how the file was when
    the program knew it last (None: not known)."""

    document: Document
    path: Path | None
    title: str
    when: float
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class _Begin:
    document: Document
    path: Path | None
    title: str
    stamp: Stamp | None


@dataclass(frozen=True, slots=True)
class _Draft:
    edits: tuple[Edit, ...]


_Item: TypeAlias = _Begin | _Draft | tuple[Edit, ...] | None
"""What is to be written: a beginning, edits, a draft, or (None) that the journal ends."""


class Journal:
    """Writes one journal into a folder. Errors of the disk are kept in `error`, and never raised:
    whoever edits goes on."""

    def __init__(self, folder: Path, seconds: float = SECONDS) -> None:
        self.folder = folder
        self.seconds = seconds
        self.error: OSError | None = None
        self.is_open = False
        """Whether something was begun, and neither ended nor failed."""
        self._queue: list[_Item] = []
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._idle = True
        self._hurry = False
        self._stopping = False
        self._writer = _Writer(folder)

    @property
    def path(self) -> Path | None:
        """The file, once it is there."""
        return self._writer.path

    def begin(
        self,
        document: Document,
        path: Path | None,
        title: str = "",
        stamp: Stamp | None = None,
    ) -> None:
        """Starts anew with the document as it is. `document` is a snapshot that nobody changes,
        `stamp` says how its file is as far as we know."""
        self.is_open = True
        self._put(_Begin(document, path, title, stamp))

    def add(self, edits: Sequence[Edit]) -> bool:
        """Adds edits; False if the journal has become so long that it should begin anew."""
        if self.is_open:
            self._put(tuple(edits))
        return self._writer.size < LARGEST

    def draft(self, edits: Sequence[Edit]) -> None:
        """What is being typed and not done yet, in place of the last draft; none, if it is not
        wanted or was done. A draft counts until the next edit."""
        if self.is_open:
            self._put(_Draft(tuple(edits)))

    def end(self) -> None:
        """There is nothing that a crash could lose any more: the file goes."""
        if self.is_open:
            self.is_open = False
            self._put(None)

    def flush(self) -> None:
        """Waits until all is on the disk."""
        with self._wake:
            self._hurry = True
            self._wake.notify_all()
            self._wake.wait_for(lambda: self._idle)
            self._hurry = False

    def close(self) -> None:
        """Ends the thread, with all written that was put into the queue."""
        with self._wake:
            self._stopping = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join(10.0)
        self._writer.close()

    def _put(self, item: _Item) -> None:
        with self._wake:
            if item is None or isinstance(item, _Begin):
                self._queue.clear()  # what came before is in it, or not wanted
            elif isinstance(item, _Draft) and self._queue and isinstance(self._queue[-1], _Draft):
                self._queue.pop()
            self._queue.append(item)
            self._idle = False
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="journal", daemon=True)
                self._thread.start()
            self._wake.notify_all()

    def _work(self) -> None:
        written = -self.seconds
        while True:
            with self._wake:
                self._idle = not self._queue
                self._wake.notify_all()
                self._wake.wait_for(lambda: self._queue or self._stopping)
                rest = written + self.seconds - time.monotonic()
                self._wake.wait_for(lambda: self._hurry or self._stopping, max(rest, 0.0))
                items, self._queue = self._queue, []
                if not items and self._stopping:
                    return
            self._write(items)
            written = time.monotonic()

    def _write(self, items: Sequence[_Item]) -> None:
        try:
            for item in items:
                self._writer.write(item)
            self._writer.sync()
            if not self._writer.is_torn:
                self.error = None
        except OSError as error:
            self._fail(error)
        except (ValueError, TypeError, RecursionError, MemoryError) as error:
            # whatever it is that cannot be written down: the thread has to live on
            self._fail(OSError(errno.EINVAL, str(error)))

    def _fail(self, error: OSError) -> None:
        self.error = error
        self._writer.is_torn = True


class _Writer:
    """The file itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path: Path | None = None
        self.size = 0
        self.is_torn = False
        """Whether the disk has not taken something: what would follow could not be read. The file
        stays, and stays locked, until a journal is there that has begun anew."""
        self._file: IO[bytes] | None = None
        self._texts: set[str] = set()

    def write(self, item: _Item) -> None:
        if item is None:
            self.remove()
        elif isinstance(item, _Begin):
            self._begin(item)
        elif self._file is not None and not self.is_torn:
            kind, edits = ("draft", item.edits) if isinstance(item, _Draft) else ("edits", item)
            self._line({kind: [written(edit) for edit in edits], "at": time.time()})

    def sync(self) -> None:
        if self._file is not None and not self.is_torn:
            self._file.flush()
            os.fsync(self._file.fileno())

    def _begin(self, item: _Begin) -> None:
        private_folder(self.folder)
        old, earlier, known = self.path, self._file, self._texts
        self._file, self.path = _fresh_file(self.folder)
        self._texts, self.size, was_torn, self.is_torn = set(), 0, self.is_torn, False
        try:
            self._line(_head(item))
            self._line({"document": msgspec.to_builtins(files.raw_of(item.document))})
            self.sync()
        except BaseException:  # the old one, which holds at least something, stays
            self.remove()
            self._file, self.path, self._texts, self.is_torn = earlier, old, known, was_torn
            raise
        if earlier is not None:
            earlier.close()
        if old is not None:
            old.unlink(missing_ok=True)

    def _line(self, data: Any) -> None:
        assert self._file is not None
        texts: dict[str, str] = {}
        shortened = _without_long_texts(data, texts)
        for name, text in texts.items():
            if name not in self._texts:
                self._texts.add(name)
                self.size += self._file.write(encoded({"name": name, "text": text}) + b"\n")
        self.size += self._file.write(encoded(shortened) + b"\n")

    def remove(self) -> None:
        path = self.path
        self.close()
        if path is not None:
            path.unlink(missing_ok=True)

    def close(self) -> None:
        file, self._file, self.path = self._file, None, None
        self.size = 0
        self.is_torn = False
        if file is not None:
            with suppress(OSError):
                file.close()


def _head(item: _Begin) -> dict[str, Any]:
    stamp = item.stamp
    return {
        "journal": 1,
        "title": item.title,
        "at": time.time(),
        "path": None if item.path is None else _path_written(item.path),
        "stamp": None if stamp is None else [*stamp[:3], stamp.digest.hex()],
    }


def _path_written(path: Path) -> str | dict[str, str]:
    """A path; names of files need not be texts."""
    try:
        return os.fsencode(path).decode()
    except UnicodeDecodeError:
        return {"bytes": os.fsencode(path).hex()}


def _path_read(written: object) -> Path | None:
    if isinstance(written, dict):
        with suppress(ValueError, TypeError):
            return Path(os.fsdecode(bytes.fromhex(written["bytes"])))
    return Path(written) if isinstance(written, str) and written else None


def private_folder(folder: Path) -> None:
    """Makes a folder that nobody else may look into: what is open may be in a file of that kind.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # it may be another's, or of a disk that knows no permissions
        if stat.S_IMODE(folder.stat().st_mode) & 0o077:
            folder.chmod(0o700)


def _fresh_file(folder: Path) -> tuple[IO[bytes], Path]:
    """A new file that is locked, and its path."""
    start = f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}"
    number = 0
    while True:
        path = folder / f"{start}-{number}{SUFFIX}"
        with suppress(FileExistsError):
            file = os.fdopen(os.open(path, _FRESH, 0o600), "wb")
            lock(file)
            return file, path
        number += 1


_FRESH = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _without_long_texts(data: Any, texts: dict[str, str]) -> Any:
    """The data with a reference in the place of each long text; `texts` gets these by name."""
    if isinstance(data, str):
        if len(data) < LONG:
            return data
        name = hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()
        texts[name] = data
        return {"text of": name}
    if isinstance(data, dict):
        return {key: _without_long_texts(value, texts) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_without_long_texts(value, texts) for value in data]
    return data


def _with_long_texts(data: Any, texts: dict[str, str]) -> Any:
    if isinstance(data, dict):
        if data.keys() == {"text of"}:
            return texts[data["text of"]]
        return {key: _with_long_texts(value, texts) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_long_texts(value, texts) for value in data]
    return data


# Reading what a crash has left


def abandoned(folder: Path) -> list[Path]:
    """The journals of programs that live no more, the newest first."""
    if not folder.is_dir():
        return []
    return [path for path in sorted(folder.glob(f"*{SUFFIX}"), reverse=True) if is_free(path)]


def recover(path: Path) -> Left | None:
    """What a journal holds; None where not even its beginning can be read.

    Raises:
        OSError: the file cannot be read.
    """
    lines = list(_lines(path))
    if len(lines) < 2 or not all(isinstance(line, dict) for line in lines):
        return None
    head, edits = lines[0], _with_draft(lines[2:])
    try:
        first = msgspec.json.encode(lines[1].get("document"))
        document = files.decode(first, path)
        done = _redo_all(document, edits)
        if done < len(edits):  # what comes after it goes on from what is not there
            document = files.decode(first, path)
            edits = edits[:done]
            _redo_all(document, edits)
    except files.FileProblem:
        return None
    path_of = _path_read(head.get("path"))
    when = float((edits[-1] if edits else head).get("at", 0.0))
    title = str(head.get("title", ""))
    return Left(document, path_of, title, when, _stamp(head.get("stamp")))


def _stamp(written: object) -> Stamp | None:
    """A stamp as it stands in the head of a journal; None for none, or for one that is torn."""
    try:
        size, when, inode, digest = msgspec.convert(written, tuple[int, int, int, str])
        return Stamp(size, when, inode, bytes.fromhex(digest))
    except (msgspec.ValidationError, ValueError):
        return None


def _with_draft(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The edits, and as the last one the draft that nothing came after."""
    edits = [line for line in lines if "draft" not in line]
    if lines and "draft" in lines[-1]:
        edits.append({**lines[-1], "edits": lines[-1]["draft"]})
    return edits


def _redo_all(document: Document, lines: Sequence[dict[str, Any]]) -> int:
    """Does the edits; returns how many lines could be done whole."""
    for number, line in enumerate(lines):
        try:
            for edit in line["edits"]:
                redo(document, edit)
        except (LookupError, TypeError, AttributeError, msgspec.ValidationError):
            return number
    return len(lines)


def _lines(path: Path) -> Iterator[Any]:
    """The whole lines, with long texts put in."""
    texts: dict[str, str] = {}
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            try:
                data = msgspec.json.decode(line)
                if isinstance(data, dict) and data.keys() == {"name", "text"}:
                    texts[data["name"]] = data["text"]
                    continue
                yield _with_long_texts(data, texts)
            except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
                return
