"""Pictures as SVG: curves stay curves, and texts stay texts that can be searched and selected."""

from __future__ import annotations

import html
import re
from collections.abc import Generator
from functools import lru_cache

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.export.drawing import draw
from app.export.sheet import Sheet

_EMPTY = re.compile(r"<g [^>]*>\s*</g>\s*")
_FONT = r' ?font-family="[^"]*" font-size="[^"]*" font-weight="[^"]*" font-style="[^"]*" ?'
_GROUP_FONT = re.compile(rf"(<g [^>]*?)\s*{_FONT}\s*>")
_TEXT = re.compile(
    r'(<text [^>]*?)font-family="(?P<family>[^"]*)" font-size="(?P<size>[^"]*)" '
    r'font-weight="(?P<weight>[^"]*)" font-style="(?P<style>[^"]*)"\s*>(?P<said>[^<]*)</text>'
)
_SIZE = re.compile(r'width="[^"]*mm" height="[^"]*mm"\s+viewBox="0 0 (\S+) (\S+)"')
_CHINESE = "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei'"
_USUAL = {
    'stroke-linecap="square" stroke-linejoin="bevel" ': "",
    'fill-opacity="1" ': "",
    'stroke-opacity="1" ': "",
    'vector-effect="none" ': "",
    'stroke-width="1" ': "",
    ' fill-rule="evenodd"': "",
    ' transform="matrix(1,0,0,1,0,0)"': "",
    'image-rendering="optimizeSpeed"': 'style="image-rendering:pixelated"',
}
"""What is so anyway, by what the outermost group says."""


def svg(sheet: Sheet, title: str) -> Generator[None, None, bytes]:
    """The sheet as the bytes of a file; a breath is taken wherever it yields. The file has still
    to be tidied."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(QSize(round(sheet.width), round(sheet.height)))
    generator.setViewBox(QRectF(0, 0, sheet.width, sheet.height))
    generator.setTitle(html.escape(title, quote=False))
    generator.setDescription("GradCanvas")
    painter = QPainter(generator)
    yield from draw(painter, sheet)
    painter.end()
    return bytes(buffer.data().data())


def tidied(raw: bytes) -> bytes:
    """The same picture in a third of the bytes, and with texts that keep their widths where other
    fonts are used. Can be done on any thread."""
    text = raw.decode("utf-8")
    text = _GROUP_FONT.sub(r"\1>", _EMPTY.sub("", text))
    for long, short in _USUAL.items():
        text = text.replace(long, short)
    text = _SIZE.sub(r'width="\1" height="\2" viewBox="0 0 \1 \2"', text, count=1)
    text = _TEXT.sub(_text, text)
    return text.encode("utf-8")


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
