"""Drawings of a step: names and numbers are texts, wires curves, and nothing is a picture."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.export import drawing
from app.export.order import Format, Made, Order, carried_out
from app.export.png import at_once
from app.export.sheet import Nothing, Wanted, colours_on
from app.export.stage import Stage
from app.export.still import Still
from app.theme import DARK, LIGHT
from autograd_core.graph.document import Document, FrameData, LeafData, NoteData
from autograd_core.graph.steps import StepLog
from tests.app.canvas.scenes import log_of_product, product

pytestmark = pytest.mark.usefixtures("qapp")
SVG = "{http://www.w3.org/2000/svg}"


def made(kind: Format, stage: Stage, wanted: Wanted | None = None) -> Made:
    return at_once(carried_out(Order(kind, wanted or Wanted(), "a & b"), stage))


def drawn(kind: Format, stage: Stage, wanted: Wanted | None = None) -> bytes:
    return made(kind, stage, wanted).finish(lambda done, of: None)


def stage(cursor: int = 6, **more: object) -> Stage:
    return Stage(Still(product(), log_of_product(), cursor), LIGHT, **more)  # type: ignore[arg-type]


def texts(svg: bytes) -> list[str]:
    return ["".join(each.itertext()).strip() for each in parsed(svg).iter(f"{SVG}text")]


def parsed(svg: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def painted(svg: bytes) -> QImage:
    renderer = QSvgRenderer(QByteArray(svg))
    assert renderer.isValid()
    image = QImage(renderer.defaultSize(), QImage.Format.Format_ARGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def test_an_svg_has_the_names_of_all_cards_as_texts_and_no_pixels() -> None:
    svg = drawn("svg", stage())
    said = texts(svg)
    assert {"x", "y", "mul", "6 / 7", "requires_grad"} <= set(said)
    root = parsed(svg)
    assert not list(root.iter(f"{SVG}image"))
    assert root.find(f"{SVG}title").text == "a & b"  # type: ignore[union-attr]
    fonts = {each.get("font-family", "") for each in root.iter(f"{SVG}text")}
    assert all("sans-serif" in font or "monospace" in font for font in fonts)
    assert any("monospace" in font for font in fonts)


def test_wires_of_an_svg_are_curves_in_their_hues() -> None:
    svg = drawn("svg", stage()).decode()
    assert re.search(rf'stroke="{LIGHT.gradient.name()}"[^>]*>\s*<path d="M[^"]*C', svg)
    before = drawn("svg", stage(4)).decode()
    assert re.search(rf'stroke="{LIGHT.forward.name()}"[^>]*>\s*<path d="M[^"]*C', before)


def test_an_svg_looks_as_the_picture_of_pixels_does() -> None:
    svg = painted(drawn("svg", stage()))
    pixels = QImage.fromData(drawn("png", stage(), Wanted(scale=1.0)))
    assert svg.size() == pixels.size()
    alike = sum(
        abs(svg.pixelColor(x, y).lightness() - pixels.pixelColor(x, y).lightness()) < 24
        for x in range(0, svg.width(), 3)
        for y in range(0, svg.height(), 3)
    )
    assert alike / (len(range(0, svg.width(), 3)) * len(range(0, svg.height(), 3))) > 0.96


def test_a_region_is_dashed_and_no_pattern_of_pixels() -> None:
    document = product()
    document.frames["f"] = FrameData("f", kind="no_grad")
    document.nodes["y"] = replace(document.nodes["y"], frame="f")
    svg = drawn("svg", Stage(Still(document, log_of_product(), 6), LIGHT))
    assert b"stroke-dasharray" in svg
    assert b"pattern id" not in svg


def test_a_pdf_is_one_page_as_large_as_the_picture() -> None:
    picture = made("pdf", stage())
    pdf = picture.finish(lambda done, of: None)
    assert pdf.startswith(b"%PDF-1.")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)", pdf)
    assert box is not None
    for points, units in zip(box.groups(), picture.size.toTuple(), strict=True):
        assert float(points) == pytest.approx(units * 0.75, abs=1)
    assert b"/FontFile2" in pdf
    assert b"/Subtype /Image" not in pdf


def test_of_very_many_cards_there_are_names_and_what_they_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawing, "MOST_WHOLE", 2)
    said = texts(drawn("svg", stage()))
    assert {"x", "y", "mul", "6 / 7"} <= set(said)
    assert "requires_grad" not in said


def test_what_is_left_out_is_not_there() -> None:
    said = texts(drawn("svg", stage(only=("x",)), Wanted(caption=False, legend=True)))
    assert {"x", "values, forward"} <= set(said)
    assert "y" not in said
    assert "6 / 7" not in said


def test_backgrounds() -> None:
    corner = {}
    for ground in ("theme", "white", "transparent"):
        colours = colours_on(ground, DARK)
        still = Stage(Still(product(), log_of_product(), 6), colours)
        corner[ground] = QImage.fromData(drawn("png", still)).pixelColor(1, 1)
        assert painted(drawn("svg", still)).pixelColor(1, 1) == (
            QColor("black") if ground == "transparent" else corner[ground]
        )
    assert corner["theme"] in (DARK.background, DARK.grid)
    assert corner["white"] == QColor("white")
    assert corner["transparent"].alpha() == 0


def test_an_empty_graph_has_no_picture() -> None:
    for kind in ("png", "svg", "pdf", "gif", "apng"):
        with pytest.raises(Nothing):
            drawn(kind, Stage(Still(Document(), StepLog(), 0), LIGHT))


def test_giving_up_halfway_leaves_nothing_behind(recwarn: pytest.WarningsRecorder) -> None:
    for kind in ("svg", "pdf"):
        work = carried_out(Order(kind), stage())
        for _ in range(4):
            next(work)
        work.close()
    assert not recwarn.list


def test_chinese_is_written_as_text() -> None:
    document = Document([LeafData("x", label="输入 x", value="3.")])
    svg = drawn("svg", Stage(Still(document, StepLog(), 0), LIGHT))
    assert "输入" in "".join(texts(svg))


def test_texts_on_what_is_half_transparent_are_opaque() -> None:
    note = NoteData("n", text="read me", width=200, height=80)
    svg = drawn("svg", Stage(Still(Document([note]), StepLog(), 0), LIGHT))
    (text,) = (
        each for each in parsed(svg).iter(f"{SVG}text") if "read" in "".join(each.itertext())
    )
    assert text.get("fill-opacity", "") == "1"
