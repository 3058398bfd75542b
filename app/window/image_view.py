"""The picture of a card's tensor, or of its gradient: it follows the cursor and every run."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.canvas import colours
from app.canvas.colours import Array, Scale
from app.playback.player import Player
from app.session import Session
from app.widgets.fields import wrapped
from app.widgets.look import fixed_font
from app.window.raster import Raster
from autograd_core.graph.ports import output_ports
from autograd_core.graph.steps import Value, port_ref
from autograd_core.printing import format_number

MOST_NAME = 60


class ColourBar(QWidget):
    """The scale with the numbers at its ends and in its middle."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("imageScale")
        self._scale: Scale = "grey"
        self.low, self.high = 0.0, 1.0
        self.setFixedHeight(34)

    def sizeHint(self) -> QSize:
        return QSize(240, 34)

    def show_scale(self, scale: Scale, low: float, high: float) -> None:
        self._scale, self.low, self.high = scale, low, high
        self.setAccessibleName(f"{format_number(low)} … {format_number(high)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.current()
        bar = QRectF(0.5, 0.5, self.width() - 1, 13)
        ramp = QLinearGradient(bar.topLeft(), bar.topRight())
        table = colours.table(self._scale, look.name)
        for i in range(9):
            ramp.setColorAt(i / 8, int(table[round(i / 8 * (colours.LEVELS - 1))]))
        painter.setPen(look.card_border)
        painter.setBrush(ramp)
        painter.drawRect(bar)
        painter.setPen(look.text)
        painter.setFont(fixed_font())
        middle = (self.low + self.high) / 2
        below = self.rect().adjusted(0, 15, 0, 0)
        for number, side in (
            (self.low, Qt.AlignmentFlag.AlignLeft),
            (middle, Qt.AlignmentFlag.AlignHCenter),
            (self.high, Qt.AlignmentFlag.AlignRight),
        ):
            painter.drawText(below, side, format_number(number))


class ImageView(QDialog):
    """One card's tensors as pictures; it stays open beside the window."""

    def __init__(self, session: Session, player: Player, node: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("imageView")
        self.session = session
        self.player = player
        self.node = node
        self._array: Array | None = None
        self.what = self._box("imageWhat", self.tr("Tensor"))
        self.scale = self._box("imageScaleChoice", self.tr("Scale"))
        self.reach = self._box("imageRange", self.tr("Range"))
        self.rgb = QCheckBox(self.tr("RGB"))
        self.rgb.setObjectName("imageRgb")
        self.rgb.toggled.connect(lambda _: self._show())
        self.raster = Raster()
        self.raster.setAccessibleName(self.tr("Picture"))
        self.raster.pointed.connect(self._tell)
        self.bar = ColourBar()
        self.told = QLabel()
        self.told.setObjectName("imageTold")
        self.told.setFont(fixed_font())
        self.said = wrapped(muted=True)
        self.leads: list[QSpinBox] = []
        self.pages = QHBoxLayout()
        self._lay_out()
        self._fill_boxes()
        session.ran.connect(self.refresh)
        session.changed.connect(self.refresh)
        session.replaced.connect(self.close)
        player.shown_moved.connect(self.refresh)
        theme.switch().changed.connect(self._show)
        self.resize(520, 620)
        self.refresh()

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setToolTip(title)
        box.activated.connect(lambda _: self.refresh())
        return box

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for widget in (self.what, self.scale, self.reach, self.rgb):
            top.addWidget(widget)
        top.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(self.pages)
        column.addWidget(self.raster, 1)
        column.addWidget(self.bar)
        column.addWidget(self.told)
        column.addWidget(self.said)
        self.raster.setFocus()

    def _fill_boxes(self) -> None:
        ports = output_ports(self.session.document, self.node)
        for port in ports:
            name = self.tr("value") if len(ports) == 1 else port
            self.what.addItem(name, (port, "value"))
            grad = ".grad" if len(ports) == 1 else f"{port}.grad"
            self.what.addItem(grad, (port, "grad"))
        self.scale.addItem(self.tr("scale that suits"), "auto")
        self.scale.addItem(self.tr("grey"), "grey")
        self.scale.addItem(self.tr("zero in the middle"), "hues")
        self.reach.addItem(self.tr("range of the tensor"), False)
        self.reach.addItem(self.tr("range of the page"), True)

    def choose(self, field: str) -> None:
        """Shows the `value` or the `grad` of the first output."""
        self.what.setCurrentIndex(("value", "grad").index(field))
        self.refresh()

    # Following

    def refresh(self) -> None:
        """Shows the tensor as it is at the cursor."""
        document = self.session.document
        if self.node not in document.nodes:
            self.close()
            return
        name = document.name(self.node)[:MOST_NAME]
        port, field = self.what.currentData()
        self.setWindowTitle(self.tr("Picture of {tensor}").format(
            tensor=name if field == "value" else f"{name}.grad"
        ))  # fmt: skip
        found = self.player.field(port_ref(self.node, port), field)
        self._array = found.array if isinstance(found, Value) else None
        said = ""
        if found is None:
            said = self.tr("There is none at this step.")
        elif self._array is None:
            said = self.tr("These numbers were let go to save memory.")
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self._show()

    def _show(self) -> None:
        array = self._array
        if array is None or array.size == 0:
            self.raster.setVisible(False)
            self.bar.setVisible(False)
            self.told.setText("")
            return
        self._make_pages(array)
        page = self._page(array)
        low, high = _range(page if self.reach.currentData() else array)
        scale = self._scale(low, high)
        low, high = colours.span(scale, low, high)
        self.raster.setVisible(True)
        self.bar.setVisible(True)
        self.raster.show_numbers(page, scale, low, high)
        self.bar.show_scale(scale, low, high)
        self._tell(self.raster.row, self.raster.column)

    def _scale(self, low: float, high: float) -> Scale:
        gradient = self.what.currentData()[1] == "grad"
        choice = self.scale.currentData()
        if choice == "grey" or self._is_coloured():
            return "grey"
        if choice == "hues":
            return "gradient" if gradient else "value"
        return colours.scale_for(low, high, gradient)

    def _is_coloured(self) -> bool:
        return self.rgb.isChecked() and not self.rgb.isHidden()

    def _make_pages(self, array: Array) -> None:
        """A number for each dimension before the last two."""
        sizes = array.shape[:-2]
        channels = _channels(array)
        self.rgb.setVisible(channels is not None)
        said = self.tr("Dimension {dim} as red, green and blue")
        self.rgb.setToolTip(said.format(dim=channels))
        if [box.maximum() + 1 for box in self.leads] != list(sizes):
            while self.pages.count():
                item = self.pages.takeAt(0)
                widget = item.widget() if item is not None else None
                if widget is not None:
                    widget.deleteLater()
            self.leads = []
            for dim, size in enumerate(sizes):
                box = QSpinBox()
                box.setObjectName(f"imagePage{dim}")
                box.setAccessibleName(self.tr("Index in dimension {dim}").format(dim=dim))
                box.setPrefix(f"dim {dim}: ")
                box.setSuffix(f" / {size}")
                box.setRange(0, size - 1)
                box.valueChanged.connect(lambda _: self._show())
                self.pages.addWidget(box)
                self.leads.append(box)
            self.pages.addStretch()
        if self.leads:
            self.leads[-1].setEnabled(not self._is_coloured())

    def _page(self, array: Array) -> Array:
        lead = tuple(box.value() for box in self.leads)
        if self._is_coloured():
            page = array[lead[:-1]]
            return np.moveaxis(page, 0, -1) if _channels(array) == -3 else page
        return np.asarray(array[lead]) if array.ndim > 2 else np.atleast_2d(array)

    @staticmethod
    def _not_finite(array: Array | None) -> str:
        """How many are NaN or infinite."""
        if array is None or array.dtype.kind != "f":
            return ""
        finite = int(np.isfinite(array).sum())
        if finite == array.size:
            return ""
        nans = int(np.isnan(array).sum())
        counts = ((nans, "nan"), (array.size - finite - nans, "inf"))
        return "".join(f", {count} {name}" for count, name in counts if count)

    def _tell(self, row: int, column: int) -> None:
        """The number that is pointed at, with its place."""
        array = self._array
        if array is None or row < 0 or array.size == 0:
            shape = [] if array is None else list(array.shape)
            dtype = "" if array is None else array.dtype.name
            self.told.setText(f"{shape} {dtype}{self._not_finite(array)}")
            return
        page = self._page(array)
        if row >= page.shape[0] or column >= page.shape[1]:
            return
        lead = [box.value() for box in self.leads]
        if page.ndim == 3:
            numbers = ", ".join(format_number(float(each)) for each in page[row, column])
            spot = (":", row, column) if _channels(array) == -3 else (row, column, ":")
            place = ", ".join(map(str, (*lead[:-1], *spot)))
        else:
            numbers = format_number(page[row, column].item())
            indices = [*lead, row, column] if array.ndim > 1 else [column][: array.ndim]
            place = ", ".join(map(str, indices))
        self.told.setText(f"[{place}] = {numbers}")


def _channels(array: Array) -> int | None:
    """The dimension that may be red, green and blue: as PyTorch has it, else as files have it."""
    if array.ndim < 3:
        return None
    return next((dim for dim in (-3, -1) if array.shape[dim] == 3), None)


def _range(array: Array) -> tuple[float, float]:
    """The least and the greatest finite number; 0 and 1 where there is none."""
    if array.dtype.kind == "f":
        low = array.min(initial=float("inf"))
        high = array.max(initial=float("-inf"))
        if not (abs(low) < float("inf") and abs(high) < float("inf")):  # or NaN
            array = array[abs(array) < float("inf")]
            if not array.size:
                return 0.0, 1.0
            low, high = array.min(), array.max()
        return float(low), float(high)
    return float(array.min()), float(array.max())
