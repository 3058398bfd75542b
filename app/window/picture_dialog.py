"""The dialog for pictures: what is on them, how large they are, and how far one is on its way."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.canvas.whole import MOST_PIXELS
from app.export import animation
from app.export.arguments import MOVING
from app.export.order import FORMATS, Format
from app.export.plan import LEAST_FPS, MOST_FPS, Course
from app.export.sheet import Background, Part, Wanted
from app.playback.player import SPEEDS
from app.widgets.fields import wrapped
from app.widgets.mnemonics import mark_dialog

SCALES = (1, 2, 3, 4)
LEAST_WIDTH, MOST_WIDTH, USUAL_WIDTH = 160, 4000, 1200


class Stretch(NamedTuple):
    """A part of the line that can be shown moving."""

    title: str
    first: int
    last: int


class PictureDialog(QDialog):
    """Asks what picture is wanted, and shows its progress.

    Signals:
        wanted: some choice is another.
        export_asked: it is to be written to a file.
        copy_asked: it is to go to the clipboard.
        cancel_asked: the one on its way is not wanted any more.
    """

    wanted = Signal()
    export_asked = Signal()
    copy_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pictureDialog")
        self.setWindowTitle(self.tr("Export picture"))
        self.format = self._choice("picture.format", self._formats())
        self.part = self._choice("picture.part", self._parts())
        self.scale = self._choice("picture.scale", [(f"{each}×", each) for each in SCALES])
        self.width_limit = self._number("picture.width", LEAST_WIDTH, MOST_WIDTH, USUAL_WIDTH)
        self.width_limit.setSuffix(" " + self.tr("pixels"))
        self.background = self._choice("picture.background", self._grounds())
        self.caption = self._check("picture.caption", self.tr("What the step did, below"))
        self.legend = self._check("picture.legend", self.tr("What the lines mean, below"))
        self.stretch = self._choice("picture.stretch", [])
        speeds = [(f"{each:g}×", each) for each in SPEEDS]
        self.speed = self._choice("picture.speed", speeds)
        self.fps = self._number("picture.fps", LEAST_FPS, MOST_FPS, 12)
        self.loop = self._check("picture.loop", self.tr("Play round and round"))
        self.reduced = self._check("picture.reduced", self.tr("One frame for each step"))
        self.told = wrapped(muted=True)
        self.told.setObjectName("picture.told")
        self.bar = QProgressBar()
        self.bar.setObjectName("picture.progress")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self._is_busy = False
        self._can_make = True
        self._set_up()
        self._lay_out()
        self.refresh()

    def _set_up(self) -> None:
        self.scale.setCurrentIndex(1)
        self.speed.setCurrentIndex(SPEEDS.index(1.0))
        self.caption.setChecked(True)
        self.loop.setChecked(True)
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.export = QPushButton(self.tr("Export…"))
        self.copy = QPushButton(self.tr("Copy"))
        self.close_button = QPushButton(self.tr("Close"))
        for button, name, place in (
            (self.export, "export", role.AcceptRole),
            (self.copy, "copy", role.ActionRole),
            (self.close_button, "close", role.RejectRole),
        ):
            button.setObjectName(name)
            self.buttons.addButton(button, place)
        self.export.setDefault(True)
        self.export.clicked.connect(self.export_asked)
        self.copy.clicked.connect(self.copy_asked)
        self.close_button.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(14)
        self._form.setVerticalSpacing(9)
        for title, field in (
            (self.tr("Format"), self.format),
            (self.tr("What"), self.part),
            (self.tr("Steps"), self.stretch),
            (self.tr("Speed"), self.speed),
            (self.tr("Frames a second"), self.fps),
            (self.tr("Scale"), self.scale),
            (self.tr("Width at most"), self.width_limit),
            (self.tr("Background"), self.background),
            ("", self.caption),
            ("", self.legend),
            ("", self.loop),
            ("", self.reduced),
        ):
            self._form.addRow(title, field)
            label = self._form.labelForField(field)
            if isinstance(label, QLabel):
                label.setObjectName(f"label.{field.objectName()}")
                field.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addLayout(self._form)
        column.addWidget(self.told)
        column.addStretch()
        row = QHBoxLayout()
        row.addWidget(self.bar)
        column.addLayout(row)
        column.addWidget(self.buttons)
        self.setMinimumWidth(430)

    def _formats(self) -> list[tuple[str, Format]]:
        words = {
            "png": self.tr("PNG, pixels"),
            "svg": self.tr("SVG, a drawing"),
            "pdf": self.tr("PDF, a page"),
            "gif": self.tr("GIF, moving"),
            "apng": self.tr("APNG, moving, every pixel exact"),
        }
        return [(words[each], each) for each in FORMATS]

    def _parts(self) -> list[tuple[str, Part]]:
        return [
            (self.tr("The whole graph"), "all"),
            (self.tr("The view as it is"), "view"),
            (self.tr("What is selected"), "selection"),
        ]

    def _grounds(self) -> list[tuple[str, Background]]:
        return [
            (self.tr("As in the window"), "theme"),
            (self.tr("White"), "white"),
            (self.tr("Transparent"), "transparent"),
        ]

    def _choice(self, name: str, items: Iterable[tuple[str, Any]]) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        for title, data in items:
            box.addItem(title, data)
        box.currentIndexChanged.connect(lambda _: self.refresh())
        return box

    def _number(self, name: str, least: int, most: int, value: int) -> QSpinBox:
        box = QSpinBox()
        box.setObjectName(name)
        box.setRange(least, most)
        box.setMinimumHeight(self.format.sizeHint().height())
        box.setValue(value)
        box.valueChanged.connect(lambda _: self.refresh())
        return box

    def _check(self, name: str, title: str) -> QCheckBox:
        box = QCheckBox(title)
        box.setObjectName(name)
        box.toggled.connect(lambda _: self.refresh())
        return box

    # What is chosen

    @property
    def chosen_format(self) -> Format:
        found: Format = self.format.currentData()
        return found

    @property
    def is_moving(self) -> bool:
        return self.chosen_format in MOVING

    def chosen(self) -> Wanted:
        """What the picture is to have."""
        moving, background = self.is_moving, self.background.currentData()
        return Wanted(
            part=self.part.currentData(),
            scale=float(self.scale.currentData()),
            background="theme" if moving and background == "transparent" else background,
            caption=self.caption.isChecked(),
            legend=self.legend.isChecked(),
            width=self.width_limit.value() if moving else 0,
            most=animation.MOST_PIXELS if moving else MOST_PIXELS,
        )

    def course(self) -> Course:
        """How it moves."""
        stretch = self.stretch.currentData() or Stretch("", 0, 0)
        return Course(
            stretch.first,
            stretch.last,
            float(self.speed.currentData()),
            self.fps.value(),
            self.reduced.isChecked(),
            self.loop.isChecked(),
        )

    def offer(self, stretches: list[Stretch], has_selection: bool, reduced: bool) -> None:
        """Offers what there is now to be shown."""
        self.stretch.blockSignals(True)
        at = max(0, self.stretch.currentIndex())
        self.stretch.clear()
        for each in stretches:
            self.stretch.addItem(each.title, each)
        self.stretch.setCurrentIndex(at if at < len(stretches) else 0)
        self.stretch.blockSignals(False)
        selection = self.part.findData("selection")
        model: Any = self.part.model()
        model.item(selection).setEnabled(has_selection)
        if not has_selection and self.part.currentIndex() == selection:
            self.part.setCurrentIndex(0)
        if reduced:
            self.reduced.setChecked(True)
        self.refresh()

    # What it looks like

    def refresh(self) -> None:
        """Shows the fields that the format has, and asks what it comes to."""
        if not hasattr(self, "_form"):
            return
        moving, pixels = self.is_moving, self.chosen_format not in ("svg", "pdf")
        for field in (self.stretch, self.speed, self.width_limit, self.loop, self.reduced):
            self._form.setRowVisible(field, moving)
        self._form.setRowVisible(self.fps, moving)
        self.fps.setEnabled(not self.reduced.isChecked())
        self._form.setRowVisible(self.scale, pixels)
        ground: Any = self.background.model()
        ground.item(self.background.findData("transparent")).setEnabled(not moving)
        if moving and self.background.currentData() == "transparent":
            self.background.setCurrentIndex(0)
        self.copy.setVisible(self.chosen_format == "png")
        self._enable()
        self.wanted.emit()
        if self.isVisible():
            mark_dialog(self)
            self.adjustSize()

    def tell(self, words: str, can_make: bool = True) -> None:
        """Says what it will be, or why it cannot be."""
        self.told.setText(words)
        self._can_make = can_make
        self._enable()

    def set_busy(self, busy: bool) -> None:
        """Whether one is on its way."""
        self._is_busy = busy
        self.close_button.setText(self.tr("Cancel") if busy else self.tr("Close"))
        self.bar.setValue(0)
        self._enable()
        mark_dialog(self)

    def show_progress(self, share: float) -> None:
        self.bar.setValue(round(1000 * share))

    def _enable(self) -> None:
        for at in range(self._form.rowCount()):
            item = self._form.itemAt(at, QFormLayout.ItemRole.FieldRole)
            field = None if item is None else item.widget()
            if field is not None:
                field.setEnabled(not self._is_busy)
        self.fps.setEnabled(not self._is_busy and not self.reduced.isChecked())
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        self.bar.setVisible(self._is_busy)
        for button in (self.export, self.copy):
            button.setEnabled(self._can_make and not self._is_busy)

    def reject(self) -> None:
        """Cancels what is on its way; closes where nothing is."""
        if self._is_busy:
            self.cancel_asked.emit()
        else:
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        mark_dialog(self)


def suggested(folder: Path, stem: str, cursor: int, kind: Format) -> Path:
    """A file's name that tells what is on it."""
    step = "" if kind in MOVING else f".step{cursor}"
    return folder / f"{stem}{step}.{kind}"


def size_text(size: QSize) -> str:
    """`1200 × 800`."""
    return f"{size.width()} × {size.height()}"
