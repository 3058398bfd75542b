"""Frames put together to one moving picture, GIF or APNG. No Qt: it may be done on any thread.

Of each frame only the rectangle is kept in which it differs from the one before. The colours of a
GIF are chosen once for all frames, and nothing is dithered: grounds and lines keep their exact
colours, and text its edges.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels: TypeAlias = np.ndarray[Any, np.dtype[np.uint32]]
Told = Callable[[int, int], None]
"""Hears how many frames are done, of how many; may raise to give up."""
COLOURS = 255
EXACT = 176
"""The commonest colours, which stay as they are; the others are edges of letters and lines."""
GIF_UNIT = 10
"""Milliseconds that the times of a GIF are told in."""
MOST_BYTES = 1 << 30
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class TooLarge(Exception):
    """The frames take more memory than they should."""


class Change(NamedTuple):
    """What a frame has new: its rectangle's corner, its pixels (0xRRGGBB), and how long it is."""

    left: int
    top: int
    pixels: Pixels
    milliseconds: float


class Recording:
    """Frames of one size, in order."""

    def __init__(self) -> None:
        self._changes: list[Change] = []
        self._last: Pixels | None = None
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._changes)

    @property
    def milliseconds(self) -> float:
        """How long it plays."""
        return sum(change.milliseconds for change in self._changes)

    def add(self, pixels: Pixels, milliseconds: float) -> None:
        """Adds a frame, height × width of 0x??RRGGBB; one like the last makes that longer.

        Raises:
            TooLarge: there are too many, or they are too large.
        """
        pixels = pixels & np.uint32(0xFFFFFF)
        left, top, part = 0, 0, pixels
        if self._last is not None:
            differs = pixels != self._last
            rows, columns = np.flatnonzero(differs.any(1)), np.flatnonzero(differs.any(0))
            if not len(rows):
                last = self._changes[-1]
                longer = last.milliseconds + milliseconds
                self._changes[-1] = last._replace(milliseconds=longer)
                return
            top, left = int(rows[0]), int(columns[0])
            part = pixels[top : rows[-1] + 1, left : columns[-1] + 1].copy()
        self._last = pixels
        self._bytes += part.nbytes
        if self._bytes > MOST_BYTES:
            raise TooLarge
        self._changes.append(Change(left, top, part, milliseconds))

    def gif(self, loop: bool = True, told: Told | None = None) -> bytes:
        """The bytes of a GIF that plays once, or round and round."""
        from PIL import Image

        colours, palette = _palette([change.pixels for change in self._changes])
        order = np.argsort(colours)
        known, places = colours[order], palette.nearest[order]
        flat = palette.rgb.reshape(-1).tolist()

        def frames() -> Iterator[Image.Image]:
            shown = np.zeros(self._changes[0].pixels.shape, np.uint8)
            for nth, change in enumerate(self._changes, 1):
                if told is not None:
                    told(nth, len(self._changes))
                high, wide = change.pixels.shape
                part = places[np.searchsorted(known, change.pixels)]
                shown[change.top : change.top + high, change.left : change.left + wide] = part
                image = Image.fromarray(shown.copy(), "P")
                image.putpalette(flat)
                yield image

        options = {"loop": 0} if loop else {}
        return _saved(frames(), "GIF", duration=self._rounded(GIF_UNIT), optimize=True, **options)

    def apng(self, loop: bool = True, told: Told | None = None) -> bytes:
        """The bytes of an animated PNG, every pixel as it was (PNG specification, 3rd edition)."""
        file = io.BytesIO()
        file.write(_SIGNATURE)
        order = 0
        times = self._rounded(1)
        for nth, (change, lasts) in enumerate(zip(self._changes, times, strict=True)):
            if told is not None:
                told(nth + 1, len(self._changes))
            header, *data = _png_chunks(change.pixels)
            if nth == 0:
                _chunk(file, b"IHDR", header)
                _chunk(file, b"acTL", struct.pack(">II", len(times), 0 if loop else 1))
            high, wide = change.pixels.shape
            place = (order, wide, high, change.left, change.top, min(lasts, 65_535), 1000, 0, 0)
            _chunk(file, b"fcTL", struct.pack(">IIIIIHHBB", *place))
            order += 1
            for part in data:
                if nth == 0:
                    _chunk(file, b"IDAT", part)
                else:
                    _chunk(file, b"fdAT", struct.pack(">I", order) + part)
                    order += 1
        _chunk(file, b"IEND", b"")
        return file.getvalue()

    def _rounded(self, unit: int) -> list[int]:
        """The times of all frames in whole units; what is lost at one is given to the next."""
        found, lost = [], 0.0
        for change in self._changes:
            wanted = change.milliseconds + lost
            rounded = max(2 * GIF_UNIT, round(wanted / unit) * unit)
            lost = wanted - rounded
            found.append(rounded)
        return found


def _saved(frames: Iterator[Image], kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    first = next(frames)
    first.save(file, kind, save_all=True, append_images=frames, **options)
    return file.getvalue()


def _png_chunks(pixels: Pixels) -> list[bytes]:
    """What the header and the data of a PNG of these pixels hold."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(_rgb(pixels), "RGB").save(file, "PNG")
    data, at, found = file.getvalue(), len(_SIGNATURE), []
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] in (b"IHDR", b"IDAT"):
            found.append(data[at + 8 : at + 8 + size])
        at += size + 12
    return found


def _chunk(file: io.BytesIO, kind: bytes, data: bytes) -> None:
    check = zlib.crc32(kind + data)
    file.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check))


def _rgb(pixels: Pixels) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """The three channels of 0xRRGGBB, as a last axis."""
    channels = np.stack([pixels >> 16, pixels >> 8, pixels], axis=-1) & np.uint32(0xFF)
    return channels.astype(np.uint8)


class _Palette(NamedTuple):
    rgb: np.ndarray[Any, np.dtype[np.uint8]]
    nearest: np.ndarray[Any, np.dtype[np.uint8]]
    """For each colour that there is, its place in the palette."""


def _palette(parts: list[Pixels]) -> tuple[Pixels, _Palette]:
    """All colours that there are, and the palette for them."""
    counted = [np.unique(part, return_counts=True) for part in parts]
    colours, places = np.unique(np.concatenate([each for each, _ in counted]), return_inverse=True)
    counts = np.bincount(places, np.concatenate([count for _, count in counted]))
    if len(colours) <= COLOURS:
        return colours, _Palette(_rgb(colours), np.arange(len(colours), dtype=np.uint8))
    from scipy.spatial import cKDTree

    common = np.argsort(-counts)
    rgb = _rgb(colours)
    chosen = np.concatenate([rgb[common[:EXACT]], _clustered(rgb[common[EXACT:]])])
    _, nearest = cKDTree(chosen.astype(float)).query(rgb.astype(float))
    return colours, _Palette(chosen, nearest.astype(np.uint8))


def _clustered(
    rgb: np.ndarray[Any, np.dtype[np.uint8]],
) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A few colours that stand for all of these, by how they differ and not how common they are."""
    from PIL import Image

    strip = Image.fromarray(rgb[None], "RGB")
    few = strip.quantize(COLOURS - EXACT, method=Image.Quantize.MEDIANCUT)
    found = np.array(few.getpalette(), np.uint8).reshape(-1, 3)
    return found[: COLOURS - EXACT]
