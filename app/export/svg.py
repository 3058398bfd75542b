"""Pictures as SVG: curves stay curves, and texts stay texts that can be searched and selected."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Generator
from functools import lru_cache, partial

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.export.drawing import draw
from app.export.recording import Told
from app.export.sheet import Sheet

PIECE = 100_000
"""Bytes that are tidied in one go."""
_EMPTY = re.compile(r"<g [^>]*>\s*</g>\s*")
_FONT = r' ?font-family="[^"]*" font-size="[^"]*" font-weight="[^"]*" font-style="[^"]*" ?'
_GROUP_FONT = re.compile(rf"(<g [^>]*?)\s*{_FONT}\s*>")
_TEXT = re.compile(
    r'(<text [^>]*?)font-family="(?P<family>[^"]*)" font-size="(?P<size>[^"]*)" '
    r'font-weight="(?P<weight>[^"]*)" font-style="(?P<style>[^"]*)"\s*>(?P<said>[^<]*)</text>'
)
_SIZE = re.compile(r'width="[^"]*mm" height="[^"]*mm"\s+viewBox="0 0 (\S+) (\S+)"')
_OPAQUE = re.compile(r'(<g [^>]*?)(?:fill|stroke)-opacity="1" ')
_CHINESE = "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei'"
_USUAL = {
    'stroke-linecap="square" stroke-linejoin="bevel" ': "",
    'vector-effect="none" ': "",
    'stroke-width="1" ': "",
    ' fill-rule="evenodd"': "",
    ' transform="matrix(1,0,0,1,0,0)"': "",
    'image-rendering="optimizeSpeed"':
        'image-rendering="optimizeSpeed" style="image-rendering:pixelated"',
}
"""What is so anyway, by what the outermost group says."""


def svg(sheet: Sheet, title: str) -> Generator[None, None, Callable[[], bytes]]:
    """Draws the sheet; a breath is taken wherever it yields. What comes back ends the file, on any
    thread, and gives its bytes, which have still to be tidied."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(QSize(round(sheet.width), round(sheet.height)))
    generator.setViewBox(QRectF(0, 0, sheet.width, sheet.height))
    generator.setTitle(title)
    generator.setDescription("GradCanvas")
    painter = QPainter(generator)
    try:
        yield from draw(painter, sheet)
    except GeneratorExit:
        painter.end()
        raise
    return partial(_ended, painter, generator, buffer)


def _ended(painter: QPainter, generator: QSvgGenerator, buffer: QBuffer) -> bytes:
    """The bytes of the file; the generator is there until its painter has ended."""
    painter.end()
    return bytes(buffer.data().data())


def tidied(raw: bytes, told: Told | None = None) -> bytes:
    """The same picture in two thirds of the bytes, and with texts that keep their widths where
    other fonts are used. Can be done on any thread, and lets others in between."""
    found, at = [], 0
    while at < len(raw):
        stop = raw.find(b"\n<g ", at + PIECE)
        stop = len(raw) if stop < 0 else stop
        found.append(_tidy(raw[at:stop].decode("utf-8")))
        at = stop
        if told is not None:
            told(at, len(raw))
    return "".join(found).encode("utf-8")


def _tidy(text: str) -> str:
    text = _GROUP_FONT.sub(r"\1>", _EMPTY.sub("", text))
    # of groups alone: a text has to be opaque in a group that is not
    text = _OPAQUE.sub(r"\1", _OPAQUE.sub(r"\1", text))
    for long, short in _USUAL.items():
        text = text.replace(long, short)
    text = _SIZE.sub(r'width="\1" height="\2" viewBox="0 0 \1 \2"', text, count=1)
    return _TEXT.sub(_text, text)


def _text(found: re.Match[str]) -> str:
    family, size, weight, style, said = found.group("family", "size", "weight", "style", "said")
    plain = html.unescape(said)
    wide = _width(family, float(size), int(weight), style, plain)
    family, kind = _meant(family)
    held = f' textLength="{wide:.6g}" lengthAdjust="spacingAndGlyphs"' if plain.strip() else ""
    return (
        f"{found.group(1)}font-family=\"'{family}', {kind}, {_CHINESE}\" font-size=\"{size}\" "
        f'font-weight="{weight}" font-style="{style}"{held}>{said}</text>'
    )


@lru_cache(maxsize=4096)
def _width(family: str, size: float, weight: int, style: str, said: str) -> float:
    font = QFont(family)
    font.setPixelSize(max(1, round(size)))
    font.setWeight(QFont.Weight(weight))
    font.setItalic(style == "italic")
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return QFontMetricsF(font).horizontalAdvance(said)


@lru_cache(maxsize=16)
def _meant(family: str) -> tuple[str, str]:
    """The font that a name such as Sans Serif stands for, and its kind."""
    found = QFontInfo(QFont(family)).family()
    measured = QFontMetricsF(QFont(family))
    is_fixed = measured.horizontalAdvance("iii") == measured.horizontalAdvance("WWW")
    return found, "monospace" if is_fixed else "sans-serif"
